// Lists, labels, tags and random passwords.
#include <algorithm>
#include <utility>

#include "fakes/aws/json.h"
#include "fakes/secretsmanager/password.h"
#include "fakes/secretsmanager/service.h"

namespace greenroom::secretsmanager {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

Status validate(const std::vector<Filter>& filters) {
  for (const Filter& filter : filters) {
    const std::string& key = filter.Key;
    if (key != "name" && key != "description" && key != "tag-key" && key != "tag-value") {
      return Failure{"InvalidParameterException",
                     "The filter '" + key +
                         "' is not supported here; name, description, tag-key and tag-value are"};
    }
    if (filter.Values.empty()) {
      return Failure{"InvalidParameterException",
                     "The filter " + key + " has no values."};  // UNVERIFIED text
    }
  }
  return success();
}

// What the filter looks at.
std::vector<std::string> looked_at(const Secret& secret, const std::string& key) {
  std::vector<std::string> texts;
  if (key == "name") {
    texts = {secret.Name};
  } else if (key == "description") {
    texts = {lower(secret.Description)};
  } else {
    for (const auto& [tag, value] : secret.Tags) {
      texts.push_back(key == "tag-key" ? tag : value);
    }
  }
  return texts;
}

bool passes(const Secret& secret, const std::vector<Filter>& filters) {
  bool all = true;
  for (const Filter& filter : filters) {
    const std::vector<std::string> texts = looked_at(secret, filter.Key);
    bool any = false;
    for (const std::string& given : filter.Values) {
      const bool negated = given.rfind('!', 0) == 0;
      const std::string plain = negated ? given.substr(1) : given;
      const std::string prefix = filter.Key == "description" ? lower(plain) : plain;
      const bool begins = std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
        return text.rfind(prefix, 0) == 0;
      });
      any = any || begins != negated;
    }
    all = all && any;
  }
  return all;
}

bool is_before(const DescribeSecretOutput& a, const DescribeSecretOutput& b, SortBy by) {
  switch (by) {
    case SortBy::created_date:
      return a.CreatedDate < b.CreatedDate;
    case SortBy::last_changed_date:
      return a.LastChangedDate < b.LastChangedDate;
    case SortBy::name:
      return a.Name < b.Name;
  }
  return false;
}

}  // namespace

Status SecretsManager::PutResourcePolicy(Context cx, const std::string& secret_id,
                                         const std::string& policy) {
  const Result<Secret*> secret = usable(cx, secret_id);
  if (!secret) {
    return secret.failure();
  }
  const Result<aws::Json> document = aws::parse_json(policy.empty() ? "{}" : policy);
  const bool has_statements = document && document.value().find("Statement") != nullptr;
  if (!policy.empty() && !has_statements) {
    // The text is UNVERIFIED.
    return Failure{"MalformedPolicyDocumentException",
                   "This resource policy contains invalid Json"};
  }
  if (const Status good =
          policies_ == nullptr || policy.empty() ? success() : policies_->check(policy);
      !good) {
    return Failure{"MalformedPolicyDocumentException", good.failure().message};
  }
  secret.value()->ResourcePolicy = policy;
  return success();
}

std::string SecretsManager::arn_for_policies(Context cx, const std::string& secret_id) const {
  const Secret* secret = state_.find(secret_id, cx.now());
  if (secret != nullptr) {
    return secret->ARN;
  }
  return secret_id.rfind("arn:", 0) == 0 ? secret_id
                                         : "arn:aws:secretsmanager:" + account_.region + ":" +
                                               account_.id + ":secret:" + secret_id + "-??????";
}

Result<std::vector<DescribeSecretOutput>> SecretsManager::ListSecrets(
    Context cx, const ListSecretsInput& input) const {
  if (const Status checked = validate(input.Filters); !checked) {
    return checked.failure();
  }
  std::vector<DescribeSecretOutput> all;
  for (const auto& [name, secret] : state_.secrets()) {
    const bool is_there = state_.find(name, cx.now()) != nullptr;
    if (is_there && (!secret.DeletionDate || input.IncludePlannedDeletion) &&
        passes(secret, input.Filters)) {
      all.push_back(description_of(secret));
    }
  }
  std::stable_sort(
      all.begin(), all.end(), [&](const DescribeSecretOutput& a, const DescribeSecretOutput& b) {
        return input.ascending ? is_before(a, b, input.SortBy) : is_before(b, a, input.SortBy);
      });
  return all;
}

Result<std::vector<SecretVersionsListEntry>> SecretsManager::ListSecretVersionIds(
    Context cx, const std::string& secret_id, bool include_deprecated) const {
  const Secret* secret = state_.find(secret_id, cx.now());
  if (secret == nullptr) {
    return secret_not_found();
  }
  std::vector<SecretVersionsListEntry> entries;
  for (const SecretVersion& version : secret->versions) {
    if (include_deprecated || !version.VersionStages.empty()) {
      entries.push_back({version.VersionId,
                         {version.VersionStages.begin(), version.VersionStages.end()},
                         version.CreatedDate});
    }
  }
  return entries;
}

Status SecretsManager::UpdateSecretVersionStage(Context cx,
                                                const UpdateSecretVersionStageInput& input) {
  const Result<Secret*> secret = usable(cx, input.SecretId);
  if (!secret) {
    return secret.failure();
  }
  if (const Status moved = move_label(*secret.value(), input); !moved) {
    return moved;
  }
  secret.value()->LastChangedDate = cx.now();
  std::vector<Field> fields = {{"name", secret.value()->Name},
                               {"versionStage", input.VersionStage}};
  if (!input.RemoveFromVersionId.empty()) {
    fields.emplace_back("removedFrom", input.RemoveFromVersionId);
  }
  if (!input.MoveToVersionId.empty()) {
    fields.emplace_back("movedTo", input.MoveToVersionId);
  }
  cx.trace("secretsmanager.stage", fields);
  return success();
}

Status SecretsManager::TagResource(Context cx, const std::string& secret_id, const Tags& tags) {
  const Result<Secret*> secret = usable(cx, secret_id);
  if (!secret) {
    return secret.failure();
  }
  Tags all = tags;
  all.merge(Tags(secret.value()->Tags));  // what was there already keeps the new value
  if (const Status checked = validate_tags(all); !checked) {
    return checked;
  }
  secret.value()->Tags = std::move(all);
  return success();
}

Status SecretsManager::UntagResource(Context cx, const std::string& secret_id,
                                     const std::vector<std::string>& keys) {
  const Result<Secret*> secret = usable(cx, secret_id);
  if (!secret) {
    return secret.failure();
  }
  for (const std::string& key : keys) {
    secret.value()->Tags.erase(key);
  }
  return success();
}

Result<std::string> SecretsManager::GetRandomPassword(Context cx,
                                                      const GetRandomPasswordInput& input) {
  RandomStream random(cx.kernel().seed(),
                      "secretsmanager/password/" + ids_.uuid("secretsmanager.password"));
  return random_password(input, random);
}

}  // namespace greenroom::secretsmanager
