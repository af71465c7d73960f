// Event patterns: which events a rule wants. Two pure functions: read a pattern, match an event.
//
// AWS: reference codebuild-codepipeline-s3 4.3, and the README of event-ruler, the matcher that
// EventBridge itself uses. A pattern mirrors the event: fields are ANDed, the values of a leaf's
// array are ORed, what is not mentioned may be anything.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/events/address_range.h"
#include "fakes/events/decimal.h"
#include "fakes/events/text_match.h"

namespace greenroom::events {

// A number, true, false or null. Numbers are equal by value (3 == 3.0); those that are no Decimal
// (an account's twelve digits) by their text.
struct ScalarMatch {
  aws::JsonKind kind = aws::JsonKind::Null;
  std::string text;               // of a Number
  std::optional<Decimal> number;  // its value
};

// {"numeric": [">", 0, "<=", 5]}: only JSON numbers match.
struct NumericMatch {
  struct Bound {
    Decimal value;
    bool inclusive = false;
  };
  std::optional<Bound> bottom;
  std::optional<Bound> top;
};

// {"exists": false}: on leaves only; a field that holds an object does not exist.
struct ExistsMatch {
  bool exists = true;
};

// {"anything-but": ...}: any value but these. An absent field does not match (UNVERIFIED).
struct AnythingButMatch {
  std::vector<TextMatch> texts;
  std::vector<ScalarMatch> numbers;
};

// {"cidr": "10.0.0.0/24"}: only strings that are addresses match.
struct CidrMatch {
  AddressRange range;
};

using ValueMatch =
    std::variant<TextMatch, ScalarMatch, NumericMatch, ExistsMatch, AnythingButMatch, CidrMatch>;

struct PatternField;

struct EventPattern {
  std::vector<PatternField> fields;               // all of them
  std::vector<std::vector<EventPattern>> any_of;  // of each "$or": at least one
};

struct PatternField {
  std::string name;
  std::vector<ValueMatch> values;  // of a leaf: at least one of them
  EventPattern inside;             // of a field that is no leaf, whose `values` are empty
};

// InvalidEventPatternException, whose message says what is wrong and at which path
// ("detail.state"). Paths in messages are Greenroom's; AWS gives line and column.
[[nodiscard]] Result<EventPattern> parse_event_pattern(const std::string& text);

// Whether the event is one the pattern wants. An array of the event stands for any of its elements;
// fields inside of one array's objects must be met by one and the same object.
[[nodiscard]] bool matches(const EventPattern& pattern, const aws::Json& event);

}  // namespace greenroom::events
