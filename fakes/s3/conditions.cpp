#include "fakes/s3/conditions.h"

namespace greenroom::s3 {
namespace {

Failure failed() {
  return {"PreconditionFailed", "At least one of the pre-conditions you specified did not hold"};
}

// "*", or a list of entity tags with or without quotes.
bool names(const std::string& condition, const std::string& e_tag) {
  return condition == "*" || condition == e_tag ||
         condition.find("\"" + e_tag + "\"") != std::string::npos;
}

}  // namespace

Status check_read(const Conditions& conditions, const std::string& e_tag, std::int64_t modified) {
  if (!conditions.IfMatch.empty()) {
    if (!names(conditions.IfMatch, e_tag)) {
      return failed();
    }
  } else if (conditions.IfUnmodifiedSince && modified > *conditions.IfUnmodifiedSince) {
    return failed();
  }
  const bool unchanged =
      !conditions.IfNoneMatch.empty()
          ? names(conditions.IfNoneMatch, e_tag)
          : conditions.IfModifiedSince && modified <= *conditions.IfModifiedSince;
  return unchanged ? Status(Failure{"NotModified", "Not Modified"}) : success();
}

Status check_copy_source(const Conditions& conditions, const std::string& e_tag,
                         std::int64_t modified) {
  return check_read(conditions, e_tag, modified) ? success() : Status(failed());
}

Status check_write(const Conditions& conditions, const Bucket& bucket, const std::string& key) {
  const Result<const StoredObject*> found = find_version(bucket, key, "");
  const bool there = found && !found.value()->version.IsDeleteMarker;
  if (!conditions.IfNoneMatch.empty()) {
    if (conditions.IfNoneMatch != "*") {
      return not_implemented();
    }
    if (there) {
      return failed();
    }
  }
  if (!conditions.IfMatch.empty()) {
    if (!there) {
      return no_such_key();
    }
    if (!names(conditions.IfMatch, found.value()->version.ETag)) {
      return failed();
    }
  }
  return success();
}

}  // namespace greenroom::s3
