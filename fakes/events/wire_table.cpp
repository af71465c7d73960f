// AWS: the API model of EventBridge, version 2015-10-07.
#include "fakes/events/wire.h"

#include <string_view>

namespace greenroom::events {
namespace {

constexpr std::string_view k_table = R"(
service events json-1.1 AWSEvents
operation PutRule PutRuleRequest PutRuleResponse
right PutRule = ~rule/{Name}
right PutRule iam:PassRole {RoleArn} if=RoleArn to=events.amazonaws.com
operation DeleteRule DeleteRuleRequest Unit
right DeleteRule = ~rule/{Name}
operation DescribeRule DescribeRuleRequest DescribeRuleResponse
right DescribeRule = ~rule/{Name}
operation ListRules ListRulesRequest ListRulesResponse
right ListRules = *
operation EnableRule EnableRuleRequest Unit
right EnableRule = ~rule/{Name}
operation DisableRule DisableRuleRequest Unit
right DisableRule = ~rule/{Name}
operation PutTargets PutTargetsRequest PutTargetsResponse
right PutTargets = ~rule/{Rule}
right PutTargets iam:PassRole {Targets.RoleArn} if=Targets.RoleArn to=events.amazonaws.com
operation RemoveTargets RemoveTargetsRequest RemoveTargetsResponse
right RemoveTargets = ~rule/{Rule}
operation ListTargetsByRule ListTargetsByRuleRequest ListTargetsByRuleResponse
right ListTargetsByRule = ~rule/{Rule}
operation ListRuleNamesByTarget ListRuleNamesByTargetRequest ListRuleNamesByTargetResponse
right ListRuleNamesByTarget = *
operation PutEvents PutEventsRequest PutEventsResponse
right PutEvents = ~event-bus/default
operation TestEventPattern TestEventPatternRequest TestEventPatternResponse
right TestEventPattern = *
operation DescribeEventBus DescribeEventBusRequest DescribeEventBusResponse
right DescribeEventBus = ~event-bus/default
operation ListEventBuses ListEventBusesRequest ListEventBusesResponse
right ListEventBuses = *
operation TagResource TagResourceRequest TagResourceResponse
right TagResource = {ResourceARN}
operation UntagResource UntagResourceRequest UntagResourceResponse
right UntagResource = {ResourceARN}
operation ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse
right ListTagsForResource = {ResourceARN}
structure Unit
structure PutRuleRequest Name:RuleName! ScheduleExpression:ScheduleExpression
  EventPattern:EventPattern State:RuleState Description:RuleDescription RoleArn:RoleArn
  Tags:TagList EventBusName:EventBusNameOrArn
string RuleName 1..64 ~[\.\-_A-Za-z0-9]+
string ScheduleExpression 0..256
string EventPattern 0..4096
enum RuleState ENABLED DISABLED ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS
string RuleDescription 0..512
string RoleArn 1..1600
list TagList Tag
structure Tag Key:TagKey! Value:TagValue!
string TagKey 1..128
string TagValue 0..256
string EventBusNameOrArn 1..1600
  ~(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+
structure PutRuleResponse RuleArn:RuleArn
string RuleArn 1..1600
structure DeleteRuleRequest Name:RuleName! EventBusName:EventBusNameOrArn Force:Boolean
boolean Boolean
structure DescribeRuleRequest Name:RuleName! EventBusName:EventBusNameOrArn
structure DescribeRuleResponse Name:RuleName Arn:RuleArn EventPattern:EventPattern
  ScheduleExpression:ScheduleExpression State:RuleState Description:RuleDescription
  RoleArn:RoleArn ManagedBy:ManagedBy EventBusName:EventBusName CreatedBy:CreatedBy
string ManagedBy 1..128
string EventBusName 1..256 ~[/\.\-_A-Za-z0-9]+
string CreatedBy 1..128
structure ListRulesRequest NamePrefix:RuleName EventBusName:EventBusNameOrArn NextToken:NextToken
  Limit:LimitMax100
string NextToken 1..2048
integer LimitMax100 1..100
structure ListRulesResponse Rules:RuleResponseList NextToken:NextToken
list RuleResponseList Rule
structure Rule Name:RuleName Arn:RuleArn EventPattern:EventPattern State:RuleState
  Description:RuleDescription ScheduleExpression:ScheduleExpression RoleArn:RoleArn
  ManagedBy:ManagedBy EventBusName:EventBusName
structure EnableRuleRequest Name:RuleName! EventBusName:EventBusNameOrArn
structure DisableRuleRequest Name:RuleName! EventBusName:EventBusNameOrArn
structure PutTargetsRequest Rule:RuleName! EventBusName:EventBusNameOrArn Targets:TargetList!
list TargetList Target 1..100
structure Target Id:TargetId! Arn:TargetArn! RoleArn:RoleArn Input:TargetInput
  InputPath:TargetInputPath InputTransformer:InputTransformer KinesisParameters:KinesisParameters
  RunCommandParameters:RunCommandParameters EcsParameters:EcsParameters
  BatchParameters:BatchParameters SqsParameters:SqsParameters HttpParameters:HttpParameters
  RedshiftDataParameters:RedshiftDataParameters
  SageMakerPipelineParameters:SageMakerPipelineParameters DeadLetterConfig:DeadLetterConfig
  RetryPolicy:RetryPolicy AppSyncParameters:AppSyncParameters
string TargetId 1..64 ~[\.\-_A-Za-z0-9]+
string TargetArn 1..1600
string TargetInput 0..8192
string TargetInputPath 0..256
structure InputTransformer InputPathsMap:TransformerPaths InputTemplate:TransformerInput!
map TransformerPaths InputTransformerPathKey TargetInputPath
string InputTransformerPathKey 1..256 ~[A-Za-z0-9\_\-]+
string TransformerInput 1..8192
structure KinesisParameters PartitionKeyPath:TargetPartitionKeyPath!
string TargetPartitionKeyPath 0..256
structure RunCommandParameters RunCommandTargets:RunCommandTargets!
list RunCommandTargets RunCommandTarget 1..5
structure RunCommandTarget Key:RunCommandTargetKey! Values:RunCommandTargetValues!
string RunCommandTargetKey 1..128
list RunCommandTargetValues RunCommandTargetValue 1..50
string RunCommandTargetValue 1..256
structure EcsParameters TaskDefinitionArn:Arn! TaskCount:LimitMin1 LaunchType:LaunchType
  NetworkConfiguration:NetworkConfiguration PlatformVersion:String Group:String
  CapacityProviderStrategy:CapacityProviderStrategy EnableECSManagedTags:Boolean
  EnableExecuteCommand:Boolean PlacementConstraints:PlacementConstraints
  PlacementStrategy:PlacementStrategies PropagateTags:PropagateTags ReferenceId:ReferenceId
  Tags:TagList
string Arn 1..1600
integer LimitMin1 1..2147483647
enum LaunchType EC2 FARGATE EXTERNAL
structure NetworkConfiguration awsvpcConfiguration:AwsVpcConfiguration
structure AwsVpcConfiguration Subnets:StringList! SecurityGroups:StringList
  AssignPublicIp:AssignPublicIp
list StringList String
string String
enum AssignPublicIp ENABLED DISABLED
list CapacityProviderStrategy CapacityProviderStrategyItem 0..6
structure CapacityProviderStrategyItem capacityProvider:CapacityProvider!
  weight:CapacityProviderStrategyItemWeight base:CapacityProviderStrategyItemBase
string CapacityProvider 1..255
integer CapacityProviderStrategyItemWeight 0..1000
integer CapacityProviderStrategyItemBase 0..100000
list PlacementConstraints PlacementConstraint 0..10
structure PlacementConstraint type:PlacementConstraintType
  expression:PlacementConstraintExpression
enum PlacementConstraintType distinctInstance memberOf
string PlacementConstraintExpression 0..2000
list PlacementStrategies PlacementStrategy 0..5
structure PlacementStrategy type:PlacementStrategyType field:PlacementStrategyField
enum PlacementStrategyType random spread binpack
string PlacementStrategyField 0..255
enum PropagateTags TASK_DEFINITION
string ReferenceId 0..1024
structure BatchParameters JobDefinition:String! JobName:String!
  ArrayProperties:BatchArrayProperties RetryStrategy:BatchRetryStrategy
structure BatchArrayProperties Size:Integer
integer Integer
structure BatchRetryStrategy Attempts:Integer
structure SqsParameters MessageGroupId:MessageGroupId
string MessageGroupId 0..100
structure HttpParameters PathParameterValues:PathParameterList
  HeaderParameters:HeaderParametersMap QueryStringParameters:QueryStringParametersMap
list PathParameterList PathParameter
string PathParameter ~^(?!\s*$).+
map HeaderParametersMap HeaderKey HeaderValue
string HeaderKey 0..512 ~^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$
string HeaderValue 0..512
map QueryStringParametersMap QueryStringKey QueryStringValue
string QueryStringKey 0..512 ~[^\x00-\x1F\x7F]+
string QueryStringValue 0..512 ~[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+
structure RedshiftDataParameters SecretManagerArn:RedshiftSecretManagerArn Database:Database!
  DbUser:DbUser Sql:Sql StatementName:StatementName WithEvent:Boolean Sqls:Sqls
string RedshiftSecretManagerArn 1..1600
  ~(^arn:aws([a-z]|\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)
string Database 1..64
string DbUser 1..128
string Sql 1..100000
string StatementName 1..500
list Sqls Sql 0..40
structure SageMakerPipelineParameters PipelineParameterList:SageMakerPipelineParameterList
list SageMakerPipelineParameterList SageMakerPipelineParameter 0..200
structure SageMakerPipelineParameter Name:SageMakerPipelineParameterName!
  Value:SageMakerPipelineParameterValue!
string SageMakerPipelineParameterName 1..256 ~^[a-zA-Z0-9](-*[a-zA-Z0-9])*$
string SageMakerPipelineParameterValue 0..1024
structure DeadLetterConfig Arn:ResourceArn
string ResourceArn 1..1600
structure RetryPolicy MaximumRetryAttempts:MaximumRetryAttempts
  MaximumEventAgeInSeconds:MaximumEventAgeInSeconds
integer MaximumRetryAttempts 0..185
integer MaximumEventAgeInSeconds 60..86400
structure AppSyncParameters GraphQLOperation:GraphQLOperation
string GraphQLOperation 1..1048576
structure PutTargetsResponse FailedEntryCount:Integer FailedEntries:PutTargetsResultEntryList
list PutTargetsResultEntryList PutTargetsResultEntry
structure PutTargetsResultEntry TargetId:TargetId ErrorCode:ErrorCode ErrorMessage:ErrorMessage
string ErrorCode
string ErrorMessage
structure RemoveTargetsRequest Rule:RuleName! EventBusName:EventBusNameOrArn Ids:TargetIdList!
  Force:Boolean
list TargetIdList TargetId 1..100
structure RemoveTargetsResponse FailedEntryCount:Integer
  FailedEntries:RemoveTargetsResultEntryList
list RemoveTargetsResultEntryList RemoveTargetsResultEntry
structure RemoveTargetsResultEntry TargetId:TargetId ErrorCode:ErrorCode ErrorMessage:ErrorMessage
structure ListTargetsByRuleRequest Rule:RuleName! EventBusName:EventBusNameOrArn
  NextToken:NextToken Limit:LimitMax100
structure ListTargetsByRuleResponse Targets:TargetList NextToken:NextToken
structure ListRuleNamesByTargetRequest TargetArn:TargetArn! EventBusName:EventBusNameOrArn
  NextToken:NextToken Limit:LimitMax100
structure ListRuleNamesByTargetResponse RuleNames:RuleNameList NextToken:NextToken
list RuleNameList RuleName
structure PutEventsRequest Entries:PutEventsRequestEntryList! EndpointId:EndpointId
list PutEventsRequestEntryList PutEventsRequestEntry 1..10
structure PutEventsRequestEntry Time:EventTime Source:String Resources:EventResourceList
  DetailType:String Detail:String EventBusName:NonPartnerEventBusNameOrArn TraceHeader:TraceHeader
timestamp EventTime
list EventResourceList EventResource
string EventResource 0..2048
string NonPartnerEventBusNameOrArn 1..1600
  ~(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+
string TraceHeader 1..500
string EndpointId 1..50 ~^[A-Za-z0-9\-]+[\.][A-Za-z0-9\-]+$
structure PutEventsResponse FailedEntryCount:Integer Entries:PutEventsResultEntryList
list PutEventsResultEntryList PutEventsResultEntry
structure PutEventsResultEntry EventId:EventId ErrorCode:ErrorCode ErrorMessage:ErrorMessage
string EventId 0..64
structure TestEventPatternRequest EventPattern:EventPattern! Event:String!
structure TestEventPatternResponse Result:Boolean
structure DescribeEventBusRequest Name:EventBusNameOrArn
structure DescribeEventBusResponse Name:String Arn:String Description:EventBusDescription
  KmsKeyIdentifier:KmsKeyIdentifier DeadLetterConfig:DeadLetterConfig Policy:String
  LogConfig:LogConfig CreationTime:Timestamp LastModifiedTime:Timestamp
string EventBusDescription 0..512
string KmsKeyIdentifier 0..2048 ~^[a-zA-Z0-9_\-/:]*$
structure LogConfig IncludeDetail:IncludeDetail Level:Level
enum IncludeDetail NONE FULL
enum Level OFF ERROR INFO TRACE
timestamp Timestamp
structure ListEventBusesRequest NamePrefix:EventBusName NextToken:NextToken Limit:LimitMax100
structure ListEventBusesResponse EventBuses:EventBusList NextToken:NextToken
list EventBusList EventBus
structure EventBus Name:String Arn:String Description:EventBusDescription Policy:String
  CreationTime:Timestamp LastModifiedTime:Timestamp
structure TagResourceRequest ResourceARN:Arn! Tags:TagList!
structure TagResourceResponse
structure UntagResourceRequest ResourceARN:Arn! TagKeys:TagKeyList!
list TagKeyList TagKey
structure UntagResourceResponse
structure ListTagsForResourceRequest ResourceARN:Arn!
structure ListTagsForResourceResponse Tags:TagList
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::events
