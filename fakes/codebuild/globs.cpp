#include "fakes/codebuild/globs.h"

#include <algorithm>
#include <set>

namespace greenroom::codebuild {
namespace {

// The places of a path that a pattern's beginning can reach: `reached[t]` is the place before
// path[t]. One pass for each part of a pattern, so that no pattern takes long.
using Places = std::vector<bool>;

Places after_folders(const Places& reached, const std::string& path) {
  Places next(reached.size());
  bool began = false;
  for (std::size_t t = 0; t < reached.size(); ++t) {
    next[t] = reached[t] || (began && path[t - 1] == '/');
    began = began || reached[t];
  }
  return next;
}

Places after_star(const Places& reached, const std::string& path) {
  Places next(reached.size());
  for (std::size_t t = 0; t < reached.size(); ++t) {
    next[t] = reached[t] || (t > 0 && next[t - 1] && path[t - 1] != '/');
  }
  return next;
}

Places after_character(const Places& reached, const std::string& path, char character) {
  Places next(reached.size());
  for (std::size_t t = 1; t < reached.size(); ++t) {
    next[t] = reached[t - 1] && path[t - 1] == character;
  }
  return next;
}

}  // namespace

bool glob_matches(const std::string& pattern, const std::string& path) {
  Places reached(path.size() + 1);
  reached[0] = true;
  for (std::size_t p = pattern.rfind("./", 0) == 0 ? 2 : 0; p < pattern.size();) {
    if (pattern.compare(p, std::string::npos, "**") == 0) {
      return std::find(reached.begin(), reached.end(), true) != reached.end();
    }
    const bool folders = pattern.compare(p, 3, "**/") == 0;
    reached = folders             ? after_folders(reached, path)
              : pattern[p] == '*' ? after_star(reached, path)
                                  : after_character(reached, path, pattern[p]);
    p += folders ? 3 : 1;
  }
  return reached.back();
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
