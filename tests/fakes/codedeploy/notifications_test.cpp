// What CodeDeploy tells SNS and EventBridge.
//
// AWS: reference codedeploy.md section 12.
#include "fakes/codedeploy/notifications.h"

#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

class Heard final : public Notifications {
 public:
  void publish(Context, SnsMessage message) override { messages.push_back(std::move(message)); }
  void put_event(Context, EventBridgeEvent event) override { events.push_back(std::move(event)); }
  std::vector<SnsMessage> messages;
  std::vector<EventBridgeEvent> events;
};

// The beginnings of the subjects: "SUCCEEDED" ...
Lines statuses(const Heard& heard) {
  Lines words;
  for (const SnsMessage& message : heard.messages) {
    words.push_back(message.Subject.substr(0, message.Subject.find(':')));
  }
  return words;
}

void watch(ServiceLab& lab, Heard& heard, std::set<TriggerEventType> events) {
  lab.codedeploy.connect(heard);
  DeploymentGroup group = lab.settings("in-place");
  group.triggerConfigurations = {{"my-trigger", "arn:aws:sns:us-east-1:123456789012:t", events}};
  lab.update(group);
}

using T = TriggerEventType;

}  // namespace

TEST_CASE("one state, three vocabularies") {
  CHECK(std::string(to_string(DeploymentStatus::Stopped)) == "Stopped");
  CHECK(sns_status(DeploymentStatus::Stopped) == "ABORTED");
  CHECK(event_state(DeploymentStatus::Stopped) == "STOP");
  CHECK(sns_status(DeploymentStatus::InProgress) == "IN_PROGRESS");
  CHECK(event_state(DeploymentStatus::Created) == "START");
  CHECK(event_state(DeploymentStatus::InProgress).empty());
  CHECK(sns_status(TargetStatus::Succeeded) == "SUCCEEDED");
  CHECK(event_state(TargetStatus::Failed) == "FAILURE");
  CHECK(event_state(TargetStatus::Skipped).empty());
}

TEST_CASE("SNS writes times in its own way") {
  CHECK(sns_time(Epoch{1'665'737'178}, k_start) == "Fri Oct 14 08:46:18 UTC 2022");
  CHECK(sns_time(Epoch{0}, k_start) == "Thu Jan 01 00:00:00 UTC 1970");
}

TEST_CASE("reference 12.1: the order of messages on failure and rollback") {
  ServiceLab lab;
  Heard heard;
  lab.hosts.machines["i-1"].on("validate v2", failing(7));
  const auto story = [](ServiceLab& l, Heard& h) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.create("v1").ok());
    co_await l.codedeploy.wait_until_idle(cx);
    watch(l, h,
          {T::DeploymentStart, T::DeploymentSuccess, T::DeploymentFailure, T::DeploymentRollback});
    CHECK(l.create("v2").ok());
    co_await l.codedeploy.wait_until_idle(cx);
  };
  CHECK(lab.world.run(story(lab, heard)));
  CHECK(statuses(heard) == Lines{"CREATED", "FAILED", "CREATED", "IN_PROGRESS", "SUCCEEDED"});
  const std::string failed = lab.codedeploy.state().deployments.at(1).deploymentId;
  const std::string rollback = lab.codedeploy.state().deployments.at(2).deploymentId;
  const std::string& message = heard.messages.at(1).Message;
  CHECK(heard.messages.at(1).Subject ==
        "FAILED: AWS CodeDeploy " + failed + " in us-east-1 to lab-app");
  CHECK_THAT(message, Catch::StartsWith("{\"region\":\"us-east-1\",\"accountId\":\"123456789012\","
                                        "\"eventTriggerName\":\"my-trigger\","));
  CHECK_THAT(message, Catch::Contains("\"status\":\"FAILED\""));
  CHECK_THAT(message, Catch::Contains("\"deploymentOverview\":\"{\\\"Pending\\\":0,"));
  CHECK_THAT(message, Catch::Contains("{\\\"ErrorCode\\\":\\\"HEALTH_CONSTRAINTS\\\""));
  CHECK_THAT(message, Catch::EndsWith("\"rollbackInformation\":\"{}\"}"));
  CHECK_THAT(heard.messages.at(0).Message, Catch::Contains("\"completeTime\":null"));
  CHECK_THAT(heard.messages.at(2).Message,
             Catch::Contains("\\\"RollbackTriggeringDeploymentId\\\":\\\"" + failed) &&
                 Catch::Contains(rollback));
}

TEST_CASE("instances have messages of their own, with their events") {
  ServiceLab lab;
  Heard heard;
  watch(lab, heard, {T::InstanceStart, T::InstanceSuccess});
  lab.deploy({"v1"});
  CHECK(statuses(heard) == Lines{"IN_PROGRESS", "SUCCEEDED", "IN_PROGRESS", "SUCCEEDED"});
  const std::string& message = heard.messages.at(1).Message;
  CHECK_THAT(message, Catch::Contains("arn:aws:ec2:us-east-1:123456789012:instance/i-1"));
  CHECK_THAT(message, Catch::Contains("\"instanceStatus\":\"SUCCEEDED\""));
  CHECK_THAT(message, Catch::Contains("\\\"LifecycleEvent\\\":\\\"ApplicationStop\\\","
                                      "\\\"LifecycleEventStatus\\\":\\\"Succeeded\\\""));
}

TEST_CASE("reference 12.2: EventBridge hears of every deployment and instance") {
  ServiceLab lab;
  Heard heard;
  lab.codedeploy.connect(heard);
  lab.deploy({"v1"});
  Lines told;
  for (const EventBridgeEvent& event : heard.events) {
    const std::size_t at = event.detail.find("\"state\":\"") + 9;
    told.push_back(event.detail_type.substr(11, 8) + " " +
                   event.detail.substr(at, event.detail.find('"', at) - at));
  }
  CHECK(told == Lines{"Deployme START", "Instance START", "Instance SUCCESS", "Instance START",
                      "Instance SUCCESS", "Deployme SUCCESS"});
  const EventBridgeEvent& created = heard.events.front();
  CHECK(created.source == "aws.codedeploy");
  CHECK(created.detail_type == "CodeDeploy Deployment State-change Notification");
  CHECK(created.resources ==
        Lines{"arn:aws:codedeploy:us-east-1:123456789012:application:lab-app",
              "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:lab-app/in-place"});
  CHECK_THAT(created.detail, Catch::Contains("\"instanceGroupId\":\"" +
                                             lab.settings("in-place").deploymentGroupId));
}
