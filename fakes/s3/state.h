// The store of S3: buckets, keys, versions. Pure: no context, no trace.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/s3/types.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// All versions of one key, oldest first.
using Versions = std::vector<Object>;

struct Bucket {
  BucketVersioningStatus versioning = BucketVersioningStatus::NeverEnabled;
  std::map<std::string, Versions> keys;
};

class State {
 public:
  [[nodiscard]] const Bucket* find(const std::string& bucket) const;
  [[nodiscard]] Bucket* find(const std::string& bucket);
  void add(const std::string& bucket, BucketVersioningStatus versioning);
  // Adds a version as the bucket's versioning demands: a new one, or in place of version "null".
  void add_version(const std::string& bucket, Object object);

 private:
  std::map<std::string, Bucket> buckets_;
};

[[nodiscard]] Failure no_such_bucket();
[[nodiscard]] Failure no_such_key();
[[nodiscard]] Failure no_such_version();

}  // namespace greenroom::s3
