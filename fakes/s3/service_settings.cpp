// What is set for a bucket, and for an object that is there already.
#include <utility>

#include "fakes/s3/cors.h"
#include "fakes/s3/limits.h"
#include "fakes/s3/service.h"
#include "sim/core/assert.h"

namespace greenroom::s3 {
namespace {

// OwnershipControls: one rule. MalformedXML is for the table to say.
ObjectOwnership ownership_in(const aws::Json& controls) {
  const aws::Json* rules = controls.find("Rules");
  const aws::Json* named =
      rules == nullptr || rules->items.empty() ? nullptr : rules->items[0].find("ObjectOwnership");
  const std::string text = named == nullptr ? "" : named->text;
  return text == "ObjectWriter"           ? ObjectOwnership::ObjectWriter
         : text == "BucketOwnerPreferred" ? ObjectOwnership::BucketOwnerPreferred
                                          : ObjectOwnership::BucketOwnerEnforced;
}

}  // namespace

Status S3::PutBucketVersioning(const std::string& bucket, BucketVersioningStatus status) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  home->versioning = status;
  return success();
}

Status S3::PutBucketTagging(const std::string& bucket, Tags tags) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (const Status allowed = check_tags(tags, k_bucket_tags_max); !allowed) {
    return allowed;
  }
  home->tags = std::move(tags);
  return success();
}

Status S3::PutBucketPolicy(const std::string& bucket, std::string policy) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  if (!policy.empty()) {
    const Result<aws::Json> document = aws::parse_json(policy);
    if (!document || document.value().find("Statement") == nullptr) {
      return Failure{"MalformedPolicy", document ? "Missing required field Statement"
                                                 : "Policies must be valid JSON and the first byte "
                                                   "must be '{'"};
    }
    if (const Status good =
            policies_ == nullptr ? success() : policies_->check_of_bucket(policy, bucket);
        !good) {
      return Failure{"MalformedPolicy", good.failure().message};
    }
    if (policies_ != nullptr && is_blocked(*home, "BlockPublicPolicy") &&
        policies_->is_public(policy)) {
      return Failure{
          "AccessDenied",  // Simplified: AWS's text also names who asks
          "Not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::" + bucket +
              "\" because public policies are blocked by the BlockPublicPolicy block "
              "public access setting."};
    }
  }
  home->policy = std::move(policy);
  return success();
}

Status S3::PutConfiguration(const std::string& bucket, const std::string& name,
                            std::optional<aws::Json> configuration) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  SIM_ASSERT(name != "NotificationConfiguration", "notifications are more than their text");
  if (name == "CORSConfiguration" && configuration) {
    if (const Status good = check_cors(*configuration); !good) {
      return good;
    }
  }
  if (name == "OwnershipControls") {
    home->ownership = configuration ? ownership_in(*configuration) : ObjectOwnership::ObjectWriter;
  }
  if (configuration) {
    home->configurations[name] = *std::move(configuration);
  } else {
    home->configurations.erase(name);
  }
  return success();
}

Status S3::PutBucketAcl(const std::string& bucket, std::string acl) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  for (const Status& allowed :
       {check_acl(acl, home->ownership), check_public_acl(*home, acl, "PutBucketAcl")}) {
    if (!allowed) {
      return allowed;
    }
  }
  home->ACL = std::move(acl);
  return success();
}

Status S3::PutBucketRegion(const std::string& bucket, std::string region) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  home->region = std::move(region);
  return success();
}

Result<StoredObject*> S3::object_of(const std::string& bucket, const std::string& key,
                                    const std::string& version_id) {
  Bucket* home = state_.find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const Result<const StoredObject*> found = find_object(*home, key, version_id);
  if (!found) {
    return found.failure();
  }
  for (StoredObject& object : home->keys.at(key)) {
    if (&object == found.value()) {
      return &object;
    }
  }
  return no_such_version();
}

Result<ObjectVersion> S3::PutObjectTagging(Context cx, const std::string& bucket,
                                           const std::string& key, const std::string& version_id,
                                           Tags tags) {
  const Result<StoredObject*> object = object_of(bucket, key, version_id);
  if (!object) {
    return object.failure();
  }
  if (const Status allowed = check_tags(tags, k_object_tags_max); !allowed) {
    return allowed.failure();
  }
  object.value()->version.settings.tags = std::move(tags);
  tell_changed(cx, bucket, object.value()->version, "Object Tags Added");
  return object.value()->version;
}

Result<ObjectVersion> S3::DeleteObjectTagging(Context cx, const std::string& bucket,
                                              const std::string& key,
                                              const std::string& version_id) {
  const Result<StoredObject*> object = object_of(bucket, key, version_id);
  if (!object) {
    return object.failure();
  }
  object.value()->version.settings.tags.clear();
  tell_changed(cx, bucket, object.value()->version, "Object Tags Deleted");
  return object.value()->version;
}

Result<ObjectVersion> S3::PutObjectAcl(Context cx, const std::string& bucket,
                                       const std::string& key, const std::string& version_id,
                                       std::string acl) {
  const Result<StoredObject*> object = object_of(bucket, key, version_id);
  if (!object) {
    return object.failure();
  }
  const Bucket& home = *state_.find(bucket);
  for (const Status& allowed :
       {check_acl(acl, home.ownership), check_public_acl(home, acl, "PutObjectAcl")}) {
    if (!allowed) {
      return allowed.failure();
    }
  }
  const bool is_new = object.value()->version.settings.ACL != acl;
  object.value()->version.settings.ACL = std::move(acl);
  if (is_new) {
    tell_changed(cx, bucket, object.value()->version, "Object ACL Updated");
  }
  return object.value()->version;
}

}  // namespace greenroom::s3
