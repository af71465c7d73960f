// The words of scaling activities, as AWS writes them (reference alb-ec2-asg 2.9). Each sentence
// begins with "At {t}"; two blanks stand between sentences.
#pragma once

#include <cstdint>
#include <string>

#include "sim/core/time.h"

namespace greenroom::autoscaling {

// "At 2026-01-01T00:00:05Z " + what + ".", unless `what` ends in one.
[[nodiscard]] std::string at(Epoch epoch, Instant now, const std::string& what);
// `first` and `second` with two blanks between; one alone when the other is empty.
[[nodiscard]] std::string both(const std::string& first, const std::string& second);

// What follows "At {t} ".
[[nodiscard]] std::string created_text(std::int64_t desired);
[[nodiscard]] std::string updated_text(std::int64_t min_size, std::int64_t max_size,
                                       std::int64_t desired, std::int64_t before);
// UNVERIFIED: the reference has no text for SetDesiredCapacity.
[[nodiscard]] std::string set_desired_text(std::int64_t desired, std::int64_t before);
[[nodiscard]] std::string started_text(std::int64_t from, std::int64_t to);
[[nodiscard]] std::string shrunk_text(std::int64_t from, std::int64_t to);
// UNVERIFIED.
[[nodiscard]] std::string replaced_text();
[[nodiscard]] std::string selected_text(const std::string& instance_id);
// `because`: "an ELB system health check failure."
[[nodiscard]] std::string taken_out_text(const std::string& because);
// "instance {id} {was} in response to a user request", and ", shrinking the capacity from 2 to 1"
// or "increasing" when the numbers differ.
[[nodiscard]] std::string user_request_text(const std::string& instance_id, const std::string& was,
                                            std::int64_t from, std::int64_t to);

// {"Subnet ID":"subnet-...","Availability Zone":"us-west-2b"}
[[nodiscard]] std::string details_of(const std::string& subnet, const std::string& zone);
// Why a lifecycle action was abandoned: its StatusMessage.
[[nodiscard]] std::string abandoned_text(const std::string& token, bool timed_out);

}  // namespace greenroom::autoscaling
