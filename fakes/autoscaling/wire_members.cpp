// Single instances behind the wire.
#include <utility>

#include "fakes/autoscaling/wire_values.h"

namespace greenroom::autoscaling {
namespace {

std::vector<std::string> instances_of(const WireCall& call) {
  return wire::texts_of(call.input, "InstanceIds");
}

bool decrements(const WireCall& call) {
  return wire::flag_of(call.input, "ShouldDecrementDesiredCapacity");
}

Result<aws::Json> activities(const WireCall& call, const Result<std::vector<Activity>>& begun) {
  if (!begun.ok()) {
    return begun.failure();
  }
  return wire::Object()
      .add("Activities",
           wire::list_of(begun.value(), [&](const Activity& each) { return json_of(call, each); }))
      .take();
}

}  // namespace

Result<aws::Json> terminate_instance(const WireCall& call) {
  const Result<Activity> activity = call.autoscaling.TerminateInstanceInAutoScalingGroup(
      call.cx, call.text("InstanceId"), decrements(call));
  if (!activity.ok()) {
    return activity.failure();
  }
  return wire::Object().add("Activity", json_of(call, activity.value())).take();
}

Result<aws::Json> set_instance_health(const WireCall& call) {
  const std::string status = call.text("HealthStatus");
  if (status != "Healthy" && status != "Unhealthy") {
    return Failure{"ValidationError",
                   "HealthStatus must be Healthy or Unhealthy, not '" + status + "'"};
  }
  const aws::Json* respects = call.input.find("ShouldRespectGracePeriod");
  return nothing(call.autoscaling.SetInstanceHealth(
      call.cx, call.text("InstanceId"),
      status == "Healthy" ? HealthStatus::Healthy : HealthStatus::Unhealthy,
      respects == nullptr || respects->kind == aws::JsonKind::True));
}

Result<aws::Json> set_instance_protection(const WireCall& call) {
  return nothing(
      call.autoscaling.SetInstanceProtection(call.cx, call.group(), instances_of(call),
                                             wire::flag_of(call.input, "ProtectedFromScaleIn")));
}

Result<aws::Json> enter_standby(const WireCall& call) {
  return activities(call, call.autoscaling.EnterStandby(call.cx, call.group(), instances_of(call),
                                                        decrements(call)));
}

Result<aws::Json> exit_standby(const WireCall& call) {
  return activities(call, call.autoscaling.ExitStandby(call.cx, call.group(), instances_of(call)));
}

Result<aws::Json> attach_instances(const WireCall& call) {
  return nothing(call.autoscaling.AttachInstances(call.cx, call.group(), instances_of(call)));
}

Result<aws::Json> detach_instances(const WireCall& call) {
  return activities(call, call.autoscaling.DetachInstances(call.cx, call.group(),
                                                           instances_of(call), decrements(call)));
}

}  // namespace greenroom::autoscaling
