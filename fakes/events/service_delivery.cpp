// From the bus to the targets: matching, schedules, deliveries and their retries.
#include <utility>

#include "fakes/events/envelope.h"
#include "fakes/events/input.h"
#include "fakes/events/retry.h"
#include "fakes/events/service.h"
#include "fakes/events/sites.h"

namespace greenroom::events {
namespace {

constexpr std::size_t k_entries_max = 10;  // of one PutEvents

// One attempt: Delivered, Failed (and tried again) or GivenUp.
void trace_attempt(Context cx, const std::string& rule, const Target& target,
                   const std::string& event_id, std::int64_t attempt, const Status& outcome,
                   const RetryDecision& decision) {
  std::vector<Field> fields = {{"rule", rule},
                               {"target", target.Id},
                               {"targetArn", target.Arn},
                               {"eventId", event_id},
                               {"attempt", attempt}};
  if (outcome.ok()) {
    fields.emplace_back("status", "Delivered");
  } else {
    fields.emplace_back("status", decision.again ? "Failed" : "GivenUp");
    fields.emplace_back("errorCode", outcome.failure().code);
    fields.emplace_back("errorMessage", outcome.failure().message);
    if (!decision.again) {
      fields.emplace_back("exhaustedRetryCondition", decision.exhausted);
    }
  }
  cx.trace("eventbridge.delivery", fields);
}

}  // namespace

Result<std::vector<PutEventsResultEntry>> EventBridge::PutEvents(
    Context cx, std::vector<PutEventsRequestEntry> entries) {
  if (entries.empty() || entries.size() > k_entries_max) {
    return Failure{"ValidationException",
                   "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
                   "Member must have length from 1 to 10"};
  }
  std::vector<PutEventsResultEntry> results;
  for (PutEventsRequestEntry& entry : entries) {
    const Status valid = entry.EventBusName == "default" ? validate_entry(entry)
                                                         : Status(no_such_bus(entry.EventBusName));
    if (!valid.ok()) {
      results.push_back({"", valid.failure().code, valid.failure().message});
      continue;
    }
    ServiceEvent event{std::move(entry.Source), std::move(entry.DetailType),
                       std::move(entry.Resources), std::move(entry.Detail)};
    results.push_back({ingest(cx, std::move(event), entry.Time.value_or(cx.now())), "", ""});
  }
  return results;
}

std::string EventBridge::put_service_event(Context cx, ServiceEvent event) {
  return ingest(cx, std::move(event), cx.now());
}

std::string EventBridge::ingest(Context cx, ServiceEvent event, Instant time) {
  const Context bus = cx.as("eventbridge");
  bus.trace("eventbridge.event", {{"source", event.source},
                                  {"detail-type", event.detail_type},
                                  {"resources", json_array(event.resources)},
                                  {"detail", event.detail}});
  Event on_bus;
  on_bus.id = ids_.uuid("eventbridge.event");
  on_bus.json = envelope(event, on_bus.id, account_, cx.epoch(), time);
  on_bus.ingestion_time = cx.now();
  const Result<aws::Json> json = aws::parse_json(on_bus.json);
  SIM_ASSERT(json.ok(), "an event's detail is JSON: " + event.detail);
  for (const auto& [name, record] : state_.rules()) {
    if (record.rule.State == RuleState::ENABLED && record.pattern &&
        matches(*record.pattern, json.value())) {
      tell_targets(bus, record, on_bus);
    }
  }
  return on_bus.id;
}

void EventBridge::tell_targets(Context cx, const RuleRecord& record, const Event& event) {
  for (const auto& [id, target] : record.targets) {
    cx.spawn("delivery", deliver(cx, {record.rule, target, event}));
    if (cx.fault(site::delivered_twice)) {
      cx.spawn("delivery", deliver(cx, {record.rule, target, event}));
    }
  }
}

Task<void> EventBridge::deliver(Context cx, Delivery delivery) {
  co_await cx.sleep_for(timing_.delivery_latency);
  const std::string json = input_for(delivery.target, delivery.rule, delivery.event, cx.epoch());
  const Instant first_attempt = cx.now();
  for (std::int64_t attempt = 1;; ++attempt) {
    Sender sender;
    sender.rule_arn = delivery.rule.Arn;
    sender.role_arn = delivery.target.RoleArn;
    const Status outcome =
        co_await target_.deliver(cx, std::move(sender), delivery.target.Arn, json);
    RetryDecision decision;
    if (!outcome.ok()) {
      decision = decide_retry(delivery.target.RetryPolicy, attempt, cx.now() - first_attempt,
                              outcome.failure().code);
      if (cx.fault(site::retry_forgotten)) {
        co_return;
      }
    }
    trace_attempt(cx, delivery.rule.Name, delivery.target, delivery.event.id, attempt, outcome,
                  decision);
    if (!decision.again) {
      co_return;
    }
    co_await cx.sleep_for(decision.delay);
  }
}

// A scheduled event is the rule's alone: other rules do not see it.
Task<void> EventBridge::keep_schedule(Context cx, std::string rule, std::int64_t schedule) {
  while (true) {
    const RuleRecord* record = state_.find(rule);
    if (record == nullptr || record->schedule != schedule) {
      co_return;
    }
    const Duration period = *record->period;
    co_await cx.sleep_for(period);
    record = state_.find(rule);
    if (record == nullptr || record->schedule != schedule) {
      co_return;
    }
    if (record->rule.State == RuleState::ENABLED) {
      const ServiceEvent event{"aws.events", "Scheduled Event", {record->rule.Arn}, "{}"};
      Event on_bus;
      on_bus.id = ids_.uuid("eventbridge.event");
      on_bus.json = envelope(event, on_bus.id, account_, cx.epoch(), cx.now());
      on_bus.ingestion_time = cx.now();
      tell_targets(cx.as("eventbridge"), *record, on_bus);
    }
  }
}

}  // namespace greenroom::events
