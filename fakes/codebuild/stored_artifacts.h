// Where in S3 a build's source is and its artifacts go (reference 1.2, 1.8). Pure.
#pragma once

#include <string>

#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

struct StorePlace {
  std::string bucket;
  std::string key;  // of a folder with a slash at its end, or ""
};

// "bucket/path/object.zip".
[[nodiscard]] StorePlace source_place(const std::string& location);

// join(path, the build's uuid, name), empty parts dropped; name "/" is no part. UNVERIFIED: that a
// name which is left out is the project's, and that only the uuid of the build id counts.
[[nodiscard]] std::string artifact_key(const ProjectArtifacts& artifacts,
                                       const std::string& project, const std::string& uuid);

}  // namespace greenroom::codebuild
