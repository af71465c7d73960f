// AWS: the API model of CloudWatch, version 2010-08-01. Its clients speak CBOR, JSON 1.0 or query.
#include "fakes/cloudwatch/wire.h"

#include <string_view>

namespace greenroom::cloudwatch {
namespace {

constexpr std::string_view k_table = R"(
service cloudwatch json-1.0 GraniteServiceVersion20100801 2010-08-01
operation PutMetricData PutMetricDataInput Unit
right PutMetricData = *
operation GetMetricStatistics GetMetricStatisticsInput GetMetricStatisticsOutput
right GetMetricStatistics = *
operation GetMetricData GetMetricDataInput GetMetricDataOutput
right GetMetricData = *
operation ListMetrics ListMetricsInput ListMetricsOutput
right ListMetrics = *
operation PutMetricAlarm PutMetricAlarmInput Unit
right PutMetricAlarm = ~alarm:{AlarmName}
operation DescribeAlarms DescribeAlarmsInput DescribeAlarmsOutput
right DescribeAlarms = ~alarm:{AlarmNames}
operation DescribeAlarmsForMetric DescribeAlarmsForMetricInput DescribeAlarmsForMetricOutput
right DescribeAlarmsForMetric = *
operation DescribeAlarmHistory DescribeAlarmHistoryInput DescribeAlarmHistoryOutput
right DescribeAlarmHistory = ~alarm:{AlarmName}
operation DeleteAlarms DeleteAlarmsInput Unit
right DeleteAlarms = ~alarm:{AlarmNames}
operation SetAlarmState SetAlarmStateInput Unit
right SetAlarmState = ~alarm:{AlarmName}
operation EnableAlarmActions EnableAlarmActionsInput Unit
right EnableAlarmActions = ~alarm:{AlarmNames}
operation DisableAlarmActions DisableAlarmActionsInput Unit
right DisableAlarmActions = ~alarm:{AlarmNames}
operation TagResource TagResourceInput TagResourceOutput
right TagResource = {ResourceARN}
operation UntagResource UntagResourceInput UntagResourceOutput
right UntagResource = {ResourceARN}
operation ListTagsForResource ListTagsForResourceInput ListTagsForResourceOutput
right ListTagsForResource = {ResourceARN}
structure Unit
structure PutMetricDataInput Namespace:Namespace! MetricData:MetricData
  EntityMetricData:EntityMetricDataList StrictEntityValidation:StrictEntityValidation
string Namespace 1..255 ~[^:].*
list MetricData MetricDatum
structure MetricDatum MetricName:MetricName! Dimensions:Dimensions Timestamp:Timestamp
  Value:DatapointValue StatisticValues:StatisticSet Values:Values Counts:Counts Unit:StandardUnit
  StorageResolution:StorageResolution
string MetricName 1..255
list Dimensions Dimension 0..30
structure Dimension Name:DimensionName! Value:DimensionValue!
string DimensionName 1..255
string DimensionValue 1..1024
timestamp Timestamp
double DatapointValue
structure StatisticSet SampleCount:DatapointValue! Sum:DatapointValue! Minimum:DatapointValue!
  Maximum:DatapointValue!
list Values DatapointValue
list Counts DatapointValue
enum StandardUnit Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes
  Bits Kilobits Megabits Gigabits Terabits Percent Count Bytes/Second Kilobytes/Second
  Megabytes/Second Gigabytes/Second Terabytes/Second Bits/Second Kilobits/Second Megabits/Second
  Gigabits/Second Terabits/Second Count/Second None
integer StorageResolution 1..2147483647
list EntityMetricDataList EntityMetricData
structure EntityMetricData Entity:Entity MetricData:MetricData
structure Entity KeyAttributes:EntityKeyAttributesMap Attributes:EntityAttributesMap
map EntityKeyAttributesMap EntityKeyAttributesMapKeyString EntityKeyAttributesMapValueString
string EntityKeyAttributesMapKeyString 1..32
string EntityKeyAttributesMapValueString 1..2048
map EntityAttributesMap EntityAttributesMapKeyString EntityAttributesMapValueString
string EntityAttributesMapKeyString 1..256
string EntityAttributesMapValueString 1..2048
boolean StrictEntityValidation
structure GetMetricStatisticsInput Namespace:Namespace! MetricName:MetricName!
  Dimensions:Dimensions StartTime:Timestamp! EndTime:Timestamp! Period:Period!
  Statistics:Statistics ExtendedStatistics:ExtendedStatistics Unit:StandardUnit
integer Period 1..2147483647
list Statistics Statistic 1..5
enum Statistic SampleCount Average Sum Minimum Maximum
list ExtendedStatistics ExtendedStatistic 1..10
string ExtendedStatistic
structure GetMetricStatisticsOutput Label:MetricLabel Datapoints:Datapoints
string MetricLabel
list Datapoints Datapoint
structure Datapoint Timestamp:Timestamp SampleCount:DatapointValue Average:DatapointValue
  Sum:DatapointValue Minimum:DatapointValue Maximum:DatapointValue Unit:StandardUnit
  ExtendedStatistics:DatapointValueMap
map DatapointValueMap ExtendedStatistic DatapointValue
structure GetMetricDataInput MetricDataQueries:MetricDataQueries! StartTime:Timestamp!
  EndTime:Timestamp! NextToken:NextToken ScanBy:ScanBy MaxDatapoints:GetMetricDataMaxDatapoints
  LabelOptions:LabelOptions
list MetricDataQueries MetricDataQuery
structure MetricDataQuery Id:MetricId! MetricStat:MetricStat Expression:MetricExpression
  Label:MetricLabel ReturnData:ReturnData Period:Period AccountId:AccountId
string MetricId 1..255
structure MetricStat Metric:Metric! Period:Period! Stat:Stat! Unit:StandardUnit
structure Metric Namespace:Namespace MetricName:MetricName Dimensions:Dimensions
string Stat
string MetricExpression 1..2048
boolean ReturnData
string AccountId 1..255
string NextToken
enum ScanBy TimestampDescending TimestampAscending
integer GetMetricDataMaxDatapoints
structure LabelOptions Timezone:GetMetricDataLabelTimezone
string GetMetricDataLabelTimezone
structure GetMetricDataOutput MetricDataResults:MetricDataResults NextToken:NextToken
  Messages:MetricDataResultMessages
list MetricDataResults MetricDataResult
structure MetricDataResult Id:MetricId Label:MetricLabel Timestamps:Timestamps
  Values:DatapointValues StatusCode:StatusCode Messages:MetricDataResultMessages
list Timestamps Timestamp
list DatapointValues DatapointValue
enum StatusCode Complete InternalError PartialData Forbidden
list MetricDataResultMessages MessageData
structure MessageData Code:MessageDataCode Value:MessageDataValue
string MessageDataCode
string MessageDataValue
structure ListMetricsInput Namespace:Namespace MetricName:MetricName Dimensions:DimensionFilters
  NextToken:NextToken RecentlyActive:RecentlyActive IncludeLinkedAccounts:IncludeLinkedAccounts
  OwningAccount:AccountId
list DimensionFilters DimensionFilter 0..10
structure DimensionFilter Name:DimensionName! Value:DimensionValue
enum RecentlyActive PT3H
boolean IncludeLinkedAccounts
structure ListMetricsOutput Metrics:Metrics NextToken:NextToken OwningAccounts:OwningAccounts
list Metrics Metric
list OwningAccounts AccountId
structure PutMetricAlarmInput AlarmName:AlarmName! AlarmDescription:AlarmDescription
  ActionsEnabled:ActionsEnabled OKActions:ResourceList AlarmActions:ResourceList
  InsufficientDataActions:ResourceList MetricName:MetricName Namespace:Namespace
  Statistic:Statistic ExtendedStatistic:ExtendedStatistic Dimensions:Dimensions Period:Period
  Unit:StandardUnit EvaluationPeriods:EvaluationPeriods DatapointsToAlarm:DatapointsToAlarm
  Threshold:Threshold ComparisonOperator:ComparisonOperator TreatMissingData:TreatMissingData
  EvaluateLowSampleCountPercentile:EvaluateLowSampleCountPercentile Metrics:MetricDataQueries
  Tags:TagList ThresholdMetricId:MetricId EvaluationCriteria:EvaluationCriteria
  EvaluationInterval:EvaluationInterval
string AlarmName 1..255
string AlarmDescription 0..1024
boolean ActionsEnabled
list ResourceList ResourceName 0..5
string ResourceName 1..1024
integer EvaluationPeriods 1..2147483647
integer DatapointsToAlarm 1..2147483647
double Threshold
enum ComparisonOperator GreaterThanOrEqualToThreshold GreaterThanThreshold LessThanThreshold
  LessThanOrEqualToThreshold LessThanLowerOrGreaterThanUpperThreshold LessThanLowerThreshold
  GreaterThanUpperThreshold
string TreatMissingData 1..255
string EvaluateLowSampleCountPercentile 1..255
list TagList Tag
structure Tag Key:TagKey! Value:TagValue!
string TagKey 1..128
string TagValue 0..256
structure EvaluationCriteria PromQLCriteria:AlarmPromQLCriteria
structure AlarmPromQLCriteria Query:Query! PendingPeriod:PendingPeriod
  RecoveryPeriod:RecoveryPeriod
string Query 1..10000
integer PendingPeriod 0..86400
integer RecoveryPeriod 0..86400
integer EvaluationInterval 10..3600
structure DescribeAlarmsInput AlarmNames:AlarmNames AlarmNamePrefix:AlarmNamePrefix
  AlarmTypes:AlarmTypes ChildrenOfAlarmName:AlarmName ParentsOfAlarmName:AlarmName
  StateValue:StateValue ActionPrefix:ActionPrefix MaxRecords:MaxRecords NextToken:NextToken
list AlarmNames AlarmName 0..100
string AlarmNamePrefix 1..255
list AlarmTypes AlarmType
enum AlarmType CompositeAlarm MetricAlarm
enum StateValue OK ALARM INSUFFICIENT_DATA
string ActionPrefix 1..1024
integer MaxRecords 1..100
structure DescribeAlarmsOutput CompositeAlarms:CompositeAlarms MetricAlarms:MetricAlarms
  NextToken:NextToken
list CompositeAlarms CompositeAlarm
structure CompositeAlarm ActionsEnabled:ActionsEnabled AlarmActions:ResourceList AlarmArn:AlarmArn
  AlarmConfigurationUpdatedTimestamp:Timestamp AlarmDescription:AlarmDescription
  AlarmName:AlarmName AlarmRule:AlarmRule InsufficientDataActions:ResourceList
  OKActions:ResourceList StateReason:StateReason StateReasonData:StateReasonData
  StateUpdatedTimestamp:Timestamp StateValue:StateValue StateTransitionedTimestamp:Timestamp
  ActionsSuppressedBy:ActionsSuppressedBy ActionsSuppressedReason:ActionsSuppressedReason
  ActionsSuppressor:AlarmArn ActionsSuppressorWaitPeriod:SuppressorPeriod
  ActionsSuppressorExtensionPeriod:SuppressorPeriod
string AlarmArn 1..1600
string AlarmRule 1..10240
string StateReason 0..1023
string StateReasonData 0..4000
enum ActionsSuppressedBy WaitPeriod ExtensionPeriod Alarm
string ActionsSuppressedReason 0..1024
integer SuppressorPeriod
list MetricAlarms MetricAlarm
structure MetricAlarm AlarmName:AlarmName AlarmArn:AlarmArn AlarmDescription:AlarmDescription
  AlarmConfigurationUpdatedTimestamp:Timestamp ActionsEnabled:ActionsEnabled
  OKActions:ResourceList AlarmActions:ResourceList InsufficientDataActions:ResourceList
  StateValue:StateValue StateReason:StateReason StateReasonData:StateReasonData
  StateUpdatedTimestamp:Timestamp MetricName:MetricName Namespace:Namespace Statistic:Statistic
  ExtendedStatistic:ExtendedStatistic Dimensions:Dimensions Period:Period Unit:StandardUnit
  EvaluationPeriods:EvaluationPeriods DatapointsToAlarm:DatapointsToAlarm Threshold:Threshold
  ComparisonOperator:ComparisonOperator TreatMissingData:TreatMissingData
  EvaluateLowSampleCountPercentile:EvaluateLowSampleCountPercentile Metrics:MetricDataQueries
  ThresholdMetricId:MetricId EvaluationState:EvaluationState StateTransitionedTimestamp:Timestamp
  EvaluationCriteria:EvaluationCriteria EvaluationInterval:EvaluationInterval
enum EvaluationState PARTIAL_DATA EVALUATION_FAILURE EVALUATION_ERROR
structure DescribeAlarmsForMetricInput MetricName:MetricName! Namespace:Namespace!
  Statistic:Statistic ExtendedStatistic:ExtendedStatistic Dimensions:Dimensions Period:Period
  Unit:StandardUnit
structure DescribeAlarmsForMetricOutput MetricAlarms:MetricAlarms
structure DescribeAlarmHistoryInput AlarmName:AlarmName AlarmContributorId:ContributorId
  AlarmTypes:AlarmTypes HistoryItemType:HistoryItemType StartDate:Timestamp EndDate:Timestamp
  MaxRecords:MaxRecords NextToken:NextToken ScanBy:ScanBy
string ContributorId 1..16
enum HistoryItemType ConfigurationUpdate StateUpdate Action AlarmContributorStateUpdate
  AlarmContributorAction
structure DescribeAlarmHistoryOutput AlarmHistoryItems:AlarmHistoryItems NextToken:NextToken
list AlarmHistoryItems AlarmHistoryItem
structure AlarmHistoryItem AlarmName:AlarmName AlarmContributorId:ContributorId
  AlarmType:AlarmType Timestamp:Timestamp HistoryItemType:HistoryItemType
  HistorySummary:HistorySummary HistoryData:HistoryData
  AlarmContributorAttributes:ContributorAttributes
string HistorySummary 1..255
string HistoryData 1..4095
map ContributorAttributes AttributeName AttributeValue
string AttributeName 1..255
string AttributeValue 1..1024
structure DeleteAlarmsInput AlarmNames:AlarmNames!
structure SetAlarmStateInput AlarmName:AlarmName! StateValue:StateValue! StateReason:StateReason!
  StateReasonData:StateReasonData
structure EnableAlarmActionsInput AlarmNames:AlarmNames!
structure DisableAlarmActionsInput AlarmNames:AlarmNames!
structure TagResourceInput ResourceARN:AmazonResourceName! Tags:TagList!
string AmazonResourceName 1..1024
structure TagResourceOutput
structure UntagResourceInput ResourceARN:AmazonResourceName! TagKeys:TagKeyList!
list TagKeyList TagKey
structure UntagResourceOutput
structure ListTagsForResourceInput ResourceARN:AmazonResourceName!
structure ListTagsForResourceOutput Tags:TagList
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::cloudwatch
