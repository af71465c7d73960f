// Matches events with patterns.
#include <algorithm>

#include "fakes/events/event_pattern.h"

namespace greenroom::events {
namespace {

using Values = std::vector<const aws::Json*>;

bool is_scalar(const aws::Json& json) {
  return json.kind != aws::JsonKind::Array && json.kind != aws::JsonKind::Object;
}

// The value, or what is in it when it is an array, to any depth.
void add_elements(const aws::Json& json, Values& out) {
  if (json.kind != aws::JsonKind::Array) {
    out.push_back(&json);
    return;
  }
  for (const aws::Json& item : json.items) {
    add_elements(item, out);
  }
}

Values field_of(const aws::Json* object, const std::string& name) {
  Values values;
  const aws::Json* field = object == nullptr ? nullptr : object->find(name);
  if (field != nullptr) {
    add_elements(*field, values);
  }
  return values;
}

bool same(const ScalarMatch& match, const aws::Json& value) {
  if (match.kind != value.kind || match.kind != aws::JsonKind::Number) {
    return match.kind == value.kind;
  }
  const std::optional<Decimal> number = decimal(value.text);
  return match.number && number ? *match.number == *number : match.text == value.text;
}

// One value of the event against one of the pattern.
struct Judge {
  const aws::Json& value;

  bool operator()(const TextMatch& match) const {
    return value.kind == aws::JsonKind::String && matches(match, value.text);
  }
  bool operator()(const ScalarMatch& match) const { return same(match, value); }
  bool operator()(const NumericMatch& match) const {
    const std::optional<Decimal> number =
        value.kind == aws::JsonKind::Number ? decimal(value.text) : std::nullopt;
    return number && (!match.bottom || above(*number, *match.bottom)) &&
           (!match.top || below(*number, *match.top));
  }
  bool operator()(const ExistsMatch& match) const { return match.exists; }
  bool operator()(const AnythingButMatch& match) const {
    return std::none_of(match.texts.begin(), match.texts.end(), *this) &&
           std::none_of(match.numbers.begin(), match.numbers.end(), *this);
  }
  bool operator()(const CidrMatch& match) const {
    const std::optional<Address> found =
        value.kind == aws::JsonKind::String ? address(value.text) : std::nullopt;
    return found && contains(match.range, *found);
  }

 private:
  static bool above(Decimal number, const NumericMatch::Bound& bottom) {
    return bottom.inclusive ? number >= bottom.value : number > bottom.value;
  }
  static bool below(Decimal number, const NumericMatch::Bound& top) {
    return top.inclusive ? number <= top.value : number < top.value;
  }
};

class Matching {
 public:
  explicit Matching(const aws::Json& event) : event_(event) {}

  // `here` is the object that the pattern speaks of; nullptr where the event has none.
  bool holds(const EventPattern& pattern, const aws::Json* here) {
    for (const PatternField& field : pattern.fields) {
      path_.push_back(&field.name);
      const Values values = field_of(here, field.name);
      const bool good =
          field.values.empty() ? holds_inside(field.inside, values) : leaf(field.values, values);
      path_.pop_back();
      if (!good) {
        return false;
      }
    }
    return std::all_of(pattern.any_of.begin(), pattern.any_of.end(), [&](const auto& choices) {
      return std::any_of(choices.begin(), choices.end(),
                         [&](const EventPattern& choice) { return holds(choice, here); });
    });
  }

 private:
  bool holds_inside(const EventPattern& pattern, const Values& values) {
    const bool by_an_object =
        std::any_of(values.begin(), values.end(), [&](const aws::Json* value) {
          return value->kind == aws::JsonKind::Object && holds(pattern, value);
        });
    // Of nothing only {"exists": false} can be true, and that looks at the whole event.
    return by_an_object || holds(pattern, nullptr);
  }

  bool leaf(const std::vector<ValueMatch>& wanted, const Values& values) const {
    return std::any_of(wanted.begin(), wanted.end(), [&](const ValueMatch& match) {
      if (const auto* exists = std::get_if<ExistsMatch>(&match); exists && !exists->exists) {
        return !is_anywhere(event_, 0);
      }
      return std::any_of(values.begin(), values.end(), [&](const aws::Json* value) {
        return is_scalar(*value) && std::visit(Judge{*value}, match);
      });
    });
  }

  // Whether the event has a value at the path, in whatever element of an array: absent means absent
  // in all of them.
  bool is_anywhere(const aws::Json& from, std::size_t depth) const {
    const Values values = field_of(&from, *path_[depth]);
    return std::any_of(values.begin(), values.end(), [&](const aws::Json* value) {
      return depth + 1 == path_.size() ? is_scalar(*value) : is_anywhere(*value, depth + 1);
    });
  }

  const aws::Json& event_;
  std::vector<const std::string*> path_;
};

}  // namespace

bool matches(const EventPattern& pattern, const aws::Json& event) {
  return Matching(event).holds(pattern, &event);
}

}  // namespace greenroom::events
