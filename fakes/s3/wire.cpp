#include "fakes/s3/wire.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "fakes/s3/cors.h"
#include "fakes/s3/wire_calls.h"
#include "fakes/s3/wire_errors.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/xml.h"
#include "sim/core/assert.h"

namespace greenroom::s3 {
namespace {

// What is in the table to be refused, because it would change what the caller gets.
constexpr std::array<std::string_view, 13> k_refused = {
    "GrantFullControl",     "GrantRead",      "GrantReadACP",
    "GrantWrite",           "GrantWriteACP",  "AccessControlPolicy",
    "SSECustomerAlgorithm", "ObjectLockMode", "ObjectLockLegalHoldStatus",
    "WriteOffsetBytes",     "IfMatchSize",    "IfMatchLastModifiedTime",
    "IfMatchInitiatedTime"};

Status refuse_what_is_absent(const aws::Json& input) {
  bool refused = wire::flag_of(input, "ObjectLockEnabledForBucket");
  for (const std::string_view member : k_refused) {
    refused = refused || input.find(member) != nullptr;
  }
  return refused ? Status(not_implemented()) : success();
}

template <typename Call>
Call find_call(std::initializer_list<const Calls<Call>*> parts, const std::string& operation) {
  for (const Calls<Call>* calls : parts) {
    const auto found = calls->find(operation);
    if (found != calls->end()) {
      return found->second;
    }
  }
  return nullptr;
}

bool reads_an_object(const std::string& operation) {
  return operation == "GetObject" || operation == "HeadObject" ||
         operation == "GetObjectAttributes";
}

}  // namespace

Status Wire::caller_may(Context cx, const std::string& action, const std::string& resource) const {
  return rights_ == nullptr ? success()
                            : rights_->caller_may(cx, {action, "arn:aws:s3:::" + resource, {}});
}

// AWS: GetObject, HeadObject and GetObjectAttributes, "Permissions": without s3:ListBucket nobody
// learns which keys there are. Of versions that are not there it says nothing.
Failure Wire::told_to_caller(Context cx, const aws::Json& input, const Failure& failure) const {
  if (failure.code != "NoSuchKey") {
    return failure;
  }
  const Status may = caller_may(cx, "s3:ListBucket", wire::text_of(input, "Bucket"));
  return may ? failure : may.failure();
}

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  if (const Status may = refuse_what_is_absent(input); !may) {
    return may.failure();
  }
  const Reading reading =
      find_call<Reading>({&object_reading(), &multipart_reading(), &list_reading(),
                          &bucket_reading(), &settings_reading()},
                         operation);
  if (reading != nullptr) {
    Result<aws::Json> read = reading(s3_, cx, input);
    return read || !reads_an_object(operation)
               ? std::move(read)
               : Result<aws::Json>(told_to_caller(cx, input, read.failure()));
  }
  if (operation == "DeleteObjects") {
    const std::string bucket = wire::text_of(input, "Bucket");
    return delete_objects(s3_, cx, input, [&](const std::string& key, bool of_version) {
      return caller_may(cx, of_version ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
                        bucket + "/" + key);
    });
  }
  const Writing writing = find_call<Writing>(
      {&object_writing(), &multipart_writing(), &bucket_writing(), &settings_writing()}, operation);
  SIM_ASSERT(writing != nullptr, "the table has an operation that nobody serves: " + operation);
  return writing(s3_, cx, input);
}

// Reference codebuild-codepipeline-s3 3.7.
int Wire::status_of_error(const std::string& code) const {
  static const std::map<std::string_view, int> statuses = {
      {"AccessDenied", 403},
      {"AccessForbidden", 403},
      {"BucketAlreadyExists", 409},
      {"BucketAlreadyOwnedByYou", 409},
      {"BucketNotEmpty", 409},
      {"InvalidPartNumber", 416},
      {"InvalidRange", 416},
      {"MethodNotAllowed", 405},
      {"NoSuchBucket", 404},
      {"NoSuchBucketPolicy", 404},
      {"NoSuchCORSConfiguration", 404},
      {"NoSuchKey", 404},
      {"NoSuchLifecycleConfiguration", 404},
      {"NoSuchPublicAccessBlockConfiguration", 404},
      {"NoSuchTagSet", 404},
      {"NoSuchUpload", 404},
      {"NoSuchVersion", 404},
      {"NoSuchWebsiteConfiguration", 404},
      {"NotImplemented", 501},
      {"NotModified", 304},
      {"ObjectLockConfigurationNotFoundError", 404},
      {"OwnershipControlsNotFoundError", 404},
      {"PreconditionFailed", 412},
      {"ReplicationConfigurationNotFoundError", 404},
      {"ServerSideEncryptionConfigurationNotFoundError", 404}};
  const auto found = statuses.find(code);
  return found == statuses.end() ? 400 : found->second;
}

int Wire::status_of_output(const std::string& operation, const aws::Json& output) const {
  if (operation == "PutBucketPolicy" || model().operations.at(operation).method == "DELETE") {
    return 204;
  }
  return output.find("ContentRange") != nullptr ? 206 : 200;
}

wire::ErrorElements Wire::elements_of_error(const std::string& operation, const aws::Json& input,
                                            const Failure& failure) const {
  return s3::elements_of_error(s3_.state(), model().operations.at(operation).method, input,
                               failure);
}

Result<HttpHeaders> Wire::share(const std::string& bucket, const std::string& origin,
                                const std::string& method, const std::string& asked) const {
  const Bucket* home = s3_.state().find(bucket);
  if (home == nullptr) {
    return no_such_bucket();
  }
  const auto configuration = home->configurations.find("CORSConfiguration");
  if (configuration == home->configurations.end()) {
    return Failure{"AccessForbidden", "CORSResponse: CORS is not enabled for this bucket."};
  }
  return cors_headers(configuration->second, {origin, method, asked});
}

// Of an object that is not read: what hides it, or what the client has already.
HttpHeaders Wire::headers_of_error(Context cx, const std::string& operation, const aws::Json& input,
                                   const Failure& failure) const {
  HttpHeaders headers;
  const Bucket* bucket = s3_.state().find(wire::text_of(input, "Bucket"));
  // UNVERIFIED: who may not know whether the key is there does not learn it from a header.
  const bool is_read = operation == "GetObject" || operation == "HeadObject";
  if (!is_read || bucket == nullptr || failure.code == "AccessDenied") {
    return headers;
  }
  const Result<const StoredObject*> found =
      find_version(*bucket, wire::text_of(input, "Key"), wire::text_of(input, "VersionId"));
  if (!found) {
    return headers;
  }
  const ObjectVersion& version = found.value()->version;
  const auto last_modified = [&] {
    headers.emplace_back(
        "Last-Modified",
        wire::http_date_of_timestamp(wire::timestamp(cx.epoch(), version.LastModified).text));
  };
  if (version.IsDeleteMarker) {
    headers.emplace_back("x-amz-delete-marker", "true");
    headers.emplace_back("x-amz-version-id", version.VersionId);
    if (failure.code == "MethodNotAllowed") {
      headers.emplace_back("Allow", "DELETE");
      last_modified();
    }
  } else if (failure.code == "NotModified") {
    headers.emplace_back("ETag", quoted(version.ETag));
    last_modified();
    if (version.VersionId != "null") {
      headers.emplace_back("x-amz-version-id", version.VersionId);
    }
  }
  return headers;
}

}  // namespace greenroom::s3
