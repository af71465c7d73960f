// The envelope every event travels in, and which events PutEvents takes. Pure.
#pragma once

#include <string>

#include "fakes/aws/ids.h"
#include "fakes/events/types.h"
#include "sim/core/result.h"

namespace greenroom::events {

// Why an entry of PutEvents is refused, as AWS codes it in the entry's result: sources "aws..."
// belong to AWS (UNVERIFIED), Detail must be a JSON object, the entry less than 256 KB.
[[nodiscard]] Status validate_entry(const PutEventsRequestEntry& entry);

// {"version":"0","id":...,"detail-type":...,"source":...,"account":...,"time":...,"region":...,
// "resources":[...],"detail":{...}}. `time` has whole seconds.
[[nodiscard]] std::string envelope(const ServiceEvent& event, const std::string& id,
                                   const aws::Account& account, Epoch epoch, Instant time);

// Whether TestEventPattern takes it as an event: an object with id, account, source, time, region,
// resources and detail-type.
[[nodiscard]] Status validate_event(const std::string& json);

}  // namespace greenroom::events
