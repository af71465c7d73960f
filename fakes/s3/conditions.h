// Conditional requests (reference codebuild-codepipeline-s3 3.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fakes/s3/state.h"
#include "sim/core/result.h"

namespace greenroom::s3 {

struct Conditions {
  std::string IfMatch;                          // "" is not said
  std::string IfNoneMatch;                      // entity tags, or "*"
  std::optional<std::int64_t> IfModifiedSince;  // seconds since 1970
  std::optional<std::int64_t> IfUnmodifiedSince;
};

// Of what is read. Tags win over dates (RFC 9110 13.2.2). PreconditionFailed; NotModified.
[[nodiscard]] Status check_read(const Conditions& conditions, const std::string& e_tag,
                                std::int64_t modified);
// The same of the source of a copy, where whatever does not hold is PreconditionFailed.
[[nodiscard]] Status check_copy_source(const Conditions& conditions, const std::string& e_tag,
                                       std::int64_t modified);
// Of what is to be written over or deleted. PreconditionFailed; NoSuchKey: If-Match, and nothing is
// there; NotImplemented: If-None-Match of anything but "*".
[[nodiscard]] Status check_write(const Conditions& conditions, const Bucket& bucket,
                                 const std::string& key);

}  // namespace greenroom::s3
