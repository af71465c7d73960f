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
  ObjectOwnership ownership = ObjectOwnership::BucketOwnerEnforced;
  std::map<std::string, Versions> keys;
  Instant CreationDate;
};

class State {
 public:
  [[nodiscard]] const Bucket* find(const std::string& bucket) const;
  [[nodiscard]] Bucket* find(const std::string& bucket);
  void add(const std::string& bucket, BucketVersioningStatus versioning, ObjectOwnership ownership);
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Bucket>& buckets() const { return buckets_; }
  // Adds a version as the bucket's versioning demands: a new one, or in place of version "null".
  void add_version(const std::string& bucket, Object object);

 private:
  std::map<std::string, Bucket> buckets_;
};

// InvalidBucketName: 3 to 63 of a-z 0-9 . -, a letter or digit at both ends.
[[nodiscard]] Status check_bucket_name(const std::string& bucket);
// Whether a bucket of that ownership takes the canned ACL ("": none). InvalidArgument,
// AccessControlListNotSupported.
[[nodiscard]] Status check_acl(const std::string& acl, ObjectOwnership ownership);

[[nodiscard]] Failure no_such_bucket();
[[nodiscard]] Failure no_such_key();
[[nodiscard]] Failure no_such_version();

}  // namespace greenroom::s3
