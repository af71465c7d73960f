// SQS as clients of before November 2023 meet it: in query.
#include <catch2/catch.hpp>

#include "fakes/sqs/wire.h"
#include "tests/fakes/sqs/sqs_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

constexpr const char* k_address = "/123456789012/inbox";  // of the lab's queue

struct QueryLab : SqsLab {
  QueryLab() { endpoint.add(wire); }

  HttpResponse post(const std::string& form, const std::string& target = k_address,
                    const std::string& scope = "") {
    HttpRequest request;
    request.method = "POST";
    request.target = target;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    if (!scope.empty()) {
      request.headers.emplace_back(
          "Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/r/" + scope + "/aws4_request");
    }
    request.body = form;
    return endpoint.answer(cx, request);
  }
  // What is between the outermost element and ResponseMetadata; the whole body of a refusal.
  std::string ask(const std::string& action, const std::string& more = "") {
    const HttpResponse response = post("Action=" + action + "&Version=2012-11-05" + more);
    const std::string begin = "<" + action +
                              "Response xmlns=\"http://queue.amazonaws.com/"
                              "doc/2012-11-05/\">";
    const std::size_t at = response.body.find(begin);
    const std::size_t end = response.body.find("<ResponseMetadata><RequestId>");
    if (response.status != 200 || at == std::string::npos || end == std::string::npos) {
      return response.body;
    }
    return response.body.substr(at + begin.size(), end - at - begin.size());
  }
  // "404 Code"; "" of a success.
  std::string refusal(const std::string& action, const std::string& more = "") {
    const HttpResponse response = post("Action=" + action + "&Version=2012-11-05" + more);
    CHECK(response.status != 500);
    if (response.status == 200) {
      return "";
    }
    const std::string type = response.status < 500 ? "Sender" : "Receiver";
    CHECK(response.body.find("<Error><Type>" + type + "</Type>") != std::string::npos);
    const std::size_t code = response.body.find("<Code>") + 6;
    return std::to_string(response.status) + " " +
           response.body.substr(code, response.body.find("</Code>") - code);
  }

  sqs::Wire wire{sqs};
  wire::Endpoint endpoint;
};

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin) + begin.size();
  return text.substr(at, text.find(end, at) - at);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("in query a queue is made with attributes and tags, and described by flat maps") {
  QueryLab lab;
  const std::string jobs = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
  CHECK(lab.ask(
            "CreateQueue",
            "&QueueName=jobs&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5"
            "&Attribute.2.Name=VisibilityTimeout&Attribute.2.Value=7&Tag.1.Key=k&Tag.1.Value=v") ==
        "<CreateQueueResult><QueueUrl>" + jobs + "</QueueUrl></CreateQueueResult>");
  CHECK(lab.ask("ListQueues") == "<ListQueuesResult><QueueUrl>" + lab.url +
                                     "</QueueUrl><QueueUrl>" + jobs +
                                     "</QueueUrl></ListQueuesResult>");
  const std::string of_jobs = "&QueueUrl=" + jobs;
  CHECK(lab.ask("GetQueueAttributes",
                of_jobs + "&AttributeName.1=DelaySeconds&AttributeName.2=VisibilityTimeout") ==
        "<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name><Value>5</Value></Attribute>"
        "<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>"
        "</GetQueueAttributesResult>");
  CHECK(lab.ask("ListQueueTags", of_jobs) ==
        "<ListQueueTagsResult><Tag><Key>k</Key><Value>v</Value></Tag></ListQueueTagsResult>");
  CHECK(lab.ask("TagQueue", of_jobs + "&Tag.1.Key=l&Tag.1.Value=w") == "");
  CHECK(lab.ask("UntagQueue", of_jobs + "&TagKey.1=k") == "");
  CHECK(lab.ask("ListQueueTags", of_jobs) ==
        "<ListQueueTagsResult><Tag><Key>l</Key><Value>w</Value></Tag></ListQueueTagsResult>");
  CHECK(lab.ask("DeleteQueue", of_jobs) == "");
}

TEST_CASE("in query one attribute may stand without a number, as AWS's examples have it") {
  QueryLab lab;
  CHECK(lab.ask("SetQueueAttributes", "&Attribute.Name=DelaySeconds&Attribute.Value=9") == "");
  CHECK(lab.ask("GetQueueAttributes", "&AttributeName=DelaySeconds") ==
        "<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name><Value>9</Value></Attribute>"
        "</GetQueueAttributesResult>");
}

TEST_CASE("in query a message goes through with its attributes") {
  QueryLab lab;
  const std::string sent =
      lab.ask("SendMessage",
              "&MessageBody=a+%3C+b%0D%0A&MessageAttribute.1.Name=color"
              "&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=red"
              "&MessageAttribute.2.Name=bytes&MessageAttribute.2.Value.DataType=Binary"
              "&MessageAttribute.2.Value.BinaryValue=AQI%3D");
  CHECK(has(sent,
            "<SendMessageResult><MD5OfMessageBody>md5 of 7</MD5OfMessageBody>"
            "<MD5OfMessageAttributes>md5 of "));
  CHECK(has(sent, "</MessageId></SendMessageResult>"));
  const std::string got = lab.ask("ReceiveMessage",
                                  "&MaxNumberOfMessages=10&AttributeName.1=ApproximateReceiveCount"
                                  "&MessageAttributeName.1=color&MessageAttributeName.2=b.*"
                                  "&MessageAttributeName.3=bytes");
  CHECK(between(got, "<ReceiveMessageResult><Message>", "<MessageId>") == "");
  CHECK(has(got, "<MD5OfBody>md5 of 7</MD5OfBody><Body>a &lt; b&#13;\n</Body>"));
  CHECK(has(got,
            "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"
            "<MD5OfMessageAttributes>"));
  CHECK(has(got,
            "<MessageAttribute><Name>bytes</Name><Value><BinaryValue>AQI=</BinaryValue>"
            "<DataType>Binary</DataType></Value></MessageAttribute>"
            "<MessageAttribute><Name>color</Name><Value><StringValue>red</StringValue>"
            "<DataType>String</DataType></Value></MessageAttribute></Message>"));
  CHECK(lab.ask("ReceiveMessage") == "<ReceiveMessageResult></ReceiveMessageResult>");
  const std::string handle =
      "&ReceiptHandle=" + between(got, "<ReceiptHandle>", "</ReceiptHandle>");
  CHECK(lab.ask("ChangeMessageVisibility", handle + "&VisibilityTimeout=0") == "");
  CHECK(lab.receive() == Lines{"a < b\r\n"});
  CHECK(lab.ask("DeleteMessage", "&ReceiptHandle=" + lab.handle) == "");
}

TEST_CASE("in query each entry of a batch succeeds or fails by itself") {
  QueryLab lab;
  const std::string sent =
      lab.ask("SendMessageBatch",
              "&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=one"
              "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n"
              "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=Number"
              "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=1"
              "&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=two"
              "&SendMessageBatchRequestEntry.2.DelaySeconds=901");
  CHECK(has(sent, "<SendMessageBatchResult><SendMessageBatchResultEntry><Id>a</Id><MessageId>"));
  CHECK(has(sent,
            "</SendMessageBatchResultEntry><BatchResultErrorEntry><Id>b</Id>"
            "<SenderFault>true</SenderFault><Code>InvalidParameterValue</Code><Message>"));
  CHECK(lab.receive() == Lines{"one"});
  CHECK(lab.ask("DeleteMessageBatch",
                "&DeleteMessageBatchRequestEntry.1.Id=a"
                "&DeleteMessageBatchRequestEntry.1.ReceiptHandle=" +
                    lab.handle) ==
        "<DeleteMessageBatchResult><DeleteMessageBatchResultEntry><Id>a</Id>"
        "</DeleteMessageBatchResultEntry></DeleteMessageBatchResult>");
  CHECK(lab.refusal("SendMessageBatch", "&Entries=") ==
        "400 AWS.SimpleQueueService.EmptyBatchRequest");
}

TEST_CASE("refusals have query's codes, statuses and texts") {
  QueryLab lab;
  const std::string none = lab.ask("GetQueueUrl", "&QueueName=none");
  CHECK(has(none,
            "<ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error>"
            "<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>"
            "The specified queue does not exist for this wsdl version.</Message></Error>"));
  CHECK(lab.refusal("CreateQueue",
                    "&QueueName=inbox&Attribute.1.Name=DelaySeconds&Attribute.1.Value=5") ==
        "400 QueueAlreadyExists");
  CHECK(lab.refusal("CreateQueue",
                    "&QueueName=q&Attribute.1.Name=FifoQueue&Attribute.1.Value=true") ==
        "400 InvalidAttributeName");
  CHECK(lab.refusal("SendMessage", "&MessageBody=x&MessageGroupId=g") ==
        "400 AWS.SimpleQueueService.UnsupportedOperation");
  CHECK(lab.refusal("DeleteMessage", "&ReceiptHandle=x") == "400 ReceiptHandleIsInvalid");
  CHECK(lab.refusal("SendMessage") == "400 MissingParameter");
  CHECK(lab.refusal("ReceiveMessage", "&MaxNumberOfMessages=many") == "400 InvalidParameterValue");
  CHECK(lab.refusal("ReceiveMessage", "&MaxNumberOfMessages=11") == "400 InvalidParameterValue");
  CHECK(lab.refusal("ChangeMessageVisibilityBatch") == "501 NotImplemented");
  CHECK(lab.refusal("PurgeQueue") == "");
  CHECK(lab.refusal("PurgeQueue") == "403 AWS.SimpleQueueService.PurgeQueueInProgress");
  CHECK(lab.refusal("DeleteQueue") == "");
  CHECK(lab.refusal("CreateQueue", "&QueueName=inbox") ==
        "400 AWS.SimpleQueueService.QueueDeletedRecently");
}

TEST_CASE("clients of JSON hear the code that query has") {
  QueryLab lab;
  HttpRequest request;
  request.method = "POST";
  request.headers = {{"X-Amz-Target", "AmazonSQS.GetQueueUrl"}};
  request.body = R"({"QueueName":"none"})";
  const HttpResponse response = lab.endpoint.answer(lab.cx, request);
  CHECK(find_header(response.headers, "x-amzn-query-error") ==
        "AWS.SimpleQueueService.NonExistentQueue;Sender");
  CHECK(response.body ==
        R"({"__type":"QueueDoesNotExist","message":"The specified queue does not exist."})");
}

TEST_CASE("a form that is posted to a queue's address means that queue, unless it names another") {
  QueryLab lab;
  const std::string send = "Action=SendMessage&Version=2012-11-05&MessageBody=";
  CHECK(lab.post(send + "one").status == 200);
  CHECK(lab.post(send + "two", "/123456789012/inbox/", "sqs").status == 200);
  CHECK(lab.post(send + "three&QueueUrl=" + lab.url, "/").status == 200);
  CHECK(lab.post(send + "four&QueueUrl=" + lab.url, "/123456789012/other").status == 200);
  CHECK(lab.receive() == Lines{"one", "two", "three", "four"});
  CHECK(has(lab.post(send + "five", "/123456789012/other").body, "NonExistentQueue"));
  CHECK(has(lab.post(send + "six", "/").body,
            "<Message>The request must contain the parameter QueueUrl</Message>"));
  HttpRequest get;
  get.target = std::string(k_address) + "/?Action=SendMessage&Version=2012-11-05&MessageBody=seven";
  CHECK(lab.endpoint.answer(lab.cx, get).status == 200);
  CHECK(lab.receive() == Lines{"seven"});
}

TEST_CASE("forms that nobody can read are refused, and the next is answered") {
  QueryLab lab;
  const std::string version = "&Version=2012-11-05";
  const std::string deep = "&MessageAttribute.1.Value.StringListValue.1.2.3.4.5.6=x";
  for (const std::string& wrong :
       {std::string("Action=%zz"), std::string("&&&==&=&"), std::string("\xff\0\x01", 3),
        "Action=SendMessage&MessageBody=x" + version + "&MessageAttribute.1.Name=n",
        "Action=SendMessage&MessageBody=x" + version + "&MessageAttribute.1.Value=n",
        "Action=SendMessage&MessageBody=x" + version + "&MessageAttribute.0.Name=n",
        "Action=SendMessage&MessageBody=x" + version + "&MessageAttribute.Name=n",
        "Action=SendMessage&MessageBody=x" + version + "&MessageAttribute.1.Name=n" + deep,
        "Action=SendMessage&MessageBody.1=x" + version,
        "Action=SendMessageBatch&SendMessageBatchRequestEntry=x" + version,
        "Action=SendMessageBatch&SendMessageBatchRequestEntry.1=x" + version,
        "Action=SendMessageBatch&SendMessageBatchRequestEntry.99999999999.Id=x" + version,
        "Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id.1.2.3=x" + version,
        "Action=SendMessageBatch" + version,
        "Action=ReceiveMessage&AttributeName.1.x=y&AttributeName.-1=All" + version,
        "Action=ReceiveMessage&MaxNumberOfMessages=99999999999999999999" + version,
        "Action=CreateQueue&QueueName=a&Attribute.1.Name=Delay&Attribute.2.Value=1" + version,
        "Action=CreateQueue&QueueName=a&Tag.1.Key=&Tag.x.Value=1" + version}) {
    CAPTURE(wrong);
    for (const char* target : {"/", k_address}) {
      const HttpResponse response = lab.post(wrong, target);
      CHECK(response.status == 400);
      CHECK(has(response.body, "<Error><Type>Sender</Type>"));
    }
  }
  CHECK(lab.ask("SendMessage", "&MessageBody=well").find("<MessageId>") != std::string::npos);
  CHECK(lab.receive() == Lines{"well"});
}
