// Uploads in parts. AWS: docs.aws.amazon.com/AmazonS3, "Uploading and copying objects using
// multipart upload".
#include <algorithm>
#include <utility>

#include "fakes/s3/checksums.h"
#include "fakes/s3/limits.h"
#include "fakes/s3/service.h"
#include "fakes/wire/xml_reader.h"

namespace greenroom::s3 {
namespace {

Failure no_such_upload() {
  return {"NoSuchUpload",
          "The specified upload does not exist. The upload ID may be invalid, or the upload may "
          "have been aborted or completed."};
}

Failure invalid_part() {
  return {"InvalidPart",
          "One or more of the specified parts could not be found.  The part may not have been "
          "uploaded, or the specified entity tag may not match the part's entity tag."};
}

std::string without_quotes(std::string e_tag) {
  e_tag.erase(std::remove(e_tag.begin(), e_tag.end(), '"'), e_tag.end());
  return e_tag;
}

// The parts that are named, in order.
Result<std::vector<const StoredPart*>> parts_named(const MultipartUpload& upload,
                                                   const std::vector<CompletedPart>& wanted) {
  std::vector<const StoredPart*> parts;
  std::int64_t before = 0;
  for (const CompletedPart& each : wanted) {
    if (each.PartNumber <= before) {
      return Failure{"InvalidPartOrder",
                     "The list of parts was not in ascending order. Parts must be ordered by part "
                     "number."};
    }
    before = each.PartNumber;
    const auto found = upload.parts.find(each.PartNumber);
    if (found == upload.parts.end() || found->second.part.ETag != without_quotes(each.ETag)) {
      return invalid_part();
    }
    const Checksum& had = found->second.part.checksum;
    if (!each.checksum.value.empty() &&
        (each.checksum.algorithm != had.algorithm || each.checksum.value != had.value)) {
      return invalid_part();
    }
    parts.push_back(&found->second);
  }
  for (std::size_t at = 0; at + 1 < parts.size(); ++at) {
    if (parts[at]->part.Size < k_part_bytes_min) {
      return Failure{"EntityTooSmall",
                     "Your proposed upload is smaller than the minimum allowed size"};
    }
  }
  return parts;
}

Checksum checksum_of(const Checksum& wanted, const std::vector<const StoredPart*>& parts,
                     const std::string& body, const Digests& digests) {
  Checksum whole = wanted;
  if (wanted.algorithm == ChecksumAlgorithm::None) {
    whole.algorithm = ChecksumAlgorithm::CRC64NVME;  // what AWS computes when nobody asks
  }
  if (whole.type == ChecksumType::FULL_OBJECT) {
    whole.value = checksum_value(whole.algorithm, body, digests);
    return whole;
  }
  std::vector<std::string> values;
  for (const StoredPart* part : parts) {
    values.push_back(part->part.checksum.value);
  }
  whole.value = composite_value(wanted.algorithm, values, digests);
  return whole;
}

Object joined(const MultipartUpload& upload, const std::vector<const StoredPart*>& parts,
              const Digests& digests) {
  Object object;
  object.version.Key = upload.Key;
  object.version.settings = upload.settings;
  std::string digests_of_parts;
  for (const StoredPart* part : parts) {
    object.Body += part->body.bytes();
    digests_of_parts += bytes_of_hex(part->part.ETag);
    object.version.Parts.push_back({part->part.PartNumber, part->part.Size, part->part.checksum});
  }
  object.version.ETag = digests.md5_hex(digests_of_parts) + "-" + std::to_string(parts.size());
  object.version.checksum = checksum_of(upload.checksum, parts, object.Body, digests);
  return object;
}

}  // namespace

Result<std::string> S3::CreateMultipartUpload(Context cx, const std::string& bucket,
                                              const std::string& key, ObjectSettings settings,
                                              Checksum checksum) {
  if (const Status allowed = may_store(bucket, key, 0, settings); !allowed) {
    return allowed.failure();
  }
  MultipartUpload upload;
  upload.UploadId = ids_.alphanumeric("s3/upload", 64);
  upload.Key = key;
  upload.Initiated = cx.now();
  upload.settings = std::move(settings);
  upload.checksum = std::move(checksum);
  std::string id = upload.UploadId;
  state_.find(bucket)->uploads.emplace(id, std::move(upload));
  return id;
}

Result<MultipartUpload*> S3::upload_of(const std::string& bucket, const std::string& key,
                                       const std::string& upload_id) {
  const Result<const MultipartUpload*> found = find_upload(bucket, key, upload_id);
  return found ? Result<MultipartUpload*>(&state_.find(bucket)->uploads.at(upload_id))
               : Result<MultipartUpload*>(found.failure());
}

Result<const MultipartUpload*> S3::find_upload(const std::string& bucket, const std::string& key,
                                               const std::string& upload_id) const {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const auto found = home->uploads.find(upload_id);
  return found == home->uploads.end() || found->second.Key != key
             ? Result<const MultipartUpload*>(no_such_upload())
             : Result<const MultipartUpload*>(&found->second);
}

Result<Part> S3::UploadPart(Context cx, const std::string& bucket, const std::string& key,
                            const std::string& upload_id, std::int64_t part_number,
                            std::string body, Checksum checksum) {
  const Result<MultipartUpload*> upload = upload_of(bucket, key, upload_id);
  if (!upload) {
    return upload.failure();
  }
  if (part_number < 1 || part_number > k_part_number_max) {
    return Failure{"InvalidArgument",
                   "Part number must be an integer between 1 and 10000, inclusive"};
  }
  if (body.size() > k_object_bytes_max) {
    return Failure{"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"};
  }
  const ChecksumAlgorithm wanted = upload.value()->checksum.algorithm;
  const bool has_another =
      checksum.algorithm != ChecksumAlgorithm::None && checksum.algorithm != wanted;
  if (wanted != ChecksumAlgorithm::None && has_another) {
    return Failure{"InvalidRequest",
                   std::string("Checksum Type mismatch occurred, expected checksum Type: ") +
                       name_of(wanted) + ", actual checksum Type: " + name_of(checksum.algorithm)};
  }
  if (wanted != ChecksumAlgorithm::None && checksum.algorithm != wanted) {
    checksum = {wanted, ChecksumType::FULL_OBJECT, checksum_value(wanted, body, digests_)};
  }
  Part part;
  part.PartNumber = part_number;
  part.ETag = digests_.md5_hex(body);
  part.LastModified = cx.now();
  part.checksum = std::move(checksum);
  part.Size = body.size();
  upload.value()->parts[part_number] = {part, Body(std::move(body), large_bodies_)};
  return part;
}

Result<ObjectVersion> S3::CompleteMultipartUpload(Context cx, const std::string& bucket,
                                                  const std::string& key,
                                                  const std::string& upload_id,
                                                  const std::vector<CompletedPart>& wanted,
                                                  const Checksum& whole) {
  const Result<MultipartUpload*> upload = upload_of(bucket, key, upload_id);
  if (!upload) {
    return upload.failure();
  }
  if (wanted.empty()) {
    return wire::malformed_xml();
  }
  const Result<std::vector<const StoredPart*>> parts = parts_named(*upload.value(), wanted);
  if (!parts) {
    return parts.failure();
  }
  std::uint64_t size = 0;
  for (const StoredPart* part : parts.value()) {
    size += part->part.Size;
  }
  if (const Status allowed = may_store(bucket, key, size, upload.value()->settings); !allowed) {
    return allowed.failure();
  }
  Object object = joined(*upload.value(), parts.value(), digests_);
  const Checksum& is = object.version.checksum;
  if (!whole.value.empty() && (whole.algorithm != is.algorithm || whole.value != is.value)) {
    return Failure{"BadDigest", std::string("The ") + name_of(whole.algorithm) +
                                    " you specified did not match the calculated checksum."};
  }
  state_.find(bucket)->uploads.erase(upload_id);
  return store(cx, bucket, std::move(object), "CompleteMultipartUpload");
}

Status S3::AbortMultipartUpload(const std::string& bucket, const std::string& key,
                                const std::string& upload_id) {
  const Result<MultipartUpload*> upload = upload_of(bucket, key, upload_id);
  if (!upload) {
    return upload.failure();
  }
  state_.find(bucket)->uploads.erase(upload_id);
  return success();
}

}  // namespace greenroom::s3
