// What S3 needs from others.
#pragma once

#include <string>
#include <string_view>

#include "fakes/s3/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// Digests come from a crypto library, which fakes do not link. sim/real implements it (OpenSSL).
class Digests {
 public:
  virtual ~Digests() = default;
  [[nodiscard]] virtual std::string md5_hex(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string sha1_hex(std::string_view bytes) const = 0;
  [[nodiscard]] virtual std::string sha256_hex(std::string_view bytes) const = 0;
};

// Who hears of changes (S3::connect): called only for buckets whose notifications to EventBridge
// are on. AWS: reference codebuild-codepipeline-s3 3.8.
class ObjectEvents {
 public:
  virtual ~ObjectEvents() = default;
  // `reason`: "PutObject", "CopyObject", "CompleteMultipartUpload".
  virtual void object_created(Context cx, const std::string& bucket, const ObjectVersion& version,
                              std::string_view reason) = 0;
  // `version`: what is gone, or the delete marker that hides it. `deletion_type`: "Permanently
  // Deleted", "Delete Marker Created".
  virtual void object_deleted(Context cx, const std::string& bucket, const ObjectVersion& version,
                              std::string_view deletion_type) = 0;
  // `what`: "Object Tags Added", "Object Tags Deleted", "Object ACL Updated".
  virtual void object_changed(Context cx, const std::string& bucket, const ObjectVersion& version,
                              std::string_view what) = 0;
};

// Where notifications go besides (S3::connect): topics and queues, by their ARNs.
class NotificationTargets {
 public:
  virtual ~NotificationTargets() = default;
  // Whether the bucket may tell it. Otherwise why not, as AWS says it: "The destination queue does
  // not exist".
  [[nodiscard]] virtual Status may_tell(Context cx, const std::string& bucket,
                                        const std::string& arn) const = 0;
  // At once, when its policy lets the bucket in. A failure carries the target's own code, and is
  // the last word.
  virtual Status deliver(Context cx, const std::string& bucket, const std::string& arn,
                         std::string json) = 0;
};

}  // namespace greenroom::s3
