// S3's words as plain data. AWS: docs.aws.amazon.com/AmazonS3, reference section 3.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::s3 {

// Versioning state of a bucket. A bucket that never had versioning has NeverEnabled (no `Status`).
enum class BucketVersioningStatus { NeverEnabled, Enabled, Suspended };

// Whether a bucket takes ACLs at all. New buckets do not (BucketOwnerEnforced, since April 2023).
enum class ObjectOwnership { BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter };

// What a PUT says beside the body; "" is not said.
struct ObjectSettings {
  std::string CacheControl;
  std::string ACL;                              // canned: "public-read"
  std::string SSEKMSKeyId;                      // encrypted with this key
  std::map<std::string, std::string> Metadata;  // x-amz-meta-*, names in lower case
};

struct ObjectVersion {
  std::string Key;
  std::string VersionId;  // "null" in a bucket without versioning
  std::string ETag;       // lower-hex MD5 without quotes; of another text with SSE-KMS
  std::uint64_t Size = 0;
  Instant LastModified;
  bool IsDeleteMarker = false;
  ObjectSettings settings;
};

struct Object {
  ObjectVersion version;
  std::string Body;
};

}  // namespace greenroom::s3
