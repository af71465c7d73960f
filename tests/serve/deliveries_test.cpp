// What services bring to topics and queues: only where the receiver's own policy lets them in; and
// the trace says why something never came.
#include <catch2/catch.hpp>

#include "tests/serve/roles.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

constexpr const char* k_queue = "arn:aws:sqs:us-east-1:123456789012:jobs";
constexpr const char* k_topic = "arn:aws:sns:us-east-1:123456789012:news";
constexpr const char* k_rule = "arn:aws:events:us-east-1:123456789012:rule/orders";
constexpr const char* k_bucket = "arn:aws:s3:::things";

std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) {
    all += c == '"' ? std::string("\\\"") : std::string(1, c);
  }
  return all + "\"";
}

// The statement that lets `service` do that on behalf of `source` ("" = of anything).
std::string lets_in(const std::string& service, const std::string& action,
                    const std::string& resource, const std::string& source,
                    const std::string& effect = "Allow") {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect +
         R"(","Principal":{"Service":")" + service + R"("},"Action":")" + action +
         R"(","Resource":")" + resource + "\"" +
         (source.empty() ? ""
                         : R"(,"Condition":{"ArnLike":{"aws:SourceArn":")" + source +
                               R"("},"StringEquals":{"aws:SourceAccount":"123456789012"}})") +
         "}]}";
}

struct Lab {
  Lab() {
    REQUIRE(has(student.s3("PUT", "/things"), " answered 200"));
    REQUIRE(has(sns("CreateTopic&Name=news"), " answered 200"));
    REQUIRE(has(student.json("sqs", "AmazonSQS.CreateQueue", R"({"QueueName":"jobs"})"),
                " answered 200"));
  }
  [[nodiscard]] std::string sns(const std::string& action, const std::string& more = "a=b") const {
    return student.form("sns", "Version=2010-03-31&Action=" + action, more);
  }
  [[nodiscard]] std::string events(const std::string& operation, const std::string& input) const {
    return student.json("events", "AWSEvents." + operation, input);
  }
  void queue_has(const std::string& policy) const {
    REQUIRE(has(student.json("sqs", "AmazonSQS.SetQueueAttributes",
                             R"({"QueueUrl":"http://127.0.0.1/123456789012/jobs",)"
                             R"("Attributes":{"Policy":)" +
                                 quoted(policy) + "}}"),
                " answered 200"));
  }
  void topic_has(const std::string& policy) const {
    REQUIRE(has(sns("SetTopicAttributes&AttributeName=Policy&TopicArn=" + std::string(k_topic),
                    "AttributeValue=" + policy),
                " answered 200"));
  }
  void subscribe_queue() const {
    REQUIRE(
        has(sns("Subscribe&Protocol=sqs&TopicArn=" + std::string(k_topic) + "&Endpoint=" + k_queue),
            " answered 200"));
  }
  void make_rule(const std::string& target, const std::string& role = "") const {
    REQUIRE(has(events("PutRule", R"({"Name":"orders","EventPattern":"{\"source\":[\"shop\"]}"})"),
                " answered 200"));
    REQUIRE(has(
        events("PutTargets", R"({"Rule":"orders","Targets":[{"Id":"one","Arn":")" + target + "\"" +
                                 (role.empty() ? "" : R"(,"RoleArn":")" + role + "\"") + "}]}"),
        R"("FailedEntryCount":0)"));
  }
  // What the queue holds after an order has been told.
  [[nodiscard]] std::string after_event() const {
    REQUIRE(has(events("PutEvents",
                       R"({"Entries":[{"Source":"shop","DetailType":"order","Detail":"{}"}]})"),
                R"("FailedEntryCount":0)"));
    return received();
  }
  // Each message once.
  [[nodiscard]] std::string received() const {
    REQUIRE(has(served.ask("/_greenroom/clock", {"--data", R"({"advance": "1m"})"}).out, "{"));
    return student.json(
        "sqs", "AmazonSQS.ReceiveMessage",
        R"({"QueueUrl":"http://127.0.0.1/123456789012/jobs","MaxNumberOfMessages":10,)"
        R"("VisibilityTimeout":43200})");
  }
  [[nodiscard]] std::string trace() const { return served.get("/_greenroom/trace"); }
  [[nodiscard]] std::string configure(const std::string& part) const {
    return student.s3("PUT", "/things?notification",
                      "<NotificationConfiguration>" + part + "</NotificationConfiguration>");
  }

  const Served served;
  const Caller student{served, "AKIASTUDENT"};
};

const std::string k_all_created = "<Event>s3:ObjectCreated:*</Event>";
const std::string k_to_queue = "<QueueConfiguration><Queue>" + std::string(k_queue) + "</Queue>" +
                               k_all_created + "</QueueConfiguration>";
const std::string k_to_topic = "<TopicConfiguration><Topic>" + std::string(k_topic) + "</Topic>" +
                               k_all_created + "</TopicConfiguration>";

}  // namespace

TEST_CASE("a topic reaches a queue whose policy lets it in, and no other") {
  const Lab lab;
  lab.subscribe_queue();
  const auto publish = [&] {
    REQUIRE(
        has(lab.sns("Publish&Message=hello&TopicArn=" + std::string(k_topic)), " answered 200"));
    return lab.received();
  };
  CHECK_FALSE(has(publish(), "hello"));
  CHECK(has(lab.trace(),
            "AccessDenied: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on "
            "resource: " +
                std::string(k_queue) +
                " because no resource-based policy allows the sqs:SendMessage action"));
  for (const std::string& useless :
       {lets_in("sns.amazonaws.com", "sqs:SendMessage", k_queue, std::string(k_topic) + "-other"),
        lets_in("events.amazonaws.com", "sqs:SendMessage", k_queue, k_topic),
        lets_in("sns.amazonaws.com", "sqs:ReceiveMessage", k_queue, k_topic)}) {
    lab.queue_has(useless);
    CHECK_FALSE(has(publish(), "hello"));
  }
  lab.queue_has(lets_in("sns.amazonaws.com", "sqs:SendMessage", k_queue, k_topic));
  CHECK(has(publish(), "hello"));
  lab.queue_has(lets_in("sns.amazonaws.com", "sqs:SendMessage", k_queue, "", "Deny"));
  CHECK_FALSE(has(publish(), "hello"));
  CHECK(has(lab.trace(), "with an explicit deny in a resource-based policy"));
  // What an SDK of AWS's writes: everybody, on behalf of the topic.
  lab.queue_has(R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":)"
                R"({"AWS":["*"]},"Action":["sqs:SendMessage"],"Resource":[")" +
                std::string(k_queue) + R"("],"Condition":{"ArnLike":{"aws:SourceArn":[")" +
                k_topic + R"("]}}}]})");
  CHECK(has(publish(), "hello"));
}

TEST_CASE("a rule reaches a queue by the queue's policy, or as a role that may send to it") {
  const Lab lab;
  lab.make_rule(k_queue);
  CHECK_FALSE(has(lab.after_event(), "shop"));
  CHECK(has(lab.trace(), "events.amazonaws.com is not authorized to perform: sqs:SendMessage"));
  lab.queue_has(
      lets_in("events.amazonaws.com", "sqs:SendMessage", k_queue, std::string(k_rule) + "-other"));
  CHECK_FALSE(has(lab.after_event(), "shop"));
  lab.queue_has(lets_in("events.amazonaws.com", "sqs:SendMessage", k_queue, k_rule));
  CHECK(has(lab.after_event(), "shop"));
  create_role(lab.served, "sender",
              R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
              R"("Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}]})");
  lab.make_rule(k_queue, "arn:aws:iam::123456789012:role/sender");
  CHECK_FALSE(has(lab.after_event(), "shop"));
  role_may(lab.served, "sender", allow("sqs:SendMessage", k_queue));
  CHECK(has(lab.after_event(), "shop"));
  create_role(lab.served, "untrusting");
  role_may(lab.served, "untrusting", allow("sqs:SendMessage", k_queue));
  lab.make_rule(k_queue, "arn:aws:iam::123456789012:role/untrusting");
  CHECK_FALSE(has(lab.after_event(), "shop"));
}

TEST_CASE("a rule reaches a topic only when its owner has added to the policy it was made with") {
  const Lab lab;
  lab.subscribe_queue();
  lab.queue_has(lets_in("sns.amazonaws.com", "sqs:SendMessage", k_queue, k_topic));
  lab.make_rule(k_topic);
  CHECK_FALSE(has(lab.after_event(), "shop"));
  CHECK(has(lab.trace(), "events.amazonaws.com is not authorized to perform: sns:Publish"));
  lab.topic_has(lets_in("events.amazonaws.com", "sns:Publish", k_topic, ""));
  CHECK(has(lab.after_event(), "shop"));
}

TEST_CASE("what an environment declares is let in where it goes, as the consoles of AWS do it") {
  const Folder folder;
  write_text(folder / "told.yaml", "name: told\napp: " + source_path("scenarios/apps/instant") + R"(
environment:
  topics:
    news: [{ Protocol: sqs, Endpoint: jobs }]
    more: [{ Protocol: sqs, Endpoint: jobs }]
  event_rules:
    orders: { EventPattern: '{"source": ["shop"]}', targets: [news] }
    others: { EventPattern: '{"source": ["shop"]}', targets: [more] }
steps: [{ push: v1.0 }]
)");
  const Served served({"--environment", folder / "told.yaml"});
  const Caller student(served, "AKIASTUDENT");
  REQUIRE(has(student.json("events", "AWSEvents.PutEvents",
                           R"({"Entries":[{"Source":"shop","DetailType":"order","Detail":"{}"}]})"),
              R"("FailedEntryCount":0)"));
  REQUIRE(has(served.ask("/_greenroom/clock", {"--data", R"({"advance": "1m"})"}).out, "{"));
  const std::string received =
      student.json("sqs", "AmazonSQS.ReceiveMessage",
                   R"({"QueueUrl":"http://127.0.0.1/123456789012/jobs","MaxNumberOfMessages":10})");
  CAPTURE(received);
  CHECK(has(received, ":news"));
  CHECK(has(received, ":more"));
}

TEST_CASE("an alarm tells a topic by the policy it was made with, unless its owner keeps it out") {
  const Lab lab;
  lab.subscribe_queue();
  lab.queue_has(lets_in("sns.amazonaws.com", "sqs:SendMessage", k_queue, k_topic));
  REQUIRE(has(lab.student.form("monitoring",
                               "Action=PutMetricAlarm&Version=2010-08-01&AlarmName=slow&Period=60&"
                               "EvaluationPeriods=1&Threshold=1&MetricName=m&Namespace=n&"
                               "Statistic=Sum&ComparisonOperator=GreaterThanThreshold&"
                               "AlarmActions.member.1=" +
                                   std::string(k_topic)),
              " answered 200"));
  const auto alarm = [&] {
    for (const char* state : {"OK", "ALARM"}) {
      REQUIRE(has(lab.student.form("monitoring",
                                   "Action=SetAlarmState&Version=2010-08-01&AlarmName=slow&"
                                   "StateReason=test&StateValue=" +
                                       std::string(state)),
                  " answered 200"));
    }
    return lab.received();
  };
  CHECK(has(alarm(), "slow"));
  lab.topic_has(lets_in("events.amazonaws.com", "sns:Publish", k_topic, ""));
  CHECK_FALSE(has(alarm(), "slow"));
  CHECK(has(lab.trace(), "cloudwatch.amazonaws.com is not authorized to perform: sns:Publish"));
  CHECK(has(lab.student.form("monitoring",
                             "Action=DescribeAlarmHistory&Version=2010-08-01&AlarmName=slow"),
            "Failed to execute action"));
  lab.topic_has(lets_in("cloudwatch.amazonaws.com", "sns:Publish", k_topic,
                        "arn:aws:cloudwatch:us-east-1:123456789012:alarm:slow"));
  CHECK(has(alarm(), "slow"));
}

TEST_CASE("a bucket is given only those to tell whose policy lets S3 in, and tells no others") {
  const Lab lab;
  const auto refused = [&](const std::string& part, const std::string& kind) {
    const std::string answer = lab.configure(part);
    CAPTURE(answer);
    CHECK(has(answer, " answered 400"));
    CHECK(has(answer, "<Code>InvalidArgument</Code>"));
    CHECK(has(answer, "<Message>Unable to validate the following destination configurations"));
    CHECK(has(answer, "<ArgumentValue>Permissions on the destination " + kind +
                          " do not allow S3 to publish notifications from this "
                          "bucket</ArgumentValue>"));
    return answer;
  };
  CHECK(has(refused(k_to_queue, "queue"), "<ArgumentName>" + std::string(k_queue) + "<"));
  CHECK(has(refused(k_to_topic, "topic"), "<ArgumentName>" + std::string(k_topic) + "<"));
  lab.queue_has(lets_in("s3.amazonaws.com", "SQS:SendMessage", k_queue, "arn:aws:s3:*:*:other"));
  refused(k_to_queue, "queue");
  lab.queue_has(lets_in("s3.amazonaws.com", "SQS:SendMessage", k_queue, "arn:aws:s3:*:*:things"));
  lab.topic_has(lets_in("s3.amazonaws.com", "SNS:Publish", k_topic, k_bucket));
  CHECK(has(lab.configure(k_to_queue), " answered 200"));
  CHECK(has(lab.received(), "s3:TestEvent"));
  REQUIRE(has(lab.student.s3("PUT", "/things/a", "x"), " answered 200"));
  CHECK(has(lab.received(), "ObjectCreated:Put"));
  lab.queue_has(lets_in("s3.amazonaws.com", "SQS:SendMessage", k_queue, "", "Deny"));
  REQUIRE(has(lab.student.s3("PUT", "/things/b", "x"), " answered 200"));
  CHECK_FALSE(has(lab.received(), "ObjectCreated:Put"));
  CHECK(has(lab.trace(), "s3.amazonaws.com is not authorized to perform: sqs:SendMessage"));
  CHECK(has(lab.configure(k_to_topic), " answered 200"));
}

TEST_CASE("a block of public access refuses policies and ACLs that are public") {
  const Lab lab;
  const auto policy = [&](const std::string& principal, const std::string& more = "") {
    return lab.student.s3("PUT", "/things?policy",
                          R"({"Statement":{"Effect":"Allow","Principal":)" + principal +
                              R"(,"Action":"s3:GetObject","Resource":"arn:aws:s3:::things/*")" +
                              more + "}}");
  };
  const auto block = [&](const std::string& setting) {
    REQUIRE(has(lab.student.s3("PUT", "/things?publicAccessBlock",
                               "<PublicAccessBlockConfiguration><" + setting + ">true</" + setting +
                                   "></PublicAccessBlockConfiguration>"),
                " answered 200"));
  };
  CHECK(has(policy(R"("*")"), " answered 204"));
  block("BlockPublicPolicy");
  const std::string refused = policy(R"("*")");
  CAPTURE(refused);
  CHECK(has(refused, " answered 403"));
  CHECK(has(refused, "<Code>AccessDenied</Code>"));
  CHECK(has(refused,
            "because public policies are blocked by the BlockPublicPolicy block public access "
            "setting."));
  CHECK(has(policy(R"({"AWS":"123456789012"})"), " answered 204"));
  CHECK(has(policy(R"("*")", R"(,"Condition":{"StringEquals":{"aws:SourceAccount":"1"}})"),
            " answered 204"));
  REQUIRE(has(lab.student.s3("PUT", "/things?ownershipControls",
                             "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter"
                             "</ObjectOwnership></Rule></OwnershipControls>"),
              " answered 200"));
  const auto acl = [&](const std::string& path, const std::string& canned) {
    return lab.student.ask("s3", path, {"--request", "PUT", "--header", "x-amz-acl: " + canned});
  };
  CHECK(has(acl("/things?acl", "public-read"), " answered 200"));
  block("BlockPublicAcls");
  CHECK(has(policy(R"("*")"), " answered 204"));
  for (const char* path : {"/things?acl", "/things/new"}) {
    CAPTURE(path);
    CHECK(has(acl(path, "public-read"), "<Code>AccessDenied</Code>"));
    CHECK(has(acl(path, "authenticated-read"), "<Code>AccessDenied</Code>"));
    CHECK(has(acl(path, "private"), " answered 200"));
  }
  CHECK(has(acl("/things/new?acl", "public-read-write"), "<Code>AccessDenied</Code>"));
}
