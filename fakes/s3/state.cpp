#include "fakes/s3/state.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fakes/s3/limits.h"

#include "fakes/wire/values.h"

namespace greenroom::s3 {
namespace {

constexpr std::array k_canned_acls = {
    "private",       "public-read",       "public-read-write",        "authenticated-read",
    "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control"};

bool is_small_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

Status check_bucket_name(const std::string& bucket) {
  const bool fits =
      bucket.size() >= 3 && bucket.size() <= 63 && is_small_letter_or_digit(bucket.front()) &&
      is_small_letter_or_digit(bucket.back()) &&
      std::all_of(bucket.begin(), bucket.end(),
                  [](char c) { return is_small_letter_or_digit(c) || c == '.' || c == '-'; });
  return fits ? success()
              : Status(Failure{"InvalidBucketName", "The specified bucket is not valid."});
}

Status check_acl(const std::string& acl, ObjectOwnership ownership) {
  if (acl.empty()) {
    return success();
  }
  if (std::count(k_canned_acls.begin(), k_canned_acls.end(), acl) == 0) {
    return Failure{"InvalidArgument", ""};  // UNVERIFIED: AWS says no more
  }
  if (ownership == ObjectOwnership::BucketOwnerEnforced && acl != "bucket-owner-full-control") {
    return Failure{"AccessControlListNotSupported", "The bucket does not allow ACLs"};
  }
  return success();
}

bool is_blocked(const Bucket& bucket, const char* setting) {
  const auto block = bucket.configurations.find("PublicAccessBlockConfiguration");
  return block != bucket.configurations.end() && wire::flag_of(block->second, setting);
}

// AWS: AmazonS3 userguide, "Blocking public access to your Amazon S3 storage": ACLs are public that
// grant something to AllUsers or AuthenticatedUsers. Simplified: the text does not name who asks;
// UNVERIFIED what it says of ACLs.
Status check_public_acl(const Bucket& bucket, const std::string& acl,
                        const std::string& operation) {
  const bool is_public = acl.rfind("public-", 0) == 0 || acl == "authenticated-read";
  return is_public && is_blocked(bucket, "BlockPublicAcls")
             ? Status(Failure{"AccessDenied",
                              "Not authorized to perform: s3:" + operation +
                                  " because public access control lists (ACLs) are blocked by the "
                                  "BlockPublicAcls block public access setting."})
             : success();
}

Status check_key(const std::string& key) {
  return key.size() <= k_key_bytes_max ? success()
                                       : Status(Failure{"KeyTooLongError", "Your key is too long"});
}

Status check_metadata(const std::map<std::string, std::string>& metadata) {
  std::size_t size = 0;
  for (const auto& [name, value] : metadata) {
    size += name.size() + value.size();
  }
  return size <= k_metadata_bytes_max
             ? success()
             : Status(Failure{"MetadataTooLarge",
                              "Your metadata headers exceed the maximum allowed metadata size"});
}

// AWS: docs.aws.amazon.com/AmazonS3, "Categorizing your objects using tags".
Status check_tags(const Tags& tags, std::size_t most) {
  if (tags.size() > most) {
    return Failure{"BadRequest", "Object tags cannot be greater than " + std::to_string(most)};
  }
  for (const auto& [key, value] : tags) {
    if (key.empty() || key.size() > k_tag_key_max) {
      return Failure{"InvalidTag", "The TagKey you have provided is invalid"};
    }
    if (value.size() > k_tag_value_max) {
      return Failure{"InvalidTag", "The TagValue you have provided is invalid"};
    }
  }
  return success();
}

Result<const StoredObject*> find_version(const Bucket& bucket, const std::string& key,
                                         const std::string& version_id) {
  const auto versions = bucket.keys.find(key);
  if (versions == bucket.keys.end() || versions->second.empty()) {
    return version_id.empty() ? no_such_key() : no_such_version();
  }
  if (version_id.empty()) {
    return &versions->second.back();
  }
  for (const StoredObject& object : versions->second) {
    if (object.version.VersionId == version_id) {
      return &object;
    }
  }
  return no_such_version();
}

Result<const StoredObject*> find_object(const Bucket& bucket, const std::string& key,
                                        const std::string& version_id) {
  const Result<const StoredObject*> found = find_version(bucket, key, version_id);
  if (!found || !found.value()->version.IsDeleteMarker) {
    return found;
  }
  return version_id.empty() ? no_such_key()
                            : Failure{"MethodNotAllowed",
                                      "The specified method is not allowed against this resource."};
}

// Texts as real S3 words them (reference codebuild-codepipeline-s3.md 3.7).
Failure no_such_bucket() {
  return {"NoSuchBucket", "The specified bucket does not exist"};
}
Failure no_such_key() {
  return {"NoSuchKey", "The specified key does not exist."};
}
Failure no_such_version() {
  return {"NoSuchVersion", "The specified version does not exist."};
}
Failure not_implemented() {
  return {"NotImplemented", "A header you provided implies functionality that is not implemented"};
}

const Bucket* State::find(const std::string& bucket) const {
  const auto found = buckets_.find(bucket);
  return found == buckets_.end() ? nullptr : &found->second;
}

Bucket* State::find(const std::string& bucket) {
  const auto found = buckets_.find(bucket);
  return found == buckets_.end() ? nullptr : &found->second;
}

void State::add(const std::string& bucket, BucketVersioningStatus versioning,
                ObjectOwnership ownership) {
  buckets_[bucket].versioning = versioning;
  buckets_[bucket].ownership = ownership;
}

void State::add_version(const std::string& bucket, StoredObject object) {
  Bucket& home = buckets_.at(bucket);
  Versions& versions = home.keys[object.version.Key];
  if (home.versioning != BucketVersioningStatus::Enabled) {
    std::erase_if(versions,
                  [](const StoredObject& old) { return old.version.VersionId == "null"; });
  }
  versions.push_back(std::move(object));
}

std::optional<ObjectVersion> State::remove_version(const std::string& bucket,
                                                   const std::string& key,
                                                   const std::string& version_id) {
  auto& keys = buckets_.at(bucket).keys;
  const auto versions = keys.find(key);
  if (versions == keys.end()) {
    return std::nullopt;
  }
  const auto found = std::find_if(
      versions->second.begin(), versions->second.end(),
      [&](const StoredObject& object) { return object.version.VersionId == version_id; });
  if (found == versions->second.end()) {
    return std::nullopt;
  }
  ObjectVersion gone = std::move(found->version);
  versions->second.erase(found);
  if (versions->second.empty()) {
    keys.erase(versions);
  }
  return gone;
}

}  // namespace greenroom::s3
