// Pages of lists (reference codebuild-codepipeline-s3 3.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fakes/s3/state.h"
#include "fakes/s3/types.h"

namespace greenroom::s3 {

// How many a page may have. InvalidArgument: below 0.
[[nodiscard]] Result<std::size_t> page_size(std::int64_t wanted, const char* argument);

struct ListObjectsV2Input {
  std::string Prefix;
  std::string Delimiter;
  std::string StartAfter;  // of ListObjects its Marker: a key, or a common prefix
  std::string ContinuationToken;
  std::int64_t MaxKeys = 1000;
};

struct ListObjectsV2Output {
  std::vector<ObjectVersion> Contents;      // newest versions that are no delete markers
  std::vector<std::string> CommonPrefixes;  // each once, in byte order as the keys are
  std::string NextContinuationToken;        // "" = that was all
};

// Keys and common prefixes together are at most MaxKeys. A token is the last key or prefix of the
// page before (opaque on AWS, and in wire_lists.cpp). InvalidArgument: MaxKeys below 0.
[[nodiscard]] Result<ListObjectsV2Output> list_objects(const Bucket& bucket,
                                                       const ListObjectsV2Input& input);

struct ListObjectVersionsInput {
  std::string Prefix;
  std::string Delimiter;
  std::string KeyMarker;        // a key, or a common prefix; those after it are listed
  std::string VersionIdMarker;  // and what is older than this version of that key
  std::int64_t MaxKeys = 1000;
};

struct ListedVersion {
  ObjectVersion version;
  bool IsLatest = false;
};

struct ListObjectVersionsOutput {
  std::vector<ListedVersion> Versions;  // of a key the newest first; with delete markers
  std::vector<std::string> CommonPrefixes;
  std::string NextKeyMarker;  // "" = that was all
  std::string NextVersionIdMarker;
};

// InvalidArgument: MaxKeys below 0, a version without a key.
[[nodiscard]] Result<ListObjectVersionsOutput> list_versions(const Bucket& bucket,
                                                             const ListObjectVersionsInput& input);

struct ListMultipartUploadsInput {
  std::string Prefix;
  std::string Delimiter;
  std::string KeyMarker;
  std::string UploadIdMarker;
  std::int64_t MaxUploads = 1000;
};

struct ListMultipartUploadsOutput {
  std::vector<const MultipartUpload*> Uploads;  // by key, of one key by their age
  std::vector<std::string> CommonPrefixes;
  std::string NextKeyMarker;  // "" = that was all
  std::string NextUploadIdMarker;
};

[[nodiscard]] Result<ListMultipartUploadsOutput> list_uploads(
    const Bucket& bucket, const ListMultipartUploadsInput& input);

}  // namespace greenroom::s3
