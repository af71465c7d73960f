// EventBridge: the default event bus, its rules and what they deliver to whom.
//
// AWS: reference codebuild-codepipeline-s3 4.3. Operations are immediate; deliveries are tasks of
// actor "eventbridge". Of one event: in the order of rule name, then target id.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/events/ports.h"
#include "fakes/events/state.h"
#include "fakes/events/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::events {

// How long it takes. UNVERIFIED: AWS speaks of about half a second from the bus to the target.
struct Timing {
  Duration delivery_latency = milliseconds(500);
};

class EventBridge {
 public:
  EventBridge(aws::Ids& ids, aws::Account account, EventTarget& target, Timing timing = {})
      : ids_(ids), account_(std::move(account)), target_(target), timing_(timing) {}
  EventBridge(const EventBridge&) = delete;
  EventBridge& operator=(const EventBridge&) = delete;

  // Makes the rule or changes it; its targets stay. The rule's ARN.
  // ValidationException, InvalidEventPatternException, ResourceNotFoundException (another bus).
  Result<std::string> PutRule(Context cx, PutRuleRequest request);
  // Nothing happens when there is no such rule; ValidationException while it has targets.
  Status DeleteRule(Context cx, std::string name);
  Status EnableRule(Context cx, std::string name);
  Status DisableRule(Context cx, std::string name);
  [[nodiscard]] Result<Rule> DescribeRule(const std::string& name) const;
  // In the order of their names.
  [[nodiscard]] std::vector<Rule> ListRules(const std::string& name_prefix) const;

  // All or none: LimitExceededException beyond five targets, ValidationException,
  // ResourceNotFoundException. The list of failed entries is empty (Simplified).
  Result<std::vector<FailedEntry>> PutTargets(Context cx, std::string rule,
                                              std::vector<Target> targets);
  // A FailedEntry for each id that is no target.
  Result<std::vector<FailedEntry>> RemoveTargets(Context cx, std::string rule,
                                                 std::vector<std::string> ids);
  [[nodiscard]] Result<std::vector<Target>> ListTargetsByRule(const std::string& rule) const;

  // Of the rules that have this target, in their order.
  [[nodiscard]] std::vector<std::string> ListRuleNamesByTarget(const std::string& target_arn) const;

  // Of a rule, by its ARN. ResourceNotFoundException.
  Status TagResource(const std::string& rule_arn, const Tags& tags);
  Status UntagResource(const std::string& rule_arn, const std::vector<std::string>& keys);
  Result<Tags> ListTagsForResource(const std::string& rule_arn);
  // arn:aws:events:<region>:<account>:event-bus/default
  [[nodiscard]] std::string bus_arn() const;

  // One result per entry, in order. ValidationException for none or more than ten.
  Result<std::vector<PutEventsResultEntry>> PutEvents(Context cx,
                                                      std::vector<PutEventsRequestEntry> entries);
  // Whether the pattern wants the event.
  [[nodiscard]] static Result<bool> TestEventPattern(const std::string& event_pattern,
                                                     const std::string& event);

  // An AWS service tells the default bus; `detail` must be JSON. Gives the event's id.
  std::string put_service_event(Context cx, ServiceEvent event);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  struct Delivery {
    Rule rule;
    Target target;
    Event event;
  };
  Status set_state(Context cx, const std::string& name, RuleState rule_state);
  std::string ingest(Context cx, ServiceEvent event, Instant time);
  void tell_targets(Context cx, const RuleRecord& record, const Event& event);
  Task<void> deliver(Context cx, Delivery delivery);
  Task<void> keep_schedule(Context cx, std::string rule, std::int64_t schedule);

  aws::Ids& ids_;
  aws::Account account_;
  EventTarget& target_;
  Timing timing_;
  State state_;
};

}  // namespace greenroom::events
