// The S3 deploy action (Deploy/AWS/S3/1): which objects it puts where, and how it words failures.
// Pure.
//
// AWS: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html. With
// Extract "true" every file of the artifact becomes an object, below ObjectKey where that is given;
// with "false" the artifact's zip becomes the object ObjectKey.
#pragma once

#include <string>
#include <vector>

#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/types.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// What {datetime} and {uuid} in an ObjectKey stand for.
struct KeyVariables {
  std::string datetime;
  std::string uuid;
};
[[nodiscard]] std::string object_key(std::string key, const KeyVariables& variables);

// "site/index.html": the key of an extracted file. `prefix` may end with a slash, or be empty.
[[nodiscard]] std::string extracted_key(const std::string& prefix, const std::string& path);

// "2026-01-01_00-01-02". UNVERIFIED: AWS shows it only in a picture of its tutorial.
[[nodiscard]] std::string deploy_datetime(Epoch epoch, Instant instant);

[[nodiscard]] DeployedObjectSettings object_settings(const Configuration& configuration);

// "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code:
// NoSuchBucket)". Simplified: without the request's ids.
[[nodiscard]] std::string s3_failure_text(const Failure& failure);

// The action's error code for what S3 refused. UNVERIFIED for each (reference 2.7).
[[nodiscard]] std::string s3_failure_code(const Failure& failure);

}  // namespace greenroom::codepipeline
