// S3's words as plain data. AWS: docs.aws.amazon.com/AmazonS3, reference section 3.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::s3 {

// Versioning state of a bucket. A bucket that never had versioning has NeverEnabled (no `Status`).
enum class BucketVersioningStatus { NeverEnabled, Enabled, Suspended };

struct ObjectVersion {
  std::string Key;
  std::string VersionId;  // "null" in a bucket without versioning
  std::string ETag;       // lower-hex MD5 without quotes
  std::uint64_t Size = 0;
  Instant LastModified;
  bool IsDeleteMarker = false;
};

struct Object {
  ObjectVersion version;
  std::string Body;
};

}  // namespace greenroom::s3
