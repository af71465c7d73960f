#include "fakes/secretsmanager/buildspec_reference.h"

#include <vector>

#include "fakes/aws/json.h"

namespace greenroom::secretsmanager {
namespace {

constexpr std::size_t k_arn_fields = 7;  // arn:aws:secretsmanager:<region>:<account>:secret:<name>
constexpr std::size_t k_parts_after_id = 3;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ':') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

Failure refused(const std::string& message) {
  return {"InvalidParameterException", message};
}

}  // namespace

Result<BuildspecReference> parse_buildspec_reference(const std::string& text) {
  const std::vector<std::string> parts = split(text);
  const std::size_t fields = parts.front() == "arn" ? k_arn_fields : 1;
  if (parts.size() < fields || parts[fields - 1].empty()) {
    return refused("The secret reference '" + text +
                   "' names no secret; expected secret-id:json-key:version-stage:version-id, where "
                   "the secret-id is a name or a whole ARN.");
  }
  if (parts.size() > fields + k_parts_after_id) {
    return refused("The secret reference '" + text +
                   "' has too many parts; expected secret-id:json-key:version-stage:version-id.");
  }
  BuildspecReference reference;
  for (std::size_t i = 0; i < fields; ++i) {
    reference.secret_id += (i == 0 ? "" : ":") + parts[i];
  }
  std::string* const rest[] = {&reference.json_key, &reference.version_stage,
                               &reference.version_id};
  for (std::size_t i = fields; i < parts.size(); ++i) {
    *rest[i - fields] = parts[i];
  }
  if (!reference.version_stage.empty() && !reference.version_id.empty()) {
    return refused("The secret reference '" + text +
                   "' has a version-stage and a version-id; give one of them.");
  }
  return reference;
}

Result<std::string> extract(const BuildspecReference& reference, const SecretValue& value) {
  if (!value.SecretString) {
    return refused("The secret " + reference.secret_id +
                   " is binary; an environment variable needs a SecretString.");
  }
  if (reference.json_key.empty()) {
    return *value.SecretString;
  }
  const Result<aws::Json> document = aws::parse_json(*value.SecretString);
  const aws::Json* member = document.ok() ? document.value().find(reference.json_key) : nullptr;
  if (member == nullptr) {
    return refused("The secret " + reference.secret_id + " is no JSON object with the key " +
                   reference.json_key + ".");
  }
  // A text without its quotes, anything else as it was written.
  return member->kind == aws::JsonKind::String ? member->text : aws::to_text(*member);
}

}  // namespace greenroom::secretsmanager
