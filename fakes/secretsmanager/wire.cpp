#include "fakes/secretsmanager/wire.h"

#include <utility>

#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::secretsmanager {
namespace {

Result<aws::Json> get_secret_value(const SecretsManager& manager, Context cx,
                                   const aws::Json& input) {
  const Result<GetSecretValueOutput> output = manager.GetSecretValue(
      cx, {wire::text_of(input, "SecretId"), wire::text_of(input, "VersionId"),
           wire::text_of(input, "VersionStage")});
  if (!output) {
    return output.failure();
  }
  const GetSecretValueOutput& secret = output.value();
  wire::Object result;
  result.add("ARN", wire::text(secret.ARN))
      .add("Name", wire::text(secret.Name))
      .add("VersionId", wire::text(secret.VersionId));
  if (secret.value.SecretString) {
    result.add("SecretString", wire::text(*secret.value.SecretString));
  }
  if (secret.value.SecretBinary) {
    result.add("SecretBinary", wire::text(wire::base64(*secret.value.SecretBinary)));
  }
  return result.add("VersionStages", wire::texts(secret.VersionStages))
      .add("CreatedDate", wire::timestamp(cx.epoch(), secret.CreatedDate))
      .take();
}

Result<aws::Json> describe_secret(const SecretsManager& manager, Context cx,
                                  const aws::Json& input) {
  const Result<DescribeSecretOutput> output =
      manager.DescribeSecret(cx, wire::text_of(input, "SecretId"));
  if (!output) {
    return output.failure();
  }
  const DescribeSecretOutput& secret = output.value();
  wire::Object versions;
  for (const auto& [id, stages] : secret.VersionIdsToStages) {
    versions.add(id, wire::texts(stages));
  }
  wire::Object result;
  result.add("ARN", wire::text(secret.ARN))
      .add("Name", wire::text(secret.Name))
      .add_unless_empty("Description", secret.Description)
      .add("LastChangedDate", wire::timestamp(cx.epoch(), secret.LastChangedDate));
  if (secret.DeletedDate) {
    result.add("DeletedDate", wire::timestamp(cx.epoch(), *secret.DeletedDate));
  }
  return result.add("VersionIdsToStages", versions.take())
      .add("CreatedDate", wire::timestamp(cx.epoch(), secret.CreatedDate))
      .take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  if (operation == "GetSecretValue") {
    return get_secret_value(manager_, cx, input);
  }
  SIM_ASSERT(operation == "DescribeSecret", "the table has no other operation");
  return describe_secret(manager_, cx, input);
}

}  // namespace greenroom::secretsmanager
