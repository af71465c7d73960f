#include "sim/app/resource_policies.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fakes/iam/policy_document.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

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

std::string policy_of_queue(const sqs::State& state, const std::string& name) {
  const auto queue = state.queues().find(name);
  return queue == state.queues().end() ? "" : policy_in(queue->second.attributes);
}

std::string policy_of_secret(const secretsmanager::State& state, const std::string& id,
                             Instant now) {
  const secretsmanager::Secret* secret = state.find(id, now);
  return secret == nullptr ? "" : secret->ResourcePolicy;
}

// AWS: a bucket's policy names it, or what is in it. "*" stands for both and more, and is refused.
bool is_of_bucket(const std::string& resource, const std::string& bucket) {
  const std::string arn = "arn:aws:s3:::" + bucket;
  const char next = resource.size() > arn.size() ? resource[arn.size()] : '/';
  return starts_with(resource, arn) && (next == '/' || next == '*');
}

// "sns.amazonaws.com" of a topic's ARN.
std::string service_of(const std::string& arn) {
  constexpr std::string_view k_before = "arn:aws:";
  return arn.substr(k_before.size(), arn.find(':', k_before.size()) - k_before.size()) +
         ".amazonaws.com";
}

iam::PolicyDocument read(const std::string& text) {
  Result<iam::PolicyDocument> policy = iam::parse_policy(text, iam::PolicyKind::Resource);
  SIM_ASSERT(policy.ok(), "services keep no policy that is not understood");
  return std::move(policy).value();
}

}  // namespace

Status PolicyReaderOfIam::check(const std::string& policy) const {
  const Result<iam::PolicyDocument> read = iam::parse_policy(policy, iam::PolicyKind::Resource);
  return read ? success() : Status(read.failure());
}

Status PolicyReaderOfIam::check_of_bucket(const std::string& policy,
                                          const std::string& bucket) const {
  const Result<iam::PolicyDocument> read = iam::parse_policy(policy, iam::PolicyKind::Resource);
  if (!read) {
    return read.failure();
  }
  for (const iam::Statement& statement : read.value().statements) {
    if (statement.Resource.empty() && statement.NotResource.empty()) {
      return Failure{"MalformedPolicy", "Missing required field Resource"};
    }
    for (const auto* resources : {&statement.Resource, &statement.NotResource}) {
      for (const std::string& resource : *resources) {
        if (!is_of_bucket(resource, bucket)) {
          return Failure{"MalformedPolicy", "Policy has invalid resource"};
        }
      }
    }
  }
  return success();
}

bool PolicyReaderOfIam::is_public(const std::string& policy) const {
  return iam::is_public(read(policy));
}

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
    return policy_of_queue(sqs_.state(), arn.substr(arn.rfind(':') + 1));
  }
  if (starts_with(arn, "arn:aws:secretsmanager:")) {
    return policy_of_secret(secrets_.state(), arn, cx.now());
  }
  const iam::Role* role =
      starts_with(arn, "arn:aws:iam:") ? iam_.state().role_by_arn(arn) : nullptr;
  return role == nullptr ? "" : role->AssumeRolePolicyDocument;
}

iam::PolicyDocument ResourcePolicies::of(Context cx, const std::string& arn) const {
  const std::string text = text_of(cx, arn);
  return text.empty() ? iam::PolicyDocument{} : read(text);
}

// What EventBridge, S3 and SNS say of themselves: aws:SourceArn and aws:SourceAccount. Alarms also
// say AWS:SourceOwner, which the policy that topics are made with asks for; rules and buckets do
// not, so each topic's owner must let them in (AWS: the developer guide of SNS,
// "aws:SourceAccount versus aws:SourceOwner"; EventBridge's, "Amazon SNS permissions").
Status ResourcePolicies::service_may(Context cx, const std::string& source_arn,
                                     const std::string& action, const std::string& arn) const {
  const std::string service = service_of(source_arn);
  iam::AccessRequest request{action, arn, {}};
  iam::tell_now(request.context, cx.epoch(), cx.now());
  request.context["aws:sourcearn"] = {source_arn};
  request.context["aws:sourceaccount"] = {iam_.account().id};
  if (service == "cloudwatch.amazonaws.com") {
    request.context["aws:sourceowner"] = {iam_.account().id};
  }
  std::string text = text_of(cx, arn);
  if (text.empty() && starts_with(arn, "arn:aws:sns:")) {
    const Result<sns::Attributes> topic = sns_.GetTopicAttributes(arn);
    if (!topic) {
      return topic.failure();
    }
    text = topic.value().at(k_policy);
  }
  const iam::PolicyDocument policy = text.empty() ? iam::PolicyDocument{} : read(text);
  const iam::Decision decision = iam::evaluate({}, policy, {"", service}, request);
  return decision == iam::Decision::Allowed
             ? success()
             : Status(iam::access_denied_to_service(service, request, decision));
}

Status ResourcePolicies::service_may_as(Context cx, const std::string& service,
                                        const aws::RoleSession& role, const std::string& action,
                                        const std::string& arn) const {
  iam::AccessRequest request{action, arn, {}};
  iam::tell_now(request.context, cx.epoch(), cx.now());
  const Result<iam::Role> assumed = iam_.may_assume(role.role_arn, {"", service}, request.context);
  return assumed ? iam_.authorize(assumed.value().RoleName, role.session_name, std::move(request),
                                  of(cx, arn))
                 : Status(assumed.failure());
}

bool ResourcePolicies::may_matter(Context cx, const std::string& service,
                                  const aws::Json& input) const {
  if (service == "s3") {
    return input.find("CopySource") != nullptr ||
           !policy_of_bucket(s3_.state(), wire::text_of(input, "Bucket")).empty();
  }
  if (service == "sns") {
    const std::string topic = wire::text_of(input, "TopicArn");
    const auto& topics = sns_.state().topics();
    return topic.empty()
               ? std::any_of(topics.begin(), topics.end(),
                             [&](const auto& each) { return !text_of(cx, each.first).empty(); })
               : !text_of(cx, topic).empty();
  }
  if (service == "sqs") {
    const std::string url = wire::text_of(input, "QueueUrl");
    const auto& queues = sqs_.state().queues();
    return url.empty() ? std::any_of(queues.begin(), queues.end(),
                                     [](const auto& queue) {
                                       return !policy_in(queue.second.attributes).empty();
                                     })
                       : !policy_of_queue(sqs_.state(), url.substr(url.rfind('/') + 1)).empty();
  }
  if (service != "secretsmanager") {
    return false;
  }
  const std::string id = wire::text_of(input, "SecretId");
  const auto& secrets = secrets_.state().secrets();
  return id.empty()
             ? std::any_of(secrets.begin(), secrets.end(),
                           [](const auto& secret) { return !secret.second.ResourcePolicy.empty(); })
             : !policy_of_secret(secrets_.state(), id, cx.now()).empty();
}

}  // namespace greenroom::app
