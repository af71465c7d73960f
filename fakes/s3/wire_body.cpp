// Whether the bytes that arrived are those that were sent (reference codebuild-codepipeline-s3 3.3,
// 3.4).
#include <string_view>

#include "fakes/s3/checksums.h"
#include "fakes/s3/wire.h"
#include "fakes/wire/base64.h"
#include "fakes/wire/values.h"

namespace greenroom::s3 {
namespace {

constexpr std::string_view k_checksum = "x-amz-checksum-";

Status check_md5(std::string_view given, const std::string& body, const Digests& digests) {
  const std::optional<std::string> bytes = wire::bytes_of_base64(given);
  if (!bytes || bytes->size() != 16) {
    return Failure{"InvalidDigest", "The Content-MD5 you specified was invalid."};
  }
  return *bytes == bytes_of_hex(digests.md5_hex(body))
             ? success()
             : Status(Failure{"BadDigest",
                              "The Content-MD5 you specified did not match what we received."});
}

Status check_checksum(const std::string& header, const std::string& value, const std::string& body,
                      const Digests& digests) {
  for (const ChecksumAlgorithm algorithm : checksum_algorithms()) {
    if (wire::lower(name_of(algorithm)) != header.substr(k_checksum.size())) {
      continue;
    }
    const std::string is = checksum_value(algorithm, body, digests);
    if (!wire::bytes_of_base64(value) || value.size() != is.size()) {
      return Failure{"InvalidRequest", "Value for " + header + " header is invalid."};
    }
    return value == is
               ? success()
               : Status(Failure{"BadDigest", std::string("The ") + name_of(algorithm) +
                                                 " you specified did not match the calculated "
                                                 "checksum."});
  }
  return not_implemented();
}

// Headers that begin like a checksum and are none.
bool is_about_checksums(const std::string& header) {
  return header == "x-amz-checksum-algorithm" || header == "x-amz-checksum-type" ||
         header == "x-amz-checksum-mode";
}

}  // namespace

Status Wire::check_body(const std::string& operation, const HttpRequest& request) const {
  const Digests& digests = s3_.digests();
  const std::string_view md5 = find_header(request.headers, "Content-MD5");
  if (!md5.empty()) {
    if (const Status whole = check_md5(md5, request.body, digests); !whole) {
      return whole;
    }
  }
  const std::string_view sha256 = find_header(request.headers, "x-amz-content-sha256");
  if (sha256.size() == 64 && !same_letters(sha256, digests.sha256_hex(request.body))) {
    return Failure{"XAmzContentSHA256Mismatch",
                   "The provided 'x-amz-content-sha256' header does not match what was computed."};
  }
  if (operation == "CreateMultipartUpload" || operation == "CompleteMultipartUpload") {
    return success();  // theirs are of the object, not of the body
  }
  int checksums = 0;
  for (const auto& [name, value] : request.headers) {
    const std::string header = wire::lower(name);
    if (header.rfind(k_checksum, 0) != 0 || is_about_checksums(header)) {
      continue;
    }
    if (++checksums > 1) {
      return Failure{"InvalidRequest",
                     "Expecting a single x-amz-checksum- header. Multiple checksum Types are not "
                     "allowed."};
    }
    if (const Status whole = check_checksum(header, value, request.body, digests); !whole) {
      return whole;
    }
  }
  if (operation == "DeleteObjects" && md5.empty() && checksums == 0) {
    return Failure{"InvalidRequest",
                   "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"};
  }
  return success();
}

}  // namespace greenroom::s3
