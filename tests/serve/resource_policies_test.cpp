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
