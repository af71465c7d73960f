// What EventBridge hears of Auto Scaling.
//
// AWS: reference alb-ec2-asg 2.4, "EventBridge detail-types"; the event reference of the guide.
#include "fakes/autoscaling/events.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::autoscaling;

namespace {

const EventContext k_context{{}, Epoch{0}};

boost::json::object detail_of(const EventBridgeEvent& event) {
  return boost::json::parse(event.detail).as_object();
}

Activity launch(ActivityStatus status) {
  Activity activity;
  activity.ActivityId = "activity";
  activity.AutoScalingGroupName = "group";
  activity.InstanceId = "i-1";
  activity.Description = "Launching a new EC2 instance: i-1";
  activity.Cause = "because";
  activity.StartTime = k_start;
  activity.EndTime = k_start + seconds(61);
  activity.StatusCode = status;
  activity.Details = R"({"Subnet ID":"subnet-1","Availability Zone":"us-east-1a"})";
  return activity;
}

}  // namespace

TEST_CASE("a launch that succeeded is told with the StatusCode InProgress") {
  const EventBridgeEvent event = event_of(
      k_context, GroupEvent{"EC2 Instance Launch Successful", launch(ActivityStatus::Successful)});
  CHECK(event.source == "aws.autoscaling");
  CHECK(event.detail_type == "EC2 Instance Launch Successful");
  CHECK(event.resources ==
        std::vector<std::string>{
            "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup::autoScalingGroupName/"
            "group",
            "arn:aws:ec2:us-east-1:123456789012:instance/i-1"});
  CHECK(event.detail ==
        R"({"StatusCode":"InProgress","Description":"Launching a new EC2 instance: i-1",)"
        R"("AutoScalingGroupName":"group","ActivityId":"activity",)"
        R"("Details":{"Subnet ID":"subnet-1","Availability Zone":"us-east-1a"},)"
        R"("RequestId":"activity","StatusMessage":"","EndTime":"1970-01-01T00:01:01Z",)"
        R"("EC2InstanceId":"i-1","StartTime":"1970-01-01T00:00:00Z","Cause":"because",)"
        R"("Origin":"EC2","Destination":"AutoScalingGroup"})");
}

TEST_CASE("a launch that failed has its own StatusCode, and no instance where there was none") {
  Activity activity = launch(ActivityStatus::Failed);
  activity.InstanceId = "";
  activity.Details = "";
  activity.StatusMessage = "no capacity";
  const EventBridgeEvent event =
      event_of(k_context, GroupEvent{"EC2 Instance Launch Unsuccessful", activity});
  CHECK(event.resources.size() == 1);
  CHECK(detail_of(event).at("StatusCode").as_string() == "Failed");
  CHECK(detail_of(event).at("StatusMessage").as_string() == "no capacity");
  CHECK(detail_of(event).at("Details").as_object().empty());
}

TEST_CASE("a lifecycle action is told with the fields of its notification") {
  LifecycleNotification told;
  told.LifecycleActionToken = "token";
  told.AutoScalingGroupName = "group";
  told.LifecycleHookName = "hook";
  told.EC2InstanceId = "i-1";
  const EventBridgeEvent launching = event_of(k_context, told);
  CHECK(launching.detail_type == "EC2 Instance-launch Lifecycle Action");
  CHECK(launching.detail == R"({"LifecycleActionToken":"token","AutoScalingGroupName":"group",)"
                            R"("LifecycleHookName":"hook","EC2InstanceId":"i-1",)"
                            R"("LifecycleTransition":"autoscaling:EC2_INSTANCE_LAUNCHING",)"
                            R"("Origin":"EC2","Destination":"AutoScalingGroup"})");
  told.LifecycleTransition = LifecycleTransition::EC2_INSTANCE_TERMINATING;
  told.NotificationMetadata = "why";
  const EventBridgeEvent leaving = event_of(k_context, told);
  CHECK(leaving.detail_type == "EC2 Instance-terminate Lifecycle Action");
  CHECK(detail_of(leaving).at("NotificationMetadata").as_string() == "why");
  CHECK(detail_of(leaving).at("Origin").as_string() == "AutoScalingGroup");
}
