// A page of ListObjectsV2 (reference codebuild-codepipeline-s3 3.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/s3/state.h"
#include "fakes/s3/types.h"

namespace greenroom::s3 {

struct ListObjectsV2Input {
  std::string Prefix;
  std::string Delimiter;
  std::string StartAfter;
  std::string ContinuationToken;
  std::int64_t MaxKeys = 1000;
};

struct ListObjectsV2Output {
  std::vector<ObjectVersion> Contents;      // newest versions that are no delete markers
  std::vector<std::string> CommonPrefixes;  // each once, in byte order as the keys are
  std::string NextContinuationToken;        // "" = that was all
};

// Keys and common prefixes together are at most MaxKeys. Simplified: a token is the last key or
// prefix of the page before (opaque on AWS). InvalidArgument: MaxKeys below 0.
[[nodiscard]] Result<ListObjectsV2Output> list_objects(const Bucket& bucket,
                                                       const ListObjectsV2Input& input);

}  // namespace greenroom::s3
