#include "fakes/s3/service.h"

#include <algorithm>
#include <utility>

#include "fakes/s3/sites.h"

namespace greenroom::s3 {
namespace {

// One PUT holds at most 5 GB on AWS; a rehearsal on one computer keeps objects in memory.
constexpr std::uint64_t k_object_bytes_max = 1u << 30;

void add_if(std::vector<Field>& fields, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    fields.emplace_back(name, text);
  }
}

}  // namespace

Status S3::CreateBucket(Context cx, std::string bucket, BucketVersioningStatus versioning,
                        ObjectOwnership ownership) {
  const Status named = check_bucket_name(bucket);
  if (!named.ok()) {
    return named;
  }
  if (state_.find(bucket) != nullptr) {
    return Failure{"BucketAlreadyOwnedByYou",
                   "Your previous request to create the named bucket succeeded and you already own "
                   "it."};
  }
  state_.add(bucket, versioning, ownership);
  state_.find(bucket)->CreationDate = cx.now();
  return success();
}

Result<ObjectVersion> S3::PutObject(Context cx, std::string bucket, std::string key,
                                    std::string body, ObjectSettings settings) {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (body.size() > k_object_bytes_max) {
    return Failure{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"};
  }
  const Status allowed = check_acl(settings.ACL, home->ownership);
  if (!allowed.ok()) {
    return allowed.failure();
  }
  Object object;
  object.version.Key = key;
  object.version.VersionId =
      home->versioning == BucketVersioningStatus::Enabled ? ids_.version_id() : "null";
  // "not MD5 with SSE-KMS" (reference 3.5): of what nobody else knows.
  object.version.ETag =
      settings.SSEKMSKeyId.empty()
          ? digests_.md5_hex(body)
          : digests_.md5_hex(settings.SSEKMSKeyId + object.version.VersionId + body);
  object.version.Size = body.size();
  object.version.LastModified = cx.now();
  object.version.settings = std::move(settings);
  object.Body = std::move(body);
  if (cx.fault(site::put_lost)) {
    return object.version;
  }
  const ObjectVersion stored = object.version;
  state_.add_version(bucket, std::move(object));
  std::vector<Field> fields = {{"bucket", bucket},
                               {"key", stored.Key},
                               {"versionId", stored.VersionId},
                               {"eTag", stored.ETag},
                               {"size", static_cast<std::int64_t>(stored.Size)}};
  add_if(fields, "cacheControl", stored.settings.CacheControl);
  add_if(fields, "acl", stored.settings.ACL);
  add_if(fields, "sseKmsKeyId", stored.settings.SSEKMSKeyId);
  cx.trace("s3.object_created", fields);
  return stored;
}

Result<Object> S3::GetObject(const std::string& bucket, const std::string& key,
                             const std::optional<std::string>& version_id) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const auto versions = home->keys.find(key);
  if (versions == home->keys.end() || versions->second.empty()) {
    return no_such_key();
  }
  if (!version_id.has_value()) {
    const Object& newest = versions->second.back();
    return newest.version.IsDeleteMarker ? Result<Object>(no_such_key()) : Result<Object>(newest);
  }
  for (const Object& object : versions->second) {
    if (object.version.VersionId == *version_id) {
      if (object.version.IsDeleteMarker) {
        return Failure{"MethodNotAllowed",
                       "The specified method is not allowed against this resource."};
      }
      return object;
    }
  }
  return no_such_version();
}

Result<ObjectVersion> S3::HeadObject(const std::string& bucket, const std::string& key) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const auto versions = home->keys.find(key);
  if (versions == home->keys.end() || versions->second.empty() ||
      versions->second.back().version.IsDeleteMarker) {
    return no_such_key();
  }
  return versions->second.back().version;
}

Status S3::DeleteObject(Context cx, std::string bucket, std::string key) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (home->versioning == BucketVersioningStatus::NeverEnabled) {
    home->keys.erase(key);
    return success();
  }
  Object marker;
  marker.version.Key = key;
  marker.version.VersionId =
      home->versioning == BucketVersioningStatus::Enabled ? ids_.version_id() : "null";
  marker.version.LastModified = cx.now();
  marker.version.IsDeleteMarker = true;
  state_.add_version(bucket, std::move(marker));
  return success();
}

Result<std::vector<ObjectVersion>> S3::ListObjectVersions(const std::string& bucket,
                                                          const std::string& key) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  std::vector<ObjectVersion> versions;
  if (const auto found = home->keys.find(key); found != home->keys.end()) {
    for (const Object& object : found->second) {
      versions.push_back(object.version);
    }
  }
  std::reverse(versions.begin(), versions.end());
  return versions;
}

Result<std::vector<std::string>> S3::ListKeys(const std::string& bucket) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  std::vector<std::string> keys;
  for (const auto& [key, versions] : home->keys) {
    if (!versions.empty() && !versions.back().version.IsDeleteMarker) {
      keys.push_back(key);
    }
  }
  return keys;
}

}  // namespace greenroom::s3
