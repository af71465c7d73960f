#include "fakes/s3/wire.h"

#include <map>
#include <optional>
#include <utility>

#include "fakes/s3/byte_range.h"
#include "fakes/s3/listing.h"
#include "fakes/wire/address.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::s3 {
namespace {

std::string quoted(const std::string& etag) {
  return "\"" + etag + "\"";
}

// "*", or a list of entity tags with or without quotes.
bool names(const std::string& condition, const std::string& etag) {
  return condition == "*" || condition == etag || condition.find(quoted(etag)) != condition.npos;
}

// Reference codebuild-codepipeline-s3 3.5: "If-Match -> 412, If-None-Match -> 304".
Status check_conditions(const aws::Json& input, const std::string& etag) {
  const std::string match = wire::text_of(input, "IfMatch");
  const std::string none = wire::text_of(input, "IfNoneMatch");
  if (!match.empty() && !names(match, etag)) {
    return Failure{"PreconditionFailed",
                   "At least one of the pre-conditions you specified did not hold"};
  }
  if (!none.empty() && names(none, etag)) {
    return Failure{"NotModified", "Not Modified"};
  }
  return success();
}

void describe(wire::Object& output, Context cx, const ObjectVersion& version) {
  output.add("AcceptRanges", wire::text("bytes"))
      .add("LastModified", wire::timestamp(cx.epoch(), version.LastModified))
      .add("ETag", wire::text(quoted(version.ETag)))
      .add("ContentType", wire::text("binary/octet-stream"))
      .add_unless_empty("CacheControl", version.settings.CacheControl);
  if (version.VersionId != "null") {
    output.add("VersionId", wire::text(version.VersionId));
  }
  wire::Object metadata;
  for (const auto& [name, value] : version.settings.Metadata) {
    metadata.add(name, wire::text(value));
  }
  output.add("Metadata", metadata.take());
}

// Of HeadObject too: its answer is that of GetObject, without the bytes.
Result<aws::Json> get_object(const S3& s3, Context cx, const aws::Json& input) {
  const std::string version = wire::text_of(input, "VersionId");
  Result<Object> object =
      s3.GetObject(wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                   version.empty() ? std::nullopt : std::optional<std::string>(version));
  if (!object) {
    return object.failure();
  }
  const ObjectVersion& found = object.value().version;
  if (const Status may = check_conditions(input, found.ETag); !may) {
    return may.failure();
  }
  const Result<std::optional<ByteRange>> range =
      read_range(wire::text_of(input, "Range"), found.Size);
  if (!range) {
    return range.failure();
  }
  wire::Object output;
  describe(output, cx, found);
  if (const std::optional<ByteRange>& part = range.value()) {
    output.add("ContentRange", wire::text(content_range(*part, found.Size)));
    output.add("Body", wire::text(object.value().Body.substr(part->first, part->size)));
  } else {
    output.add("Body", wire::text(std::move(object.value().Body)));
  }
  return output.take();
}

aws::Json list_of(std::vector<aws::Json> items) {
  return {aws::JsonKind::Array, {}, std::move(items), {}};
}

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

Result<aws::Json> list_objects_v2(const Bucket& bucket, Context cx, const aws::Json& input) {
  ListObjectsV2Input wanted;
  wanted.Prefix = wire::text_of(input, "Prefix");
  wanted.Delimiter = wire::text_of(input, "Delimiter");
  wanted.StartAfter = wire::text_of(input, "StartAfter");
  wanted.ContinuationToken = wire::text_of(input, "ContinuationToken");
  wanted.MaxKeys = wire::number_of(input, "MaxKeys", wanted.MaxKeys);
  const Result<ListObjectsV2Output> listed = list_objects(bucket, wanted);
  if (!listed) {
    return listed.failure();
  }
  const ListObjectsV2Output& page = listed.value();
  const bool encoded = wire::text_of(input, "EncodingType") == "url";
  const auto name = [&](const std::string& text) {
    return wire::text(encoded ? wire::percent_encoded(text) : text);
  };
  std::vector<aws::Json> contents;
  for (const ObjectVersion& version : page.Contents) {
    contents.push_back(wire::Object()
                           .add("Key", name(version.Key))
                           .add("LastModified", wire::timestamp(cx.epoch(), version.LastModified))
                           .add("ETag", wire::text(quoted(version.ETag)))
                           .add("Size", wire::number(static_cast<std::int64_t>(version.Size)))
                           .add("StorageClass", wire::text("STANDARD"))
                           .take());
  }
  std::vector<aws::Json> prefixes;
  for (const std::string& prefix : page.CommonPrefixes) {
    prefixes.push_back(wire::Object().add("Prefix", name(prefix)).take());
  }
  const std::size_t count = contents.size() + prefixes.size();
  wire::Object output;
  output.add("IsTruncated", flag(!page.NextContinuationToken.empty()))
      .add("Contents", list_of(std::move(contents)))
      .add("Name", wire::text(wire::text_of(input, "Bucket")))
      .add("Prefix", name(wanted.Prefix));
  if (!wanted.Delimiter.empty()) {
    output.add("Delimiter", name(wanted.Delimiter));
  }
  output.add("MaxKeys", wire::number(wanted.MaxKeys))
      .add("CommonPrefixes", list_of(std::move(prefixes)))
      .add_unless_empty("EncodingType", encoded ? "url" : "")
      .add("KeyCount", wire::number(static_cast<std::int64_t>(count)))
      .add_unless_empty("ContinuationToken", wanted.ContinuationToken)
      .add_unless_empty("NextContinuationToken", page.NextContinuationToken)
      .add_unless_empty("StartAfter", wanted.StartAfter);
  return output.take();
}

aws::Json list_buckets(const S3& s3, Context cx) {
  std::vector<aws::Json> buckets;
  for (const auto& [name, bucket] : s3.state().buckets()) {
    buckets.push_back(wire::Object()
                          .add("Name", wire::text(name))
                          .add("CreationDate", wire::timestamp(cx.epoch(), bucket.CreationDate))
                          .take());
  }
  return wire::Object().add("Buckets", list_of(std::move(buckets))).take();
}

aws::Json get_bucket_versioning(const Bucket& bucket) {
  wire::Object output;
  if (bucket.versioning != BucketVersioningStatus::NeverEnabled) {
    const bool on = bucket.versioning == BucketVersioningStatus::Enabled;
    output.add("Status", wire::text(on ? "Enabled" : "Suspended"));
  }
  return output.take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  if (operation == "GetObject" || operation == "HeadObject") {
    return get_object(s3_, cx, input);
  }
  if (operation == "ListBuckets") {
    return list_buckets(s3_, cx);
  }
  const Bucket* bucket = s3_.state().find(wire::text_of(input, "Bucket"));
  if (bucket == nullptr) {
    return no_such_bucket();
  }
  if (operation == "ListObjectsV2") {
    return list_objects_v2(*bucket, cx, input);
  }
  if (operation == "GetBucketVersioning") {
    return get_bucket_versioning(*bucket);
  }
  SIM_ASSERT(operation == "HeadBucket", "the table has no other operation");
  return wire::Object().take();
}

// Reference codebuild-codepipeline-s3 3.7.
int Wire::status_of_error(const std::string& code) const {
  static const std::map<std::string, int> statuses = {
      {"NoSuchBucket", 404}, {"NoSuchKey", 404},          {"NoSuchVersion", 404},
      {"InvalidRange", 416}, {"PreconditionFailed", 412}, {"MethodNotAllowed", 405},
      {"AccessDenied", 403}, {"NotModified", 304}};
  const auto found = statuses.find(code);
  return found == statuses.end() ? 400 : found->second;
}

int Wire::status_of_output(const aws::Json& output) const {
  return output.find("ContentRange") != nullptr ? 206 : 200;
}

}  // namespace greenroom::s3
