// Lists of buckets, objects, versions and uploads, page by page.
#include <utility>

#include "fakes/s3/checksums.h"
#include "fakes/s3/listing.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/address.h"
#include "fakes/wire/base64.h"

namespace greenroom::s3 {
namespace {

// Keys as the client wants them: encoded, because XML cannot say every key.
class Names {
 public:
  explicit Names(const aws::Json& input)
      : encoded_(wire::text_of(input, "EncodingType") == "url") {}

  [[nodiscard]] aws::Json operator()(const std::string& name) const {
    return wire::text(encoded_ ? wire::percent_encoded(name) : name);
  }
  void add_unless_empty(wire::Object& output, const char* member, const std::string& name) const {
    if (!name.empty()) {
      output.add(member, (*this)(name));
    }
  }
  [[nodiscard]] aws::Json prefixes(const std::vector<std::string>& all) const {
    std::vector<aws::Json> list;
    for (const std::string& prefix : all) {
      list.push_back(wire::Object().add("Prefix", (*this)(prefix)).take());
    }
    return list_of(std::move(list));
  }
  [[nodiscard]] const char* type() const { return encoded_ ? "url" : ""; }

 private:
  bool encoded_;
};

std::string storage_class(const ObjectVersion& version) {
  return version.settings.StorageClass.empty() ? "STANDARD" : version.settings.StorageClass;
}

void add_listed_checksum(wire::Object& output, const Checksum& checksum) {
  if (!checksum.value.empty()) {
    output.add("ChecksumAlgorithm", wire::texts({name_of(checksum.algorithm)}));
    add_checksum_type(output, checksum);
  }
}

aws::Json contents(Context cx, const std::vector<ObjectVersion>& versions, const Names& name,
                   bool with_owner) {
  std::vector<aws::Json> list;
  for (const ObjectVersion& version : versions) {
    wire::Object entry;
    entry.add("Key", name(version.Key))
        .add("LastModified", wire::timestamp(cx.epoch(), version.LastModified))
        .add("ETag", wire::text(quoted(version.ETag)));
    add_listed_checksum(entry, version.checksum);
    entry.add("Size", wire::number(static_cast<std::int64_t>(version.Size)))
        .add("StorageClass", wire::text(storage_class(version)));
    if (with_owner) {
      entry.add("Owner", owner());
    }
    list.push_back(entry.take());
  }
  return list_of(std::move(list));
}

ListObjectsV2Input wanted_in(const aws::Json& input) {
  ListObjectsV2Input wanted;
  wanted.Prefix = wire::text_of(input, "Prefix");
  wanted.Delimiter = wire::text_of(input, "Delimiter");
  wanted.MaxKeys = wire::number_of(input, "MaxKeys", wanted.MaxKeys);
  return wanted;
}

Result<aws::Json> list_objects_v2(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  ListObjectsV2Input wanted = wanted_in(input);
  wanted.StartAfter = wire::text_of(input, "StartAfter");
  const std::string token = wire::text_of(input, "ContinuationToken");
  const std::optional<std::string> last = wire::bytes_of_base64(token);
  if (!last || (last->empty() && input.find("ContinuationToken") != nullptr)) {
    return Failure{"InvalidArgument", "The continuation token provided is incorrect"};
  }
  wanted.ContinuationToken = *last;
  const Result<ListObjectsV2Output> listed = list_objects(*bucket.value(), wanted);
  if (!listed) {
    return listed.failure();
  }
  const ListObjectsV2Output& page = listed.value();
  const Names name(input);
  const std::size_t count = page.Contents.size() + page.CommonPrefixes.size();
  wire::Object output;
  output.add("IsTruncated", flag(!page.NextContinuationToken.empty()))
      .add("Contents", contents(cx, page.Contents, name, wire::flag_of(input, "FetchOwner")))
      .add("Name", wire::text(wire::text_of(input, "Bucket")))
      .add("Prefix", name(wanted.Prefix));
  name.add_unless_empty(output, "Delimiter", wanted.Delimiter);
  output.add("MaxKeys", wire::number(wanted.MaxKeys))
      .add("CommonPrefixes", name.prefixes(page.CommonPrefixes))
      .add_unless_empty("EncodingType", name.type())
      .add("KeyCount", wire::number(static_cast<std::int64_t>(count)))
      .add_unless_empty("ContinuationToken", token)
      .add_unless_empty("NextContinuationToken", wire::base64(page.NextContinuationToken));
  name.add_unless_empty(output, "StartAfter", wanted.StartAfter);
  return output.take();
}

// The first version. NextMarker is told only with a delimiter: without one it is the last key.
Result<aws::Json> list_objects_v1(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  ListObjectsV2Input wanted = wanted_in(input);
  wanted.StartAfter = wire::text_of(input, "Marker");
  const Result<ListObjectsV2Output> listed = list_objects(*bucket.value(), wanted);
  if (!listed) {
    return listed.failure();
  }
  const ListObjectsV2Output& page = listed.value();
  const Names name(input);
  wire::Object output;
  output.add("IsTruncated", flag(!page.NextContinuationToken.empty()))
      .add("Marker", name(wanted.StartAfter));
  if (!wanted.Delimiter.empty()) {
    name.add_unless_empty(output, "NextMarker", page.NextContinuationToken);
  }
  output.add("Contents", contents(cx, page.Contents, name, true))
      .add("Name", wire::text(wire::text_of(input, "Bucket")))
      .add("Prefix", name(wanted.Prefix));
  name.add_unless_empty(output, "Delimiter", wanted.Delimiter);
  return output.add("MaxKeys", wire::number(wanted.MaxKeys))
      .add("CommonPrefixes", name.prefixes(page.CommonPrefixes))
      .add_unless_empty("EncodingType", name.type())
      .take();
}

aws::Json listed_version(Context cx, const ListedVersion& each, const Names& name) {
  const ObjectVersion& version = each.version;
  wire::Object entry;
  if (!version.IsDeleteMarker) {
    entry.add("ETag", wire::text(quoted(version.ETag)));
    add_listed_checksum(entry, version.checksum);
    entry.add("Size", wire::number(static_cast<std::int64_t>(version.Size)))
        .add("StorageClass", wire::text(storage_class(version)));
  }
  return entry.add("Key", name(version.Key))
      .add("VersionId", wire::text(version.VersionId))
      .add("IsLatest", flag(each.IsLatest))
      .add("LastModified", wire::timestamp(cx.epoch(), version.LastModified))
      .add("Owner", owner())
      .take();
}

Result<aws::Json> list_object_versions(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  ListObjectVersionsInput wanted;
  wanted.Prefix = wire::text_of(input, "Prefix");
  wanted.Delimiter = wire::text_of(input, "Delimiter");
  wanted.KeyMarker = wire::text_of(input, "KeyMarker");
  wanted.VersionIdMarker = wire::text_of(input, "VersionIdMarker");
  wanted.MaxKeys = wire::number_of(input, "MaxKeys", wanted.MaxKeys);
  const Result<ListObjectVersionsOutput> listed = list_versions(*bucket.value(), wanted);
  if (!listed) {
    return listed.failure();
  }
  const ListObjectVersionsOutput& page = listed.value();
  const Names name(input);
  std::vector<aws::Json> versions;
  std::vector<aws::Json> markers;
  for (const ListedVersion& each : page.Versions) {
    (each.version.IsDeleteMarker ? markers : versions).push_back(listed_version(cx, each, name));
  }
  wire::Object output;
  output.add("IsTruncated", flag(!page.NextKeyMarker.empty()))
      .add("KeyMarker", name(wanted.KeyMarker))
      .add("VersionIdMarker", wire::text(wanted.VersionIdMarker));
  name.add_unless_empty(output, "NextKeyMarker", page.NextKeyMarker);
  output.add_unless_empty("NextVersionIdMarker", page.NextVersionIdMarker)
      .add("Versions", list_of(std::move(versions)))
      .add("DeleteMarkers", list_of(std::move(markers)))
      .add("Name", wire::text(wire::text_of(input, "Bucket")))
      .add("Prefix", name(wanted.Prefix));
  name.add_unless_empty(output, "Delimiter", wanted.Delimiter);
  return output.add("MaxKeys", wire::number(wanted.MaxKeys))
      .add("CommonPrefixes", name.prefixes(page.CommonPrefixes))
      .add_unless_empty("EncodingType", name.type())
      .take();
}

aws::Json listed_upload(Context cx, const MultipartUpload& upload, const Names& name) {
  const std::string& storage = upload.settings.StorageClass;
  wire::Object entry;
  entry.add("UploadId", wire::text(upload.UploadId))
      .add("Key", name(upload.Key))
      .add("Initiated", wire::timestamp(cx.epoch(), upload.Initiated))
      .add("StorageClass", wire::text(storage.empty() ? "STANDARD" : storage))
      .add("Owner", owner())
      .add("Initiator", owner())
      .add_unless_empty("ChecksumAlgorithm", name_of(upload.checksum.algorithm));
  add_checksum_type(entry, upload.checksum);
  return entry.take();
}

Result<aws::Json> list_multipart_uploads(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  ListMultipartUploadsInput wanted;
  wanted.Prefix = wire::text_of(input, "Prefix");
  wanted.Delimiter = wire::text_of(input, "Delimiter");
  wanted.KeyMarker = wire::text_of(input, "KeyMarker");
  wanted.UploadIdMarker = wire::text_of(input, "UploadIdMarker");
  wanted.MaxUploads = wire::number_of(input, "MaxUploads", wanted.MaxUploads);
  const Result<ListMultipartUploadsOutput> listed = list_uploads(*bucket.value(), wanted);
  if (!listed) {
    return listed.failure();
  }
  const ListMultipartUploadsOutput& page = listed.value();
  const Names name(input);
  std::vector<aws::Json> uploads;
  for (const MultipartUpload* upload : page.Uploads) {
    uploads.push_back(listed_upload(cx, *upload, name));
  }
  wire::Object output;
  output.add("Bucket", wire::text(wire::text_of(input, "Bucket")))
      .add("KeyMarker", name(wanted.KeyMarker))
      .add("UploadIdMarker", wire::text(wanted.UploadIdMarker));
  name.add_unless_empty(output, "NextKeyMarker", page.NextKeyMarker);
  output.add("Prefix", name(wanted.Prefix));
  name.add_unless_empty(output, "Delimiter", wanted.Delimiter);
  return output.add_unless_empty("NextUploadIdMarker", page.NextUploadIdMarker)
      .add("MaxUploads", wire::number(wanted.MaxUploads))
      .add("IsTruncated", flag(!page.NextKeyMarker.empty()))
      .add("Uploads", list_of(std::move(uploads)))
      .add("CommonPrefixes", name.prefixes(page.CommonPrefixes))
      .add_unless_empty("EncodingType", name.type())
      .take();
}

// Pages only for who asks for them; a token is the last name of the page before.
Result<aws::Json> list_buckets(const S3& s3, Context cx, const aws::Json& input) {
  const std::string prefix = wire::text_of(input, "Prefix");
  const std::string after = wire::text_of(input, "ContinuationToken");
  const std::string region = wire::text_of(input, "BucketRegion");
  const auto most = static_cast<std::size_t>(wire::number_of(input, "MaxBuckets", 10000));
  std::vector<aws::Json> buckets;
  std::string last;
  std::string next;
  for (const auto& [name, bucket] : s3.state().buckets()) {
    if (name <= after || name.rfind(prefix, 0) != 0 ||
        (!region.empty() && region_of(bucket) != region)) {
      continue;
    }
    if (buckets.size() == most) {
      next = last;
      break;
    }
    last = name;
    buckets.push_back(wire::Object()
                          .add("Name", wire::text(name))
                          .add("CreationDate", wire::timestamp(cx.epoch(), bucket.CreationDate))
                          .take());
  }
  return wire::Object()
      .add("Buckets", list_of(std::move(buckets)))
      .add("Owner", owner())
      .add_unless_empty("ContinuationToken", next)
      .add_unless_empty("Prefix", prefix)
      .take();
}

}  // namespace

const Calls<Reading>& list_reading() {
  static const Calls<Reading> calls = {{"ListObjectsV2", list_objects_v2},
                                       {"ListObjects", list_objects_v1},
                                       {"ListObjectVersions", list_object_versions},
                                       {"ListMultipartUploads", list_multipart_uploads},
                                       {"ListBuckets", list_buckets}};
  return calls;
}

}  // namespace greenroom::s3
