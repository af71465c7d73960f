// SQS as its clients meet it, in JSON 1.0.
#include "fakes/sqs/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/sqs/sqs_lab.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : SqsLab, JsonClient {
  WireLab() : JsonClient(cx, "AmazonSQS") { endpoint.add(wire); }
  [[nodiscard]] std::string of_queue(const std::string& more = "") const {
    return R"({"QueueUrl": ")" + url + "\"" + more + "}";
  }

  sqs::Wire wire{sqs};
};

}  // namespace

TEST_CASE("a queue's URL leads to where somebody asked, and means the queue from anywhere") {
  WireLab lab;
  const auto ask = [&lab](const std::string& operation, const std::string& body,
                          const std::string& host) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", "AmazonSQS." + operation}, {"Host", host}};
    request.body = body;
    return lab.endpoint.answer(lab.cx, request).body;
  };
  const std::string path = lab.url.substr(lab.url.rfind(".com") + 4);
  const std::string here = "http://127.0.0.1:4566" + path;
  CHECK(ask("ListQueues", "{}", "127.0.0.1:4566") == R"({"QueueUrls":[")" + here + R"("]})");
  CHECK(ask("ListQueues", "{}", "sqs.us-east-1.amazonaws.com") ==
        R"({"QueueUrls":[")" + lab.url + R"("]})");
  const std::string name = path.substr(path.rfind('/') + 1);
  CHECK(ask("GetQueueUrl", R"({"QueueName": ")" + name + R"("})", "localhost:80") ==
        R"({"QueueUrl":"http://localhost:80)" + path + R"("})");
  CHECK(ask("SendMessage", R"({"MessageBody": "x", "QueueUrl": ")" + here + R"("})", "other")
            .find("MessageId") != std::string::npos);
}

TEST_CASE("queues are made, found, listed, described and deleted") {
  WireLab lab;
  const std::string jobs = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
  CHECK(lab.ask("CreateQueue", R"({"QueueName": "jobs", "Attributes": {"DelaySeconds": "5"},
                                    "tags": {"k": "v"}})") == R"({"QueueUrl":")" + jobs + R"("})");
  CHECK(lab.ask("GetQueueUrl", R"({"QueueName": "jobs"})") == R"({"QueueUrl":")" + jobs + R"("})");
  CHECK(lab.refusal("GetQueueUrl", R"({"QueueName": "none"})") == "QueueDoesNotExist");
  CHECK(lab.refusal("GetQueueUrl", R"({"QueueName": "jobs", "QueueOwnerAWSAccountId": "1"})") ==
        "QueueDoesNotExist");
  CHECK(lab.ask("ListQueues", R"({"QueueNamePrefix": "j"})") ==
        R"({"QueueUrls":[")" + jobs + R"("]})");
  CHECK(lab.ask("ListQueues", R"({"MaxResults": 1})") ==
        R"({"QueueUrls":[")" + lab.url + R"("],"NextToken":"1"})");
  const std::string of_jobs = R"({"QueueUrl": ")" + jobs + "\"";
  CHECK(lab.ask("GetQueueAttributes",
                of_jobs + R"(, "AttributeNames": ["DelaySeconds", "QueueArn"]})") ==
        R"({"Attributes":{"DelaySeconds":"5",)"
        R"("QueueArn":"arn:aws:sqs:us-east-1:123456789012:jobs"}})");
  CHECK(lab.ask("GetQueueAttributes", of_jobs + "}") == R"({"Attributes":{}})");
  CHECK(lab.answer("GetQueueAttributes", of_jobs + R"(, "AttributeNames": ["All"]})")
            .find("Attributes")
            ->find("CreatedTimestamp")
            ->text == "1767225600");
  CHECK(lab.ask("SetQueueAttributes", of_jobs + R"(, "Attributes": {"VisibilityTimeout": "7"}})") ==
        "{}");
  CHECK(lab.ask("GetQueueAttributes", of_jobs + R"(, "AttributeNames": ["VisibilityTimeout"]})") ==
        R"({"Attributes":{"VisibilityTimeout":"7"}})");
  CHECK(lab.ask("TagQueue", of_jobs + R"(, "Tags": {"l": "w"}})") == "{}");
  CHECK(lab.ask("UntagQueue", of_jobs + R"(, "TagKeys": ["k"]})") == "{}");
  CHECK(lab.ask("ListQueueTags", of_jobs + "}") == R"({"Tags":{"l":"w"}})");
  CHECK(lab.ask("PurgeQueue", of_jobs + "}") == "{}");
  CHECK(lab.ask("DeleteQueue", of_jobs + "}") == "{}");
  CHECK(lab.refusal("ListQueueTags", of_jobs + "}") == "QueueDoesNotExist");
}

TEST_CASE(
    "a message goes through with its attributes, of which those are told that are asked for") {
  WireLab lab;
  const aws::Json sent =
      lab.answer("SendMessage", lab.of_queue(R"(, "MessageBody": "hello", "MessageAttributes": {
                  "app.color": {"DataType": "String", "StringValue": "red"},
                  "bytes": {"DataType": "Binary", "BinaryValue": "AQI="}})"));
  CHECK(sent.find("MD5OfMessageBody")->text == "md5 of 5");
  CHECK(sent.find("MD5OfMessageAttributes")->text.starts_with("md5 of "));
  const std::string now = R"(, "VisibilityTimeout": 0)";
  const auto receive = [&](const std::string& more) {
    return lab.answer("ReceiveMessage", lab.of_queue(now + more)).find("Messages")->items.at(0);
  };
  const aws::Json plain = receive("");
  CHECK(plain.find("Body")->text == "hello");
  CHECK(plain.find("MD5OfBody")->text == "md5 of 5");
  CHECK(plain.find("MessageAttributes") == nullptr);
  CHECK(plain.find("Attributes") == nullptr);
  const aws::Json all = receive(R"(, "MessageAttributeNames": ["All"],
                                     "AttributeNames": ["SentTimestamp"],
                                     "MessageSystemAttributeNames": ["ApproximateReceiveCount"])");
  CHECK(aws::to_text(*all.find("Attributes")) ==
        R"({"ApproximateReceiveCount":"2","SentTimestamp":"1767225600000"})");
  CHECK(aws::to_text(*all.find("MessageAttributes")) ==
        R"({"app.color":{"StringValue":"red","DataType":"String"},)"
        R"("bytes":{"BinaryValue":"AQI=","DataType":"Binary"}})");
  CHECK(all.find("MD5OfMessageAttributes")->text == sent.find("MD5OfMessageAttributes")->text);
  const aws::Json part = receive(R"(, "MessageAttributeNames": ["app.*"])");
  CHECK(part.find("MessageAttributes")->members.size() == 1);
  CHECK(part.find("MD5OfMessageAttributes") == nullptr);
}

TEST_CASE("nobody waits for a message, and an empty answer has no list") {
  WireLab lab;
  CHECK(lab.ask("ReceiveMessage", lab.of_queue(R"(, "WaitTimeSeconds": 20)")) == "{}");
  CHECK(lab.refusal("ReceiveMessage", lab.of_queue(R"(, "WaitTimeSeconds": 21)")) ==
        "InvalidParameterValue");
}

TEST_CASE("messages are received, given back and deleted by their handles") {
  WireLab lab;
  REQUIRE(lab.refusal("SendMessage", lab.of_queue(R"(, "MessageBody": "one")")).empty());
  lab.receive();
  const std::string handle = R"(, "ReceiptHandle": ")" + lab.handle + "\"";
  CHECK(lab.ask("ChangeMessageVisibility", lab.of_queue(handle + R"(, "VisibilityTimeout": 0)")) ==
        "{}");
  CHECK(lab.receive() == Lines{"one"});
  CHECK(lab.ask("DeleteMessage", lab.of_queue(R"(, "ReceiptHandle": ")" + lab.handle + "\"")) ==
        "{}");
  CHECK(lab.refusal("DeleteMessage", lab.of_queue(R"(, "ReceiptHandle": "x")")) ==
        "ReceiptHandleIsInvalid");
}

TEST_CASE("of a batch each entry succeeds or fails by itself") {
  WireLab lab;
  const aws::Json sent = lab.answer("SendMessageBatch", lab.of_queue(R"(, "Entries": [
      {"Id": "a", "MessageBody": "one"},
      {"Id": "b", "MessageBody": "two", "DelaySeconds": 901}])"));
  CHECK(sent.find("Successful")->items.at(0).find("MD5OfMessageBody")->text == "md5 of 3");
  CHECK(sent.find("Failed")->items.at(0).find("Code")->text == "InvalidParameterValue");
  CHECK(lab.receive() == Lines{"one"});
  CHECK(lab.ask("DeleteMessageBatch", lab.of_queue(R"(, "Entries": [{"Id": "a",
                    "ReceiptHandle": ")" + lab.handle +
                                                   R"("}])")) ==
        R"({"Successful":[{"Id":"a"}],"Failed":[]})");
  CHECK(lab.refusal("SendMessageBatch", lab.of_queue(R"(, "Entries": [])")) == "EmptyBatchRequest");
  CHECK(lab.refusal("SendMessageBatch", lab.of_queue(R"(, "Entries": [
            {"Id": "a", "MessageBody": "x"}, {"Id": "a", "MessageBody": "y"}])")) ==
        "BatchEntryIdsNotDistinct");
}

TEST_CASE("what is not here and would change the meaning is refused") {
  WireLab lab;
  CHECK(lab.refusal("SendMessage", lab.of_queue(R"(, "MessageBody": "x",
                                                     "MessageGroupId": "g")")) ==
        "UnsupportedOperation");
  CHECK(lab.refusal("SendMessage", lab.of_queue(R"(, "MessageBody": "x", "MessageAttributes": {
                        "b": {"DataType": "Binary", "BinaryValue": "no base64"}})")) ==
        "InvalidParameterValue");
  CHECK(lab.refusal("CreateQueue", R"({"QueueName": "q", "Attributes": {"FifoQueue": "true"}})") ==
        "InvalidAttributeName");
  CHECK(lab.refusal("ChangeMessageVisibilityBatch", "{}") == "NotImplemented");
}
