#include "sim/app/wire_rights.h"

#include <algorithm>

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
  const std::optional<AssumedRole> caller = assumed_role_in(caller_arn);
  if (!caller) {
    return success();
  }
  const auto lookup = [&](std::string_view what, const std::string& value) {
    return look_up(cx, what, value);
  };
  return aws::may_all(rights_, {rights_.role_arn(caller->role), caller->session},
                      wire::rights_of(model, operation, input, rights_.account(), lookup));
}

std::string RightsAtWire::look_up(Context cx, std::string_view what,
                                  const std::string& value) const {
  if (what == "secret") {
    // The six characters of one that is not there are any, as policies write them.
    const secretsmanager::Secret* secret = secrets_.state().find(value, cx.now());
    return secret != nullptr             ? secret->ARN
           : value.rfind("arn:", 0) == 0 ? value
                                         : value + "-??????";
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
