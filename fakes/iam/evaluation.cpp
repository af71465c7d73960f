#include "fakes/iam/evaluation.h"

#include <algorithm>

#include "sim/core/assert.h"

namespace greenroom::iam {
namespace {

bool any_action(const std::vector<std::string>& patterns, const std::string& action) {
  const std::string wanted = lower_case(action);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches(lower_case(pattern), wanted);
  });
}

bool any_resource(const std::vector<std::string>& patterns, const AccessRequest& request) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    const std::optional<std::string> made = with_variables(pattern, request.context);
    return made && matches(*made, request.resource);
  });
}

bool all_hold(const Statement& statement, const ConditionContext& context) {
  return std::all_of(statement.conditions.begin(), statement.conditions.end(),
                     [&](const Condition& condition) { return holds(condition, context); });
}

bool speaks_of_action(const Statement& statement, const std::string& action) {
  return statement.NotAction.empty() ? any_action(statement.Action, action)
                                     : !any_action(statement.NotAction, action);
}

bool applies(const Statement& statement, const AccessRequest& request) {
  const bool names_none = statement.Resource.empty() && statement.NotResource.empty();
  const bool resource =
      names_none || (statement.NotResource.empty() ? any_resource(statement.Resource, request)
                                                   : !any_resource(statement.NotResource, request));
  return speaks_of_action(statement, request.action) && resource &&
         all_hold(statement, request.context);
}

// "123456789012" of "arn:aws:iam::123456789012:user/student".
std::string account_of(const std::string& arn) {
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    at = arn.find(':', at);
    if (at == std::string::npos) {
      return "";
    }
    ++at;
  }
  return arn.substr(at, arn.find(':', at) - at);
}

// How a statement means somebody.
enum class Meant { NotAtAll, AsOneOfAccount, ByName };

// AWS: reference_policies_elements_notprincipal: "you must also specify the account ARN of the
// not-denied principal"; the account is looked at first, then the role or the user in it.
bool is_excepted(const Statement& statement, const Principal& principal) {
  const auto names = [](const std::vector<std::string>& all, const std::string& one) {
    return !one.empty() && std::count(all.begin(), all.end(), one) > 0;
  };
  const std::vector<std::string>& all = statement.aws_principals;
  if (!principal.Service.empty()) {
    return names(statement.service_principals, principal.Service);
  }
  const std::string account = account_of(principal.Arn);
  const bool has_account = names(all, account) || names(all, "arn:aws:iam::" + account + ":root");
  return names(all, "*") ||
         (has_account && (names(all, principal.Arn) || names(all, principal.RoleArn)));
}

Meant how_meant(const Statement& statement, const Principal& principal) {
  if (statement.means_all_others) {
    return is_excepted(statement, principal) ? Meant::NotAtAll : Meant::ByName;
  }
  const std::vector<std::string>& services = statement.service_principals;
  if (!principal.Service.empty()) {
    // Services are among everybody: such is the policy that an SDK of AWS's writes for a queue that
    // it subscribes (AWS SDK for .NET, SubscribeQueue), with a condition on the topic.
    const std::vector<std::string>& all = statement.aws_principals;
    const bool is_named = std::count(services.begin(), services.end(), principal.Service) > 0 ||
                          std::count(all.begin(), all.end(), "*") > 0;
    return is_named ? Meant::ByName : Meant::NotAtAll;
  }
  const std::string account = account_of(principal.Arn);
  Meant meant = Meant::NotAtAll;
  for (const std::string& each : statement.aws_principals) {
    const bool is_role = !principal.RoleArn.empty() && each == principal.RoleArn;
    if (each == "*" || each == principal.Arn || is_role) {
      return Meant::ByName;
    }
    if (each == account || each == "arn:aws:iam::" + account + ":root") {
      meant = Meant::AsOneOfAccount;
    }
  }
  return meant;
}

Decision decided(bool allowed, bool denied) {
  return denied ? Decision::ExplicitDeny : allowed ? Decision::Allowed : Decision::ImplicitDeny;
}

std::string reason_of(Decision decision, const std::string& action) {
  switch (decision) {
    case Decision::ExplicitDeny:
      return " with an explicit deny in an identity-based policy";
    case Decision::DeniedByResource:
      return " with an explicit deny in a resource-based policy";
    default:
      return " because no identity-based policy allows the " + action + " action";
  }
}

}  // namespace

void tell_now(ConditionContext& context, Epoch epoch, Instant now) {
  context["aws:currenttime"] = {iso8601(epoch, now)};
  context["aws:epochtime"] = {std::to_string(unix_seconds(epoch, now))};
  context["aws:securetransport"] = {"true"};
}

Decision evaluate(const std::vector<PolicyDocument>& policies, const AccessRequest& request) {
  bool allowed = false;
  bool denied = false;
  for (const PolicyDocument& policy : policies) {
    for (const Statement& statement : policy.statements) {
      if (applies(statement, request)) {
        (statement.effect == Effect::Allow ? allowed : denied) = true;
      }
    }
  }
  return decided(allowed, denied);
}

Decision evaluate(const std::vector<PolicyDocument>& policies, const PolicyDocument& of_resource,
                  const Principal& principal, const AccessRequest& request) {
  const Decision own = evaluate(policies, request);
  if (own == Decision::ExplicitDeny) {
    return own;
  }
  bool allowed = own == Decision::Allowed;
  for (const Statement& statement : of_resource.statements) {
    const Meant meant = how_meant(statement, principal);
    if (meant == Meant::NotAtAll || !applies(statement, request)) {
      continue;
    }
    if (statement.effect == Effect::Deny) {
      return Decision::DeniedByResource;
    }
    allowed = allowed || meant == Meant::ByName;
  }
  return allowed ? Decision::Allowed : Decision::ImplicitDeny;
}

Decision evaluate_trust(const PolicyDocument& trust, const Principal& principal,
                        const std::string& action, const ConditionContext& context) {
  bool allowed = false;
  bool denied = false;
  for (const Statement& statement : trust.statements) {
    if (speaks_of_action(statement, action) && how_meant(statement, principal) != Meant::NotAtAll &&
        all_hold(statement, context)) {
      (statement.effect == Effect::Allow ? allowed : denied) = true;
    }
  }
  return decided(allowed, denied);
}

std::string assumed_role_arn(const std::string& account_id, const std::string& role_name,
                             const std::string& session_name) {
  return "arn:aws:sts::" + account_id + ":assumed-role/" + role_name + "/" + session_name;
}

// UNVERIFIED, like all that nobody but the trace is told here.
Failure access_denied_to_service(const std::string& service, const AccessRequest& request,
                                 Decision decision) {
  SIM_ASSERT(decision != Decision::Allowed, "what is allowed has no text of a refusal");
  return {"AccessDenied",
          service + " is not authorized to perform: " + request.action +
              " on resource: " + request.resource +
              (decision == Decision::ImplicitDeny
                   ? " because no resource-based policy allows the " + request.action + " action"
                   : reason_of(decision, request.action))};
}

Failure access_denied(const std::string& caller_arn, const AccessRequest& request,
                      Decision decision) {
  SIM_ASSERT(decision != Decision::Allowed, "what is allowed has no text of a refusal");
  const char* const quote = request.action.rfind("s3:", 0) == 0 ? "\"" : "";
  const bool names_none = request.action.rfind("ec2:", 0) == 0 && request.resource == "*";
  return {"AccessDenied",
          "User: " + caller_arn + " is not authorized to perform: " + request.action +
              (names_none ? "" : " on resource: " + (quote + request.resource + quote)) +
              reason_of(decision, request.action)};
}

}  // namespace greenroom::iam
