// AWS: the API model of CloudWatch Logs, version 2014-03-28. PutLogEvents takes an entity, which is
// ignored; nothing here is masked or searched without interleaving.
#include "fakes/logs/wire.h"

#include <string_view>

namespace greenroom::logs {
namespace {

constexpr std::string_view k_table = R"(
service logs json-1.1 Logs_20140328
operation CreateLogGroup CreateLogGroupRequest Unit
right CreateLogGroup = ~log-group:{logGroupName}
operation CreateLogStream CreateLogStreamRequest Unit
right CreateLogStream = ~log-group:{logGroupName}:log-stream:{logStreamName}
operation DeleteLogGroup DeleteLogGroupRequest Unit
right DeleteLogGroup = ~log-group:{logGroupName}
operation DeleteLogStream DeleteLogStreamRequest Unit
right DeleteLogStream = ~log-group:{logGroupName}:log-stream:{logStreamName}
operation DescribeLogGroups DescribeLogGroupsRequest DescribeLogGroupsResponse
right DescribeLogGroups = *
operation DescribeLogStreams DescribeLogStreamsRequest DescribeLogStreamsResponse
right DescribeLogStreams = ~log-group:{logGroupName}:*
operation PutLogEvents PutLogEventsRequest PutLogEventsResponse
right PutLogEvents = ~log-group:{logGroupName}:log-stream:{logStreamName}
operation GetLogEvents GetLogEventsRequest GetLogEventsResponse
right GetLogEvents = ~log-group:{logGroupName}:log-stream:{logStreamName}
operation FilterLogEvents FilterLogEventsRequest FilterLogEventsResponse
right FilterLogEvents = ~log-group:{logGroupName}:*
operation PutRetentionPolicy PutRetentionPolicyRequest Unit
right PutRetentionPolicy = ~log-group:{logGroupName}
operation DeleteRetentionPolicy DeleteRetentionPolicyRequest Unit
right DeleteRetentionPolicy = ~log-group:{logGroupName}
operation TagResource TagResourceRequest Unit
right TagResource = {resourceArn}
operation UntagResource UntagResourceRequest Unit
right UntagResource = {resourceArn}
operation ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse
right ListTagsForResource = {resourceArn}
structure Unit
structure CreateLogGroupRequest logGroupName:LogGroupName! kmsKeyId:KmsKeyId tags:Tags
  logGroupClass:LogGroupClass deletionProtectionEnabled:DeletionProtectionEnabled
string LogGroupName 1..512 ~[\.\-_/#A-Za-z0-9]+
string KmsKeyId 0..256
map Tags TagKey TagValue
string TagKey 1..128
string TagValue 0..256
enum LogGroupClass STANDARD INFREQUENT_ACCESS DELIVERY
boolean DeletionProtectionEnabled
structure CreateLogStreamRequest logGroupName:LogGroupName! logStreamName:LogStreamName!
string LogStreamName 1..512 ~[^:*]*
structure DeleteLogGroupRequest logGroupName:LogGroupName!
structure DeleteLogStreamRequest logGroupName:LogGroupName! logStreamName:LogStreamName!
structure DescribeLogGroupsRequest accountIdentifiers:AccountIds logGroupNamePrefix:LogGroupName
  logGroupNamePattern:LogGroupNamePattern nextToken:NextToken limit:DescribeLimit
  includeLinkedAccounts:IncludeLinkedAccounts logGroupClass:LogGroupClass
  logGroupIdentifiers:DescribeLogGroupsLogGroupIdentifiers
list AccountIds AccountId 0..20
string AccountId 12..12 ~^\d{12}$
string LogGroupNamePattern 0..512 ~[\.\-_/#A-Za-z0-9]*
string NextToken 1..2147483647
integer DescribeLimit 1..50
boolean IncludeLinkedAccounts
list DescribeLogGroupsLogGroupIdentifiers LogGroupIdentifier 1..50
string LogGroupIdentifier 1..2048 ~[\w#+=/:,.@-]*
structure DescribeLogGroupsResponse logGroups:LogGroups nextToken:NextToken
list LogGroups LogGroup
structure LogGroup logGroupName:LogGroupName creationTime:Timestamp retentionInDays:Days
  metricFilterCount:FilterCount arn:Arn storedBytes:StoredBytes kmsKeyId:KmsKeyId
  dataProtectionStatus:DataProtectionStatus inheritedProperties:InheritedProperties
  logGroupClass:LogGroupClass logGroupArn:Arn deletionProtectionEnabled:DeletionProtectionEnabled
  bearerTokenAuthenticationEnabled:BearerTokenAuthenticationEnabled
long Timestamp 0..9223372036854775807
integer Days
integer FilterCount
string Arn
long StoredBytes 0..9223372036854775807
enum DataProtectionStatus ACTIVATED DELETED ARCHIVED DISABLED
list InheritedProperties InheritedProperty
enum InheritedProperty ACCOUNT_DATA_PROTECTION
boolean BearerTokenAuthenticationEnabled
structure DescribeLogStreamsRequest logGroupName:LogGroupName
  logGroupIdentifier:LogGroupIdentifier logStreamNamePrefix:LogStreamName orderBy:OrderBy
  descending:Descending nextToken:NextToken limit:DescribeLimit
enum OrderBy LogStreamName LastEventTime
boolean Descending
structure DescribeLogStreamsResponse logStreams:LogStreams nextToken:NextToken
list LogStreams LogStream
structure LogStream logStreamName:LogStreamName creationTime:Timestamp
  firstEventTimestamp:Timestamp lastEventTimestamp:Timestamp lastIngestionTime:Timestamp
  uploadSequenceToken:SequenceToken arn:Arn storedBytes:StoredBytes
string SequenceToken 1..2147483647
structure PutLogEventsRequest logGroupName:LogGroupName! logStreamName:LogStreamName!
  logEvents:InputLogEvents! sequenceToken:SequenceToken entity:Entity
list InputLogEvents InputLogEvent 1..10000
structure InputLogEvent timestamp:Timestamp! message:EventMessage!
string EventMessage 1..2147483647
structure Entity keyAttributes:EntityKeyAttributes attributes:EntityAttributes
map EntityKeyAttributes EntityKeyAttributesKey EntityKeyAttributesValue
string EntityKeyAttributesKey 1..32
string EntityKeyAttributesValue 1..512
map EntityAttributes EntityAttributesKey EntityAttributesValue
string EntityAttributesKey 1..256
string EntityAttributesValue 1..512
structure PutLogEventsResponse nextSequenceToken:SequenceToken
  rejectedLogEventsInfo:RejectedLogEventsInfo rejectedEntityInfo:RejectedEntityInfo
structure RejectedLogEventsInfo tooNewLogEventStartIndex:LogEventIndex
  tooOldLogEventEndIndex:LogEventIndex expiredLogEventEndIndex:LogEventIndex
integer LogEventIndex
structure RejectedEntityInfo errorType:EntityRejectionErrorType!
enum EntityRejectionErrorType InvalidEntity InvalidTypeValue InvalidKeyAttributes
  InvalidAttributes EntitySizeTooLarge UnsupportedLogGroupType MissingRequiredFields
structure GetLogEventsRequest logGroupName:LogGroupName logGroupIdentifier:LogGroupIdentifier
  logStreamName:LogStreamName! startTime:Timestamp endTime:Timestamp nextToken:NextToken
  limit:EventsLimit startFromHead:StartFromHead unmask:Unmask
integer EventsLimit 1..10000
boolean StartFromHead
boolean Unmask
structure GetLogEventsResponse events:OutputLogEvents nextForwardToken:NextToken
  nextBackwardToken:NextToken
list OutputLogEvents OutputLogEvent
structure OutputLogEvent timestamp:Timestamp message:EventMessage ingestionTime:Timestamp
structure FilterLogEventsRequest logGroupName:LogGroupName logGroupIdentifier:LogGroupIdentifier
  logStreamNames:InputLogStreamNames logStreamNamePrefix:LogStreamName startTime:Timestamp
  endTime:Timestamp filterPattern:FilterPattern nextToken:NextToken limit:EventsLimit
  interleaved:Interleaved unmask:Unmask
list InputLogStreamNames LogStreamName 1..100
string FilterPattern 0..1024
boolean Interleaved
structure FilterLogEventsResponse events:FilteredLogEvents searchedLogStreams:SearchedLogStreams
  nextToken:NextToken
list FilteredLogEvents FilteredLogEvent
structure FilteredLogEvent logStreamName:LogStreamName timestamp:Timestamp message:EventMessage
  ingestionTime:Timestamp eventId:EventId
string EventId
list SearchedLogStreams SearchedLogStream
structure SearchedLogStream logStreamName:LogStreamName
  searchedCompletely:LogStreamSearchedCompletely
boolean LogStreamSearchedCompletely
structure PutRetentionPolicyRequest logGroupName:LogGroupName! retentionInDays:Days!
structure DeleteRetentionPolicyRequest logGroupName:LogGroupName!
structure TagResourceRequest resourceArn:AmazonResourceName! tags:Tags!
string AmazonResourceName 1..1011 ~[\w+=/:,.@-]*
structure UntagResourceRequest resourceArn:AmazonResourceName! tagKeys:TagKeyList!
list TagKeyList TagKey 0..50
structure ListTagsForResourceRequest resourceArn:AmazonResourceName!
structure ListTagsForResourceResponse tags:Tags
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::logs
