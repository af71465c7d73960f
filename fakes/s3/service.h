// S3: versioned buckets and objects. Operations are immediate; whoever transfers charges the time.
//
// Faithful: version ids, ETag = MD5 of the body (of parts: of their MD5s), the texts of failures,
// delete markers, versions newest first. What is simplified and absent: fakes/s3/README.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/json.h"
#include "fakes/aws/policies.h"
#include "fakes/s3/ports.h"
#include "fakes/s3/state.h"
#include "fakes/s3/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

// A part as CompleteMultipartUpload names it. `checksum`: none, or what the client thinks it is.
struct CompletedPart {
  std::int64_t PartNumber = 0;
  std::string ETag;  // with or without quotes
  Checksum checksum;
};

class S3 {
 public:
  S3(aws::Ids& ids, const Digests& digests) : ids_(ids), digests_(digests) {}

  // Whoever wants to hear of changes in buckets whose notifications to EventBridge are on.
  void connect(ObjectEvents& events) { events_ = &events; }
  // Whom else buckets may tell. Without it nobody is there to be told.
  void connect(NotificationTargets& targets, aws::Account account) {
    targets_ = &targets;
    account_ = std::move(account);
  }
  // Who understands buckets' policies. Without it they are kept as they come.
  void connect(const aws::PolicyReader& policies) { policies_ = &policies; }
  // Large bodies that come from now on are kept there instead of in memory.
  void connect(LargeBodies& bodies) { large_bodies_ = &bodies; }

  // BucketAlreadyOwnedByYou when it exists, InvalidBucketName.
  Status CreateBucket(Context cx, std::string bucket, BucketVersioningStatus versioning,
                      ObjectOwnership ownership = ObjectOwnership::BucketOwnerEnforced);
  // NoSuchBucket, BucketNotEmpty: versions or delete markers are left. Uploads in parts go with it.
  Status DeleteBucket(const std::string& bucket);
  // The new version. Writes trace line s3.object_created. NoSuchBucket, EntityTooLarge,
  // InvalidArgument, AccessControlListNotSupported, KeyTooLongError, MetadataTooLarge, InvalidTag.
  // `checksum` has been compared with the body.
  Result<ObjectVersion> PutObject(Context cx, std::string bucket, std::string key, std::string body,
                                  ObjectSettings settings = {}, Checksum checksum = {});
  // The newest version, or the named one. NoSuchBucket, NoSuchKey, NoSuchVersion.
  [[nodiscard]] Result<Object> GetObject(const std::string& bucket, const std::string& key,
                                         const std::optional<std::string>& version_id) const;
  [[nodiscard]] Result<ObjectVersion> HeadObject(const std::string& bucket,
                                                 const std::string& key) const;
  // The source as it stands: a delete marker is none. NoSuchBucket, NoSuchKey, NoSuchVersion,
  // InvalidRequest.
  [[nodiscard]] Result<const StoredObject*> find_source(const CopySource& source) const;
  // With `settings` instead of those of the source, where they are given; a copy has an ETag and a
  // checksum of its own. Failures of find_source and PutObject; InvalidRequest: onto itself without
  // any change.
  Result<ObjectVersion> CopyObject(Context cx, const CopySource& source, std::string bucket,
                                   std::string key, std::optional<ObjectSettings> settings = {},
                                   ChecksumAlgorithm algorithm = ChecksumAlgorithm::None);
  // Without a version: what the bucket's versioning demands, a delete marker or the end of it. With
  // one ("" is none): its end. NoSuchBucket. What is not there is deleted with success.
  Result<DeletedObject> DeleteObject(Context cx, const std::string& bucket, const std::string& key,
                                     const std::string& version_id = "");
  // Newest first; includes delete markers.
  [[nodiscard]] Result<std::vector<ObjectVersion>> ListObjectVersions(const std::string& bucket,
                                                                      const std::string& key) const;
  // Keys of the bucket whose newest version is not a delete marker, in byte order.
  [[nodiscard]] Result<std::vector<std::string>> ListKeys(const std::string& bucket) const;

  // Its id. `checksum`: algorithm and type. The failures of PutObject.
  Result<std::string> CreateMultipartUpload(Context cx, const std::string& bucket,
                                            const std::string& key, ObjectSettings settings,
                                            Checksum checksum);
  // The part. NoSuchUpload, InvalidArgument: a number below 1 or above 10000,
  // EntityTooLarge, InvalidRequest: a checksum of another algorithm than the upload's. Whoever
  // uploads a part again replaces it.
  Result<Part> UploadPart(Context cx, const std::string& bucket, const std::string& key,
                          const std::string& upload_id, std::int64_t part_number, std::string body,
                          Checksum checksum);
  // The new version. NoSuchUpload, MalformedXML: no parts, InvalidPartOrder, InvalidPart,
  // EntityTooSmall, BadDigest: `whole` is what the client thinks the checksum is.
  Result<ObjectVersion> CompleteMultipartUpload(Context cx, const std::string& bucket,
                                                const std::string& key,
                                                const std::string& upload_id,
                                                const std::vector<CompletedPart>& parts,
                                                const Checksum& whole);
  Status AbortMultipartUpload(const std::string& bucket, const std::string& key,
                              const std::string& upload_id);
  [[nodiscard]] Result<const MultipartUpload*> find_upload(const std::string& bucket,
                                                           const std::string& key,
                                                           const std::string& upload_id) const;

  // Each replaces what was set before. NoSuchBucket.
  Status PutBucketVersioning(const std::string& bucket, BucketVersioningStatus status);
  Status PutBucketTagging(const std::string& bucket, Tags tags);
  // Its JSON; "" for none. MalformedPolicy.
  Status PutBucketPolicy(const std::string& bucket, std::string policy);
  // In place of all it had. Each topic and queue of it is sent a test message. InvalidArgument: one
  // is not there, unless that is not to be asked, or parts overlap; NotImplemented.
  Status PutBucketNotificationConfiguration(Context cx, const std::string& bucket,
                                            aws::Json configuration,
                                            bool SkipDestinationValidation = false);
  // Another one, whole, by the name of its structure; nothing to delete it. Of OwnershipControls it
  // is known what they mean. InvalidRequest of CORS.
  Status PutConfiguration(const std::string& bucket, const std::string& name,
                          std::optional<aws::Json> configuration);
  Status PutBucketAcl(const std::string& bucket, std::string acl);
  Status PutBucketRegion(const std::string& bucket, std::string region);
  // Of a version, or the newest (""). What they changed. NoSuchKey, NoSuchVersion,
  // MethodNotAllowed.
  Result<ObjectVersion> PutObjectTagging(Context cx, const std::string& bucket,
                                         const std::string& key, const std::string& version_id,
                                         Tags tags);
  Result<ObjectVersion> DeleteObjectTagging(Context cx, const std::string& bucket,
                                            const std::string& key, const std::string& version_id);
  Result<ObjectVersion> PutObjectAcl(Context cx, const std::string& bucket, const std::string& key,
                                     const std::string& version_id, std::string acl);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Digests& digests() const { return digests_; }

 private:
  [[nodiscard]] Status may_store(const std::string& bucket, const std::string& key,
                                 std::uint64_t size, const ObjectSettings& settings) const;
  // Gives it a version, stores it, and tells of it.
  ObjectVersion store(Context cx, const std::string& bucket, Object object,
                      std::string_view reason);
  void tell_created(Context cx, const std::string& bucket, const ObjectVersion& version,
                    std::string_view reason);
  void tell_deleted(Context cx, const std::string& bucket, const ObjectVersion& version,
                    std::string_view deletion_type);
  void tell_changed(Context cx, const std::string& bucket, const ObjectVersion& version,
                    std::string_view what);
  void notify(Context cx, const std::string& bucket, const ObjectVersion& version,
              std::string event);
  void send(Context cx, const std::string& bucket, const std::string& arn, std::string message);
  Result<MultipartUpload*> upload_of(const std::string& bucket, const std::string& key,
                                     const std::string& upload_id);
  // The version that a request about an object means, to be changed.
  Result<StoredObject*> object_of(const std::string& bucket, const std::string& key,
                                  const std::string& version_id);

  aws::Ids& ids_;
  const Digests& digests_;
  ObjectEvents* events_ = nullptr;
  NotificationTargets* targets_ = nullptr;
  const aws::PolicyReader* policies_ = nullptr;
  aws::Account account_;        // of targets_
  std::uint64_t notified_ = 0;  // changes that somebody was told of
  LargeBodies* large_bodies_ = nullptr;
  State state_;
};

}  // namespace greenroom::s3
