#include "fakes/s3/state.h"

#include <utility>

namespace greenroom::s3 {

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

void State::add(const std::string& bucket, BucketVersioningStatus versioning) {
  buckets_[bucket].versioning = versioning;
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
