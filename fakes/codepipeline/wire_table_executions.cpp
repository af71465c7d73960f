// AWS: the API model of CodePipeline, version 2015-07-09; written by tools/wire_table. Executions,
// states, approvals, action types and tags.
#include "fakes/codepipeline/wire_tables.h"

namespace greenroom::codepipeline {

const char* const k_executions_table =
    R"(structure StartPipelineExecutionInput name:PipelineName! variables:PipelineVariableList
  clientRequestToken:ClientRequestToken sourceRevisions:SourceRevisionOverrideList
list PipelineVariableList PipelineVariable 1..50
structure PipelineVariable name:PipelineVariableName! value:PipelineVariableValue!
string ClientRequestToken 1..128 ~^[a-zA-Z0-9-]+$
list SourceRevisionOverrideList SourceRevisionOverride 0..50
structure SourceRevisionOverride actionName:ActionName! revisionType:SourceRevisionType!
  revisionValue:Revision!
enum SourceRevisionType COMMIT_ID IMAGE_DIGEST S3_OBJECT_VERSION_ID S3_OBJECT_KEY
string Revision 1..1500
structure StartPipelineExecutionOutput pipelineExecutionId:PipelineExecutionId
string PipelineExecutionId ~[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
structure StopPipelineExecutionInput pipelineName:PipelineName!
  pipelineExecutionId:PipelineExecutionId! abandon:Boolean reason:StopPipelineExecutionReason
boolean Boolean
string StopPipelineExecutionReason 0..200
structure StopPipelineExecutionOutput pipelineExecutionId:PipelineExecutionId
structure RetryStageExecutionInput pipelineName:PipelineName! stageName:StageName!
  pipelineExecutionId:PipelineExecutionId! retryMode:StageRetryMode!
structure RetryStageExecutionOutput pipelineExecutionId:PipelineExecutionId
structure RollbackStageInput pipelineName:PipelineName! stageName:StageName!
  targetPipelineExecutionId:PipelineExecutionId!
structure RollbackStageOutput pipelineExecutionId:PipelineExecutionId!
structure GetPipelineStateInput name:PipelineName!
structure GetPipelineStateOutput pipelineName:PipelineName pipelineVersion:PipelineVersion
  stageStates:StageStateList created:Timestamp updated:Timestamp
list StageStateList StageState
structure StageState stageName:StageName inboundExecution:StageExecution
  inboundExecutions:StageExecutionList inboundTransitionState:TransitionState
  actionStates:ActionStateList latestExecution:StageExecution
  beforeEntryConditionState:StageConditionState onSuccessConditionState:StageConditionState
  onFailureConditionState:StageConditionState retryStageMetadata:RetryStageMetadata
structure StageExecution pipelineExecutionId:PipelineExecutionId! status:StageExecutionStatus!
  type:ExecutionType
enum StageExecutionStatus Cancelled InProgress Failed Stopped Stopping Succeeded Skipped
enum ExecutionType STANDARD ROLLBACK
list StageExecutionList StageExecution
structure TransitionState enabled:Enabled lastChangedBy:LastChangedBy lastChangedAt:LastChangedAt
  disabledReason:DisabledReason
boolean Enabled
string LastChangedBy
timestamp LastChangedAt
string DisabledReason 1..300
list ActionStateList ActionState
structure ActionState actionName:ActionName currentRevision:ActionRevision
  latestExecution:ActionExecution entityUrl:Url revisionUrl:Url
structure ActionRevision revisionId:Revision! revisionChangeId:RevisionChangeIdentifier!
  created:Timestamp!
string RevisionChangeIdentifier 1..100
structure ActionExecution actionExecutionId:ActionExecutionId status:ActionExecutionStatus
  summary:ExecutionSummary lastStatusChange:Timestamp token:ActionExecutionToken
  lastUpdatedBy:LastUpdatedBy externalExecutionId:ExecutionId externalExecutionUrl:Url
  percentComplete:Percentage errorDetails:ErrorDetails logStreamARN:LogStreamARN
string ActionExecutionId
enum ActionExecutionStatus InProgress Abandoned Succeeded Failed
string ExecutionSummary 1..2048
string ActionExecutionToken
string LastUpdatedBy
string ExecutionId 1..1500
string Url 1..2048
integer Percentage 0..100
structure ErrorDetails code:Code message:Message
string Code
string Message 1..5000
string LogStreamARN 1..250
structure StageConditionState latestExecution:StageConditionsExecution
  conditionStates:ConditionStateList
structure StageConditionsExecution status:ConditionExecutionStatus summary:ExecutionSummary
enum ConditionExecutionStatus InProgress Failed Errored Succeeded Cancelled Abandoned Overridden
list ConditionStateList ConditionState
structure ConditionState latestExecution:ConditionExecution ruleStates:RuleStateList
structure ConditionExecution status:ConditionExecutionStatus summary:ExecutionSummary
  lastStatusChange:Timestamp
list RuleStateList RuleState
structure RuleState ruleName:RuleName currentRevision:RuleRevision latestExecution:RuleExecution
  entityUrl:Url revisionUrl:Url
structure RuleRevision revisionId:Revision! revisionChangeId:RevisionChangeIdentifier!
  created:Timestamp!
structure RuleExecution ruleExecutionId:RuleExecutionId status:RuleExecutionStatus
  summary:ExecutionSummary lastStatusChange:Timestamp token:RuleExecutionToken
  lastUpdatedBy:LastUpdatedBy externalExecutionId:ExecutionId externalExecutionUrl:Url
  errorDetails:ErrorDetails
string RuleExecutionId 1..200
enum RuleExecutionStatus InProgress Abandoned Succeeded Failed
string RuleExecutionToken 1..200 ~[a-zA-Z0-9\-\.]+
structure RetryStageMetadata autoStageRetryAttempt:RetryAttempt
  manualStageRetryAttempt:RetryAttempt latestRetryTrigger:RetryTrigger
integer RetryAttempt 1..2147483647
enum RetryTrigger AutomatedStageRetry ManualStageRetry
structure GetPipelineExecutionInput pipelineName:PipelineName!
  pipelineExecutionId:PipelineExecutionId!
structure GetPipelineExecutionOutput pipelineExecution:PipelineExecution
structure PipelineExecution pipelineName:PipelineName pipelineVersion:PipelineVersion
  pipelineExecutionId:PipelineExecutionId status:PipelineExecutionStatus
  statusSummary:PipelineExecutionStatusSummary artifactRevisions:ArtifactRevisionList
  variables:ResolvedPipelineVariableList trigger:ExecutionTrigger executionMode:ExecutionMode
  executionType:ExecutionType rollbackMetadata:PipelineRollbackMetadata
enum PipelineExecutionStatus Cancelled InProgress Stopped Stopping Succeeded Superseded Failed
string PipelineExecutionStatusSummary
list ArtifactRevisionList ArtifactRevision
structure ArtifactRevision name:ArtifactName revisionId:Revision
  revisionChangeIdentifier:RevisionChangeIdentifier revisionSummary:RevisionSummary
  created:Timestamp revisionUrl:Url
string RevisionSummary 1..2048
list ResolvedPipelineVariableList ResolvedPipelineVariable
structure ResolvedPipelineVariable name:String resolvedValue:String
string String
structure ExecutionTrigger triggerType:TriggerType triggerDetail:TriggerDetail
enum TriggerType CreatePipeline StartPipelineExecution PollForSourceChanges Webhook
  CloudWatchEvent PutActionRevision WebhookV2 ManualRollback AutomatedRollback
string TriggerDetail 0..1024
structure PipelineRollbackMetadata rollbackTargetPipelineExecutionId:PipelineExecutionId
structure ListPipelineExecutionsInput pipelineName:PipelineName! maxResults:MaxResults
  filter:PipelineExecutionFilter nextToken:NextToken
integer MaxResults 1..100
structure PipelineExecutionFilter succeededInStage:SucceededInStageFilter
structure SucceededInStageFilter stageName:StageName
structure ListPipelineExecutionsOutput pipelineExecutionSummaries:PipelineExecutionSummaryList
  nextToken:NextToken
list PipelineExecutionSummaryList PipelineExecutionSummary
structure PipelineExecutionSummary pipelineExecutionId:PipelineExecutionId
  status:PipelineExecutionStatus statusSummary:PipelineExecutionStatusSummary startTime:Timestamp
  lastUpdateTime:Timestamp sourceRevisions:SourceRevisionList trigger:ExecutionTrigger
  stopTrigger:StopExecutionTrigger executionMode:ExecutionMode executionType:ExecutionType
  rollbackMetadata:PipelineRollbackMetadata
list SourceRevisionList SourceRevision
structure SourceRevision actionName:ActionName! revisionId:Revision
  revisionSummary:RevisionSummary revisionUrl:Url
structure StopExecutionTrigger reason:StopPipelineExecutionReason
structure ListActionExecutionsInput pipelineName:PipelineName! filter:ActionExecutionFilter
  maxResults:MaxResults nextToken:NextToken
structure ActionExecutionFilter pipelineExecutionId:PipelineExecutionId
  latestInPipelineExecution:LatestInPipelineExecutionFilter
structure LatestInPipelineExecutionFilter pipelineExecutionId:PipelineExecutionId!
  startTimeRange:StartTimeRange!
enum StartTimeRange Latest All
structure ListActionExecutionsOutput actionExecutionDetails:ActionExecutionDetailList
  nextToken:NextToken
list ActionExecutionDetailList ActionExecutionDetail
structure ActionExecutionDetail pipelineExecutionId:PipelineExecutionId
  actionExecutionId:ActionExecutionId pipelineVersion:PipelineVersion stageName:StageName
  actionName:ActionName startTime:Timestamp lastUpdateTime:Timestamp updatedBy:LastUpdatedBy
  status:ActionExecutionStatus input:ActionExecutionInput output:ActionExecutionOutput
structure ActionExecutionInput actionTypeId:ActionTypeId configuration:ActionConfigurationMap
  resolvedConfiguration:ResolvedActionConfigurationMap roleArn:RoleArn region:AWSRegionName
  inputArtifacts:ArtifactDetailList namespace:ActionNamespace
map ResolvedActionConfigurationMap String String
list ArtifactDetailList ArtifactDetail
structure ArtifactDetail name:ArtifactName s3location:S3Location
structure S3Location bucket:S3Bucket key:S3Key
string S3Bucket 3..63
string S3Key 1..100
structure ActionExecutionOutput outputArtifacts:ArtifactDetailList
  executionResult:ActionExecutionResult outputVariables:OutputVariablesMap
structure ActionExecutionResult externalExecutionId:ExternalExecutionId
  externalExecutionSummary:ExternalExecutionSummary externalExecutionUrl:Url
  errorDetails:ErrorDetails logStreamARN:LogStreamARN
string ExternalExecutionId
string ExternalExecutionSummary
map OutputVariablesMap OutputVariablesKey OutputVariablesValue
string OutputVariablesKey ~[A-Za-z0-9@\-_]+
string OutputVariablesValue
structure ListRuleExecutionsInput pipelineName:PipelineName! filter:RuleExecutionFilter
  maxResults:MaxResults nextToken:NextToken
structure RuleExecutionFilter pipelineExecutionId:PipelineExecutionId
  latestInPipelineExecution:LatestInPipelineExecutionFilter
structure ListRuleExecutionsOutput ruleExecutionDetails:RuleExecutionDetailList
  nextToken:NextToken
list RuleExecutionDetailList RuleExecutionDetail
structure RuleExecutionDetail pipelineExecutionId:PipelineExecutionId
  ruleExecutionId:RuleExecutionId pipelineVersion:PipelineVersion stageName:StageName
  ruleName:RuleName startTime:Timestamp lastUpdateTime:Timestamp updatedBy:LastUpdatedBy
  status:RuleExecutionStatus input:RuleExecutionInput output:RuleExecutionOutput
structure RuleExecutionInput ruleTypeId:RuleTypeId configuration:RuleConfigurationMap
  resolvedConfiguration:ResolvedRuleConfigurationMap roleArn:RoleArn region:AWSRegionName
  inputArtifacts:ArtifactDetailList
map ResolvedRuleConfigurationMap String String
structure RuleExecutionOutput executionResult:RuleExecutionResult
structure RuleExecutionResult externalExecutionId:ExternalExecutionId
  externalExecutionSummary:ExternalExecutionSummary externalExecutionUrl:Url
  errorDetails:ErrorDetails
structure EnableStageTransitionInput pipelineName:PipelineName! stageName:StageName!
  transitionType:StageTransitionType!
enum StageTransitionType Inbound Outbound
structure DisableStageTransitionInput pipelineName:PipelineName! stageName:StageName!
  transitionType:StageTransitionType! reason:DisabledReason!
structure PutApprovalResultInput pipelineName:PipelineName! stageName:StageName!
  actionName:ActionName! result:ApprovalResult! token:ApprovalToken!
structure ApprovalResult summary:ApprovalSummary! status:ApprovalStatus!
string ApprovalSummary 0..512
enum ApprovalStatus Approved Rejected
string ApprovalToken ~[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
structure PutApprovalResultOutput approvedAt:Timestamp
structure OverrideStageConditionInput pipelineName:PipelineName! stageName:StageName!
  pipelineExecutionId:PipelineExecutionId! conditionType:ConditionType!
enum ConditionType BEFORE_ENTRY ON_SUCCESS
structure ListActionTypesInput actionOwnerFilter:ActionOwner nextToken:NextToken
  regionFilter:AWSRegionName
structure ListActionTypesOutput actionTypes:ActionTypeList! nextToken:NextToken
list ActionTypeList ActionType
structure ActionType id:ActionTypeId! settings:ActionTypeSettings
  actionConfigurationProperties:ActionConfigurationPropertyList
  inputArtifactDetails:ArtifactDetails! outputArtifactDetails:ArtifactDetails!
structure ActionTypeSettings thirdPartyConfigurationUrl:Url entityUrlTemplate:UrlTemplate
  executionUrlTemplate:UrlTemplate revisionUrlTemplate:UrlTemplate
string UrlTemplate 1..2048
list ActionConfigurationPropertyList ActionConfigurationProperty 0..10
structure ActionConfigurationProperty name:ActionConfigurationKey! required:Boolean! key:Boolean!
  secret:Boolean! queryable:Boolean description:Description type:ActionConfigurationPropertyType
string Description 1..160
enum ActionConfigurationPropertyType String Number Boolean
structure ArtifactDetails minimumCount:MinimumArtifactCount! maximumCount:MaximumArtifactCount!
integer MinimumArtifactCount 0..5
integer MaximumArtifactCount 0..5
structure TagResourceInput resourceArn:ResourceArn! tags:TagList!
string ResourceArn ~arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+
structure TagResourceOutput
structure UntagResourceInput resourceArn:ResourceArn! tagKeys:TagKeyList!
list TagKeyList TagKey
structure UntagResourceOutput
structure ListTagsForResourceInput resourceArn:ResourceArn! nextToken:NextToken
  maxResults:MaxResults
structure ListTagsForResourceOutput tags:TagList nextToken:NextToken
)";

}  // namespace greenroom::codepipeline
