#include "fakes/secretsmanager/wire_values.h"

#include <optional>
#include <utility>

#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"

namespace greenroom::secretsmanager {

aws::Json value_of(Context cx, const GetSecretValueOutput& secret) {
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

aws::Json description_of(Context cx, const DescribeSecretOutput& secret, TellsOf how) {
  wire::Object versions;
  for (const auto& [id, stages] : secret.VersionIdsToStages) {
    versions.add(id, wire::texts(stages));
  }
  wire::Object result;
  result.add("ARN", wire::text(secret.ARN))
      .add("Name", wire::text(secret.Name))
      .add_unless_empty("Description", secret.Description)
      .add_unless_empty("KmsKeyId", secret.KmsKeyId)
      .add("LastChangedDate", wire::timestamp(cx.epoch(), secret.LastChangedDate));
  if (secret.DeletedDate) {
    result.add("DeletedDate", wire::timestamp(cx.epoch(), *secret.DeletedDate));
  }
  if (!secret.Tags.empty()) {
    result.add("Tags", wire::tags_of(secret.Tags));
  }
  const bool is_entry = how == TellsOf::ListSecrets;
  return result.add(is_entry ? "SecretVersionsToStages" : "VersionIdsToStages", versions.take())
      .add("CreatedDate", wire::timestamp(cx.epoch(), secret.CreatedDate))
      .take();
}

aws::Json version_of(Context cx, const SecretVersionsListEntry& version) {
  wire::Object object;
  object.add("VersionId", wire::text(version.VersionId));
  if (!version.VersionStages.empty()) {
    object.add("VersionStages", wire::texts(version.VersionStages));
  }
  return object.add("CreatedDate", wire::timestamp(cx.epoch(), version.CreatedDate)).take();
}

aws::Json written_of(const SecretWritten& written) {
  return wire::Object()
      .add("ARN", wire::text(written.ARN))
      .add("Name", wire::text(written.Name))
      .add_unless_empty("VersionId", written.VersionId)
      .take();
}

Result<SecretValue> read_value(const aws::Json& input, std::initializer_list<const char*> absent) {
  if (const Status supported = wire::refuse(input, "InvalidParameterException", absent);
      !supported) {
    return supported.failure();
  }
  SecretValue value;
  if (input.find("SecretString") != nullptr) {
    value.SecretString = wire::text_of(input, "SecretString");
  }
  if (input.find("SecretBinary") != nullptr) {
    value.SecretBinary = wire::bytes_of_base64(wire::text_of(input, "SecretBinary"));
    if (!value.SecretBinary) {
      return Failure{"InvalidParameterException", "SecretBinary is no base64."};
    }
  }
  return value;
}

Result<ListSecretsInput> read_list(const aws::Json& input) {
  ListSecretsInput list;
  if (const aws::Json* filters = input.find("Filters")) {
    for (const aws::Json& filter : filters->items) {
      list.Filters.push_back({wire::text_of(filter, "Key"), wire::texts_of(filter, "Values")});
    }
  }
  list.IncludePlannedDeletion = wire::flag_of(input, "IncludePlannedDeletion");
  list.ascending = wire::text_of(input, "SortOrder") == "asc";
  const std::string by = wire::text_of(input, "SortBy");
  if (by == "last-accessed-date") {
    return Failure{"InvalidParameterException", "SortBy last-accessed-date is not supported here"};
  }
  list.SortBy = by == "name"                ? SortBy::name
                : by == "last-changed-date" ? SortBy::last_changed_date
                                            : SortBy::created_date;
  return list;
}

}  // namespace greenroom::secretsmanager
