#include "sim/app/resource_policies.h"

#include <algorithm>
#include <string_view>

#include "fakes/iam/policy_document.h"
#include "fakes/wire/values.h"

namespace greenroom::app {
namespace {

constexpr const char* k_policy = "Policy";  // the attribute of topics and queues

bool starts_with(const std::string& text, std::string_view beginning) {
  return text.rfind(beginning, 0) == 0;
}

std::string policy_in(const std::map<std::string, std::string>& attributes) {
  const auto found = attributes.find(k_policy);
  return found == attributes.end() ? "" : found->second;
}

std::string policy_of_bucket(const s3::State& state, const std::string& name) {
  const s3::Bucket* bucket = state.find(name);
  return bucket == nullptr ? "" : bucket->policy;
}

}  // namespace

std::string ResourcePolicies::text_of(Context cx, const std::string& arn) const {
  constexpr std::string_view k_s3 = "arn:aws:s3:::";
  if (starts_with(arn, k_s3)) {
    const std::string path = arn.substr(k_s3.size());
    return policy_of_bucket(s3_.state(), path.substr(0, path.find('/')));
  }
  if (starts_with(arn, "arn:aws:sns:")) {
    return sns_.state().has_topic(arn) ? policy_in(sns_.state().settings(arn).Attributes) : "";
  }
  if (starts_with(arn, "arn:aws:sqs:")) {
    const auto& queues = sqs_.state().queues();
    const auto queue = queues.find(arn.substr(arn.rfind(':') + 1));
    return queue == queues.end() ? "" : policy_in(queue->second.attributes);
  }
  if (starts_with(arn, "arn:aws:secretsmanager:")) {
    const secretsmanager::Secret* secret = secrets_.state().find(arn, cx.now());
    return secret == nullptr ? "" : secret->ResourcePolicy;
  }
  const iam::Role* role =
      starts_with(arn, "arn:aws:iam:") ? iam_.state().role_by_arn(arn) : nullptr;
  return role == nullptr ? "" : role->AssumeRolePolicyDocument;
}

iam::PolicyDocument ResourcePolicies::of(Context cx, const std::string& arn) const {
  const std::string text = text_of(cx, arn);
  return text.empty() ? iam::PolicyDocument{} : iam::readable_resource_policy(text);
}

bool ResourcePolicies::may_matter(const std::string& service, const aws::Json& input) const {
  if (service == "s3") {
    return input.find("CopySource") != nullptr ||
           !policy_of_bucket(s3_.state(), wire::text_of(input, "Bucket")).empty();
  }
  if (service == "sns") {
    const auto& topics = sns_.state().topics();
    return std::any_of(topics.begin(), topics.end(), [&](const auto& topic) {
      return sns_.state().settings(topic.first).Attributes.count(k_policy) > 0;
    });
  }
  if (service == "sqs") {
    const auto& queues = sqs_.state().queues();
    return std::any_of(queues.begin(), queues.end(), [](const auto& queue) {
      return queue.second.attributes.count(k_policy) > 0;
    });
  }
  const auto& secrets = secrets_.state().secrets();
  return service == "secretsmanager" &&
         std::any_of(secrets.begin(), secrets.end(),
                     [](const auto& secret) { return !secret.second.ResourcePolicy.empty(); });
}

}  // namespace greenroom::app
