// The store of S3: buckets, keys, versions. Pure: no context, no trace.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/s3/types.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// All versions of one key, oldest first.
using Versions = std::vector<StoredObject>;

struct Bucket {
  BucketVersioningStatus versioning = BucketVersioningStatus::NeverEnabled;
  ObjectOwnership ownership = ObjectOwnership::BucketOwnerEnforced;
  std::map<std::string, Versions> keys;
  Instant CreationDate;
  std::string region;  // "": where everything lives
  Tags tags;
  std::string ACL;     // canned; "" is private
  std::string policy;  // its JSON, as it was put
  // Whole configurations as they were put, by the name of their structure ("CORSConfiguration").
  std::map<std::string, aws::Json> configurations;
  bool eventbridge = false;                        // its notifications go to EventBridge
  std::map<std::string, MultipartUpload> uploads;  // by their ids
};

class State {
 public:
  [[nodiscard]] const Bucket* find(const std::string& bucket) const;
  [[nodiscard]] Bucket* find(const std::string& bucket);
  void add(const std::string& bucket, BucketVersioningStatus versioning, ObjectOwnership ownership);
  // In the order of their names.
  [[nodiscard]] const std::map<std::string, Bucket>& buckets() const { return buckets_; }
  // Adds a version as the bucket's versioning demands: a new one, or in place of version "null".
  void add_version(const std::string& bucket, StoredObject object);
  // Removes that version of the key, and the key with its last; what is gone, if it was there.
  std::optional<ObjectVersion> remove_version(const std::string& bucket, const std::string& key,
                                              const std::string& version_id);
  void remove(const std::string& bucket) { buckets_.erase(bucket); }

 private:
  std::map<std::string, Bucket> buckets_;
};

// InvalidBucketName: 3 to 63 of a-z 0-9 . -, a letter or digit at both ends.
[[nodiscard]] Status check_bucket_name(const std::string& bucket);
// Whether a bucket of that ownership takes the canned ACL ("": none). InvalidArgument,
// AccessControlListNotSupported.
[[nodiscard]] Status check_acl(const std::string& acl, ObjectOwnership ownership);

// Whether the bucket's block of public access has that setting: "BlockPublicPolicy".
[[nodiscard]] bool is_blocked(const Bucket& bucket, const char* setting);
// AccessDenied: the ACL is a public one, and the bucket blocks those. `operation` is
// "PutBucketAcl".
[[nodiscard]] Status check_public_acl(const Bucket& bucket, const std::string& acl,
                                      const std::string& operation);

// Of keys, metadata and tags of an object. KeyTooLongError, MetadataTooLarge, InvalidTag,
// BadRequest.
[[nodiscard]] Status check_key(const std::string& key);
[[nodiscard]] Status check_metadata(const std::map<std::string, std::string>& metadata);
[[nodiscard]] Status check_tags(const Tags& tags, std::size_t most);

// The newest version, or the named one ("": the newest); a delete marker too. NoSuchBucket is for
// whoever has the bucket to say. NoSuchKey, NoSuchVersion.
[[nodiscard]] Result<const StoredObject*> find_version(const Bucket& bucket, const std::string& key,
                                                       const std::string& version_id);
// The same, with its bytes; of a delete marker NoSuchKey, or MethodNotAllowed when it was asked for
// by its version.
[[nodiscard]] Result<const StoredObject*> find_object(const Bucket& bucket, const std::string& key,
                                                      const std::string& version_id);

[[nodiscard]] Failure no_such_bucket();
[[nodiscard]] Failure no_such_key();
[[nodiscard]] Failure no_such_version();
[[nodiscard]] Failure not_implemented();

}  // namespace greenroom::s3
