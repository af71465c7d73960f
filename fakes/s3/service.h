// S3: versioned buckets and objects. Operations are immediate; whoever transfers charges the time.
//
// Faithful: version ids, ETag = MD5 of the body, NoSuchBucket/NoSuchKey/NoSuchVersion texts, delete
// markers, versions newest first. Absent here: multipart, listing pages, ACLs (fakes/s3/README.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/s3/ports.h"
#include "fakes/s3/state.h"
#include "fakes/s3/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

class S3 {
 public:
  S3(aws::Ids& ids, const Digests& digests) : ids_(ids), digests_(digests) {}

  // BucketAlreadyOwnedByYou when it exists, InvalidBucketName.
  Status CreateBucket(Context cx, std::string bucket, BucketVersioningStatus versioning,
                      ObjectOwnership ownership = ObjectOwnership::BucketOwnerEnforced);
  // The new version. Writes trace line s3.object_created. NoSuchBucket, EntityTooLarge,
  // InvalidArgument, AccessControlListNotSupported.
  Result<ObjectVersion> PutObject(Context cx, std::string bucket, std::string key, std::string body,
                                  ObjectSettings settings = {});
  // The newest version, or the named one. NoSuchBucket, NoSuchKey, NoSuchVersion.
  [[nodiscard]] Result<Object> GetObject(const std::string& bucket, const std::string& key,
                                         const std::optional<std::string>& version_id) const;
  [[nodiscard]] Result<ObjectVersion> HeadObject(const std::string& bucket,
                                                 const std::string& key) const;
  Status DeleteObject(Context cx, std::string bucket, std::string key);
  // Newest first; includes delete markers.
  [[nodiscard]] Result<std::vector<ObjectVersion>> ListObjectVersions(const std::string& bucket,
                                                                      const std::string& key) const;
  // Keys of the bucket whose newest version is not a delete marker, in byte order.
  [[nodiscard]] Result<std::vector<std::string>> ListKeys(const std::string& bucket) const;

  [[nodiscard]] const State& state() const { return state_; }

 private:
  aws::Ids& ids_;
  const Digests& digests_;
  State state_;
};

}  // namespace greenroom::s3
