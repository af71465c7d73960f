// Between S3's types and what travels.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/s3/conditions.h"
#include "fakes/s3/service.h"
#include "fakes/wire/values.h"
#include "sim/core/context.h"

namespace greenroom::s3 {

[[nodiscard]] std::string quoted(const std::string& e_tag);
// Of what answers nothing.
[[nodiscard]] Result<aws::Json> done(const Status& status);
[[nodiscard]] aws::Json flag(bool value);
[[nodiscard]] aws::Json list_of(std::vector<aws::Json> items);
// Whoever asks: one account owns everything. Simplified: its canonical id is always the same.
[[nodiscard]] aws::Json owner();
[[nodiscard]] std::int64_t unix_seconds_of(Context cx, Instant instant);

// The bucket an input names. NoSuchBucket.
[[nodiscard]] Result<const Bucket*> bucket_in(const S3& s3, const aws::Json& input);
// Simplified: us-east-1, where it was not created elsewhere by name.
[[nodiscard]] std::string region_of(const Bucket& bucket);
// The version an input names, with its bytes; of a delete marker NoSuchKey, or MethodNotAllowed
// when it was asked for by its version.
[[nodiscard]] Result<const StoredObject*> object_in(const S3& s3, const aws::Json& input);

// IfMatch and its like; `beginning` is "CopySource" for those of a source.
[[nodiscard]] Conditions conditions_in(const aws::Json& input, const std::string& beginning = "");
// What a PUT says of its object; encrypted as the bucket wants where it does not say.
// InvalidArgument of tags that are none, and of a KMS key for another encryption.
[[nodiscard]] Result<ObjectSettings> settings_in(const aws::Json& input, const Bucket& bucket);
// "a=b&c=d"
[[nodiscard]] Result<Tags> tags_in_header(const std::string& header);
// Of a structure with a TagSet. InvalidTag: one key twice.
[[nodiscard]] Result<Tags> tags_in(const aws::Json& tagging);
// ChecksumAlgorithm; None when it is not said. NotImplemented.
[[nodiscard]] Result<ChecksumAlgorithm> algorithm_in(const aws::Json& input);
// The one that has a value ("ChecksumCRC32"); none otherwise.
[[nodiscard]] Checksum checksum_in(const aws::Json& input);
void add_checksum(wire::Object& output, const Checksum& checksum);
void add_checksum_type(wire::Object& output, const Checksum& checksum);
// "bucket/key?versionId=...", encoded. InvalidArgument.
[[nodiscard]] Result<CopySource> copy_source_in(const aws::Json& input);
void add_version_id(wire::Object& output, const char* member, const std::string& version_id);
void add_encryption(wire::Object& output, const ObjectSettings& settings);

}  // namespace greenroom::s3
