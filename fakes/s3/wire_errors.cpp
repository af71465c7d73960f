#include "fakes/s3/wire_errors.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/s3/notifications.h"
#include "fakes/s3/wire_values.h"
#include "fakes/wire/values.h"

namespace greenroom::s3 {
namespace {

// Members that are repeated as they were asked for.
struct Repeated {
  const char* member;
  const char* element;
};

const std::map<std::string_view, std::vector<Repeated>>& repeated_by_code() {
  static const std::vector<Repeated> bucket = {{"Bucket", "BucketName"}};
  static const std::map<std::string_view, std::vector<Repeated>> all = {
      {"BucketAlreadyExists", bucket},
      {"BucketAlreadyOwnedByYou", bucket},
      {"BucketNotEmpty", bucket},
      {"InvalidBucketName", bucket},
      {"InvalidRange", {{"Range", "RangeRequested"}}},
      {"NoSuchBucket", bucket},
      {"NoSuchBucketPolicy", bucket},
      {"NoSuchCORSConfiguration", bucket},
      {"NoSuchLifecycleConfiguration", bucket},
      {"NoSuchPublicAccessBlockConfiguration", bucket},
      {"NoSuchTagSet", bucket},
      {"NoSuchUpload", {{"UploadId", "UploadId"}}},
      {"NoSuchVersion", {{"Key", "Key"}, {"VersionId", "VersionId"}}},
      {"NoSuchWebsiteConfiguration", bucket},
      {"OwnershipControlsNotFoundError", bucket},
      {"ReplicationConfigurationNotFoundError", bucket},
      {"ServerSideEncryptionConfigurationNotFoundError", bucket}};
  return all;
}

// In the order in which they are judged (conditions.h).
constexpr std::array<std::pair<const char*, const char*>, 7> k_conditions = {
    {{"CopySourceIfMatch", "x-amz-copy-source-If-Match"},
     {"CopySourceIfUnmodifiedSince", "x-amz-copy-source-If-Unmodified-Since"},
     {"CopySourceIfNoneMatch", "x-amz-copy-source-If-None-Match"},
     {"CopySourceIfModifiedSince", "x-amz-copy-source-If-Modified-Since"},
     {"IfMatch", "If-Match"},
     {"IfUnmodifiedSince", "If-Unmodified-Since"},
     {"IfNoneMatch", "If-None-Match"}}};

// Simplified: of several conditions the first is named, whichever failed.
std::string condition_of(const aws::Json& input) {
  for (const auto& [member, header] : k_conditions) {
    if (input.find(member) != nullptr) {
      return header;
    }
  }
  return "";
}

// Of a copy the source's, without its version.
std::string missing_key_of(const aws::Json& input) {
  if (input.find("CopySource") == nullptr) {
    return wire::text_of(input, "Key");
  }
  const Result<CopySource> source = copy_source_in(input);
  return source ? source.value().key : "";
}

std::string size_of(const State& state, const aws::Json& input) {
  const Bucket* bucket = state.find(wire::text_of(input, "Bucket"));
  if (bucket == nullptr) {
    return "";
  }
  const Result<const StoredObject*> found =
      find_version(*bucket, wire::text_of(input, "Key"), wire::text_of(input, "VersionId"));
  return found ? std::to_string(found.value()->version.Size) : "";
}

}  // namespace

wire::ErrorElements elements_of_error(const State& state, const std::string& method,
                                      const aws::Json& input, const Failure& failure) {
  wire::ErrorElements elements;
  const auto add = [&](const char* element, std::string value) {
    if (!value.empty()) {
      elements.emplace_back(element, std::move(value));
    }
  };
  const auto known = repeated_by_code().find(failure.code);
  if (known != repeated_by_code().end()) {
    for (const Repeated& each : known->second) {
      add(each.element, wire::text_of(input, each.member));
    }
  }
  if (failure.code == "InvalidArgument" && failure.message.rfind(k_no_destination, 0) == 0) {
    const std::size_t arn = std::string_view(k_no_destination).size();
    const std::size_t end = failure.message.find(": ", arn);
    add("ArgumentName", failure.message.substr(arn, end - arn));
    add("ArgumentValue", failure.message.substr(end + 2));
  } else if (failure.code == "NoSuchKey") {
    add("Key", missing_key_of(input));
  } else if (failure.code == "InvalidRange") {
    add("ActualObjectSize", size_of(state, input));
  } else if (failure.code == "PreconditionFailed") {
    add("Condition", condition_of(input));
  } else if (failure.code == "MethodNotAllowed") {
    add("Method", method);
    add("ResourceType", "DeleteMarker");
  }
  return elements;
}

}  // namespace greenroom::s3
