// AWS: the texts are those that Smithy's servers give; UNVERIFIED for each single service.
#include "fakes/wire/check_input.h"

#include <algorithm>
#include <boost/regex.hpp>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

// "SecretId" is "secretId" in messages, however the API spells it.
std::string path_of(const std::string& below, std::string member) {
  if (!member.empty() && member[0] >= 'A' && member[0] <= 'Z') {
    member[0] = static_cast<char>(member[0] - 'A' + 'a');
  }
  return below.empty() ? member : below + "." + member;
}

const char* name_of(aws::JsonKind kind) {
  switch (kind) {
    case aws::JsonKind::Null:
      return "NULL_VALUE";
    case aws::JsonKind::True:
      return "TRUE_VALUE";
    case aws::JsonKind::False:
      return "FALSE_VALUE";
    case aws::JsonKind::Number:
      return "NUMBER_VALUE";
    case aws::JsonKind::String:
      return "STRING_VALUE";
    case aws::JsonKind::Array:
      return "START_ARRAY";
    case aws::JsonKind::Object:
      return "START_OBJECT";
  }
  return "";
}

bool fits(ShapeKind shape, aws::JsonKind given) {
  switch (shape) {
    case ShapeKind::Structure:
    case ShapeKind::Map:
      return given == aws::JsonKind::Object;
    case ShapeKind::List:
      return given == aws::JsonKind::Array;
    case ShapeKind::String:
    case ShapeKind::Enum:
    case ShapeKind::Blob:
      return given == aws::JsonKind::String;
    case ShapeKind::Integer:
    case ShapeKind::Long:
    case ShapeKind::Double:
    case ShapeKind::Timestamp:
      return given == aws::JsonKind::Number;
    case ShapeKind::Boolean:
      return given == aws::JsonKind::True || given == aws::JsonKind::False;
  }
  return false;
}

// Characters, not bytes: what continues a character in UTF-8 does not count.
std::int64_t length_of(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
}

// AWS's patterns are those of Java, of which Boost's default syntax takes what our tables have.
bool matches(const std::string& pattern, const std::string& text) {
  if (pattern.empty()) {
    return true;
  }
  try {
    return boost::regex_match(text, boost::regex(pattern));
  } catch (const boost::regex_error&) {
    return false;  // of matching: too complex a text. Patterns themselves are tested.
  }
}

// Nothing for a fraction, an exponent, and what 32 bits (of a Long 64) have no room for.
std::optional<std::int64_t> whole_number(ShapeKind kind, const std::string& text) {
  using Narrow = std::numeric_limits<std::int32_t>;
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [read_to, error] = std::from_chars(text.data(), end, number);
  const bool fits_in =
      kind == ShapeKind::Long || (number >= Narrow::min() && number <= Narrow::max());
  return error == std::errc() && read_to == end && fits_in ? std::optional(number) : std::nullopt;
}

// Clients decide how many limits a list breaks, and a limit may name a thousand values. Simplified:
// all are counted, but none is told once the text has this many bytes.
constexpr std::size_t k_told_most = std::size_t{32} << 10;

class Checking {
 public:
  explicit Checking(const Model& model) : model_(model) {}

  aws::Json check(const Shape& shape, aws::Json given, const std::string& path) {
    if (!fits(shape.kind, given.kind)) {
      if (!wrong_type_) {
        wrong_type_ = std::string(name_of(given.kind)) + " can not be converted to " + shape.name;
      }
      return given;
    }
    switch (shape.kind) {
      case ShapeKind::Structure:
        return members(shape, std::move(given), path);
      case ShapeKind::Map:
        return entries(shape, std::move(given), path);
      case ShapeKind::List:
        return items(shape, std::move(given), path);
      case ShapeKind::Blob:
        return given;  // may be large
      default:
        scalar(shape, given, path);
        return given;
    }
  }

  [[nodiscard]] std::optional<Failure> verdict() const {
    if (wrong_type_) {
      return Failure{"SerializationException", *wrong_type_};
    }
    if (broken_ == 0) {
      return std::nullopt;
    }
    return Failure{"ValidationException",
                   std::to_string(broken_) +
                       (broken_ == 1 ? " validation error" : " validation errors") +
                       " detected: " + told_};
  }

 private:
  // Texts are made only of what is broken: nearly all values are right.
  void broken(const std::string& value, const std::string& path, const std::string& rule) {
    ++broken_;
    if (told_.size() < k_told_most) {
      told_ += (told_.empty() ? "Value " : "; Value ") + value + " at '" + path +
               "' failed to satisfy constraint: Member " + rule;
    }
  }

  // Of `what` ("length") with that size; `value` gives the text that stands for it.
  template <typename Value>
  void range(const Shape& shape, std::int64_t size, const char* what, const Value& value,
             const std::string& path) {
    if (shape.min && size < *shape.min) {
      broken(value(), path,
             std::string("must have ") + what + " greater than or equal to " +
                 std::to_string(*shape.min));
    }
    if (shape.max && size > *shape.max) {
      broken(value(), path,
             std::string("must have ") + what + " less than or equal to " +
                 std::to_string(*shape.max));
    }
  }

  void scalar(const Shape& shape, const aws::Json& given, const std::string& path) {
    const auto value = [&given] { return "'" + given.text + "'"; };
    if (shape.kind == ShapeKind::Enum) {
      if (std::find(shape.values.begin(), shape.values.end(), given.text) == shape.values.end()) {
        broken(value(), path, "must satisfy enum value set: [" + set_of(shape) + "]");
      }
    } else if (shape.kind == ShapeKind::String) {
      if (shape.min || shape.max) {
        range(shape, length_of(given.text), "length", value, path);
      }
      if (!matches(shape.pattern, given.text)) {
        broken(value(), path, "must satisfy regular expression pattern: " + shape.pattern);
      }
    } else if (shape.kind == ShapeKind::Integer || shape.kind == ShapeKind::Long) {
      const std::optional<std::int64_t> number = whole_number(shape.kind, given.text);
      if (!number) {
        wrong_type_ = "NUMBER_VALUE can not be converted to an Integer";
        return;
      }
      range(shape, *number, "value", value, path);
    }
  }

  static std::string set_of(const Shape& shape) {
    std::string set;
    for (const std::string& each : shape.values) {
      set += (set.empty() ? "" : ", ") + each;
    }
    return set;
  }

  aws::Json members(const Shape& shape, aws::Json given, const std::string& path) {
    Object kept;
    for (const Member& member : shape.members) {
      const auto found =
          std::find_if(given.members.begin(), given.members.end(),
                       [&](const aws::JsonMember& each) { return each.name == member.name; });
      if (found != given.members.end() && found->value.kind != aws::JsonKind::Null) {
        kept.add(member.name,
                 check(model_.shape(member), std::move(found->value), path_of(path, member.name)));
      } else if (member.required) {
        broken("null", path_of(path, member.name), "must not be null");
      }
    }
    return kept.take();
  }

  aws::Json entries(const Shape& shape, aws::Json given, const std::string& path) {
    Object kept;
    for (aws::JsonMember& entry : given.members) {
      kept.add(entry.name, check(model_.item(shape), std::move(entry.value),
                                 path + "." + entry.name + ".member"));
    }
    return kept.take();
  }

  aws::Json items(const Shape& shape, aws::Json given, const std::string& path) {
    range(
        shape, static_cast<std::int64_t>(given.items.size()), "length",
        [&given] { return aws::to_text(given); }, path);
    aws::Json kept{aws::JsonKind::Array, {}, {}, {}};
    for (std::size_t at = 0; at < given.items.size(); ++at) {
      kept.items.push_back(check(model_.item(shape), std::move(given.items[at]),
                                 path + "." + std::to_string(at + 1) + ".member"));
    }
    return kept;
  }

  const Model& model_;
  std::optional<std::string> wrong_type_;
  std::size_t broken_ = 0;
  std::string told_;
};

}  // namespace

Result<aws::Json> check_input(const Model& model, const std::string& shape, aws::Json input) {
  Checking checking(model);
  aws::Json checked = checking.check(model.shape(shape), std::move(input), "");
  if (const std::optional<Failure> failure = checking.verdict()) {
    return *failure;
  }
  return checked;
}

}  // namespace greenroom::wire
