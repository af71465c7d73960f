#include "fakes/s3/state.h"

#include <algorithm>
#include <array>
#include <utility>

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

void State::add_version(const std::string& bucket, Object object) {
  Bucket& home = buckets_.at(bucket);
  Versions& versions = home.keys[object.version.Key];
  if (home.versioning != BucketVersioningStatus::Enabled) {
    std::erase_if(versions, [](const Object& old) { return old.version.VersionId == "null"; });
  }
  versions.push_back(std::move(object));
}

}  // namespace greenroom::s3
