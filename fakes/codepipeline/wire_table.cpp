// AWS: the API model of CodePipeline, version 2015-07-09; written by tools/wire_table. The
// operations, and the structure of pipelines; what is asked of executions is in
// wire_table_executions.cpp.
#include "fakes/codepipeline/wire.h"
#include "fakes/codepipeline/wire_tables.h"

namespace greenroom::codepipeline {
namespace {

const char* const k_pipelines_table = R"(
service codepipeline json-1.1 CodePipeline_20150709
operation CreatePipeline CreatePipelineInput CreatePipelineOutput
right CreatePipeline = ~{pipeline.name}
right CreatePipeline iam:PassRole {pipeline.roleArn} to=codepipeline.amazonaws.com
operation GetPipeline GetPipelineInput GetPipelineOutput
right GetPipeline = ~{name}
operation UpdatePipeline UpdatePipelineInput UpdatePipelineOutput
right UpdatePipeline = ~{pipeline.name}
right UpdatePipeline iam:PassRole {pipeline.roleArn} to=codepipeline.amazonaws.com
operation DeletePipeline DeletePipelineInput Unit
right DeletePipeline = ~{name}
operation ListPipelines ListPipelinesInput ListPipelinesOutput
right ListPipelines = *
operation StartPipelineExecution StartPipelineExecutionInput StartPipelineExecutionOutput
right StartPipelineExecution = ~{name}
operation StopPipelineExecution StopPipelineExecutionInput StopPipelineExecutionOutput
right StopPipelineExecution = ~{pipelineName}
operation RetryStageExecution RetryStageExecutionInput RetryStageExecutionOutput
right RetryStageExecution = ~{pipelineName}/{stageName}
operation RollbackStage RollbackStageInput RollbackStageOutput
right RollbackStage = ~{pipelineName}/{stageName}
operation GetPipelineState GetPipelineStateInput GetPipelineStateOutput
right GetPipelineState = ~{name}
operation GetPipelineExecution GetPipelineExecutionInput GetPipelineExecutionOutput
right GetPipelineExecution = ~{pipelineName}
operation ListPipelineExecutions ListPipelineExecutionsInput ListPipelineExecutionsOutput
right ListPipelineExecutions = ~{pipelineName}
operation ListActionExecutions ListActionExecutionsInput ListActionExecutionsOutput
right ListActionExecutions = ~{pipelineName}
operation ListRuleExecutions ListRuleExecutionsInput ListRuleExecutionsOutput
right ListRuleExecutions = ~{pipelineName}
operation EnableStageTransition EnableStageTransitionInput Unit
right EnableStageTransition = ~{pipelineName}/{stageName}
operation DisableStageTransition DisableStageTransitionInput Unit
right DisableStageTransition = ~{pipelineName}/{stageName}
operation PutApprovalResult PutApprovalResultInput PutApprovalResultOutput
right PutApprovalResult = ~{pipelineName}/{stageName}/{actionName}
operation OverrideStageCondition OverrideStageConditionInput Unit
right OverrideStageCondition = ~{pipelineName}/{stageName}
operation ListActionTypes ListActionTypesInput ListActionTypesOutput
right ListActionTypes = *
operation TagResource TagResourceInput TagResourceOutput
right TagResource = {resourceArn}
operation UntagResource UntagResourceInput UntagResourceOutput
right UntagResource = {resourceArn}
operation ListTagsForResource ListTagsForResourceInput ListTagsForResourceOutput
right ListTagsForResource = {resourceArn}
structure Unit
structure CreatePipelineInput pipeline:PipelineDeclaration! tags:TagList
structure PipelineDeclaration name:PipelineName! roleArn:RoleArn! artifactStore:ArtifactStore
  artifactStores:ArtifactStoreMap stages:PipelineStageDeclarationList! version:PipelineVersion
  executionMode:ExecutionMode pipelineType:PipelineType variables:PipelineVariableDeclarationList
  triggers:PipelineTriggerDeclarationList
string PipelineName 1..100 ~[A-Za-z0-9.@\-_]+
string RoleArn 0..1024 ~arn:aws(-[\w]+)*:iam::[0-9]{12}:role/.*
structure ArtifactStore type:ArtifactStoreType! location:ArtifactStoreLocation!
  encryptionKey:EncryptionKey
enum ArtifactStoreType S3
string ArtifactStoreLocation 3..63 ~[a-zA-Z0-9\-\.]+
structure EncryptionKey id:EncryptionKeyId! type:EncryptionKeyType!
string EncryptionKeyId 1..400
enum EncryptionKeyType KMS
map ArtifactStoreMap AWSRegionName ArtifactStore
string AWSRegionName 4..30
list PipelineStageDeclarationList StageDeclaration
structure StageDeclaration name:StageName! blockers:StageBlockerDeclarationList
  actions:StageActionDeclarationList! onFailure:FailureConditions onSuccess:SuccessConditions
  beforeEntry:BeforeEntryConditions
string StageName 1..100 ~[A-Za-z0-9.@\-_]+
list StageBlockerDeclarationList BlockerDeclaration
structure BlockerDeclaration name:BlockerName! type:BlockerType!
string BlockerName 1..100
enum BlockerType Schedule
list StageActionDeclarationList ActionDeclaration
structure ActionDeclaration name:ActionName! actionTypeId:ActionTypeId! runOrder:ActionRunOrder
  configuration:ActionConfigurationMap commands:CommandList outputArtifacts:OutputArtifactList
  inputArtifacts:InputArtifactList outputVariables:OutputVariableList roleArn:RoleArn
  region:AWSRegionName namespace:ActionNamespace timeoutInMinutes:ActionTimeout
  environmentVariables:EnvironmentVariableList
string ActionName 1..100 ~[A-Za-z0-9.@\-_]+
structure ActionTypeId category:ActionCategory! owner:ActionOwner! provider:ActionProvider!
  version:Version!
enum ActionCategory Source Build Deploy Test Invoke Approval Compute
enum ActionOwner AWS ThirdParty Custom
string ActionProvider 1..35 ~[0-9A-Za-z_-]+
string Version 1..9 ~[0-9A-Za-z_-]+
integer ActionRunOrder 1..999
map ActionConfigurationMap ActionConfigurationKey ActionConfigurationValue
string ActionConfigurationKey 1..50
string ActionConfigurationValue 1..1000
list CommandList Command 1..50
string Command 1..1000
list OutputArtifactList OutputArtifact
structure OutputArtifact name:ArtifactName! files:FilePathList
string ArtifactName 1..100 ~[a-zA-Z0-9_\-]+
list FilePathList FilePath 1..10
string FilePath 1..128
list InputArtifactList InputArtifact
structure InputArtifact name:ArtifactName!
list OutputVariableList OutputVariable 1..15
string OutputVariable 1..128
string ActionNamespace 1..100 ~[A-Za-z0-9@\-_]+
integer ActionTimeout 5..86400
list EnvironmentVariableList EnvironmentVariable 1..10
structure EnvironmentVariable name:EnvironmentVariableName! value:EnvironmentVariableValue!
  type:EnvironmentVariableType
string EnvironmentVariableName 1..128 ~[A-Za-z0-9_]+
string EnvironmentVariableValue 1..2000 ~.*
enum EnvironmentVariableType PLAINTEXT SECRETS_MANAGER
structure FailureConditions result:Result retryConfiguration:RetryConfiguration
  conditions:ConditionList
enum Result ROLLBACK FAIL RETRY SKIP
structure RetryConfiguration retryMode:StageRetryMode
enum StageRetryMode FAILED_ACTIONS ALL_ACTIONS
list ConditionList Condition 1..1
structure Condition result:Result rules:RuleDeclarationList
list RuleDeclarationList RuleDeclaration 1..5
structure RuleDeclaration name:RuleName! ruleTypeId:RuleTypeId! configuration:RuleConfigurationMap
  commands:CommandList inputArtifacts:InputArtifactList roleArn:RoleArn region:AWSRegionName
  timeoutInMinutes:RuleTimeout
string RuleName 1..100 ~[A-Za-z0-9.@\-_]+
structure RuleTypeId category:RuleCategory! owner:RuleOwner provider:RuleProvider! version:Version
enum RuleCategory Rule
enum RuleOwner AWS
string RuleProvider 1..35 ~[0-9A-Za-z_-]+
map RuleConfigurationMap RuleConfigurationKey RuleConfigurationValue
string RuleConfigurationKey 1..50
string RuleConfigurationValue 1..10000
integer RuleTimeout 5..86400
structure SuccessConditions conditions:ConditionList!
structure BeforeEntryConditions conditions:ConditionList!
integer PipelineVersion 1..2147483647
enum ExecutionMode QUEUED SUPERSEDED PARALLEL
enum PipelineType V1 V2
list PipelineVariableDeclarationList PipelineVariableDeclaration 0..50
structure PipelineVariableDeclaration name:PipelineVariableName!
  defaultValue:PipelineVariableValue description:PipelineVariableDescription
string PipelineVariableName 1..128 ~[A-Za-z0-9@\-_]+
string PipelineVariableValue 1..1000 ~.*
string PipelineVariableDescription 0..200 ~.*
list PipelineTriggerDeclarationList PipelineTriggerDeclaration 0..50
structure PipelineTriggerDeclaration providerType:PipelineTriggerProviderType!
  gitConfiguration:GitConfiguration!
enum PipelineTriggerProviderType CodeStarSourceConnection
structure GitConfiguration sourceActionName:ActionName! push:GitPushFilterList
  pullRequest:GitPullRequestFilterList
list GitPushFilterList GitPushFilter 1..3
structure GitPushFilter tags:GitTagFilterCriteria branches:GitBranchFilterCriteria
  filePaths:GitFilePathFilterCriteria
structure GitTagFilterCriteria includes:GitTagPatternList excludes:GitTagPatternList
list GitTagPatternList GitTagNamePattern 1..8
string GitTagNamePattern 1..255
structure GitBranchFilterCriteria includes:GitBranchPatternList excludes:GitBranchPatternList
list GitBranchPatternList GitBranchNamePattern 1..8
string GitBranchNamePattern 1..255 ~.*
structure GitFilePathFilterCriteria includes:GitFilePathPatternList
  excludes:GitFilePathPatternList
list GitFilePathPatternList GitFilePathPattern 1..8
string GitFilePathPattern 1..255 ~.*
list GitPullRequestFilterList GitPullRequestFilter 1..3
structure GitPullRequestFilter events:GitPullRequestEventTypeList branches:GitBranchFilterCriteria
  filePaths:GitFilePathFilterCriteria
list GitPullRequestEventTypeList GitPullRequestEventType 1..3
enum GitPullRequestEventType OPEN UPDATED CLOSED
list TagList Tag
structure Tag key:TagKey! value:TagValue!
string TagKey 1..128
string TagValue 0..256
structure CreatePipelineOutput pipeline:PipelineDeclaration tags:TagList
structure GetPipelineInput name:PipelineName! version:PipelineVersion
structure GetPipelineOutput pipeline:PipelineDeclaration metadata:PipelineMetadata
structure PipelineMetadata pipelineArn:PipelineArn created:Timestamp updated:Timestamp
  pollingDisabledAt:Timestamp
string PipelineArn ~arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+
timestamp Timestamp
structure UpdatePipelineInput pipeline:PipelineDeclaration!
structure UpdatePipelineOutput pipeline:PipelineDeclaration
structure DeletePipelineInput name:PipelineName!
structure ListPipelinesInput nextToken:NextToken maxResults:MaxPipelines
string NextToken 1..2048
integer MaxPipelines 1..1000
structure ListPipelinesOutput pipelines:PipelineList nextToken:NextToken
list PipelineList PipelineSummary
structure PipelineSummary name:PipelineName version:PipelineVersion pipelineType:PipelineType
  executionMode:ExecutionMode created:Timestamp updated:Timestamp
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(std::string(k_pipelines_table) + k_executions_table);
}

}  // namespace greenroom::codepipeline
