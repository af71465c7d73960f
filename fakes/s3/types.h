// S3's words as plain data. AWS: docs.aws.amazon.com/AmazonS3, reference section 3.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fakes/s3/body.h"
#include "sim/core/time.h"

namespace greenroom::s3 {

// Versioning state of a bucket. A bucket that never had versioning has NeverEnabled (no `Status`).
enum class BucketVersioningStatus { NeverEnabled, Enabled, Suspended };

// Whether a bucket takes ACLs at all. New buckets do not (BucketOwnerEnforced, since April 2023).
enum class ObjectOwnership { BucketOwnerEnforced, BucketOwnerPreferred, ObjectWriter };

using Tags = std::map<std::string, std::string>;

// What a PUT says beside the body; "" is not said.
struct ObjectSettings {
  std::string CacheControl;
  std::string ACL;                              // canned: "public-read"
  std::string SSEKMSKeyId;                      // encrypted with this key
  std::map<std::string, std::string> Metadata;  // x-amz-meta-*, names in lower case
  // Those from here on are more than most callers say.
  std::string ContentType = {};  // "": binary/octet-stream
  std::string ContentDisposition = {};
  std::string ContentEncoding = {};
  std::string ContentLanguage = {};
  std::string Expires = {};       // seconds since 1970
  std::string StorageClass = {};  // "": STANDARD
  std::string ServerSideEncryption = {};
  std::string WebsiteRedirectLocation = {};
  Tags tags = {};
};

enum class ChecksumAlgorithm { None, CRC32, CRC32C, CRC64NVME, SHA1, SHA256 };

// COMPOSITE: of the checksums of the parts, not of the whole.
enum class ChecksumType { FULL_OBJECT, COMPOSITE };

struct Checksum {
  ChecksumAlgorithm algorithm = ChecksumAlgorithm::None;
  ChecksumType type = ChecksumType::FULL_OBJECT;
  std::string value;  // Base64; of a COMPOSITE "-<number of parts>" follows
};

// Of an object that was uploaded in parts.
struct ObjectPart {
  std::int64_t PartNumber = 0;
  std::uint64_t Size = 0;
  Checksum checksum;
};

struct ObjectVersion {
  std::string Key;
  std::string VersionId;  // "null" in a bucket without versioning
  std::string ETag;       // lower-hex MD5 without quotes; of another text with SSE-KMS
  std::uint64_t Size = 0;
  Instant LastModified;
  bool IsDeleteMarker = false;
  ObjectSettings settings;
  Checksum checksum;
  std::vector<ObjectPart> Parts;  // empty when it came in one piece
};

// What GetObject gives.
struct Object {
  ObjectVersion version;
  std::string Body;
};

// As it is kept.
struct StoredObject {
  ObjectVersion version;
  Body body;
};

struct Part {
  std::int64_t PartNumber = 0;
  std::string ETag;  // lower-hex MD5 without quotes
  Instant LastModified;
  Checksum checksum;
  std::uint64_t Size = 0;
};

struct StoredPart {
  Part part;
  Body body;
};

struct MultipartUpload {
  std::string UploadId;
  std::string Key;
  Instant Initiated;
  ObjectSettings settings;
  Checksum checksum;  // its algorithm and type; no value
  std::map<std::int64_t, StoredPart> parts;
};

// What DeleteObject did.
struct DeletedObject {
  bool DeleteMarker = false;  // one was added, or what is gone was one
  std::string VersionId;      // of what was added or is gone; "" in a bucket without versioning
};

// The bytes of another object.
struct CopySource {
  std::string bucket;
  std::string key;
  std::string version_id;  // "" for the newest
};

}  // namespace greenroom::s3
