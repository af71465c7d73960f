// AWS: the API model of SNS, version 2010-03-31.
#include "fakes/sns/wire.h"

#include <string_view>

namespace greenroom::sns {
namespace {

constexpr std::string_view k_table = R"(
service sns query 2010-03-31
operation CreateTopic CreateTopicInput CreateTopicResponse
right CreateTopic = ~{Name}
operation DeleteTopic DeleteTopicInput Unit
right DeleteTopic = {TopicArn}
operation ListTopics ListTopicsInput ListTopicsResponse
right ListTopics = *
operation GetTopicAttributes GetTopicAttributesInput GetTopicAttributesResponse
right GetTopicAttributes = {TopicArn}
operation SetTopicAttributes SetTopicAttributesInput Unit
right SetTopicAttributes = {TopicArn}
operation Subscribe SubscribeInput SubscribeResponse
right Subscribe = {TopicArn}
operation ConfirmSubscription ConfirmSubscriptionInput ConfirmSubscriptionResponse
right ConfirmSubscription = {TopicArn}
operation Unsubscribe UnsubscribeInput Unit
right Unsubscribe = {topic(SubscriptionArn)}
operation ListSubscriptions ListSubscriptionsInput ListSubscriptionsResponse
right ListSubscriptions = *
operation ListSubscriptionsByTopic ListSubscriptionsByTopicInput ListSubscriptionsByTopicResponse
right ListSubscriptionsByTopic = {TopicArn}
operation GetSubscriptionAttributes GetSubscriptionAttributesInput
  GetSubscriptionAttributesResponse
right GetSubscriptionAttributes = {topic(SubscriptionArn)}
operation SetSubscriptionAttributes SetSubscriptionAttributesInput Unit
right SetSubscriptionAttributes = {topic(SubscriptionArn)}
operation Publish PublishInput PublishResponse
right Publish = {TopicArn} if=TopicArn
right Publish = {TargetArn} if=TargetArn
operation PublishBatch PublishBatchInput PublishBatchResponse
right PublishBatch sns:Publish {TopicArn}
operation TagResource TagResourceRequest TagResourceResponse
right TagResource = {ResourceArn}
operation UntagResource UntagResourceRequest UntagResourceResponse
right UntagResource = {ResourceArn}
operation ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse
right ListTagsForResource = {ResourceArn}
structure Unit
structure CreateTopicInput Name:topicName! Attributes:TopicAttributesMap Tags:TagList
  DataProtectionPolicy:attributeValue
string topicName
map TopicAttributesMap attributeName attributeValue
string attributeName
string attributeValue
list TagList Tag
structure Tag Key:TagKey! Value:TagValue!
string TagKey 1..128
string TagValue 0..256
structure CreateTopicResponse TopicArn:topicARN
string topicARN
structure DeleteTopicInput TopicArn:topicARN!
structure ListTopicsInput NextToken:nextToken
string nextToken
structure ListTopicsResponse Topics:TopicsList NextToken:nextToken
list TopicsList Topic
structure Topic TopicArn:topicARN
structure GetTopicAttributesInput TopicArn:topicARN!
structure GetTopicAttributesResponse Attributes:TopicAttributesMap
structure SetTopicAttributesInput TopicArn:topicARN! AttributeName:attributeName!
  AttributeValue:attributeValue
structure SubscribeInput TopicArn:topicARN! Protocol:protocol! Endpoint:endpoint
  Attributes:SubscriptionAttributesMap ReturnSubscriptionArn:boolean
string protocol
string endpoint
map SubscriptionAttributesMap attributeName attributeValue
boolean boolean
structure SubscribeResponse SubscriptionArn:subscriptionARN
string subscriptionARN
structure ConfirmSubscriptionInput TopicArn:topicARN! Token:token!
  AuthenticateOnUnsubscribe:authenticateOnUnsubscribe
string token
string authenticateOnUnsubscribe
structure ConfirmSubscriptionResponse SubscriptionArn:subscriptionARN
structure UnsubscribeInput SubscriptionArn:subscriptionARN!
structure ListSubscriptionsInput NextToken:nextToken
structure ListSubscriptionsResponse Subscriptions:SubscriptionsList NextToken:nextToken
list SubscriptionsList Subscription
structure Subscription SubscriptionArn:subscriptionARN Owner:account Protocol:protocol
  Endpoint:endpoint TopicArn:topicARN
string account
structure ListSubscriptionsByTopicInput TopicArn:topicARN! NextToken:nextToken
structure ListSubscriptionsByTopicResponse Subscriptions:SubscriptionsList NextToken:nextToken
structure GetSubscriptionAttributesInput SubscriptionArn:subscriptionARN!
structure GetSubscriptionAttributesResponse Attributes:SubscriptionAttributesMap
structure SetSubscriptionAttributesInput SubscriptionArn:subscriptionARN!
  AttributeName:attributeName! AttributeValue:attributeValue
structure PublishInput TopicArn:topicARN TargetArn:String PhoneNumber:PhoneNumber Message:message!
  Subject:subject MessageStructure:messageStructure MessageAttributes:MessageAttributeMap
  MessageDeduplicationId:String MessageGroupId:String
string String
string PhoneNumber
string message
string subject
string messageStructure
map MessageAttributeMap String MessageAttributeValue key=Name value=Value
structure MessageAttributeValue DataType:String! StringValue:String BinaryValue:Binary
blob Binary
structure PublishResponse MessageId:messageId SequenceNumber:String
string messageId
structure PublishBatchInput TopicArn:topicARN!
  PublishBatchRequestEntries:PublishBatchRequestEntryList!
list PublishBatchRequestEntryList PublishBatchRequestEntry
structure PublishBatchRequestEntry Id:String! Message:message! Subject:subject
  MessageStructure:messageStructure MessageAttributes:MessageAttributeMap
  MessageDeduplicationId:String MessageGroupId:String
structure PublishBatchResponse Successful:PublishBatchResultEntryList
  Failed:BatchResultErrorEntryList
list PublishBatchResultEntryList PublishBatchResultEntry
structure PublishBatchResultEntry Id:String MessageId:messageId SequenceNumber:String
list BatchResultErrorEntryList BatchResultErrorEntry
structure BatchResultErrorEntry Id:String! Code:String! Message:String SenderFault:boolean!
structure TagResourceRequest ResourceArn:AmazonResourceName! Tags:TagList!
string AmazonResourceName 1..1011
structure TagResourceResponse
structure UntagResourceRequest ResourceArn:AmazonResourceName! TagKeys:TagKeyList!
list TagKeyList TagKey
structure UntagResourceResponse
structure ListTagsForResourceRequest ResourceArn:AmazonResourceName!
structure ListTagsForResourceResponse Tags:TagList
)";

}  // namespace

wire::Table wire_table() {
  return wire::Table(k_table);
}

}  // namespace greenroom::sns
