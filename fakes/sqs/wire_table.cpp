// AWS: the API model of SQS, version 2012-11-05. Its clients speak JSON 1.0, those of before
// November 2023 query, whose names and codes are those of the model of that time. What a list is
// called there that was not in it (MessageSystemAttributeNames) is UNVERIFIED.
#include "fakes/sqs/wire.h"

#include <string>

namespace greenroom::sqs {
namespace {

constexpr const char* k_table = R"(
service sqs json-1.0 AmazonSQS 2012-11-05
operation CreateQueue CreateQueueRequest CreateQueueResult
right CreateQueue = ~{QueueName}
operation GetQueueUrl GetQueueUrlRequest GetQueueUrlResult
right GetQueueUrl = ~{QueueName}
operation ListQueues ListQueuesRequest ListQueuesResult
right ListQueues = *
operation GetQueueAttributes GetQueueAttributesRequest GetQueueAttributesResult
right GetQueueAttributes = ~{last(QueueUrl)}
operation SetQueueAttributes SetQueueAttributesRequest Unit
right SetQueueAttributes = ~{last(QueueUrl)}
operation SendMessage SendMessageRequest SendMessageResult
right SendMessage = ~{last(QueueUrl)}
operation SendMessageBatch SendMessageBatchRequest SendMessageBatchResult
right SendMessageBatch sqs:SendMessage ~{last(QueueUrl)}
operation ReceiveMessage ReceiveMessageRequest ReceiveMessageResult
right ReceiveMessage = ~{last(QueueUrl)}
operation DeleteMessage DeleteMessageRequest Unit
right DeleteMessage = ~{last(QueueUrl)}
operation DeleteMessageBatch DeleteMessageBatchRequest DeleteMessageBatchResult
right DeleteMessageBatch sqs:DeleteMessage ~{last(QueueUrl)}
operation ChangeMessageVisibility ChangeMessageVisibilityRequest Unit
right ChangeMessageVisibility = ~{last(QueueUrl)}
operation PurgeQueue PurgeQueueRequest Unit
right PurgeQueue = ~{last(QueueUrl)}
operation DeleteQueue DeleteQueueRequest Unit
right DeleteQueue = ~{last(QueueUrl)}
operation TagQueue TagQueueRequest Unit
right TagQueue = ~{last(QueueUrl)}
operation UntagQueue UntagQueueRequest Unit
right UntagQueue = ~{last(QueueUrl)}
operation ListQueueTags ListQueueTagsRequest ListQueueTagsResult
right ListQueueTags = ~{last(QueueUrl)}
error BatchEntryIdsNotDistinct AWS.SimpleQueueService.BatchEntryIdsNotDistinct 400
error BatchRequestTooLong AWS.SimpleQueueService.BatchRequestTooLong 400
error EmptyBatchRequest AWS.SimpleQueueService.EmptyBatchRequest 400
error InvalidBatchEntryId AWS.SimpleQueueService.InvalidBatchEntryId 400
error MessageNotInflight AWS.SimpleQueueService.MessageNotInflight 400
error OverLimit OverLimit 403
error PurgeQueueInProgress AWS.SimpleQueueService.PurgeQueueInProgress 403
error QueueDeletedRecently AWS.SimpleQueueService.QueueDeletedRecently 400
error QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue 400 The specified queue does not
  exist for this wsdl version.
error QueueNameExists QueueAlreadyExists 400
error TooManyEntriesInBatchRequest AWS.SimpleQueueService.TooManyEntriesInBatchRequest 400
error UnsupportedOperation AWS.SimpleQueueService.UnsupportedOperation 400
structure Unit
structure CreateQueueRequest QueueName:String! Attributes:QueueAttributeMap@xml=Attribute
  tags:TagMap@xml=Tag
string String
map QueueAttributeMap QueueAttributeName String flat key=Name value=Value
enum QueueAttributeName All Policy VisibilityTimeout MaximumMessageSize MessageRetentionPeriod
  ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible CreatedTimestamp
  LastModifiedTimestamp QueueArn ApproximateNumberOfMessagesDelayed DelaySeconds
  ReceiveMessageWaitTimeSeconds RedrivePolicy FifoQueue ContentBasedDeduplication KmsMasterKeyId
  KmsDataKeyReusePeriodSeconds DeduplicationScope FifoThroughputLimit RedriveAllowPolicy
  SqsManagedSseEnabled
map TagMap TagKey TagValue flat key=Key value=Value
string TagKey
string TagValue
structure CreateQueueResult QueueUrl:String
structure GetQueueUrlRequest QueueName:String! QueueOwnerAWSAccountId:String
structure GetQueueUrlResult QueueUrl:String
structure ListQueuesRequest QueueNamePrefix:String NextToken:Token MaxResults:BoxedInteger
string Token
integer BoxedInteger
structure ListQueuesResult QueueUrls:QueueUrlList NextToken:Token
list QueueUrlList String flat=QueueUrl
structure GetQueueAttributesRequest QueueUrl:String! AttributeNames:AttributeNameList
list AttributeNameList QueueAttributeName flat=AttributeName
structure GetQueueAttributesResult Attributes:QueueAttributeMap@xml=Attribute
structure SetQueueAttributesRequest QueueUrl:String! Attributes:QueueAttributeMap!@xml=Attribute
structure SendMessageRequest QueueUrl:String! MessageBody:String! DelaySeconds:NullableInteger
  MessageAttributes:MessageBodyAttributeMap@xml=MessageAttribute
  MessageSystemAttributes:MessageBodySystemAttributeMap@xml=MessageSystemAttribute
  MessageDeduplicationId:String MessageGroupId:String
integer NullableInteger
map MessageBodyAttributeMap String MessageAttributeValue flat key=Name value=Value
structure MessageAttributeValue StringValue:String BinaryValue:Binary
  StringListValues:StringList@xml=StringListValue BinaryListValues:BinaryList@xml=BinaryListValue
  DataType:String!
blob Binary
list StringList String flat=StringListValue
list BinaryList Binary flat=BinaryListValue
map MessageBodySystemAttributeMap MessageSystemAttributeNameForSends MessageSystemAttributeValue
  flat key=Name value=Value
enum MessageSystemAttributeNameForSends AWSTraceHeader
structure MessageSystemAttributeValue StringValue:String BinaryValue:Binary
  StringListValues:StringList@xml=StringListValue BinaryListValues:BinaryList@xml=BinaryListValue
  DataType:String!
structure SendMessageResult MD5OfMessageBody:String MD5OfMessageAttributes:String
  MD5OfMessageSystemAttributes:String MessageId:String SequenceNumber:String
structure SendMessageBatchRequest QueueUrl:String! Entries:SendMessageBatchRequestEntryList!
list SendMessageBatchRequestEntryList SendMessageBatchRequestEntry flat=SendMessageBatchRequestEntry
structure SendMessageBatchRequestEntry Id:String! MessageBody:String! DelaySeconds:NullableInteger
  MessageAttributes:MessageBodyAttributeMap@xml=MessageAttribute
  MessageSystemAttributes:MessageBodySystemAttributeMap@xml=MessageSystemAttribute
  MessageDeduplicationId:String MessageGroupId:String
structure SendMessageBatchResult Successful:SendMessageBatchResultEntryList!
  Failed:BatchResultErrorEntryList!
list SendMessageBatchResultEntryList SendMessageBatchResultEntry flat=SendMessageBatchResultEntry
structure SendMessageBatchResultEntry Id:String! MessageId:String! MD5OfMessageBody:String!
  MD5OfMessageAttributes:String MD5OfMessageSystemAttributes:String SequenceNumber:String
list BatchResultErrorEntryList BatchResultErrorEntry flat=BatchResultErrorEntry
structure BatchResultErrorEntry Id:String! SenderFault:Boolean! Code:String! Message:String
boolean Boolean
)";

constexpr const char* k_receive_of_aws =
    "structure ReceiveMessageRequest QueueUrl:String! AttributeNames:AttributeNameList\n";

constexpr const char* k_receive_as_used =
    "list AttributeNamesOfMessages MessageAttributeName flat=AttributeName\n"
    "structure ReceiveMessageRequest QueueUrl:String! AttributeNames:AttributeNamesOfMessages\n";

// Goes on with ReceiveMessageRequest.
constexpr const char* k_messages_table = R"(  MessageSystemAttributeNames:MessageSystemAttributeList
  MessageAttributeNames:MessageAttributeNameList MaxNumberOfMessages:NullableInteger
  VisibilityTimeout:NullableInteger WaitTimeSeconds:NullableInteger ReceiveRequestAttemptId:String
list MessageSystemAttributeList MessageSystemAttributeName flat=MessageSystemAttributeName
enum MessageSystemAttributeName All SenderId SentTimestamp ApproximateReceiveCount
  ApproximateFirstReceiveTimestamp SequenceNumber MessageDeduplicationId MessageGroupId
  AWSTraceHeader DeadLetterQueueSourceArn
list MessageAttributeNameList MessageAttributeName flat=MessageAttributeName
string MessageAttributeName
structure ReceiveMessageResult Messages:MessageList
list MessageList Message flat=Message
structure Message MessageId:String ReceiptHandle:String MD5OfBody:String Body:String
  Attributes:MessageSystemAttributeMap@xml=Attribute MD5OfMessageAttributes:String
  MessageAttributes:MessageBodyAttributeMap@xml=MessageAttribute
map MessageSystemAttributeMap MessageSystemAttributeName String flat key=Name value=Value
structure DeleteMessageRequest QueueUrl:String! ReceiptHandle:String!
structure DeleteMessageBatchRequest QueueUrl:String! Entries:DeleteMessageBatchRequestEntryList!
list DeleteMessageBatchRequestEntryList DeleteMessageBatchRequestEntry
  flat=DeleteMessageBatchRequestEntry
structure DeleteMessageBatchRequestEntry Id:String! ReceiptHandle:String!
structure DeleteMessageBatchResult Successful:DeleteMessageBatchResultEntryList!
  Failed:BatchResultErrorEntryList!
list DeleteMessageBatchResultEntryList DeleteMessageBatchResultEntry
  flat=DeleteMessageBatchResultEntry
structure DeleteMessageBatchResultEntry Id:String!
structure ChangeMessageVisibilityRequest QueueUrl:String! ReceiptHandle:String!
  VisibilityTimeout:NullableInteger!
structure PurgeQueueRequest QueueUrl:String!
structure DeleteQueueRequest QueueUrl:String!
structure TagQueueRequest QueueUrl:String! Tags:TagMap!@xml=Tag
structure UntagQueueRequest QueueUrl:String! TagKeys:TagKeyList!
list TagKeyList TagKey flat=TagKey
structure ListQueueTagsRequest QueueUrl:String!
structure ListQueueTagsResult Tags:TagMap@xml=Tag
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(std::string(k_table) + k_receive_of_aws + k_messages_table);
}

wire::Table table_as_used() {
  return wire::Table(std::string(k_table) + k_receive_as_used + k_messages_table);
}

}  // namespace greenroom::sqs
