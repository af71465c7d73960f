#include "fakes/s3/service.h"

#include <algorithm>
#include <utility>

#include "fakes/s3/limits.h"
#include "fakes/s3/sites.h"

namespace greenroom::s3 {
namespace {

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

Status S3::DeleteBucket(const std::string& bucket) {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (!home->keys.empty()) {
    const bool versioned = home->versioning != BucketVersioningStatus::NeverEnabled;
    return Failure{"BucketNotEmpty",
                   versioned ? "The bucket you tried to delete is not empty. You must delete all "
                               "versions in the bucket."
                             : "The bucket you tried to delete is not empty"};
  }
  state_.remove(bucket);
  return success();
}

Status S3::may_store(const std::string& bucket, const std::string& key, std::uint64_t size,
                     const ObjectSettings& settings) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (size > k_object_bytes_max) {
    return Failure{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"};
  }
  for (const Status& allowed :
       {check_acl(settings.ACL, home->ownership),
        check_public_acl(*home, settings.ACL, "PutObject"), check_key(key),
        check_metadata(settings.Metadata), check_tags(settings.tags, k_object_tags_max)}) {
    if (!allowed) {
      return allowed;
    }
  }
  return success();
}

Result<ObjectVersion> S3::PutObject(Context cx, std::string bucket, std::string key,
                                    std::string body, ObjectSettings settings, Checksum checksum) {
  const Status allowed = may_store(bucket, key, body.size(), settings);
  if (!allowed) {
    return allowed.failure();
  }
  Object object;
  object.version.Key = std::move(key);
  object.version.settings = std::move(settings);
  object.version.checksum = std::move(checksum);
  object.Body = std::move(body);
  return store(cx, bucket, std::move(object), "PutObject");
}

ObjectVersion S3::store(Context cx, const std::string& bucket, Object object,
                        std::string_view reason) {
  ObjectVersion& version = object.version;
  const ObjectSettings& settings = version.settings;
  version.VersionId = state_.find(bucket)->versioning == BucketVersioningStatus::Enabled
                          ? ids_.version_id()
                          : "null";
  if (version.ETag.empty()) {
    // "not MD5 with SSE-KMS" (reference 3.5): of what nobody else knows.
    version.ETag = settings.SSEKMSKeyId.empty()
                       ? digests_.md5_hex(object.Body)
                       : digests_.md5_hex(settings.SSEKMSKeyId + version.VersionId + object.Body);
  }
  version.Size = object.Body.size();
  version.LastModified = cx.now();
  if (cx.fault(site::put_lost)) {
    return version;
  }
  ObjectVersion stored = version;
  state_.add_version(bucket, {std::move(version), Body(std::move(object.Body), large_bodies_)});
  std::vector<Field> fields = {{"bucket", bucket},
                               {"key", stored.Key},
                               {"versionId", stored.VersionId},
                               {"eTag", stored.ETag},
                               {"size", static_cast<std::int64_t>(stored.Size)}};
  add_if(fields, "cacheControl", stored.settings.CacheControl);
  add_if(fields, "acl", stored.settings.ACL);
  add_if(fields, "sseKmsKeyId", stored.settings.SSEKMSKeyId);
  cx.trace("s3.object_created", fields);
  tell_created(cx, bucket, stored, reason);
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
    const StoredObject& newest = versions->second.back();
    return newest.version.IsDeleteMarker
               ? Result<Object>(no_such_key())
               : Result<Object>(Object{newest.version, newest.body.bytes()});
  }
  for (const StoredObject& object : versions->second) {
    if (object.version.VersionId == *version_id) {
      if (object.version.IsDeleteMarker) {
        return Failure{"MethodNotAllowed",
                       "The specified method is not allowed against this resource."};
      }
      return Object{object.version, object.body.bytes()};
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

Result<std::vector<ObjectVersion>> S3::ListObjectVersions(const std::string& bucket,
                                                          const std::string& key) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  std::vector<ObjectVersion> versions;
  if (const auto found = home->keys.find(key); found != home->keys.end()) {
    for (const StoredObject& object : found->second) {
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
