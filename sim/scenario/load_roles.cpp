// `roles:` of the environment: what the lab's roles have instead of what they need.
#include <utility>

#include "fakes/iam/managed_policies.h"
#include "fakes/iam/policy_document.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

std::string quoted(const std::string& text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
    }
    json += c;
  }
  return json + "\"";
}

// All values of a policy are texts, also the truth values of its conditions.
std::string json_of(const YAML::Node& node) {
  if (node.IsMap()) {
    std::string members;
    for (const auto& entry : node) {
      members +=
          (members.empty() ? "" : ",") + quoted(entry.first.Scalar()) + ":" + json_of(entry.second);
    }
    return "{" + members + "}";
  }
  if (node.IsSequence()) {
    std::string items;
    for (const YAML::Node& item : node) {
      items += (items.empty() ? "" : ",") + json_of(item);
    }
    return "[" + items + "]";
  }
  return quoted(node.IsScalar() ? node.Scalar() : "");
}

void read_attached(YamlReader& reader, const YAML::Node& node, RoleSettings& role) {
  for (const std::string& name : read_list(reader, node, "attached")) {
    const std::string arn = iam::arn_of_managed_policy(name);
    if (arn.empty()) {
      reader.error(node["attached"], "'" + name +
                                         "' is no managed policy of AWS's that is known here: give "
                                         "a name or an ARN such as AWSCodeDeployRole");
    }
    role.attached.push_back(arn);
  }
}

void read_inline(YamlReader& reader, const YAML::Node& policies, RoleSettings& role) {
  if (!policies.IsDefined()) {
    return;
  }
  if (!policies.IsMap()) {
    reader.error(policies,
                 "'inline' must be a map from names to policy documents, e.g. `reads: { Version: "
                 "\"2012-10-17\", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "
                 "\"*\" }] }`");
    return;
  }
  for (const auto& entry : policies) {
    const std::string document = json_of(entry.second);
    const auto parsed = iam::parse_policy(document, iam::PolicyKind::Identity);
    if (!parsed.ok()) {
      reader.error(entry.second, "IAM refuses the policy '" + entry.first.Scalar() + "' (" +
                                     parsed.failure().code + "): " + parsed.failure().message);
    }
    role.inline_policies[entry.first.Scalar()] = document;
  }
}

}  // namespace

void read_roles(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  const std::vector<std::string> names(k_role_names.begin(), k_role_names.end());
  if (!node.IsDefined() || !reader.check_map(node, "roles", names)) {
    return;
  }
  for (const auto& entry : node) {
    RoleSettings role;
    if (reader.check_map(entry.second, "a role", {"attached", "inline"})) {
      read_attached(reader, entry.second, role);
      read_inline(reader, entry.second["inline"], role);
      environment.roles[entry.first.Scalar()] = std::move(role);
    }
  }
}

}  // namespace greenroom::scenario
