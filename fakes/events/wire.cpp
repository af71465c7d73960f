#include "fakes/events/wire.h"

#include <map>
#include <string_view>
#include <utility>

#include "fakes/events/wire_values.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/pages.h"
#include "sim/core/assert.h"

namespace greenroom::events {
namespace {

using Answer = Result<aws::Json>;

// UNVERIFIED that a wrong token is a ValidationException.
constexpr wire::PageSpelling k_pages = {"Limit",     100,         100,
                                        "NextToken", "NextToken", "ValidationException"};

Answer answer_of(const Status& done) {
  return done ? Answer(wire::Object().take()) : Answer(done.failure());
}

// Every operation but those on tags: there is one bus here.
Status check_bus(const EventBridge& bus, const aws::Json& input) {
  const std::string meant = read_bus(input, bus.bus_arn());
  return meant == "default" ? success() : Status(no_such_bus(meant));
}

Answer put_rule(EventBridge& bus, Context cx, const aws::Json& input) {
  Result<PutRuleRequest> request = read_rule(input);
  if (!request) {
    return request.failure();
  }
  const Result<std::string> arn = bus.PutRule(cx, std::move(request.value()));
  if (!arn) {
    return arn.failure();
  }
  return wire::Object().add("RuleArn", wire::text(arn.value())).take();
}

Answer delete_rule(EventBridge& bus, Context cx, const aws::Json& input) {
  return answer_of(bus.DeleteRule(cx, wire::text_of(input, "Name")));
}

Answer enable_rule(EventBridge& bus, Context cx, const aws::Json& input) {
  return answer_of(bus.EnableRule(cx, wire::text_of(input, "Name")));
}

Answer disable_rule(EventBridge& bus, Context cx, const aws::Json& input) {
  return answer_of(bus.DisableRule(cx, wire::text_of(input, "Name")));
}

Answer describe_rule(EventBridge& bus, Context, const aws::Json& input) {
  const Result<Rule> rule = bus.DescribeRule(wire::text_of(input, "Name"));
  return rule ? Answer(rule_of(rule.value())) : Answer(rule.failure());
}

Answer list_rules(EventBridge& bus, Context, const aws::Json& input) {
  return wire::page_of(k_pages, input, "Rules", bus.ListRules(wire::text_of(input, "NamePrefix")),
                       rule_of);
}

// What was not done, with success.
aws::Json failed_of(const std::vector<FailedEntry>& failed) {
  return wire::Object()
      .add("FailedEntryCount", wire::number(static_cast<std::int64_t>(failed.size())))
      .add("FailedEntries", wire::list_of(failed, failed_entry_of))
      .take();
}

Answer put_targets(EventBridge& bus, Context cx, const aws::Json& input) {
  Result<std::vector<Target>> targets = read_targets(input);
  if (!targets) {
    return targets.failure();
  }
  const Result<std::vector<FailedEntry>> failed =
      bus.PutTargets(cx, wire::text_of(input, "Rule"), std::move(targets.value()));
  return failed ? Answer(failed_of(failed.value())) : Answer(failed.failure());
}

Answer remove_targets(EventBridge& bus, Context cx, const aws::Json& input) {
  const Result<std::vector<FailedEntry>> failed =
      bus.RemoveTargets(cx, wire::text_of(input, "Rule"), wire::texts_of(input, "Ids"));
  return failed ? Answer(failed_of(failed.value())) : Answer(failed.failure());
}

Answer list_targets_by_rule(EventBridge& bus, Context, const aws::Json& input) {
  const Result<std::vector<Target>> targets = bus.ListTargetsByRule(wire::text_of(input, "Rule"));
  return targets ? wire::page_of(k_pages, input, "Targets", targets.value(), target_of)
                 : Answer(targets.failure());
}

Answer list_rule_names_by_target(EventBridge& bus, Context, const aws::Json& input) {
  return wire::page_of(k_pages, input, "RuleNames",
                       bus.ListRuleNamesByTarget(wire::text_of(input, "TargetArn")), wire::text);
}

// The bus of each entry is its own, and an entry for another bus fails alone.
Answer put_events(EventBridge& bus, Context cx, const aws::Json& input) {
  Result<std::vector<PutEventsRequestEntry>> entries = read_entries(cx, input, bus.bus_arn());
  if (!entries) {
    return entries.failure();
  }
  const Result<std::vector<PutEventsResultEntry>> results =
      bus.PutEvents(cx, std::move(entries.value()));
  if (!results) {
    return results.failure();
  }
  std::int64_t failed = 0;
  for (const PutEventsResultEntry& result : results.value()) {
    failed += result.ErrorCode.empty() ? 0 : 1;
  }
  return wire::Object()
      .add("FailedEntryCount", wire::number(failed))
      .add("Entries", wire::list_of(results.value(), result_entry_of))
      .take();
}

Answer test_event_pattern(EventBridge&, Context, const aws::Json& input) {
  const Result<bool> wanted = EventBridge::TestEventPattern(wire::text_of(input, "EventPattern"),
                                                            wire::text_of(input, "Event"));
  if (!wanted) {
    return wanted.failure();
  }
  const aws::JsonKind kind = wanted.value() ? aws::JsonKind::True : aws::JsonKind::False;
  return wire::Object().add("Result", {kind, {}, {}, {}}).take();
}

aws::Json default_bus(const EventBridge& bus) {
  return wire::Object()
      .add("Name", wire::text("default"))
      .add("Arn", wire::text(bus.bus_arn()))
      .take();
}

Answer describe_event_bus(EventBridge& bus, Context, const aws::Json& input) {
  const std::string name = wire::text_of(input, "Name");
  return name.empty() || name == "default" || name == bus.bus_arn() ? Answer(default_bus(bus))
                                                                    : Answer(no_such_bus(name));
}

Answer list_event_buses(EventBridge& bus, Context, const aws::Json& input) {
  std::vector<aws::Json> all;
  if (std::string("default").starts_with(wire::text_of(input, "NamePrefix"))) {
    all.push_back(default_bus(bus));
  }
  return wire::page_of(k_pages, input, "EventBuses", all,
                       [](const aws::Json& each) { return each; });
}

Answer tag_resource(EventBridge& bus, Context, const aws::Json& input) {
  return answer_of(
      bus.TagResource(wire::text_of(input, "ResourceARN"), wire::read_tags(input, "Tags")));
}

Answer untag_resource(EventBridge& bus, Context, const aws::Json& input) {
  return answer_of(
      bus.UntagResource(wire::text_of(input, "ResourceARN"), wire::texts_of(input, "TagKeys")));
}

Answer list_tags_for_resource(EventBridge& bus, Context, const aws::Json& input) {
  const Result<Tags> tags = bus.ListTagsForResource(wire::text_of(input, "ResourceARN"));
  if (!tags) {
    return tags.failure();
  }
  return wire::Object().add("Tags", wire::tags_of(tags.value())).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(EventBridge&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"PutRule", put_rule},
      {"DeleteRule", delete_rule},
      {"DescribeRule", describe_rule},
      {"ListRules", list_rules},
      {"EnableRule", enable_rule},
      {"DisableRule", disable_rule},
      {"PutTargets", put_targets},
      {"RemoveTargets", remove_targets},
      {"ListTargetsByRule", list_targets_by_rule},
      {"ListRuleNamesByTarget", list_rule_names_by_target},
      {"PutEvents", put_events},
      {"TestEventPattern", test_event_pattern},
      {"DescribeEventBus", describe_event_bus},
      {"ListEventBuses", list_event_buses},
      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},
      {"ListTagsForResource", list_tags_for_resource},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  if (const Status there = check_bus(bus_, input); !there) {
    return there.failure();
  }
  return handler->second(bus_, cx, input);
}

}  // namespace greenroom::events
