// What is set for a whole bucket: kept and given back.
//
// Faithful: texts of what is not set. Simplified: nobody is kept out by CORS.
#include <utility>

#include "fakes/s3/wire_acl.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/convert.h"

namespace greenroom::s3 {
namespace {

Result<aws::Json> get_bucket_tagging(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  return bucket.value()->tags.empty()
             ? Result<aws::Json>(Failure{"NoSuchTagSet", "The TagSet does not exist"})
             : Result<aws::Json>(
                   wire::Object().add("TagSet", wire::tags_of(bucket.value()->tags)).take());
}

Result<aws::Json> put_bucket_tagging(S3& s3, Context, const aws::Json& input) {
  Result<Tags> tags = tags_in(*input.find("Tagging"));
  return tags ? done(s3.PutBucketTagging(wire::text_of(input, "Bucket"), std::move(tags).value()))
              : Result<aws::Json>(tags.failure());
}

Result<aws::Json> delete_bucket_tagging(S3& s3, Context, const aws::Json& input) {
  return done(s3.PutBucketTagging(wire::text_of(input, "Bucket"), {}));
}

Result<aws::Json> get_bucket_policy(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  return bucket.value()->policy.empty()
             ? Result<aws::Json>(Failure{"NoSuchBucketPolicy", "The bucket policy does not exist"})
             : Result<aws::Json>(
                   wire::Object().add("Policy", wire::text(bucket.value()->policy)).take());
}

Result<aws::Json> put_bucket_policy(S3& s3, Context, const aws::Json& input) {
  return done(s3.PutBucketPolicy(wire::text_of(input, "Bucket"), wire::text_of(input, "Policy")));
}

Result<aws::Json> delete_bucket_policy(S3& s3, Context, const aws::Json& input) {
  return done(s3.PutBucketPolicy(wire::text_of(input, "Bucket"), ""));
}

Result<aws::Json> get_bucket_acl(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  return bucket ? Result<aws::Json>(access_control(bucket.value()->ACL))
                : Result<aws::Json>(bucket.failure());
}

Result<aws::Json> put_bucket_acl(S3& s3, Context, const aws::Json& input) {
  const std::string acl = wire::text_of(input, "ACL");
  if (acl.empty()) {
    return Failure{"MissingSecurityHeader", "Your request was missing a required header"};
  }
  return done(s3.PutBucketAcl(wire::text_of(input, "Bucket"), acl));
}

// The configuration of that name. `absent` is what AWS says when it was never put.
Result<aws::Json> configuration(const S3& s3, const aws::Json& input, const char* name,
                                const Failure& absent) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  const auto& all = bucket.value()->configurations;
  const auto found = all.find(name);
  return found == all.end() ? Result<aws::Json>(absent) : Result<aws::Json>(found->second);
}

Result<aws::Json> wrapped(const char* member, const Result<aws::Json>& value) {
  return value ? Result<aws::Json>(wire::Object().add(member, value.value()).take()) : value;
}

Result<aws::Json> get_bucket_cors(const S3& s3, Context, const aws::Json& input) {
  return configuration(s3, input, "CORSConfiguration",
                       {"NoSuchCORSConfiguration", "The CORS configuration does not exist"});
}

// Without any it is an empty one.
Result<aws::Json> get_notifications(const S3& s3, Context, const aws::Json& input) {
  const Failure none{"none", ""};
  Result<aws::Json> found = configuration(s3, input, "NotificationConfiguration", none);
  return !found && found.failure() == none ? wire::Object().take() : found;
}

// Every bucket encrypts, since January 2023.
Result<aws::Json> get_bucket_encryption(const S3& s3, Context, const aws::Json& input) {
  constexpr const char* k_name = "ServerSideEncryptionConfiguration";
  const Failure none{"none", ""};
  Result<aws::Json> found = configuration(s3, input, k_name, none);
  if (!found && found.failure() == none) {
    const aws::Json by_default = wire::Object().add("SSEAlgorithm", wire::text("AES256")).take();
    const aws::Json rule =
        wire::Object().add("ApplyServerSideEncryptionByDefault", by_default).take();
    found = wire::Object().add("Rules", list_of({rule})).take();
  }
  return wrapped(k_name, found);
}

// All four, however many were put.
Result<aws::Json> get_public_access_block(const S3& s3, Context, const aws::Json& input) {
  constexpr const char* k_name = "PublicAccessBlockConfiguration";
  const Result<aws::Json> found =
      configuration(s3, input, k_name,
                    {"NoSuchPublicAccessBlockConfiguration",
                     "The public access block configuration was not found"});
  if (!found) {
    return found;
  }
  wire::Object all;
  for (const char* each :
       {"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"}) {
    all.add(each, flag(wire::flag_of(found.value(), each)));
  }
  return wrapped(k_name, all.take());
}

// New buckets have it without having been told.
Result<aws::Json> get_ownership_controls(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  if (!bucket) {
    return bucket.failure();
  }
  const ObjectOwnership ownership = bucket.value()->ownership;
  const char* name = ownership == ObjectOwnership::ObjectWriter           ? "ObjectWriter"
                     : ownership == ObjectOwnership::BucketOwnerPreferred ? "BucketOwnerPreferred"
                                                                          : "BucketOwnerEnforced";
  const aws::Json rule = wire::Object().add("ObjectOwnership", wire::text(name)).take();
  return wrapped("OwnershipControls", wire::Object().add("Rules", list_of({rule})).take());
}

Result<aws::Json> put_notifications(S3& s3, Context cx, const aws::Json& input) {
  return done(s3.PutBucketNotificationConfiguration(
      cx, wire::text_of(input, "Bucket"), *input.find("NotificationConfiguration"),
      wire::flag_of(input, "SkipDestinationValidation")));
}

// Of a configuration whose member in the input is named as its structure.
template <const char* Name>
Result<aws::Json> put_configuration(S3& s3, Context, const aws::Json& input) {
  return done(s3.PutConfiguration(wire::text_of(input, "Bucket"), Name, *input.find(Name)));
}

template <const char* Name>
Result<aws::Json> delete_configuration(S3& s3, Context, const aws::Json& input) {
  return done(s3.PutConfiguration(wire::text_of(input, "Bucket"), Name, std::nullopt));
}

constexpr char k_cors[] = "CORSConfiguration";
constexpr char k_encryption[] = "ServerSideEncryptionConfiguration";
constexpr char k_public_access[] = "PublicAccessBlockConfiguration";
constexpr char k_ownership[] = "OwnershipControls";

// What no bucket here has: its answer is always that it is not set.
struct Absent {
  static constexpr char k_website[] = "NoSuchWebsiteConfiguration";
  static constexpr char k_lifecycle[] = "NoSuchLifecycleConfiguration";
  static constexpr char k_replication[] = "ReplicationConfigurationNotFoundError";
  static constexpr char k_object_lock[] = "ObjectLockConfigurationNotFoundError";
  static constexpr char k_website_text[] =
      "The specified bucket does not have a website configuration";
  static constexpr char k_lifecycle_text[] = "The lifecycle configuration does not exist";
  static constexpr char k_replication_text[] = "The replication configuration was not found";
  static constexpr char k_object_lock_text[] =
      "Object Lock configuration does not exist for this bucket";
};

template <const char* Code, const char* Text>
Result<aws::Json> never_set(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  return bucket ? Failure{Code, Text} : bucket.failure();
}

Result<aws::Json> empty(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  return bucket ? Result<aws::Json>(wire::Object().take()) : Result<aws::Json>(bucket.failure());
}

Result<aws::Json> get_request_payment(const S3& s3, Context, const aws::Json& input) {
  const Result<const Bucket*> bucket = bucket_in(s3, input);
  return bucket ? Result<aws::Json>(wire::Object().add("Payer", wire::text("BucketOwner")).take())
                : Result<aws::Json>(bucket.failure());
}

}  // namespace

const Calls<Reading>& settings_reading() {
  static const Calls<Reading> calls = {
      {"GetBucketTagging", get_bucket_tagging},
      {"GetBucketPolicy", get_bucket_policy},
      {"GetBucketAcl", get_bucket_acl},
      {"GetBucketCors", get_bucket_cors},
      {"GetBucketNotificationConfiguration", get_notifications},
      {"GetBucketEncryption", get_bucket_encryption},
      {"GetPublicAccessBlock", get_public_access_block},
      {"GetBucketOwnershipControls", get_ownership_controls},
      {"GetBucketWebsite", never_set<Absent::k_website, Absent::k_website_text>},
      {"GetBucketLifecycleConfiguration", never_set<Absent::k_lifecycle, Absent::k_lifecycle_text>},
      {"GetBucketReplication", never_set<Absent::k_replication, Absent::k_replication_text>},
      {"GetObjectLockConfiguration", never_set<Absent::k_object_lock, Absent::k_object_lock_text>},
      {"GetBucketLogging", empty},
      {"GetBucketAccelerateConfiguration", empty},
      {"GetBucketRequestPayment", get_request_payment}};
  return calls;
}

const Calls<Writing>& settings_writing() {
  static const Calls<Writing> calls = {
      {"PutBucketTagging", put_bucket_tagging},
      {"DeleteBucketTagging", delete_bucket_tagging},
      {"PutBucketPolicy", put_bucket_policy},
      {"DeleteBucketPolicy", delete_bucket_policy},
      {"PutBucketAcl", put_bucket_acl},
      {"PutBucketCors", put_configuration<k_cors>},
      {"DeleteBucketCors", delete_configuration<k_cors>},
      {"PutBucketNotificationConfiguration", put_notifications},
      {"PutBucketEncryption", put_configuration<k_encryption>},
      {"DeleteBucketEncryption", delete_configuration<k_encryption>},
      {"PutPublicAccessBlock", put_configuration<k_public_access>},
      {"DeletePublicAccessBlock", delete_configuration<k_public_access>},
      {"PutBucketOwnershipControls", put_configuration<k_ownership>},
      {"DeleteBucketOwnershipControls", delete_configuration<k_ownership>}};
  return calls;
}

}  // namespace greenroom::s3
