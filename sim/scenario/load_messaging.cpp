// `topics:` and `event_rules:` of the environment.
#include <utility>

#include "fakes/events/event_pattern.h"
#include "sim/scenario/load_parts.h"

namespace greenroom::scenario {
namespace {

constexpr const char* k_pipeline = "pipeline";

void read_topic(YamlReader& reader, const YAML::Node& node,
                std::vector<SubscriptionSettings>& subscriptions) {
  if (!node.IsSequence()) {
    reader.error(node,
                 "a topic is a list of its subscriptions such as `- { Protocol: sqs, "
                 "Endpoint: inbox }`");
    return;
  }
  for (const YAML::Node& each : node) {
    SubscriptionSettings subscription;
    if (reader.check_map(each, "a subscription",
                         {"Protocol", "Endpoint", "FilterPolicy", "RawMessageDelivery"})) {
      reader.read_one_of(each, "Protocol", subscription.protocol,
                         {"sqs", "email", "email-json", "http", "https"});
      reader.read(each, "Endpoint", subscription.endpoint);
      reader.read(each, "FilterPolicy", subscription.filter_policy);
      reader.read(each, "RawMessageDelivery", subscription.raw);
      if (subscription.protocol.empty() || subscription.endpoint.empty()) {
        reader.error(each, "a subscription needs 'Protocol' and 'Endpoint'");
      }
      subscriptions.push_back(std::move(subscription));
    }
  }
}

bool is_answer(const std::string& answer) {
  const bool code = answer.size() == 3 && answer[0] >= '1' && answer[0] <= '5' &&
                    answer.find_first_not_of("0123456789") == std::string::npos;
  return code || answer == "refused" || answer == "silent";
}

void read_receiver(YamlReader& reader, const YAML::Node& node, ReceiverSettings& receiver) {
  if (node.IsNull() || !reader.check_map(node, "a receiver", {"confirms", "answers"})) {
    return;  // `name:` alone is one that answers 200 and confirms
  }
  reader.read(node, "confirms", receiver.confirms);
  receiver.answers = read_list(reader, node, "answers");
  for (const std::string& answer : receiver.answers) {
    if (!is_answer(answer)) {
      reader.error(node["answers"], "'" + answer +
                                        "' is no answer: give a status code such as 503, "
                                        "'refused' or 'silent'");
    }
  }
}

void read_rule(YamlReader& reader, const YAML::Node& node, const Environment& environment,
               EventRuleSettings& rule) {
  if (!reader.check_map(node, "a rule", {"EventPattern", "ScheduleExpression", "targets"})) {
    return;
  }
  reader.read(node, "EventPattern", rule.event_pattern);
  reader.read(node, "ScheduleExpression", rule.schedule);
  rule.targets = read_list(reader, node, "targets");
  if (rule.event_pattern.empty() == rule.schedule.empty()) {
    reader.error(node, "a rule needs either 'EventPattern', a JSON text, or 'ScheduleExpression'");
  }
  if (!rule.event_pattern.empty()) {
    const auto pattern = events::parse_event_pattern(rule.event_pattern);
    if (!pattern.ok()) {
      reader.error(node["EventPattern"], pattern.failure().message);
    }
  }
  for (const std::string& target : rule.targets) {
    if (target != k_pipeline && environment.topics.count(target) == 0) {
      reader.error(node["targets"],
                   "'" + target + "' is neither 'pipeline' nor one of the environment's topics");
    }
  }
}

bool is_map(YamlReader& reader, const YAML::Node& node, const char* key) {
  if (node.IsDefined() && !node.IsMap()) {
    reader.error(node, "'" + std::string(key) + "' must be a map by name");
    return false;
  }
  return node.IsDefined();
}

}  // namespace

void read_messaging(YamlReader& reader, const YAML::Node& node, Environment& environment) {
  if (is_map(reader, node["topics"], "topics")) {
    for (const auto& entry : node["topics"]) {
      read_topic(reader, entry.second, environment.topics[entry.first.Scalar()]);
    }
  }
  if (is_map(reader, node["receivers"], "receivers")) {
    for (const auto& entry : node["receivers"]) {
      read_receiver(reader, entry.second, environment.receivers[entry.first.Scalar()]);
    }
  }
  if (is_map(reader, node["event_rules"], "event_rules")) {
    for (const auto& entry : node["event_rules"]) {
      read_rule(reader, entry.second, environment, environment.event_rules[entry.first.Scalar()]);
    }
  }
}

}  // namespace greenroom::scenario
