// Policies of buckets, topics, queues, secrets and roles have a say in who may do what with them.
#include <catch2/catch.hpp>
#include <functional>

#include "tests/serve/roles.h"
#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

constexpr const char* k_web_role = R"({"AWS":"arn:aws:iam::123456789012:role/web"})";
constexpr const char* k_account = R"({"AWS":"arn:aws:iam::123456789012:root"})";
constexpr const char* k_everybody = R"("*")";
constexpr const char* k_denied = " with an explicit deny in a resource-based policy";

std::string policy(const std::string& effect, const std::string& principal,
                   const std::string& action, const std::string& resource) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect + R"(","Principal":)" +
         principal + R"(,"Action":")" + action + R"(","Resource":")" + resource + "\"}]}";
}

// As a text within JSON.
std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) {
    all += c == '"' ? std::string("\\\"") : std::string(1, c);
  }
  return all + "\"";
}

struct Lab {
  // One thing that has a policy, and what is asked of it.
  struct Thing {
    std::string arn;  // of what the action is on
    std::string action;
    std::function<std::string(const std::string& policy)> put_policy;
    std::function<std::string(const Caller& who)> use;
  };

  Lab() {
    REQUIRE(has(student.s3("PUT", "/things"), " answered 200"));
    REQUIRE(has(student.s3("PUT", "/things/a", "x"), " answered 200"));
    REQUIRE(has(student.form("sns", "Action=CreateTopic&Version=2010-03-31&Name=news"),
                " answered 200"));
    REQUIRE(has(student.json("sqs", "AmazonSQS.CreateQueue", R"({"QueueName":"jobs"})"),
                " answered 200"));
    REQUIRE(has(student.json("secretsmanager", "secretsmanager.CreateSecret",
                             R"({"Name":"db","SecretString":"one"})"),
                " answered 200"));
  }

  [[nodiscard]] std::vector<Thing> things() const {
    const std::string ours = ":us-east-1:123456789012:";
    const std::string queue = R"({"QueueUrl":"http://127.0.0.1/123456789012/jobs")";
    return {
        {"arn:aws:s3:::things/a", "s3:GetObject",
         [this](const std::string& text) { return student.s3("PUT", "/things?policy", text); },
         [](const Caller& who) { return who.s3("GET", "/things/a"); }},
        {"arn:aws:sns" + ours + "news", "SNS:Publish",
         [this, ours](const std::string& text) {
           return student.form("sns",
                               "Action=SetTopicAttributes&Version=2010-03-31&AttributeName=Policy&"
                               "TopicArn=arn:aws:sns" +
                                   ours + "news",
                               "AttributeValue=" + text);
         },
         [ours](const Caller& who) {
           return who.form(
               "sns",
               "Action=Publish&Version=2010-03-31&Message=m&TopicArn=arn:aws:sns" + ours + "news");
         }},
        {"arn:aws:sqs" + ours + "jobs", "sqs:SendMessage",
         [this, queue](const std::string& text) {
           return student.json("sqs", "AmazonSQS.SetQueueAttributes",
                               queue + R"(,"Attributes":{"Policy":)" + quoted(text) + "}}");
         },
         [queue](const Caller& who) {
           return who.json("sqs", "AmazonSQS.SendMessage", queue + R"(,"MessageBody":"m"})");
         }},
        {"*", "secretsmanager:GetSecretValue",
         [this](const std::string& text) {
           return student.json("secretsmanager", "secretsmanager.PutResourcePolicy",
                               R"({"SecretId":"db","ResourcePolicy":)" + quoted(text) + "}");
         },
         [](const Caller& who) {
           return who.json("secretsmanager", "secretsmanager.GetSecretValue",
                           R"({"SecretId":"db"})");
         }}};
  }

  const Served served;
  const Caller student{served, "AKIASTUDENT"};
  const Caller web{served, key_of_new_role(served)};
};

}  // namespace

TEST_CASE(
    "a thing's own policy lets a role in by its name, but the account only with the role's own") {
  const Lab lab;
  for (const Lab::Thing& thing : lab.things()) {
    const auto put = [&](const char* effect, const char* principal) {
      const std::string answer =
          thing.put_policy(policy(effect, principal, thing.action, thing.arn));
      CAPTURE(answer);
      REQUIRE(has(answer, " answered 20"));
    };
    CAPTURE(thing.action);
    CHECK(has(thing.use(lab.web), "because no identity-based policy allows the "));
    put("Allow", k_account);
    CHECK(has(thing.use(lab.web), "because no identity-based policy allows the "));
    put("Allow", k_web_role);
    CHECK(has(thing.use(lab.web), " answered 200"));
    put("Allow", R"({"AWS":"arn:aws:iam::123456789012:role/other"})");
    CHECK(has(thing.use(lab.web), "because no identity-based policy allows the "));
    put("Allow", k_everybody);
    CHECK(has(thing.use(lab.web), " answered 200"));
  }
}

TEST_CASE(
    "what a thing's own policy denies nobody may, the student neither, who may take it away") {
  const Lab lab;
  role_may(lab.served, "web", allow("*", "*"));
  for (const Lab::Thing& thing : lab.things()) {
    CAPTURE(thing.action);
    CHECK(has(thing.use(lab.web), " answered 200"));
    REQUIRE(
        has(thing.put_policy(policy("Deny", k_web_role, thing.action, thing.arn)), " answered 20"));
    CHECK(has(thing.use(lab.web), " with an explicit deny in a resource-based policy"));
    CHECK(has(thing.use(lab.student), " answered 200"));
    REQUIRE(has(thing.put_policy(policy("Deny", k_everybody, thing.action, thing.arn)),
                " answered 20"));
    const std::string refused = thing.use(lab.student);
    CAPTURE(refused);
    CHECK(has(refused, "User: arn:aws:iam::123456789012:user/student is not authorized"));
    CHECK(has(refused, " with an explicit deny in a resource-based policy"));
    REQUIRE(has(thing.put_policy(policy("Deny", R"({"AWS":"999999999999"})", "s3:*", thing.arn)),
                " answered 20"));
    CHECK(has(thing.use(lab.student), " answered 200"));
  }
  // A topic's policy also covers who calls it a target.
  const Lab::Thing topic = lab.things().at(1);
  REQUIRE(
      has(topic.put_policy(policy("Deny", k_everybody, topic.action, topic.arn)), " answered 20"));
  CHECK(has(
      lab.student.form("sns", "Action=Publish&Version=2010-03-31&Message=m&TargetArn=" + topic.arn),
      k_denied));
  // A bucket's policy covers each key of a batch, and what is copied.
  REQUIRE(has(lab.student.s3("PUT", "/things?policy",
                             policy("Deny", k_everybody, "s3:*", "arn:aws:s3:::things/*")),
              " answered 20"));
  const std::string batch = "<Delete><Object><Key>a</Key></Object></Delete>";
  CHECK(has(lab.student.s3("POST", "/things?delete", batch), "<Code>AccessDenied</Code>"));
  REQUIRE(has(lab.student.s3("PUT", "/copies"), " answered 200"));
  CHECK(has(lab.student.ask("s3", "/copies/a",
                            {"--request", "PUT", "--header", "x-amz-copy-source: /things/a"}),
            " answered 403"));
  CHECK(has(lab.student.s3("DELETE", "/things?policy"), " answered 204"));
  CHECK(has(lab.student.s3("GET", "/things/a"), " answered 200"));
}

TEST_CASE("NotPrincipal keeps out all but those whose account and whose own name it excepts") {
  const Lab lab;
  role_may(lab.served, "web", allow("*", "*"));
  for (const Lab::Thing& thing : lab.things()) {
    CAPTURE(thing.action);
    const auto deny_all_but = [&](const std::string& excepted) {
      std::string text = policy("Deny", R"({"AWS":[)" + excepted + "]}", thing.action, thing.arn);
      text.replace(text.find("Principal"), 9, "NotPrincipal");
      REQUIRE(has(thing.put_policy(text), " answered 20"));
    };
    deny_all_but(R"("123456789012","arn:aws:iam::123456789012:role/web")");
    CHECK(has(thing.use(lab.web), " answered 200"));
    CHECK(has(thing.use(lab.student), " with an explicit deny in a resource-based policy"));
    deny_all_but(R"("arn:aws:iam::123456789012:role/web")");
    CHECK(has(thing.use(lab.web), " with an explicit deny in a resource-based policy"));
  }
}

TEST_CASE("conditions know what time it is, which is virtual, and that requests are secure") {
  const Lab lab;
  role_may(lab.served, "web", allow("*", "*"));
  const Lab::Thing queue = lab.things().at(2);
  const auto deny_if = [&](const std::string& condition) {
    std::string text = policy("Deny", k_everybody, queue.action, queue.arn);
    text.insert(text.rfind("}]"), ",\"Condition\":" + condition);
    REQUIRE(has(queue.put_policy(text), " answered 20"));
    return has(queue.use(lab.web), k_denied) && has(queue.use(lab.student), k_denied);
  };
  CHECK(deny_if(R"({"DateLessThan":{"aws:CurrentTime":"2026-01-01T01:00:00Z"}})"));
  REQUIRE(has(lab.served.ask("/_greenroom/clock", {"--data", R"({"advance": "2h"})"}).out, "{"));
  CHECK(has(queue.use(lab.web), " answered 200"));
  CHECK(deny_if(R"({"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T01:00:00Z"}})"));
  CHECK_FALSE(deny_if(R"({"Bool":{"aws:SecureTransport":"false"}})"));
  // Their own policies and trust ask for the time as well.
  REQUIRE(
      has(queue.put_policy(policy("Allow", k_everybody, queue.action, queue.arn)), " answered 20"));
  role_may(lab.served, "web",
           R"({"Effect":"Deny","Action":"sqs:*","Resource":"*",)"
           R"("Condition":{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T01:00:00Z"}}})");
  CHECK(has(queue.use(lab.web), " with an explicit deny in an identity-based policy"));
  create_role(lab.served, "until-one",
              R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
              R"("Action":"sts:AssumeRole","Condition":)"
              R"({"DateLessThan":{"aws:CurrentTime":"2026-01-01T01:00:00Z"}}}]})");
  CHECK(has(lab.student.form("sts",
                             "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn="
                             "arn:aws:iam::123456789012:role/until-one"),
            " answered 403"));
}

TEST_CASE("a policy that is not understood in full is refused by its service, and not kept") {
  const Lab lab;
  struct Row {
    std::size_t thing;
    std::string code;
  };
  const Row rows[] = {{0, "<Code>MalformedPolicy</Code>"},
                      {1, "<Code>InvalidParameter</Code>"},
                      {2, "InvalidAttributeValue"},
                      {3, "MalformedPolicyDocumentException"}};
  for (const Row& row : rows) {
    const Lab::Thing thing = lab.things().at(row.thing);
    CAPTURE(thing.action);
    REQUIRE(has(thing.put_policy(policy("Deny", k_everybody, thing.action, thing.arn)),
                " answered 20"));
    const auto refused = [&](const std::string& principal, const std::string& more,
                             const std::string& why) {
      std::string text = policy("Allow", principal, thing.action, thing.arn);
      text.insert(text.rfind("}]"), more);
      const std::string answer = thing.put_policy(text);
      CAPTURE(answer);
      CHECK(has(answer, " answered 400"));
      CHECK(has(answer, row.code));
      CHECK(has(answer, why));
    };
    refused(k_everybody, R"(,"Condition":{"SoundsLike":{"aws:username":"bob"}})",
            "Greenroom knows no condition operator SoundsLike.");
    refused(k_everybody, R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}})",
            "Greenroom cannot compare with soon by DateLessThan.");
    refused(R"({"AWS":"arn:aws:iam::123456789012:role/*"})", "", "Invalid principal in policy");
    CHECK(has(thing.use(lab.student), " with an explicit deny in a resource-based policy"));
  }
  // S3's speak of their bucket, in every statement.
  for (const char* resource : {"*", "arn:aws:s3:::other/*", "arn:aws:s3:::things-not"}) {
    CHECK(has(lab.student.s3("PUT", "/things?policy",
                             policy("Deny", k_everybody, "s3:GetObject", resource)),
              "<Message>Policy has invalid resource</Message>"));
  }
  CHECK(has(
      lab.student.s3("PUT", "/things?policy",
                     R"({"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject"}})"),
      "<Message>Missing required field Resource</Message>"));
  const std::string queue = lab.student.json("sqs", "AmazonSQS.CreateQueue",
                                             R"({"QueueName":"new","Attributes":{"Policy":"{}"}})");
  CHECK(has(queue, "InvalidAttributeValue"));
  CHECK(has(lab.student.form("sns",
                             "Action=CreateTopic&Version=2010-03-31&Name=new&"
                             "Attributes.entry.1.key=Policy",
                             "Attributes.entry.1.value={}"),
            "<Code>InvalidParameter</Code>"));
}

TEST_CASE("a secret's policy is told, and taken away") {
  const Lab lab;
  const auto ask = [&](const std::string& operation, const std::string& more = "") {
    return lab.student.json("secretsmanager", "secretsmanager." + operation,
                            R"({"SecretId":"db")" + more + "}");
  };
  CHECK_FALSE(has(ask("GetResourcePolicy"), "ResourcePolicy"));
  const std::string text = policy("Allow", k_everybody, "secretsmanager:*", "*");
  CHECK(has(ask("PutResourcePolicy", R"(,"ResourcePolicy":)" + quoted(text)), "\"Name\":\"db\""));
  CHECK(has(ask("GetResourcePolicy"), R"("ResourcePolicy":)" + quoted(text)));
  CHECK(has(ask("PutResourcePolicy", R"(,"ResourcePolicy":"{")"),
            "MalformedPolicyDocumentException"));
  CHECK(has(ask("DeleteResourcePolicy"), " answered 200"));
  CHECK_FALSE(has(ask("GetResourcePolicy"), "ResourcePolicy"));
}

TEST_CASE("who is named by a role's trust policy needs no right of their own to assume it") {
  const Served served;
  const Caller web(served, key_of_new_role(served));
  const auto assume = [&](const std::string& role, const std::string& more = "") {
    return web.form("sts",
                    "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn="
                    "arn:aws:iam::123456789012:role/" +
                        role + more);
  };
  const auto trust = [](const std::string& effect, const std::string& principal,
                        const std::string& more = "") {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect + R"(","Principal":)" +
           principal + R"(,"Action":"sts:AssumeRole")" + more + "}]}";
  };
  create_role(served, "of-account");
  create_role(served, "of-web", trust("Allow", k_web_role));
  create_role(served, "of-session",
              trust("Allow", R"({"AWS":"arn:aws:sts::123456789012:assumed-role/web/me"})"));
  create_role(served, "of-other", trust("Allow", R"({"AWS":"arn:aws:iam::123456789012:role/b"})"));
  create_role(
      served, "of-outside",
      trust("Allow", k_web_role, R"(,"Condition":{"StringEquals":{"sts:ExternalId":"door"}})"));
  create_role(served, "of-nobody", trust("Deny", k_web_role));
  CHECK(has(assume("of-account"), "because no identity-based policy allows the sts:AssumeRole"));
  CHECK(has(assume("of-web"), "<AccessKeyId>"));
  CHECK(has(assume("of-session"), "<AccessKeyId>"));
  CHECK(has(assume("of-other"), " answered 403"));
  CHECK(has(assume("of-outside"), " answered 403"));
  CHECK(has(assume("of-outside", "&ExternalId=door"), "<AccessKeyId>"));
  CHECK(has(assume("of-nobody"), " with an explicit deny in a resource-based policy"));
  // Their own policies still may deny it.
  role_may(served, "web", R"({"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"})");
  CHECK(has(assume("of-web"), " with an explicit deny in an identity-based policy"));
  role_may(served, "web", allow("sts:AssumeRole", "*"));
  CHECK(has(assume("of-account"), "<AccessKeyId>"));
  CHECK(has(assume("of-other"), " answered 403"));
}
