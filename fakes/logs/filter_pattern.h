// Filter patterns: which events a search means. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.1, "Filter pattern minimum".
#pragma once

#include <string>
#include <vector>

#include "fakes/logs/ports.h"
#include "sim/core/result.h"

namespace greenroom::logs {

// One of two kinds: terms, or a comparison of one member of a JSON event.
struct FilterPattern {
  std::vector<std::string> required;  // a "b c": all of them
  std::vector<std::string> optional;  // ?a ?b: one of them
  std::vector<std::string> excluded;  // -x: none of them
  // { $.field = "v" }; the value may have `*` for anything.
  std::vector<std::string> path;
  std::string value;
  bool negated = false;  // { $.field != "v" }
};

// "" matches every event. InvalidParameterException for what is none of these patterns.
[[nodiscard]] Result<FilterPattern> parse_filter_pattern(const std::string& text);

// Upper and lower case differ. Terms are found inside words too (UNVERIFIED). Optional terms beside
// required ones change nothing (UNVERIFIED).
[[nodiscard]] bool matches(const FilterPattern& pattern, const std::string& message);

}  // namespace greenroom::logs
