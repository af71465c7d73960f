// Uploads in parts.
#include <algorithm>
#include <utility>

#include "fakes/s3/byte_range.h"
#include "fakes/s3/checksums.h"
#include "fakes/s3/limits.h"
#include "fakes/s3/listing.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"

namespace greenroom::s3 {
namespace {

// Algorithm and type of an upload. AWS: "Checking object integrity", full object and composite
// checksums: CRC64NVME is of the whole, SHA of the parts, the other CRCs may be either.
Result<Checksum> checksum_of_upload(const aws::Json& input) {
  const Result<ChecksumAlgorithm> named = algorithm_in(input);
  if (!named) {
    return named.failure();
  }
  const ChecksumAlgorithm algorithm = named.value();
  const std::string type = wire::text_of(input, "ChecksumType");
  Checksum checksum;
  if (algorithm == ChecksumAlgorithm::None) {
    // UNVERIFIED text.
    return type.empty() ? Result<Checksum>(checksum)
                        : Result<Checksum>(
                              Failure{"InvalidRequest",
                                      "The x-amz-checksum-type header can only be used with the "
                                      "x-amz-checksum-algorithm header."});
  }
  checksum.algorithm = algorithm;
  const bool only_whole = algorithm == ChecksumAlgorithm::CRC64NVME;
  const bool whole = type == "FULL_OBJECT" || (type.empty() && only_whole);
  if ((whole && !is_crc(algorithm)) || (!whole && only_whole)) {
    return Failure{"InvalidRequest", "The " + std::string(whole ? "FULL_OBJECT" : "COMPOSITE") +
                                         " checksum type cannot be used with the " +
                                         name_of(algorithm) + " checksum algorithm."};
  }
  checksum.type = whole ? ChecksumType::FULL_OBJECT : ChecksumType::COMPOSITE;
  return checksum;
}

void add_algorithm(wire::Object& output, const Checksum& checksum) {
  output.add_unless_empty("ChecksumAlgorithm", name_of(checksum.algorithm));
  add_checksum_type(output, checksum);
}

Result<aws::Json> create_multipart_upload(S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  Result<ObjectSettings> settings = settings_in(input, *bucket.value());
  const Result<Checksum> checksum = checksum_of_upload(input);
  if (!settings || !checksum) {
    return settings ? checksum.failure() : settings.failure();
  }
  const ObjectSettings said = settings.value();
  const std::string name = wire::text_of(input, "Bucket");
  const std::string key = wire::text_of(input, "Key");
  const Result<std::string> id =
      s3.CreateMultipartUpload(cx, name, key, std::move(settings).value(), checksum.value());
  if (!id) {
    return id.failure();
  }
  wire::Object output;
  output.add("Bucket", wire::text(name))
      .add("Key", wire::text(key))
      .add("UploadId", wire::text(id.value()));
  add_encryption(output, said);
  add_algorithm(output, checksum.value());
  return output.take();
}

Result<Part> upload(S3& s3, Context cx, const aws::Json& input, std::string body) {
  return s3.UploadPart(cx, wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                       wire::text_of(input, "UploadId"), wire::number_of(input, "PartNumber", 0),
                       std::move(body), checksum_in(input));
}

Result<aws::Json> upload_part(S3& s3, Context cx, const aws::Json& input) {
  const Result<Part> part = upload(s3, cx, input, wire::text_of(input, "Body"));
  if (!part) {
    return part.failure();
  }
  wire::Object output;
  output.add("ETag", wire::text(quoted(part.value().ETag)));
  add_checksum(output, part.value().checksum);
  const Result<const MultipartUpload*> of =
      s3.find_upload(wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                     wire::text_of(input, "UploadId"));
  add_encryption(output, of.value()->settings);
  return output.take();
}

// The bytes of the source that are wanted.
Result<std::string> bytes_in_range(const aws::Json& input, const StoredObject& source) {
  const std::string range = wire::text_of(input, "CopySourceRange");
  if (range.empty()) {
    return source.body.bytes();
  }
  const Result<std::optional<ByteRange>> read = read_range(range, source.version.Size);
  const std::size_t dash = range.rfind('-');
  if (!read || !read.value() || dash + 1 == range.size() ||
      content_range(*read.value(), 0) != "bytes " + range.substr(range.find('=') + 1) + "/0") {
    return Failure{"InvalidArgument", "Range specified is not valid for source object of size: " +
                                          std::to_string(source.version.Size)};
  }
  return source.body.bytes(read.value()->first, read.value()->size);
}

Result<aws::Json> upload_part_copy(S3& s3, Context cx, const aws::Json& input) {
  const Result<CopySource> source = copy_source_in(input);
  const Result<const StoredObject*> found =
      source ? s3.find_source(source.value()) : Result<const StoredObject*>(source.failure());
  if (!found) {
    return found.failure();
  }
  const ObjectVersion from = found.value()->version;
  const Status may = check_copy_source(conditions_in(input, "CopySource"), from.ETag,
                                       unix_seconds_of(cx, from.LastModified));
  Result<std::string> bytes =
      may ? bytes_in_range(input, *found.value()) : Result<std::string>(may.failure());
  const Result<Part> part =
      bytes ? upload(s3, cx, input, std::move(bytes).value()) : Result<Part>(bytes.failure());
  if (!part) {
    return part.failure();
  }
  wire::Object result;
  result.add("ETag", wire::text(quoted(part.value().ETag)))
      .add("LastModified", wire::timestamp(cx.epoch(), part.value().LastModified));
  add_checksum(result, part.value().checksum);
  wire::Object output;
  add_version_id(output, "CopySourceVersionId", from.VersionId);
  return output.add("CopyPartResult", result.take()).take();
}

std::vector<CompletedPart> parts_in(const aws::Json& input) {
  std::vector<CompletedPart> parts;
  const aws::Json* upload = input.find("MultipartUpload");
  const aws::Json* listed = upload == nullptr ? nullptr : upload->find("Parts");
  if (listed != nullptr) {
    for (const aws::Json& part : listed->items) {
      parts.push_back(
          {wire::number_of(part, "PartNumber", 0), wire::text_of(part, "ETag"), checksum_in(part)});
    }
  }
  return parts;
}

Status check_size(const aws::Json& input, const MultipartUpload& upload,
                  const std::vector<CompletedPart>& parts) {
  const std::int64_t wanted = wire::number_of(input, "MpuObjectSize", -1);
  std::int64_t size = 0;
  for (const CompletedPart& part : parts) {
    const auto found = upload.parts.find(part.PartNumber);
    size += found == upload.parts.end() ? 0 : static_cast<std::int64_t>(found->second.part.Size);
  }
  return wanted < 0 || wanted == size
             ? success()
             : Status(Failure{"InvalidRequest",
                              "The provided 'x-amz-mp-object-size' header value " +
                                  std::to_string(wanted) +
                                  " does not match what was computed: " + std::to_string(size)});
}

// Without an algorithm of its own an upload has the checksum of its whole.
Status check_type(const aws::Json& input, const MultipartUpload& upload) {
  const std::string given = wire::text_of(input, "ChecksumType");
  const std::string is = name_of(upload.checksum.type);
  return given.empty() || given == is
             ? success()
             : Status(Failure{"InvalidRequest",
                              "The upload was created using the " + is +
                                  " checksum mode. The complete request must use the same "
                                  "checksum mode."});
}

Result<aws::Json> complete_multipart_upload(S3& s3, Context cx, const aws::Json& input) {
  const std::string bucket = wire::text_of(input, "Bucket");
  const std::string key = wire::text_of(input, "Key");
  const std::string id = wire::text_of(input, "UploadId");
  const Result<const MultipartUpload*> upload = s3.find_upload(bucket, key, id);
  if (!upload) {
    return upload.failure();
  }
  const std::vector<CompletedPart> parts = parts_in(input);
  for (const Status& may :
       {check_write(conditions_in(input), *s3.state().find(bucket), key),
        check_size(input, *upload.value(), parts), check_type(input, *upload.value())}) {
    if (!may) {
      return may.failure();
    }
  }
  const Result<ObjectVersion> stored =
      s3.CompleteMultipartUpload(cx, bucket, key, id, parts, checksum_in(input));
  if (!stored) {
    return stored.failure();
  }
  wire::Object output;
  output.add("Location", wire::text("http://" + bucket + ".s3.amazonaws.com/" + key))
      .add("Bucket", wire::text(bucket))
      .add("Key", wire::text(key))
      .add("ETag", wire::text(quoted(stored.value().ETag)));
  add_checksum(output, stored.value().checksum);
  add_checksum_type(output, stored.value().checksum);
  add_encryption(output, stored.value().settings);
  add_version_id(output, "VersionId", stored.value().VersionId);
  return output.take();
}

Result<aws::Json> abort_multipart_upload(S3& s3, Context, const aws::Json& input) {
  return done(s3.AbortMultipartUpload(wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                                      wire::text_of(input, "UploadId")));
}

aws::Json listed(Context cx, const Part& part) {
  wire::Object output;
  output.add("PartNumber", wire::number(part.PartNumber))
      .add("LastModified", wire::timestamp(cx.epoch(), part.LastModified))
      .add("ETag", wire::text(quoted(part.ETag)))
      .add("Size", wire::number(static_cast<std::int64_t>(part.Size)));
  add_checksum(output, part.checksum);
  return output.take();
}

Result<aws::Json> list_parts(const S3& s3, Context cx, const aws::Json& input) {
  const Result<const MultipartUpload*> upload =
      s3.find_upload(wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                     wire::text_of(input, "UploadId"));
  if (!upload) {
    return upload.failure();
  }
  const std::int64_t marker = wire::number_of(input, "PartNumberMarker", 0);
  const Result<std::size_t> most =
      page_size(wire::number_of(input, "MaxParts", k_page_max), "max-parts");
  if (!most) {
    return most.failure();
  }
  std::vector<aws::Json> parts;
  std::int64_t last = 0;
  bool truncated = false;
  for (const auto& [number, stored] : upload.value()->parts) {
    if (number <= marker) {
      continue;
    }
    if (parts.size() == most.value()) {
      truncated = !parts.empty();
      break;
    }
    parts.push_back(listed(cx, stored.part));
    last = number;
  }
  const std::string& storage = upload.value()->settings.StorageClass;
  wire::Object output;
  output.add("Bucket", wire::text(wire::text_of(input, "Bucket")))
      .add("Key", wire::text(upload.value()->Key))
      .add("UploadId", wire::text(upload.value()->UploadId))
      .add("PartNumberMarker", wire::number(marker));
  if (truncated) {
    output.add("NextPartNumberMarker", wire::number(last));
  }
  output.add("MaxParts", wire::number(static_cast<std::int64_t>(most.value())))
      .add("IsTruncated", flag(truncated))
      .add("Parts", list_of(std::move(parts)))
      .add("Initiator", owner())
      .add("Owner", owner())
      .add("StorageClass", wire::text(storage.empty() ? "STANDARD" : storage));
  add_algorithm(output, upload.value()->checksum);
  return output.take();
}

}  // namespace

const Calls<Reading>& multipart_reading() {
  static const Calls<Reading> calls = {{"ListParts", list_parts}};
  return calls;
}

const Calls<Writing>& multipart_writing() {
  static const Calls<Writing> calls = {{"CreateMultipartUpload", create_multipart_upload},
                                       {"UploadPart", upload_part},
                                       {"UploadPartCopy", upload_part_copy},
                                       {"CompleteMultipartUpload", complete_multipart_upload},
                                       {"AbortMultipartUpload", abort_multipart_upload}};
  return calls;
}

}  // namespace greenroom::s3
