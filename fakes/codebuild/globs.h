// Artifact globs (reference 1.8). Pure.
#pragma once

#include <string>
#include <vector>

namespace greenroom::codebuild {

// `*` within one path segment, `**/` any number of segments (also none), else literally.
[[nodiscard]] bool glob_matches(const std::string& pattern, const std::string& path);

struct GlobOutcome {
  std::vector<std::string> files;             // sorted, each once
  std::vector<std::string> useless_patterns;  // those that matched nothing
};
[[nodiscard]] GlobOutcome select_files(const std::vector<std::string>& all_files,
                                       const std::vector<std::string>& patterns,
                                       const std::vector<std::string>& excluded);

}  // namespace greenroom::codebuild
