// YAML -> Scenario. Unknown keys, wrong types and wrong values are errors with file, line and
// column, what was expected, and a near-miss suggestion; all errors of a file are collected.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/types.h"

namespace greenroom::scenario {

struct LoadError {
  Place place;
  std::string message;
};

struct Loaded {
  std::optional<Scenario> scenario;  // only without errors
  std::vector<LoadError> errors;
};

// `file` is for messages and for resolving `app:`; `text` is its content. Looks at the app folder:
// it must exist and hold buildspec.yml and appspec.yml (a broken one is for the run to judge).
[[nodiscard]] Loaded load_scenario(const std::string& file, const std::string& text);

// "scenario.yaml:3:1: unknown key 'tarffic'; did you mean 'traffic'? ..."
[[nodiscard]] std::string describe(const std::string& file, const LoadError& error);

// "30s", "5m", "1h30m", "250ms"; nothing when it is not a duration, or one of
// more than a hundred years.
[[nodiscard]] std::optional<Duration> parse_duration(const std::string& text);
// The known word nearest to `word`, when near enough to be a slip.
[[nodiscard]] std::optional<std::string> near_miss(const std::string& word,
                                                   const std::vector<std::string>& known);

}  // namespace greenroom::scenario
