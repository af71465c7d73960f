// What a target gets of an event: all, a part, a constant, or a template filled in. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.3 (eb-transform-target-input).
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/events/types.h"

namespace greenroom::events {

// A step of a JSON path: a member's name, or an element's number.
struct PathStep {
  std::string name;
  std::optional<std::size_t> index;
};
// "$.detail.object.key", "$['detail-type']", "$.resources[0]". ValidationException for others.
// Simplified: no "*", no ranges, no filters.
[[nodiscard]] Result<std::vector<PathStep>> parse_path(const std::string& path);
// What is there; nullptr when nothing is.
[[nodiscard]] const aws::Json* at_path(const aws::Json& event, const std::vector<PathStep>& path);

// Whether the target's input is one AWS takes; ValidationException.
[[nodiscard]] Status validate_input(const Target& target);

// The text the target gets. A path that leads nowhere: InputPath gives "null" (UNVERIFIED), a
// variable is absent.
[[nodiscard]] std::string input_for(const Target& target, const Rule& rule, const Event& event,
                                    Epoch epoch);

}  // namespace greenroom::events
