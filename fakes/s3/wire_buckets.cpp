// Buckets themselves.
#include <utility>

#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"

namespace greenroom::s3 {
namespace {

Result<aws::Json> head_bucket(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  return wire::Object().add("BucketRegion", wire::text(region_of(*bucket.value()))).take();
}

// Of us-east-1 nothing.
Result<aws::Json> get_bucket_location(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  return bucket
             ? Result<aws::Json>(wire::Object()
                                     .add_unless_empty("LocationConstraint", bucket.value()->region)
                                     .take())
             : Result<aws::Json>(bucket.failure());
}

Result<aws::Json> get_bucket_versioning(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  wire::Object output;
  if (bucket.value()->versioning != BucketVersioningStatus::NeverEnabled) {
    const bool on = bucket.value()->versioning == BucketVersioningStatus::Enabled;
    output.add("Status", wire::text(on ? "Enabled" : "Suspended"));
  }
  return output.take();
}

ObjectOwnership ownership_named(const std::string& name) {
  return name == "ObjectWriter"           ? ObjectOwnership::ObjectWriter
         : name == "BucketOwnerPreferred" ? ObjectOwnership::BucketOwnerPreferred
                                          : ObjectOwnership::BucketOwnerEnforced;
}

Result<aws::Json> create_bucket(S3& s3, Context cx, const aws::Json& input) {
  const std::string name = wire::text_of(input, "Bucket");
  const std::string acl = wire::text_of(input, "ACL");
  const ObjectOwnership ownership = ownership_named(wire::text_of(input, "ObjectOwnership"));
  if (!acl.empty() && acl != "private" && ownership == ObjectOwnership::BucketOwnerEnforced) {
    return Failure{"InvalidBucketAclWithObjectOwnership",
                   "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced "
                   "setting"};
  }
  const aws::Json* configuration = input.find("CreateBucketConfiguration");
  const aws::Json none;
  Result<Tags> tags =
      tags_in(wire::Object()
                  .add("TagSet", configuration == nullptr || configuration->find("Tags") == nullptr
                                     ? none
                                     : *configuration->find("Tags"))
                  .take());
  if (!tags) {
    return tags.failure();
  }
  const Status created = s3.CreateBucket(cx, name, BucketVersioningStatus::NeverEnabled, ownership);
  if (!created) {
    return created.failure();
  }
  if (configuration != nullptr) {
    const std::string region = wire::text_of(*configuration, "LocationConstraint");
    (void)s3.PutBucketRegion(name, region == "EU" ? "eu-west-1" : region);
  }
  if (const Status tagged = s3.PutBucketTagging(name, std::move(tags).value()); !tagged) {
    (void)s3.DeleteBucket(name);
    return tagged.failure();
  }
  if (acl != "private") {
    (void)s3.PutBucketAcl(name, acl);
  }
  return wire::Object().add("Location", wire::text("/" + name)).take();
}

Result<aws::Json> delete_bucket(S3& s3, Context, const aws::Json& input) {
  return done(s3.DeleteBucket(wire::text_of(input, "Bucket")));
}

Result<aws::Json> put_bucket_versioning(S3& s3, Context, const aws::Json& input) {
  const aws::Json& configuration = *input.find("VersioningConfiguration");
  if (wire::text_of(configuration, "MFADelete") == "Enabled") {
    return not_implemented();
  }
  const std::string status = wire::text_of(configuration, "Status");
  if (status.empty()) {
    return Failure{"IllegalVersioningConfigurationException",
                   "The Versioning element must be specified"};
  }
  return done(s3.PutBucketVersioning(
      wire::text_of(input, "Bucket"),
      status == "Enabled" ? BucketVersioningStatus::Enabled : BucketVersioningStatus::Suspended));
}

}  // namespace

const Calls<Reading>& bucket_reading() {
  static const Calls<Reading> calls = {{"HeadBucket", head_bucket},
                                       {"GetBucketLocation", get_bucket_location},
                                       {"GetBucketVersioning", get_bucket_versioning}};
  return calls;
}

const Calls<Writing>& bucket_writing() {
  static const Calls<Writing> calls = {{"CreateBucket", create_bucket},
                                       {"DeleteBucket", delete_bucket},
                                       {"PutBucketVersioning", put_bucket_versioning}};
  return calls;
}

}  // namespace greenroom::s3
