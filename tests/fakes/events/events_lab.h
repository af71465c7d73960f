// An event bus with targets that write down what they get.
#pragma once

#include <deque>
#include <map>

#include "fakes/events/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

class RecordingTarget final : public events::EventTarget {
 public:
  Task<Status> deliver(Context cx, events::Sender sender, std::string target_arn,
                       std::string json) override {
    got.push_back({cx.now(), std::move(target_arn), std::move(sender.role_arn), std::move(json),
                   std::move(sender.rule_arn)});
    if (failures.empty()) {
      co_return success();
    }
    const Failure failure = failures.front();
    failures.pop_front();
    co_return failure;
  }

  struct Got {
    Instant at;
    std::string arn, role, json, rule;
  };
  std::vector<Got> got;
  std::deque<Failure> failures;  // of the next deliveries, in order
};

inline events::Target target_of(const std::string& id) {
  events::Target target;
  target.Id = id;
  target.Arn = "arn:aws:sqs:us-east-1:123456789012:" + id;
  return target;
}

// The rule of the lab's pipeline (reference codebuild-codepipeline-s3 2.9).
inline const char* const k_object_created =
    R"({"source":["aws.s3"],"detail-type":["Object Created"],)"
    R"("detail":{"bucket":{"name":["b"]},"object":{"key":["source.zip"]}}})";

inline events::ServiceEvent object_created(const std::string& key) {
  return {"aws.s3",
          "Object Created",
          {"arn:aws:s3:::b"},
          R"({"version":"0","bucket":{"name":"b"},"object":{"key":")" + key +
              R"(","size":1024,"version-id":"v1"},"reason":"PutObject"})"};
}

struct EventsLab {
  FakeWorld world;
  RecordingTarget target;
  events::EventBridge bus{world.ids, aws::Account{}, target};
  Context cx = world.as("story");

  Result<std::string> put(const std::string& name, const std::string& pattern,
                          std::vector<events::Target> targets) {
    events::PutRuleRequest request;
    request.Name = name;
    request.EventPattern = pattern;
    const Result<std::string> arn = bus.PutRule(cx, request);
    CHECK(bus.PutTargets(cx, name, std::move(targets)).ok());
    return arn;
  }
  // Tells the bus what `tell` says, and lets `time` pass.
  template <typename Tell>
  void play(Tell tell, Duration time) {
    CHECK(world.run(told(*this, tell, time)));
  }

 private:
  template <typename Tell>
  static Task<void> told(EventsLab& lab, Tell tell, Duration time) {
    tell();
    co_await lab.cx.sleep_for(time);
  }
};

}  // namespace greenroom::test
