// EventBridge's values as inputs and outputs have them.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/events/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::events {

[[nodiscard]] aws::Json rule_of(const Rule& rule);
[[nodiscard]] aws::Json target_of(const Target& target);
[[nodiscard]] aws::Json failed_entry_of(const FailedEntry& entry);
[[nodiscard]] aws::Json result_entry_of(const PutEventsResultEntry& entry);

// ValidationException for what is not here: CloudTrail's management events; dead-letter queues and
// targets with parameters of their own services.
[[nodiscard]] Result<PutRuleRequest> read_rule(const aws::Json& input);
[[nodiscard]] Result<std::vector<Target>> read_targets(const aws::Json& input);
[[nodiscard]] Result<std::vector<PutEventsRequestEntry>> read_entries(Context cx,
                                                                      const aws::Json& input,
                                                                      const std::string& bus_arn);

// The bus that is meant: "default" also when it is its ARN or nothing.
[[nodiscard]] std::string read_bus(const aws::Json& input, const std::string& bus_arn);

}  // namespace greenroom::events
