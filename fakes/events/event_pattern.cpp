#include "fakes/events/event_pattern.h"

#include <algorithm>
#include <array>
#include <set>

#include "sim/core/assert.h"

namespace greenroom::events {
namespace {

// Reference codebuild-codepipeline-s3 4.3: combinations of all "$or" up to 1000.
constexpr std::size_t k_combinations_max = 1000;

// "$or" is a relation only when none of its objects has a field of such a name (event-ruler's
// README, "The $or Primitive"); else it is a field like any other.
constexpr std::array<std::string_view, 9> k_reserved = {
    "exactly", "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but",
    "numeric", "exists", "cidr"};

// What is wrong, and where. Thrown and caught in this file only: a reason ends the reading of
// patterns nested to any depth.
struct Wrong {
  std::string reason;
  std::string path;
};

ScalarMatch scalar_match(const aws::Json& json) {
  ScalarMatch match{json.kind, json.text, std::nullopt};
  if (json.kind == aws::JsonKind::Number) {
    match.number = decimal(json.text);
  }
  return match;
}

// Reads what is at one path.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  EventPattern object(const aws::Json& json) const {
    if (json.members.empty()) {
      throw wrong("Empty objects are not allowed");
    }
    EventPattern pattern;
    for (const auto& [name, value] : json.members) {
      const Reader inner(path_.empty() ? name : path_ + "." + name);
      if (name == "$or" && is_relation(value)) {
        std::vector<EventPattern>& choices = pattern.any_of.emplace_back();
        for (const aws::Json& choice : value.items) {
          choices.push_back(object(choice));
        }
      } else if (value.kind == aws::JsonKind::Object) {
        pattern.fields.push_back({name, {}, inner.object(value)});
      } else if (value.kind == aws::JsonKind::Array) {
        pattern.fields.push_back({name, inner.values(value), {}});
      } else {
        throw inner.wrong("\"" + name + "\" must be an object or an array");
      }
    }
    return pattern;
  }

 private:
  Wrong wrong(std::string reason) const { return {std::move(reason), path_}; }

  static bool is_relation(const aws::Json& value) {
    const auto is_choice = [](const aws::Json& item) {
      return item.kind == aws::JsonKind::Object &&
             std::none_of(k_reserved.begin(), k_reserved.end(),
                          [&](std::string_view word) { return item.find(word) != nullptr; });
    };
    return value.kind == aws::JsonKind::Array && value.items.size() >= 2 &&
           std::all_of(value.items.begin(), value.items.end(), is_choice);
  }

  std::vector<ValueMatch> values(const aws::Json& array) const {
    if (array.items.empty()) {
      throw wrong("Empty arrays are not allowed");
    }
    std::vector<ValueMatch> result;
    for (const aws::Json& item : array.items) {
      switch (item.kind) {
        case aws::JsonKind::Array:
          throw wrong("Match value must be String, number, true, false, or null");
        case aws::JsonKind::Object:
          result.push_back(expression(item));
          break;
        case aws::JsonKind::String:
          result.emplace_back(TextMatch{TextTest::Exactly, item.text});
          break;
        default:
          result.emplace_back(scalar_match(item));
      }
    }
    return result;
  }

  // {"prefix": "a"} and the other operators.
  ValueMatch expression(const aws::Json& json) const {
    const auto& [name, value] = only_member(json);
    if (name == "prefix" || name == "suffix") {
      const bool prefix = name == "prefix";
      if (value.kind == aws::JsonKind::Object) {
        const auto& [inner, text] = only_member(value);
        if (inner != "equals-ignore-case") {
          throw wrong("Unsupported " + name + " pattern: " + inner);
        }
        return TextMatch{prefix ? TextTest::PrefixIgnoreCase : TextTest::SuffixIgnoreCase,
                         string_of(text, "equals-ignore-case")};
      }
      return TextMatch{prefix ? TextTest::Prefix : TextTest::Suffix, string_of(value, name)};
    }
    if (name == "equals-ignore-case") {
      return TextMatch{TextTest::EqualsIgnoreCase, string_of(value, name)};
    }
    if (name == "wildcard") {
      return TextMatch{TextTest::Wildcard, wildcard_of(value)};
    }
    if (name == "anything-but") {
      return anything_but(value);
    }
    if (name == "numeric") {
      return numeric(value);
    }
    if (name == "exists") {
      if (value.kind != aws::JsonKind::True && value.kind != aws::JsonKind::False) {
        throw wrong("exists match pattern must be either true or false.");
      }
      return ExistsMatch{value.kind == aws::JsonKind::True};
    }
    if (name == "cidr") {
      const Result<AddressRange> range = address_range(string_of(value, name));
      if (!range.ok()) {
        throw wrong(range.failure().message);
      }
      return CidrMatch{range.value()};
    }
    throw wrong("Unrecognized match type " + name);
  }

  const aws::JsonMember& only_member(const aws::Json& object) const {
    if (object.members.empty()) {
      throw wrong("Match expression name not found");
    }
    if (object.members.size() > 1) {
      throw wrong("Only one key allowed in match expression");
    }
    return object.members.front();
  }

  std::string string_of(const aws::Json& json, const std::string& name) const {
    if (json.kind != aws::JsonKind::String) {
      throw wrong(name + " match pattern must be a string");
    }
    return json.text;
  }

  std::string wildcard_of(const aws::Json& json) const {
    std::string text = string_of(json, "wildcard");
    if (const Status valid = validate_wildcard(text); !valid.ok()) {
      throw wrong(valid.failure().message);
    }
    return text;
  }

  AnythingButMatch anything_but(const aws::Json& json) const {
    if (json.kind == aws::JsonKind::Object) {
      return anything_but_like(json);
    }
    AnythingButMatch match;
    for (const aws::Json& item :
         json.kind == aws::JsonKind::Array ? json.items : std::vector<aws::Json>{json}) {
      if (item.kind == aws::JsonKind::String) {
        match.texts.push_back({TextTest::Exactly, item.text});
      } else if (item.kind == aws::JsonKind::Number) {
        (void)number_of(item, "anything-but");
        match.numbers.push_back(scalar_match(item));
      } else if (json.kind == aws::JsonKind::Array) {
        throw wrong("Inside anything but list, start|null|boolean is not supported.");
      } else {
        throw wrong("Value of anything-but must be an array or single string/number value.");
      }
    }
    if (match.texts.empty() == match.numbers.empty()) {
      throw wrong(
          "Inside anything but list, either all values are number or string, mixed type is "
          "not supported");
    }
    return match;
  }

  // {"anything-but": {"prefix": ...}}: a text or a list of texts.
  AnythingButMatch anything_but_like(const aws::Json& json) const {
    const auto& [name, value] = only_member(json);
    const bool wildcard = name == "wildcard";
    const bool ignore_case = name == "equals-ignore-case";
    if (name != "prefix" && name != "suffix" && !ignore_case && !wildcard) {
      throw wrong("Unsupported anything-but pattern: " + name);
    }
    const TextTest test = wildcard           ? TextTest::Wildcard
                          : ignore_case      ? TextTest::EqualsIgnoreCase
                          : name == "prefix" ? TextTest::Prefix
                                             : TextTest::Suffix;
    AnythingButMatch match;
    const std::vector<aws::Json> list{value};
    for (const aws::Json& item : value.kind == aws::JsonKind::Array ? value.items : list) {
      match.texts.push_back({test, wildcard ? wildcard_of(item) : string_of(item, name)});
      if (match.texts.back().text.empty() &&
          (test == TextTest::Prefix || test == TextTest::Suffix)) {
        throw wrong("Null prefix/suffix not allowed");
      }
    }
    if (match.texts.empty()) {
      throw wrong("Empty arrays are not allowed");
    }
    return match;
  }

  Decimal number_of(const aws::Json& json, const std::string& what) const {
    if (json.kind != aws::JsonKind::Number) {
      throw wrong("Value of " + what + " must be numeric");
    }
    const std::optional<Decimal> value = decimal(json.text);
    if (!value) {
      throw wrong("Value must be between -5.0E9 and 5.0E9, inclusive, with up to 6 decimals");
    }
    return *value;
  }

  NumericMatch numeric(const aws::Json& json) const {
    if (json.kind != aws::JsonKind::Array) {
      throw wrong("Value of numeric must be an array.");
    }
    const std::vector<aws::Json>& terms = json.items;
    if (terms.empty() || terms[0].kind != aws::JsonKind::String) {
      throw wrong("Invalid member in numeric match: " +
                  (terms.empty() ? std::string("]") : to_text(terms[0])));
    }
    const std::string& first = terms[0].text;
    const std::set<std::string> known = {"=", "<", "<=", ">", ">="};
    if (known.find(first) == known.end()) {
      throw wrong("Unrecognized numeric range operator: " + first);
    }
    if (terms.size() < 2) {
      throw wrong("Value of " + (first == "=" ? "equals" : first) + " must be numeric");
    }
    const NumericMatch::Bound bound{number_of(terms[1], first == "=" ? "equals" : first),
                                    first.ends_with('=')};
    const bool from_below = first.front() == '>';
    if (terms.size() > 2 && !from_below) {
      throw wrong("Too many elements in numeric expression");
    }
    if (!from_below) {
      return {first == "=" ? std::optional(bound) : std::nullopt, bound};
    }
    return terms.size() == 2 ? NumericMatch{bound, std::nullopt} : range(bound, terms);
  }

  // [">", 0, "<=", 5], of which the first two are `bottom`.
  NumericMatch range(const NumericMatch::Bound& bottom, const std::vector<aws::Json>& terms) const {
    if (terms[2].kind != aws::JsonKind::String) {
      throw wrong("Bad value in numeric range: " + to_text(terms[2]));
    }
    const std::string& name = terms[2].text;
    if (name != "<" && name != "<=") {
      throw wrong("Bad numeric range operator: " + name);
    }
    if (terms.size() < 4) {
      throw wrong("Value of " + name + " must be numeric");
    }
    const NumericMatch::Bound top{number_of(terms[3], name), name == "<="};
    if (terms.size() > 4) {
      throw wrong("Too many terms in numeric range expression");
    }
    if (bottom.value >= top.value) {
      throw wrong("Bottom must be less than top");
    }
    return {bottom, top};
  }

  std::string path_;
};

// How many patterns without "$or" it stands for; at most one more than the limit.
std::size_t combinations(const EventPattern& pattern) {
  std::size_t count = 1;
  for (const PatternField& field : pattern.fields) {
    count *= field.values.empty() ? combinations(field.inside) : 1;
    count = std::min(count, k_combinations_max + 1);
  }
  for (const std::vector<EventPattern>& choices : pattern.any_of) {
    std::size_t sum = 0;
    for (const EventPattern& choice : choices) {
      sum += combinations(choice);
    }
    count = std::min(count * sum, k_combinations_max + 1);
  }
  return count;
}

Failure invalid(const std::string& reason, const std::string& path) {
  return {"InvalidEventPatternException",
          "Event pattern is not valid. Reason: " + reason + (path.empty() ? "" : ", at " + path)};
}

}  // namespace

Result<EventPattern> parse_event_pattern(const std::string& text) {
  const Result<aws::Json> json = aws::parse_json(text);
  if (!json.ok()) {
    return invalid(json.failure().message, "");
  }
  if (json.value().kind != aws::JsonKind::Object) {
    return invalid("Filter is not an object", "");
  }
  try {
    EventPattern pattern = Reader("").object(json.value());
    if (combinations(pattern) > k_combinations_max) {
      return invalid("more than " + std::to_string(k_combinations_max) + " combinations of $or",
                     "");
    }
    return pattern;
  } catch (const Wrong& wrong) {
    return invalid(wrong.reason, wrong.path);
  }
}

}  // namespace greenroom::events
