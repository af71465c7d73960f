// What CloudWatch Logs refuses, with its codes and texts. Pure.
//
// AWS: reference codebuild-codepipeline-s3 4.1. Everything is an InvalidParameterException unless
// another code is named.
#pragma once

#include <string>
#include <vector>

#include "fakes/logs/types.h"
#include "sim/core/result.h"

namespace greenroom::logs {

[[nodiscard]] Status validate_group_name(const std::string& name);
[[nodiscard]] Status validate_stream_name(const std::string& name);
[[nodiscard]] Status validate_batch(const std::vector<InputLogEvent>& events);
// TooManyTagsException above 50 (UNVERIFIED that a new group's are refused with this code).
[[nodiscard]] Status validate_tags(const Tags& tags);
// A limit of a page, from 1 to `most`.
[[nodiscard]] Status validate_limit(const std::optional<std::int64_t>& limit, std::int64_t most);
[[nodiscard]] Status validate_filter(const FilterLogEventsInput& input);

// Which events of a batch are too new or too old to be stored at `now`.
[[nodiscard]] RejectedLogEventsInfo rejected(const std::vector<InputLogEvent>& events, Instant now);

}  // namespace greenroom::logs
