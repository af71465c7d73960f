#include "sim/app/wire_rights.h"

#include <algorithm>
#include <array>

#include "fakes/ec2/wire.h"
#include "fakes/wire/rights.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::app {
namespace {

// AWS: PutBucketPolicy, GetBucketPolicy and DeleteBucketPolicy: the root of the account may always,
// lest it lock itself out. Simplified: the student is as the root in that, of other services too.
bool changes_a_policy(std::string_view operation) {
  constexpr std::array<std::string_view, 7> k_ways_out = {
      "GetBucketPolicy",    "PutBucketPolicy",   "DeleteBucketPolicy",  "SetTopicAttributes",
      "SetQueueAttributes", "PutResourcePolicy", "DeleteResourcePolicy"};
  return std::find(k_ways_out.begin(), k_ways_out.end(), operation) != k_ways_out.end();
}

}  // namespace

std::optional<AssumedRole> assumed_role_in(const std::string& caller_arn) {
  constexpr std::string_view k_kind = ":assumed-role/";
  const std::size_t kind = caller_arn.find(k_kind);
  if (kind == std::string::npos) {
    return std::nullopt;
  }
  const std::string both = caller_arn.substr(kind + k_kind.size());
  const std::size_t slash = std::min(both.find('/'), both.size());
  return AssumedRole{both.substr(0, slash), both.substr(std::min(slash + 1, both.size()))};
}

Status RightsAtWire::may(Context cx, const std::string& caller_arn, const wire::Model& model,
                         const std::string& operation, const aws::Json& input) const {
  const bool is_student = !assumed_role_in(caller_arn);
  if (is_student &&
      (changes_a_policy(operation) || !policies_.may_matter(cx, model.service, input))) {
    return success();
  }
  const auto lookup = [&](std::string_view what, const std::string& value) {
    return look_up(cx, what, value);
  };
  const bool launches = model.service == "ec2" && operation == "RunInstances";
  for (aws::Access& needed :
       wire::rights_of(model, operation, launches ? ec2::whole_launch(ec2_, input) : input,
                       rights_.account(), lookup)) {
    if (const std::string id = wire::text_of(input, "ExternalId"); !id.empty()) {
      needed.context["sts:externalid"] = {id};
    }
    if (Status allowed = may(cx, caller_arn, needed); !allowed) {
      return allowed;
    }
  }
  return success();
}

Status RightsAtWire::may(Context cx, const std::string& caller_arn,
                         const aws::Access& access) const {
  const iam::PolicyDocument of_resource = policies_.of(cx, access.resource);
  iam::AccessRequest request{access.action, access.resource, access.context};
  iam::tell_now(request.context, cx.epoch(), cx.now());
  const std::optional<AssumedRole> caller = assumed_role_in(caller_arn);
  return caller ? iam_.authorize(caller->role, caller->session, request, of_resource)
                : iam_.authorize_student(request, of_resource);
}

std::string RightsAtWire::look_up(Context cx, std::string_view what,
                                  const std::string& value) const {
  if (what == "secret") {
    return secrets_.arn_for_policies(cx, value);
  }
  if (what == "role_of_profile") {
    const bool is_arn = value.rfind("arn:", 0) == 0;
    return rights_.passed_role_arn(is_arn ? "" : value, is_arn ? value : "");
  }
  if (what == "group_of_deployment") {
    return group_of_deployment(value);
  }
  SIM_ASSERT(what == "group_of_instance",
             "a table of an API asks for what nobody knows: " + std::string(what));
  const autoscaling::Instance* instance = autoscaling_.state().find_instance(value);
  return instance == nullptr ? "" : instance->AutoScalingGroupName;
}

std::string RightsAtWire::group_of_deployment(const std::string& id) const {
  const codedeploy::DeploymentInfo* deployment = codedeploy_.state().find_deployment(id);
  return deployment == nullptr
             ? ""
             : deployment->applicationName + "/" + deployment->deploymentGroupName;
}

}  // namespace greenroom::app
