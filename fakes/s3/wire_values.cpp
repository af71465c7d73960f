#include "fakes/s3/wire_values.h"

#include <charconv>

#include "fakes/s3/checksums.h"
#include "fakes/wire/address.h"
#include "fakes/wire/convert.h"

namespace greenroom::s3 {
namespace {

constexpr const char* k_canonical_id =
    "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

// Simplified: the key that AWS manages has a random id there.
constexpr const char* k_managed_key = "arn:aws:kms:us-east-1:123456789012:alias/aws/s3";

std::optional<std::int64_t> seconds_in(const aws::Json& input, const std::string& member) {
  return input.find(member) == nullptr
             ? std::nullopt
             : std::optional<std::int64_t>(wire::number_of(input, member, 0));
}

// What the bucket encrypts with by default.
const aws::Json* default_encryption(const Bucket& bucket) {
  const auto found = bucket.configurations.find("ServerSideEncryptionConfiguration");
  const aws::Json* rules =
      found == bucket.configurations.end() ? nullptr : found->second.find("Rules");
  return rules == nullptr || rules->items.empty()
             ? nullptr
             : rules->items[0].find("ApplyServerSideEncryptionByDefault");
}

void encrypt(ObjectSettings& settings, const aws::Json& input, const Bucket& bucket) {
  settings.ServerSideEncryption = wire::text_of(input, "ServerSideEncryption");
  settings.SSEKMSKeyId = wire::text_of(input, "SSEKMSKeyId");
  const aws::Json* by_default = default_encryption(bucket);
  if (settings.ServerSideEncryption.empty() && by_default != nullptr) {
    settings.ServerSideEncryption = wire::text_of(*by_default, "SSEAlgorithm");
    settings.SSEKMSKeyId = wire::text_of(*by_default, "KMSMasterKeyID");
  }
  if (settings.ServerSideEncryption.rfind("aws:kms", 0) == 0 && settings.SSEKMSKeyId.empty()) {
    settings.SSEKMSKeyId = k_managed_key;
  }
}

}  // namespace

std::string quoted(const std::string& e_tag) {
  return "\"" + e_tag + "\"";
}

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

aws::Json list_of(std::vector<aws::Json> items) {
  return {aws::JsonKind::Array, {}, std::move(items), {}};
}

Result<aws::Json> done(const Status& status) {
  return status ? Result<aws::Json>(wire::Object().take()) : Result<aws::Json>(status.failure());
}

aws::Json owner() {
  return wire::Object().add("ID", wire::text(k_canonical_id)).take();
}

std::int64_t unix_seconds_of(Context cx, Instant instant) {
  return unix_seconds(cx.epoch(), instant);
}

Result<const Bucket*> bucket_in(const S3& s3, const aws::Json& input) {
  const Bucket* bucket = s3.state().find(wire::text_of(input, "Bucket"));
  return bucket == nullptr ? Result<const Bucket*>(no_such_bucket())
                           : Result<const Bucket*>(bucket);
}

std::string region_of(const Bucket& bucket) {
  return bucket.region.empty() ? "us-east-1" : bucket.region;
}

Result<const StoredObject*> object_in(const S3& s3, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  return find_object(*bucket.value(), wire::text_of(input, "Key"),
                     wire::text_of(input, "VersionId"));
}

Conditions conditions_in(const aws::Json& input, const std::string& beginning) {
  Conditions conditions;
  conditions.IfMatch = wire::text_of(input, beginning + "IfMatch");
  conditions.IfNoneMatch = wire::text_of(input, beginning + "IfNoneMatch");
  conditions.IfModifiedSince = seconds_in(input, beginning + "IfModifiedSince");
  conditions.IfUnmodifiedSince = seconds_in(input, beginning + "IfUnmodifiedSince");
  return conditions;
}

Result<ObjectSettings> settings_in(const aws::Json& input, const Bucket& bucket) {
  if (input.find("SSEKMSKeyId") != nullptr &&
      wire::text_of(input, "ServerSideEncryption").rfind("aws:kms", 0) != 0) {
    return Failure{"InvalidArgument",
                   "Server Side Encryption with AWS KMS managed key requires HTTP header "
                   "x-amz-server-side-encryption : aws:kms"};
  }
  ObjectSettings settings;
  settings.CacheControl = wire::text_of(input, "CacheControl");
  settings.ACL = wire::text_of(input, "ACL");
  settings.ContentType = wire::text_of(input, "ContentType");
  settings.ContentDisposition = wire::text_of(input, "ContentDisposition");
  settings.ContentEncoding = wire::text_of(input, "ContentEncoding");
  settings.ContentLanguage = wire::text_of(input, "ContentLanguage");
  settings.Expires = wire::text_of(input, "Expires");
  settings.StorageClass = wire::text_of(input, "StorageClass");
  settings.WebsiteRedirectLocation = wire::text_of(input, "WebsiteRedirectLocation");
  encrypt(settings, input, bucket);
  settings.Metadata = wire::map_of_texts(input, "Metadata");
  Result<Tags> tags = tags_in_header(wire::text_of(input, "Tagging"));
  if (!tags) {
    return tags.failure();
  }
  settings.tags = std::move(tags).value();
  return settings;
}

Result<Tags> tags_in_header(const std::string& header) {
  Tags tags;
  const std::optional<wire::Address> address = wire::read_address("/?" + header);
  if (!address) {
    return Failure{"InvalidArgument",
                   "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
                   "parameters without tag name duplicates."};
  }
  for (const auto& [key, value] : address->query) {
    tags[key] = value;
  }
  return tags;
}

Result<Tags> tags_in(const aws::Json& tagging) {
  Tags tags;
  if (const aws::Json* set = tagging.find("TagSet")) {
    for (const aws::Json& tag : set->items) {
      if (!tags.emplace(wire::text_of(tag, "Key"), wire::text_of(tag, "Value")).second) {
        return Failure{"InvalidTag", "Cannot provide multiple Tags with the same key"};
      }
    }
  }
  return tags;
}

Result<ChecksumAlgorithm> algorithm_in(const aws::Json& input) {
  const std::string named = wire::text_of(input, "ChecksumAlgorithm");
  if (named.empty()) {
    return ChecksumAlgorithm::None;
  }
  const std::optional<ChecksumAlgorithm> algorithm = checksum_algorithm_named(named);
  return algorithm ? Result<ChecksumAlgorithm>(*algorithm)
                   : Result<ChecksumAlgorithm>(not_implemented());
}

Checksum checksum_in(const aws::Json& input) {
  for (const ChecksumAlgorithm algorithm : checksum_algorithms()) {
    const std::string value = wire::text_of(input, std::string("Checksum") + name_of(algorithm));
    if (!value.empty()) {
      return {algorithm, ChecksumType::FULL_OBJECT, value};
    }
  }
  return {};
}

void add_checksum(wire::Object& output, const Checksum& checksum) {
  if (!checksum.value.empty()) {
    output.add(std::string("Checksum") + name_of(checksum.algorithm), wire::text(checksum.value));
  }
}

void add_checksum_type(wire::Object& output, const Checksum& checksum) {
  if (checksum.algorithm != ChecksumAlgorithm::None) {
    output.add("ChecksumType", wire::text(name_of(checksum.type)));
  }
}

Result<CopySource> copy_source_in(const aws::Json& input) {
  constexpr std::string_view k_version = "?versionId=";
  const std::string given = wire::text_of(input, "CopySource");
  const std::size_t version = std::min(given.find(k_version), given.size());
  std::string path = wire::percent_decoded(given.substr(0, version)).value_or("");
  if (!path.empty() && path[0] == '/') {
    path.erase(0, 1);
  }
  const std::size_t slash = path.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == path.size()) {
    return Failure{"InvalidArgument", "Invalid copy source object key"};
  }
  CopySource source{path.substr(0, slash), path.substr(slash + 1), ""};
  if (version < given.size()) {
    source.version_id = given.substr(version + k_version.size());
  }
  return source;
}

void add_version_id(wire::Object& output, const char* member, const std::string& version_id) {
  if (!version_id.empty() && version_id != "null") {
    output.add(member, wire::text(version_id));
  }
}

void add_encryption(wire::Object& output, const ObjectSettings& settings) {
  const std::string with_key = settings.SSEKMSKeyId.empty() ? "AES256" : "aws:kms";
  output
      .add("ServerSideEncryption",
           wire::text(settings.ServerSideEncryption.empty() ? with_key
                                                            : settings.ServerSideEncryption))
      .add_unless_empty("SSEKMSKeyId", settings.SSEKMSKeyId);
}

}  // namespace greenroom::s3
