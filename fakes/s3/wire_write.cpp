// Writing objects, copying and deleting them.
#include <utility>

#include "fakes/s3/checksums.h"
#include "fakes/s3/limits.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/xml_reader.h"

namespace greenroom::s3 {
namespace {

// The checksum a PUT came with (checked before), the one it wants, or the one that AWS computes.
Result<Checksum> checksum_of_put(const S3& s3, const aws::Json& input, const std::string& body) {
  Checksum checksum = checksum_in(input);
  if (checksum.value.empty()) {
    const Result<ChecksumAlgorithm> wanted = algorithm_in(input);
    if (!wanted) {
      return wanted.failure();
    }
    checksum.algorithm =
        wanted.value() == ChecksumAlgorithm::None ? ChecksumAlgorithm::CRC64NVME : wanted.value();
    checksum.value = checksum_value(checksum.algorithm, body, s3.digests());
  }
  return checksum;
}

Result<aws::Json> put_object(S3& s3, Context cx, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  const std::string key = wire::text_of(input, "Key");
  if (const Status may = check_write(conditions_in(input), *bucket.value(), key); !may) {
    return may.failure();
  }
  Result<ObjectSettings> settings = settings_in(input, *bucket.value());
  if (!settings) {
    return settings.failure();
  }
  std::string body = wire::text_of(input, "Body");
  Result<Checksum> checksum = checksum_of_put(s3, input, body);
  if (!checksum) {
    return checksum.failure();
  }
  const Result<ObjectVersion> stored =
      s3.PutObject(cx, wire::text_of(input, "Bucket"), key, std::move(body),
                   std::move(settings).value(), std::move(checksum).value());
  if (!stored) {
    return stored.failure();
  }
  wire::Object output;
  output.add("ETag", wire::text(quoted(stored.value().ETag)));
  add_checksum(output, stored.value().checksum);
  add_checksum_type(output, stored.value().checksum);
  add_encryption(output, stored.value().settings);
  add_version_id(output, "VersionId", stored.value().VersionId);
  return output.take();
}

// What a copy has of its source, and what the request says anew: storage class, encryption and ACL
// are never copied. AWS: "CopyObject", x-amz-metadata-directive, x-amz-tagging-directive.
ObjectSettings settings_of_copy(const aws::Json& input, const ObjectSettings& source,
                                ObjectSettings said) {
  const bool replaces = wire::text_of(input, "MetadataDirective") == "REPLACE";
  ObjectSettings settings = replaces ? said : source;
  settings.ACL = said.ACL;
  settings.StorageClass = said.StorageClass;
  settings.ServerSideEncryption = said.ServerSideEncryption;
  settings.SSEKMSKeyId = said.SSEKMSKeyId;
  settings.WebsiteRedirectLocation = said.WebsiteRedirectLocation;
  settings.tags = wire::text_of(input, "TaggingDirective") == "REPLACE" ? said.tags : source.tags;
  return settings;
}

bool changes_something(const aws::Json& input) {
  return wire::text_of(input, "MetadataDirective") == "REPLACE" ||
         wire::text_of(input, "TaggingDirective") == "REPLACE" ||
         input.find("StorageClass") != nullptr || input.find("ServerSideEncryption") != nullptr ||
         input.find("WebsiteRedirectLocation") != nullptr;
}

Result<aws::Json> copied(Context cx, const CopySource& source, const ObjectVersion& from,
                         const ObjectVersion& stored) {
  wire::Object result;
  result.add("ETag", wire::text(quoted(stored.ETag)))
      .add("LastModified", wire::timestamp(cx.epoch(), stored.LastModified));
  add_checksum_type(result, stored.checksum);
  add_checksum(result, stored.checksum);
  wire::Object output;
  output.add("CopyObjectResult", result.take());
  add_version_id(output, "CopySourceVersionId",
                 source.version_id.empty() ? from.VersionId : source.version_id);
  add_version_id(output, "VersionId", stored.VersionId);
  add_encryption(output, stored.settings);
  return output.take();
}

Result<aws::Json> copy_object(S3& s3, Context cx, const aws::Json& input) {
  const Result<CopySource> source = copy_source_in(input);
  if (!source) {
    return source.failure();
  }
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  const Result<const StoredObject*> found =
      bucket ? s3.find_source(source.value()) : Result<const StoredObject*>(bucket.failure());
  if (!found) {
    return found.failure();
  }
  const ObjectVersion from = found.value()->version;
  const std::string key = wire::text_of(input, "Key");
  for (const Status& may : {check_copy_source(conditions_in(input, "CopySource"), from.ETag,
                                              unix_seconds_of(cx, from.LastModified)),
                            check_write(conditions_in(input), *bucket.value(), key)}) {
    if (!may) {
      return may.failure();
    }
  }
  Result<ObjectSettings> said = settings_in(input, *bucket.value());
  const Result<ChecksumAlgorithm> algorithm = algorithm_in(input);
  if (!said || !algorithm) {
    return said ? algorithm.failure() : said.failure();
  }
  const bool onto_itself = source.value().bucket == wire::text_of(input, "Bucket") &&
                           source.value().key == key && source.value().version_id.empty();
  std::optional<ObjectSettings> settings;
  if (!onto_itself || changes_something(input)) {
    settings = settings_of_copy(input, from.settings, std::move(said).value());
  }
  const Result<ObjectVersion> stored =
      s3.CopyObject(cx, source.value(), wire::text_of(input, "Bucket"), key, std::move(settings),
                    algorithm.value());
  return stored ? copied(cx, source.value(), from, stored.value())
                : Result<aws::Json>(stored.failure());
}

Result<DeletedObject> delete_checked(S3& s3, Context cx, const std::string& bucket,
                                     const std::string& key, const std::string& version_id,
                                     const std::string& if_match) {
  const Bucket* home = s3.state().find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  Conditions conditions;
  conditions.IfMatch = if_match;
  if (const Status may = check_write(conditions, *home, key); !may) {
    return may.failure();
  }
  return s3.DeleteObject(cx, bucket, key, version_id);
}

Result<aws::Json> delete_object(S3& s3, Context cx, const aws::Json& input) {
  const Result<DeletedObject> deleted =
      delete_checked(s3, cx, wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                     wire::text_of(input, "VersionId"), wire::text_of(input, "IfMatch"));
  if (!deleted) {
    return deleted.failure();
  }
  wire::Object output;
  if (deleted.value().DeleteMarker) {
    output.add("DeleteMarker", flag(true));
  }
  return output.add_unless_empty("VersionId", deleted.value().VersionId).take();
}

aws::Json told(const std::string& key, const std::string& version_id,
               const DeletedObject& deleted) {
  wire::Object entry;
  entry.add("Key", wire::text(key)).add_unless_empty("VersionId", version_id);
  if (deleted.DeleteMarker) {
    entry.add("DeleteMarker", flag(true))
        .add_unless_empty("DeleteMarkerVersionId", deleted.VersionId);
  }
  return entry.take();
}

Result<aws::Json> changed(const Result<ObjectVersion>& version) {
  if (!version) {
    return version.failure();
  }
  wire::Object output;
  add_version_id(output, "VersionId", version.value().VersionId);
  return output.take();
}

Result<aws::Json> put_object_tagging(S3& s3, Context cx, const aws::Json& input) {
  Result<Tags> tags = tags_in(*input.find("Tagging"));
  return tags ? changed(s3.PutObjectTagging(
                    cx, wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                    wire::text_of(input, "VersionId"), std::move(tags).value()))
              : Result<aws::Json>(tags.failure());
}

Result<aws::Json> delete_object_tagging(S3& s3, Context cx, const aws::Json& input) {
  return changed(s3.DeleteObjectTagging(cx, wire::text_of(input, "Bucket"),
                                        wire::text_of(input, "Key"),
                                        wire::text_of(input, "VersionId")));
}

Result<aws::Json> put_object_acl(S3& s3, Context cx, const aws::Json& input) {
  const std::string acl = wire::text_of(input, "ACL");
  if (acl.empty()) {
    return Failure{"MissingSecurityHeader", "Your request was missing a required header"};
  }
  return changed(s3.PutObjectAcl(cx, wire::text_of(input, "Bucket"), wire::text_of(input, "Key"),
                                 wire::text_of(input, "VersionId"), acl));
}

}  // namespace

// AWS: DeleteObjects asks for s3:DeleteObject of each key.
Result<aws::Json> delete_objects(S3& s3, Context cx, const aws::Json& input,
                                 const MayDelete& may_delete) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  const aws::Json& batch = *input.find("Delete");
  const aws::Json& objects = *batch.find("Objects");
  if (objects.items.empty() || objects.items.size() > k_delete_objects_max) {
    return wire::malformed_xml();
  }
  std::vector<aws::Json> deleted;
  std::vector<aws::Json> errors;
  for (const aws::Json& each : objects.items) {
    const std::string key = wire::text_of(each, "Key");
    const std::string version_id = wire::text_of(each, "VersionId");
    const Status may = may_delete(key, !version_id.empty());
    const Result<DeletedObject> done =
        may ? delete_checked(s3, cx, wire::text_of(input, "Bucket"), key, version_id,
                             wire::text_of(each, "ETag"))
            : Result<DeletedObject>(may.failure());
    if (!done) {
      errors.push_back(wire::Object()
                           .add("Key", wire::text(key))
                           .add_unless_empty("VersionId", version_id)
                           .add("Code", wire::text(done.failure().code))
                           .add("Message", wire::text(done.failure().message))
                           .take());
    } else if (!wire::flag_of(batch, "Quiet")) {
      deleted.push_back(told(key, version_id, done.value()));
    }
  }
  return wire::Object()
      .add("Deleted", list_of(std::move(deleted)))
      .add("Errors", list_of(std::move(errors)))
      .take();
}

const Calls<Writing>& object_writing() {
  static const Calls<Writing> calls = {{"PutObject", put_object},
                                       {"CopyObject", copy_object},
                                       {"DeleteObject", delete_object},
                                       {"PutObjectTagging", put_object_tagging},
                                       {"DeleteObjectTagging", delete_object_tagging},
                                       {"PutObjectAcl", put_object_acl}};
  return calls;
}

}  // namespace greenroom::s3
