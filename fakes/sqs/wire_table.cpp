// AWS: the API model of SQS, version 2012-11-05.
#include "fakes/sqs/wire.h"

#include <string_view>

namespace greenroom::sqs {
namespace {

constexpr std::string_view k_table = R"(
service sqs json-1.0 AmazonSQS
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
structure Unit
structure CreateQueueRequest QueueName:String! Attributes:QueueAttributeMap tags:TagMap
string String
map QueueAttributeMap QueueAttributeName String
enum QueueAttributeName All Policy VisibilityTimeout MaximumMessageSize MessageRetentionPeriod
  ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible CreatedTimestamp
  LastModifiedTimestamp QueueArn ApproximateNumberOfMessagesDelayed DelaySeconds
  ReceiveMessageWaitTimeSeconds RedrivePolicy FifoQueue ContentBasedDeduplication KmsMasterKeyId
  KmsDataKeyReusePeriodSeconds DeduplicationScope FifoThroughputLimit RedriveAllowPolicy
  SqsManagedSseEnabled
map TagMap TagKey TagValue
string TagKey
string TagValue
structure CreateQueueResult QueueUrl:String
structure GetQueueUrlRequest QueueName:String! QueueOwnerAWSAccountId:String
structure GetQueueUrlResult QueueUrl:String
structure ListQueuesRequest QueueNamePrefix:String NextToken:Token MaxResults:BoxedInteger
string Token
integer BoxedInteger
structure ListQueuesResult QueueUrls:QueueUrlList NextToken:Token
list QueueUrlList String flat
structure GetQueueAttributesRequest QueueUrl:String! AttributeNames:AttributeNameList
list AttributeNameList QueueAttributeName flat
structure GetQueueAttributesResult Attributes:QueueAttributeMap
structure SetQueueAttributesRequest QueueUrl:String! Attributes:QueueAttributeMap!
structure SendMessageRequest QueueUrl:String! MessageBody:String! DelaySeconds:NullableInteger
  MessageAttributes:MessageBodyAttributeMap MessageSystemAttributes:MessageBodySystemAttributeMap
  MessageDeduplicationId:String MessageGroupId:String
integer NullableInteger
map MessageBodyAttributeMap String MessageAttributeValue
structure MessageAttributeValue StringValue:String BinaryValue:Binary StringListValues:StringList
  BinaryListValues:BinaryList DataType:String!
blob Binary
list StringList String
list BinaryList Binary
map MessageBodySystemAttributeMap MessageSystemAttributeNameForSends MessageSystemAttributeValue
enum MessageSystemAttributeNameForSends AWSTraceHeader
structure MessageSystemAttributeValue StringValue:String BinaryValue:Binary
  StringListValues:StringList BinaryListValues:BinaryList DataType:String!
structure SendMessageResult MD5OfMessageBody:String MD5OfMessageAttributes:String
  MD5OfMessageSystemAttributes:String MessageId:String SequenceNumber:String
structure SendMessageBatchRequest QueueUrl:String! Entries:SendMessageBatchRequestEntryList!
list SendMessageBatchRequestEntryList SendMessageBatchRequestEntry flat
structure SendMessageBatchRequestEntry Id:String! MessageBody:String! DelaySeconds:NullableInteger
  MessageAttributes:MessageBodyAttributeMap MessageSystemAttributes:MessageBodySystemAttributeMap
  MessageDeduplicationId:String MessageGroupId:String
structure SendMessageBatchResult Successful:SendMessageBatchResultEntryList!
  Failed:BatchResultErrorEntryList!
list SendMessageBatchResultEntryList SendMessageBatchResultEntry flat
structure SendMessageBatchResultEntry Id:String! MessageId:String! MD5OfMessageBody:String!
  MD5OfMessageAttributes:String MD5OfMessageSystemAttributes:String SequenceNumber:String
list BatchResultErrorEntryList BatchResultErrorEntry flat
structure BatchResultErrorEntry Id:String! SenderFault:Boolean! Code:String! Message:String
boolean Boolean
structure ReceiveMessageRequest QueueUrl:String! AttributeNames:AttributeNameList
  MessageSystemAttributeNames:MessageSystemAttributeList
  MessageAttributeNames:MessageAttributeNameList MaxNumberOfMessages:NullableInteger
  VisibilityTimeout:NullableInteger WaitTimeSeconds:NullableInteger ReceiveRequestAttemptId:String
list MessageSystemAttributeList MessageSystemAttributeName flat
enum MessageSystemAttributeName All SenderId SentTimestamp ApproximateReceiveCount
  ApproximateFirstReceiveTimestamp SequenceNumber MessageDeduplicationId MessageGroupId
  AWSTraceHeader DeadLetterQueueSourceArn
list MessageAttributeNameList MessageAttributeName flat
string MessageAttributeName
structure ReceiveMessageResult Messages:MessageList
list MessageList Message flat
structure Message MessageId:String ReceiptHandle:String MD5OfBody:String Body:String
  Attributes:MessageSystemAttributeMap MD5OfMessageAttributes:String
  MessageAttributes:MessageBodyAttributeMap
map MessageSystemAttributeMap MessageSystemAttributeName String
structure DeleteMessageRequest QueueUrl:String! ReceiptHandle:String!
structure DeleteMessageBatchRequest QueueUrl:String! Entries:DeleteMessageBatchRequestEntryList!
list DeleteMessageBatchRequestEntryList DeleteMessageBatchRequestEntry flat
structure DeleteMessageBatchRequestEntry Id:String! ReceiptHandle:String!
structure DeleteMessageBatchResult Successful:DeleteMessageBatchResultEntryList!
  Failed:BatchResultErrorEntryList!
list DeleteMessageBatchResultEntryList DeleteMessageBatchResultEntry flat
structure DeleteMessageBatchResultEntry Id:String!
structure ChangeMessageVisibilityRequest QueueUrl:String! ReceiptHandle:String!
  VisibilityTimeout:NullableInteger!
structure PurgeQueueRequest QueueUrl:String!
structure DeleteQueueRequest QueueUrl:String!
structure TagQueueRequest QueueUrl:String! Tags:TagMap!
structure UntagQueueRequest QueueUrl:String! TagKeys:TagKeyList!
list TagKeyList TagKey flat
structure ListQueueTagsRequest QueueUrl:String!
structure ListQueueTagsResult Tags:TagMap
)";

}  // namespace

wire::Model wire_model() {
  return wire::parse_model(k_table);
}

}  // namespace greenroom::sqs
