// Copies and the end of objects.
#include <utility>

#include "fakes/s3/checksums.h"
#include "fakes/s3/service.h"

namespace greenroom::s3 {

Result<const StoredObject*> S3::find_source(const CopySource& source) const {
  const Bucket* home = state_.find(source.bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const Result<const StoredObject*> found = find_version(*home, source.key, source.version_id);
  if (!found || !found.value()->version.IsDeleteMarker) {
    return found;
  }
  return source.version_id.empty()
             ? no_such_key()
             : Failure{"InvalidRequest",
                       "The source of a copy request may not specifically refer to a delete marker "
                       "by version id."};
}

Result<ObjectVersion> S3::CopyObject(Context cx, const CopySource& source, std::string bucket,
                                     std::string key, std::optional<ObjectSettings> settings,
                                     ChecksumAlgorithm algorithm) {
  const Result<const StoredObject*> found = find_source(source);
  if (!found) {
    return found.failure();
  }
  const bool onto_itself =
      source.bucket == bucket && source.key == key && source.version_id.empty();
  if (onto_itself && !settings) {
    return Failure{"InvalidRequest",
                   "This copy request is illegal because it is trying to copy an object to itself "
                   "without changing the object's metadata, storage class, website redirect "
                   "location or encryption attributes."};
  }
  const ObjectVersion& from = found.value()->version;
  Object copy;
  copy.version.Key = key;
  copy.version.settings = settings ? *std::move(settings) : from.settings;
  copy.Body = found.value()->body.bytes();
  if (const Status allowed = may_store(bucket, key, from.Size, copy.version.settings); !allowed) {
    return allowed.failure();
  }
  // A copy has the checksum of its source, anew where that was one of parts.
  algorithm = algorithm == ChecksumAlgorithm::None ? from.checksum.algorithm : algorithm;
  if (algorithm != ChecksumAlgorithm::None) {
    copy.version.checksum = {algorithm, ChecksumType::FULL_OBJECT,
                             checksum_value(algorithm, copy.Body, digests_)};
  }
  return store(cx, bucket, std::move(copy), "CopyObject");
}

Result<DeletedObject> S3::DeleteObject(Context cx, const std::string& bucket,
                                       const std::string& key, const std::string& version_id) {
  const Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const bool unversioned = home->versioning == BucketVersioningStatus::NeverEnabled;
  if (!version_id.empty() || unversioned) {
    const std::optional<ObjectVersion> gone =
        state_.remove_version(bucket, key, version_id.empty() ? "null" : version_id);
    if (gone) {
      tell_deleted(cx, bucket, *gone, "Permanently Deleted");
    }
    return DeletedObject{gone && gone->IsDeleteMarker, version_id};
  }
  StoredObject marker;
  marker.version.Key = key;
  marker.version.VersionId =
      home->versioning == BucketVersioningStatus::Enabled ? ids_.version_id() : "null";
  marker.version.LastModified = cx.now();
  marker.version.IsDeleteMarker = true;
  const ObjectVersion added = marker.version;
  state_.add_version(bucket, std::move(marker));
  tell_deleted(cx, bucket, added, "Delete Marker Created");
  return DeletedObject{true, added.VersionId};
}

}  // namespace greenroom::s3
