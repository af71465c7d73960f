#include "fakes/codebuild/globs.h"

#include <algorithm>
#include <set>

namespace greenroom::codebuild {
namespace {

bool matches_from(const std::string& pattern, std::size_t p, const std::string& path,
                  std::size_t t) {
  if (p == pattern.size()) {
    return t == path.size();
  }
  if (pattern.compare(p, 3, "**/") == 0) {
    if (matches_from(pattern, p + 3, path, t)) {
      return true;
    }
    for (std::size_t slash = path.find('/', t); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      if (matches_from(pattern, p + 3, path, slash + 1)) {
        return true;
      }
    }
    return false;
  }
  if (pattern.compare(p, std::string::npos, "**") == 0) {
    return true;
  }
  if (pattern[p] == '*') {
    return matches_from(pattern, p + 1, path, t) ||
           (t < path.size() && path[t] != '/' && matches_from(pattern, p, path, t + 1));
  }
  return t < path.size() && pattern[p] == path[t] && matches_from(pattern, p + 1, path, t + 1);
}

}  // namespace

bool glob_matches(const std::string& pattern, const std::string& path) {
  const std::size_t begin = pattern.rfind("./", 0) == 0 ? 2 : 0;
  return matches_from(pattern, begin, path, 0);
}

GlobOutcome select_files(const std::vector<std::string>& all_files,
                         const std::vector<std::string>& patterns,
                         const std::vector<std::string>& excluded) {
  GlobOutcome outcome;
  std::set<std::string> chosen;
  for (const std::string& pattern : patterns) {
    bool useful = false;
    for (const std::string& file : all_files) {
      if (glob_matches(pattern, file)) {
        chosen.insert(file);
        useful = true;
      }
    }
    if (!useful) {
      outcome.useless_patterns.push_back(pattern);
    }
  }
  for (const std::string& file : chosen) {
    const bool out = std::any_of(excluded.begin(), excluded.end(), [&](const std::string& pattern) {
      return glob_matches(pattern, file);
    });
    if (!out) {
      outcome.files.push_back(file);
    }
  }
  return outcome;
}

}  // namespace greenroom::codebuild
