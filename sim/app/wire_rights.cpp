#include "sim/app/wire_rights.h"

#include <algorithm>

#include "fakes/ec2/wire.h"
#include "fakes/wire/rights.h"
#include "sim/core/assert.h"

namespace greenroom::app {

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
  if (!assumed_role_in(caller_arn)) {
    return success();
  }
  const auto lookup = [&](std::string_view what, const std::string& value) {
    return look_up(cx, what, value);
  };
  const bool launches = model.service == "ec2" && operation == "RunInstances";
  for (const aws::Access& needed :
       wire::rights_of(model, operation, launches ? ec2::whole_launch(ec2_, input) : input,
                       rights_.account(), lookup)) {
    if (Status allowed = may(cx, caller_arn, needed); !allowed) {
      return allowed;
    }
  }
  return success();
}

Status RightsAtWire::may(Context cx, const std::string& caller_arn,
                         const aws::Access& access) const {
  (void)cx;
  const std::optional<AssumedRole> caller = assumed_role_in(caller_arn);
  return caller ? rights_.may({rights_.role_arn(caller->role), caller->session}, access)
                : success();
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
