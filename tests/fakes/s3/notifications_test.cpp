// Buckets that tell topics and queues what changes in them.
#include "fakes/s3/notifications.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

constexpr const char* k_queue = "arn:aws:sqs:us-east-1:123456789012:jobs";
constexpr const char* k_topic = "arn:aws:sns:us-east-1:123456789012:news";

struct Targets final : s3::NotificationTargets {
  [[nodiscard]] Status may_tell(Context, const std::string& bucket,
                                const std::string& arn) const override {
    return bucket == "lab" && there.count(arn) > 0
               ? success()
               : Status(Failure{"", "The destination queue does not exist"});
  }
  Status deliver(Context, const std::string& bucket, const std::string& arn,
                 std::string json) override {
    CHECK(bucket == "lab");
    if (there.count(arn) == 0) {
      return Failure{"NonExistentQueue", "it is gone"};
    }
    told.push_back({arn, aws::parse_json(json).value()});
    return success();
  }
  struct Told {
    std::string arn;
    aws::Json message;
  };
  std::set<std::string> there = {k_queue, k_topic};
  std::vector<Told> told;
};

struct NotifyingLab : S3Lab {
  NotifyingLab() {
    s3.connect(targets, aws::Account());
    must("PUT", "/lab");
  }
  HttpResponse configure(const std::string& parts, HttpHeaders headers = {}) {
    return ask("PUT", "/lab?notification",
               "<NotificationConfiguration>" + parts + "</NotificationConfiguration>",
               std::move(headers));
  }
  // "queue ObjectCreated:Put a/b", in their order; forgets them.
  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const Targets::Told& each : targets.told) {
      const aws::Json* records = each.message.find("Records");
      const std::string to = each.arn == k_queue ? "queue " : "topic ";
      if (records == nullptr) {
        all.push_back(to + each.message.find("Event")->text);
        continue;
      }
      const aws::Json& record = records->items.at(0);
      all.push_back(to + record.find("eventName")->text + " " +
                    record.find("s3")->find("object")->find("key")->text);
    }
    targets.told.clear();
    return all;
  }
  Targets targets;
};

std::string queue_part(const std::string& events, const std::string& rules = "") {
  return "<QueueConfiguration><Queue>" + std::string(k_queue) + "</Queue>" + events +
         (rules.empty() ? "" : "<Filter><S3Key>" + rules + "</S3Key></Filter>") +
         "</QueueConfiguration>";
}

std::string topic_part(const std::string& events) {
  return "<TopicConfiguration><Id>mine</Id><Topic>" + std::string(k_topic) + "</Topic>" + events +
         "</TopicConfiguration>";
}

std::string rule(const std::string& name, const std::string& value) {
  return "<FilterRule><Name>" + name + "</Name><Value>" + value + "</Value></FilterRule>";
}

constexpr const char* k_created = "<Event>s3:ObjectCreated:*</Event>";
constexpr const char* k_removed = "<Event>s3:ObjectRemoved:*</Event>";

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("a queue hears of what is created, a topic of what is removed, both of their setting") {
  NotifyingLab lab;
  CHECK(lab.configure(queue_part(k_created) + topic_part(k_removed)).status == 200);
  CHECK(lab.told() == Told{"topic s3:TestEvent", "queue s3:TestEvent"});
  lab.must("PUT", "/lab/a%20b/c%2Bd", "x");
  lab.must("PUT", "/lab/copy", "", {{"x-amz-copy-source", "lab/a%20b/c%2Bd"}});
  lab.must("DELETE", "/lab/copy");
  CHECK(lab.told() == Told{"queue ObjectCreated:Put a+b/c%2Bd", "queue ObjectCreated:Copy copy",
                           "topic ObjectRemoved:Delete copy"});
  lab.must("PUT", "/lab?versioning",
           "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  lab.must("PUT", "/lab/kept", "x");
  lab.must("DELETE", "/lab/kept");
  CHECK(lab.told() ==
        Told{"queue ObjectCreated:Put kept", "topic ObjectRemoved:DeleteMarkerCreated kept"});
  CHECK(lab.configure("").status == 200);
  lab.must("PUT", "/lab/quiet", "x");
  CHECK(lab.told().empty());
}

TEST_CASE("only keys with the prefix and the suffix are told of, and only the type asked for") {
  NotifyingLab lab;
  lab.configure(queue_part("<Event>s3:ObjectCreated:Put</Event>",
                           rule("prefix", "images/") + rule("suffix", ".png")));
  lab.told();
  for (const char* key : {"images/a.png", "images/a.txt", "a.png", "images/.png"}) {
    lab.must("PUT", "/lab/" + std::string(key), "x");
  }
  lab.must("PUT", "/lab/images/copy.png", "", {{"x-amz-copy-source", "lab/a.png"}});
  CHECK(lab.told() ==
        Told{"queue ObjectCreated:Put images/a.png", "queue ObjectCreated:Put images/.png"});
}

TEST_CASE("a message has what AWS's have") {
  NotifyingLab lab;
  lab.configure(topic_part(k_created));
  lab.told();
  lab.must("PUT", "/lab/one", "12345");
  lab.must("PUT", "/lab/two", "x");
  REQUIRE(lab.targets.told.size() == 2);
  const aws::Json& record = lab.targets.told[0].message.find("Records")->items.at(0);
  CHECK(record.find("eventVersion")->text == "2.1");
  CHECK(record.find("eventSource")->text == "aws:s3");
  CHECK(record.find("awsRegion")->text == "us-east-1");
  CHECK(record.find("eventTime")->text == "2026-01-01T00:00:00.000Z");
  CHECK(record.find("responseElements")->find("x-amz-request-id")->text.size() == 16);
  const aws::Json* s3 = record.find("s3");
  CHECK(s3->find("configurationId")->text == "mine");
  CHECK(s3->find("bucket")->find("arn")->text == "arn:aws:s3:::lab");
  const aws::Json* object = s3->find("object");
  CHECK(object->find("size")->text == "5");
  CHECK(object->find("eTag")->text.size() == 32);
  CHECK(object->find("versionId") == nullptr);
  const aws::Json& next = lab.targets.told[1].message.find("Records")->items.at(0);
  CHECK(object->find("sequencer")->text < next.find("s3")->find("object")->find("sequencer")->text);
}

TEST_CASE("parts that no client named get ids") {
  NotifyingLab lab;
  lab.configure(queue_part(k_created) + topic_part(k_removed));
  const HttpResponse got = lab.must("GET", "/lab?notification");
  CHECK(says(got, "<Id>mine</Id>"));
  CHECK(says(got, "<QueueConfiguration><Id>"));
}

TEST_CASE("whoever is not there cannot be configured, and may be gone later") {
  NotifyingLab lab;
  lab.targets.there = {k_topic};
  const HttpResponse refused = lab.configure(queue_part(k_created));
  CHECK(refusal(refused) == "400 InvalidArgument");
  CHECK(says(refused, "Unable to validate the following destination configurations"));
  CHECK(says(refused, "<ArgumentName>" + std::string(k_queue) + "</ArgumentName>"));
  CHECK(says(refused, "<ArgumentValue>The destination queue does not exist</ArgumentValue>"));
  CHECK_FALSE(says(lab.must("GET", "/lab?notification"), "Queue"));
  CHECK(lab.configure(queue_part(k_created), {{"x-amz-skip-destination-validation", "true"}})
            .status == 200);
  CHECK(lab.told().empty());
  lab.must("PUT", "/lab/lost", "x");
  // The test message, and this one.
  const std::string lost = std::string(k_queue) + " it is gone";
  CHECK(lab.world.told("s3.notification_lost", {"destination", "reason"}) == Told{lost, lost});
}

TEST_CASE("changes of tags and of an ACL are told, without what only new objects have") {
  NotifyingLab lab;
  lab.must("PUT", "/lab?ownershipControls",
           "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>"
           "</OwnershipControls>");
  lab.must("PUT", "/lab/a", "x");
  lab.configure(queue_part("<Event>s3:ObjectTagging:*</Event>") +
                topic_part("<Event>s3:ObjectAcl:Put</Event>"));
  lab.told();
  lab.must("PUT", "/lab/a?tagging",
           "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>");
  const aws::Json record = lab.targets.told.at(0).message.find("Records")->items.at(0);
  CHECK(record.find("eventVersion")->text == "2.3");
  CHECK(aws::to_text(*record.find("s3")->find("object")) ==
        R"({"key":"a","eTag":")" + lab.digests.md5_hex("x") + "\"}");
  lab.must("PUT", "/lab/a?acl", "", {{"x-amz-acl", "bucket-owner-read"}});
  lab.must("PUT", "/lab/a?acl", "", {{"x-amz-acl", "bucket-owner-read"}});  // no change
  lab.must("DELETE", "/lab/a?tagging");
  CHECK(lab.told() ==
        Told{"queue ObjectTagging:Put a", "topic ObjectAcl:Put a", "queue ObjectTagging:Delete a"});
}

TEST_CASE("parts that would tell of one change twice are refused") {
  NotifyingLab lab;
  const std::string put = "<Event>s3:ObjectCreated:Put</Event>";
  CHECK(refusal(lab.configure(queue_part(k_created) + topic_part(put))) == "400 InvalidArgument");
  CHECK(refusal(lab.configure(queue_part(put, rule("prefix", "a/")) +
                              queue_part(put, rule("prefix", "a/b/")))) == "400 InvalidArgument");
  CHECK(lab.configure(queue_part(put, rule("prefix", "a/")) + queue_part(put, rule("prefix", "b/")))
            .status == 200);
  CHECK(lab.configure(queue_part(put, rule("prefix", "a/") + rule("suffix", ".x")) +
                      queue_part(put, rule("prefix", "a/") + rule("suffix", ".y")))
            .status == 200);
}
