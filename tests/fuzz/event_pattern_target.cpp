// Event patterns, and an event ("pattern", a line of "---", "event").
#include <algorithm>
#include <optional>
#include <set>

#include "fakes/events/event_pattern.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::events;
using aws::Json;
using aws::JsonKind;

constexpr const char* k_unmentioned = "nobody-mentions-this";

Json text_json(std::string text) {
  Json json;
  json.kind = JsonKind::String;
  json.text = std::move(text);
  return json;
}

Json number_json(Decimal value) {
  Json json;
  json.kind = JsonKind::Number;
  json.text = std::to_string(value.millionths) + "e-6";
  return json;
}

std::string without_wildcards(const std::string& wildcard) {
  std::string text;
  for (std::size_t i = 0; i < wildcard.size(); ++i) {
    if (wildcard[i] == '*') {
      continue;
    }
    i += wildcard[i] == '\\' && i + 1 < wildcard.size() ? 1u : 0u;
    text += wildcard[i];
  }
  return text;
}

std::string address_text(const Address& address) {
  std::string text;
  for (std::size_t i = 0; i < static_cast<std::size_t>(address.bits) / 8; ++i) {
    const char* hex = "0123456789abcdef";
    if (address.bits == 32) {
      text += (i == 0 ? "" : ".") + std::to_string(address.bytes[i]);
    } else {
      text += i > 0 && i % 2 == 0 ? ":" : "";
      text += hex[address.bytes[i] >> 4];
      text += hex[address.bytes[i] & 15];
    }
  }
  return text;
}

// A value that one of the pattern's values wants; nothing where none is made here.
struct Example {
  std::optional<Json> operator()(const TextMatch& match) const {
    return text_json(match.test == TextTest::Wildcard ? without_wildcards(match.text) : match.text);
  }
  std::optional<Json> operator()(const ScalarMatch& match) const {
    Json json;
    json.kind = match.kind;
    json.text = match.text;
    return json;
  }
  std::optional<Json> operator()(const NumericMatch& match) const {
    if (match.top && match.top->inclusive) {
      return number_json(match.top->value);
    }
    if (match.bottom && match.bottom->inclusive) {
      return number_json(match.bottom->value);
    }
    return std::nullopt;
  }
  std::optional<Json> operator()(const ExistsMatch& match) const {
    return match.exists ? std::optional(text_json("something")) : std::nullopt;
  }
  std::optional<Json> operator()(const AnythingButMatch& match) const {
    std::optional<Json> other = text_json("something else");
    const bool excluded =
        std::any_of(match.texts.begin(), match.texts.end(),
                    [&](const TextMatch& text) { return matches(text, other->text); });
    return excluded ? std::nullopt : other;
  }
  std::optional<Json> operator()(const CidrMatch& match) const {
    return text_json(address_text(match.range.network));
  }
};

// An event with all that the pattern mentions; nothing when that is not told by looking at the
// fields one by one.
std::optional<Json> example_of(const EventPattern& pattern) {
  if (!pattern.any_of.empty()) {
    return std::nullopt;
  }
  Json event;
  event.kind = JsonKind::Object;
  for (const PatternField& field : pattern.fields) {
    std::optional<Json> value = field.values.empty() ? example_of(field.inside)
                                                     : std::visit(Example(), field.values.front());
    if (!value) {
      return std::nullopt;
    }
    event.members.push_back({field.name, std::move(*value)});
  }
  return event;
}

void check_event(const EventPattern& pattern, const Json& event, const std::string& pattern_text) {
  const bool wanted = matches(pattern, event);
  require(wanted == matches(pattern, event), "the same event, the same answer");
  if (pattern_text.find(k_unmentioned) == std::string::npos && event.kind == JsonKind::Object &&
      event.find(k_unmentioned) == nullptr) {
    Json more = event;
    more.members.push_back({k_unmentioned, text_json("x")});
    require(matches(pattern, more) == wanted, "what a pattern does not mention may be anything");
  }
  const std::string text = aws::to_text(event);
  const Result<Json> again = aws::parse_json(text);
  require(again.ok() && aws::to_text(again.value()) == text, "JSON as it is printed is the same");
  require(matches(pattern, again.value()) == wanted, "JSON as it is printed matches the same");
}

}  // namespace

void event_pattern(const std::string& input) {
  const std::vector<std::string> parts = parts_of(input, 2);
  const Result<Json> event = aws::parse_json(parts[1]);
  const Result<EventPattern> parsed = parse_event_pattern(parts[0]);
  if (!parsed.ok()) {
    require(parsed.failure().code == "InvalidEventPatternException", "refused with AWS's code");
    require(parsed.failure() == parse_event_pattern(parts[0]).failure(),
            "the same pattern, the same outcome");
    return;
  }
  if (event.ok()) {
    check_event(parsed.value(), event.value(), parts[0]);
  }
  if (const std::optional<Json> example = example_of(parsed.value())) {
    require(matches(parsed.value(), *example), "a pattern matches its own example");
    check_event(parsed.value(), *example, parts[0]);
  }
}

}  // namespace greenroom::fuzz
