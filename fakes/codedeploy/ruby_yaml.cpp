#include "fakes/codedeploy/ruby_yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_digits = "0123456789";
constexpr const char* k_blank = " \t\n\v\f\r";

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

bool only(const std::string& text, const char* characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string::npos;
}

RubyValue integer_value(std::int64_t number, bool negative) {
  RubyValue value;
  value.kind = RubyKind::Integer;
  value.integer = negative ? -number : number;
  value.text = std::to_string(value.integer);
  return value;
}

// "1:30" is 90: YAML 1.1 counts in sixties.
bool is_sexagesimal(const std::string& digits) {
  return digits.find(':') != std::string::npos && digits.front() >= '1' && digits.front() <= '9' &&
         digits.back() != ':' && digits.find("::") == std::string::npos &&
         only(digits, "0123456789:");
}

std::int64_t in_sixties(const std::string& digits) {
  std::int64_t total = 0;
  std::int64_t part = 0;
  for (const char c : digits) {
    if (c == ':') {
      total = (total + part) * 60;
      part = 0;
    } else {
      part = part * 10 + (c - '0');
    }
  }
  return total + part;
}

// Whether `text` is a number in Psych's eyes; fills `value` when it is.
bool resolve_number(const std::string& text, RubyValue& value) {
  const bool is_signed = text[0] == '-' || text[0] == '+';
  const bool negative = text[0] == '-';
  std::string digits = text.substr(is_signed ? 1 : 0);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (digits.empty() || digits.size() > 18) {
    return false;
  }
  const bool leading_zero = digits.size() > 1 && digits[0] == '0';
  if (leading_zero && only(digits, "01234567")) {
    value = integer_value(std::strtoll(digits.c_str(), nullptr, 8), negative);
    return true;
  }
  if (digits.rfind("0x", 0) == 0 && only(digits.substr(2), "0123456789abcdefABCDEF")) {
    value = integer_value(std::strtoll(digits.c_str() + 2, nullptr, 16), negative);
    return true;
  }
  if (only(digits, k_digits) && !leading_zero) {
    value = integer_value(std::strtoll(digits.c_str(), nullptr, 10), negative);
    return true;
  }
  if (is_sexagesimal(digits)) {
    value = integer_value(in_sixties(digits), negative);
    return true;
  }
  const std::size_t point = digits.find('.');
  if (point == std::string::npos || !only(digits, "0123456789.") ||
      digits.find('.', point + 1) != std::string::npos || digits.size() == 1) {
    return false;
  }
  std::string fraction = digits.substr(point + 1);
  while (fraction.size() > 1 && fraction.back() == '0') {
    fraction.pop_back();
  }
  const std::string whole = point == 0 ? "0" : digits.substr(0, point);
  value = integer_value(std::strtoll(whole.c_str(), nullptr, 10), negative);
  value.kind = RubyKind::Float;
  value.text = (negative ? "-" : "") + std::to_string(std::strtoll(whole.c_str(), nullptr, 10)) +
               "." + (fraction.empty() ? "0" : fraction);
  return true;
}

RubyValue scalar(const std::string& text, bool quoted) {
  RubyValue value;
  const std::string word = lower(text);
  if (!quoted && (text.empty() || text == "~" || word == "null")) {
    return value;
  }
  if (!quoted && (word == "true" || word == "yes" || word == "on")) {
    value.kind = RubyKind::True;
  } else if (!quoted && (word == "false" || word == "no" || word == "off")) {
    value.kind = RubyKind::False;
  } else if (quoted || !resolve_number(text, value)) {
    value.kind = RubyKind::String;
    value.text = text;
  }
  return value;
}

// Aliases may make a text of a few lines endless, or larger than any memory. Ruby ends with this,
// too, when it follows one into itself.
constexpr int k_depth_max = 100;
constexpr int k_values_max = 20'000;  // Simplified: an alias counts as all that it stands for
constexpr const char* k_too_deep = "stack level too deep";

struct TooDeep {};

class Converter {
 public:
  RubyValue value_of(const YAML::Node& node) {
    if (++values_ > k_values_max || ++depth_ > k_depth_max) {
      throw TooDeep();
    }
    RubyValue value;
    if (node.IsScalar()) {
      value = scalar(node.Scalar(), node.Tag() == "!");
    } else if (node.IsSequence()) {
      value.kind = RubyKind::Array;
      for (const YAML::Node& item : node) {
        value.items.push_back(value_of(item));
      }
    } else if (node.IsMap()) {
      value.kind = RubyKind::Hash;
      for (const auto& entry : node) {
        add(value.entries, entry.first.IsScalar() ? entry.first.Scalar() : "",
            value_of(entry.second));
      }
    }
    --depth_;
    return value;
  }

 private:
  static void add(std::vector<RubyEntry>& entries, const std::string& key, RubyValue value) {
    const auto same = std::find_if(entries.begin(), entries.end(),
                                   [&](const RubyEntry& each) { return each.key == key; });
    if (same != entries.end()) {
      same->value = std::move(value);
    } else {
      entries.push_back({key, std::move(value)});
    }
  }

  int values_ = 0;
  int depth_ = 0;
};

const char* class_of(const RubyValue& value) {
  static constexpr const char* k_names[] = {"NilClass", "TrueClass", "FalseClass", "Integer",
                                            "Float",    "String",    "Array",      "Hash"};
  return k_names[static_cast<std::size_t>(value.kind)];
}

}  // namespace

const RubyValue& RubyValue::at(const std::string& key) const {
  static const RubyValue k_nil;
  for (const auto& [name, value] : entries) {
    if (name == key) {
      return value;
    }
  }
  return k_nil;
}

Result<RubyValue> load_yaml(const std::string& text) {
  try {
    return Converter().value_of(YAML::Load(text));
  } catch (const TooDeep&) {
    return Failure{"SystemStackError", k_too_deep};
  } catch (const YAML::Exception& error) {
    return Failure{"Psych::SyntaxError", "(<unknown>): " + error.msg + " at line " +
                                             std::to_string(error.mark.line + 1) + " column " +
                                             std::to_string(error.mark.column + 1)};
  }
}

std::string ruby_to_s(const RubyValue& value) {
  switch (value.kind) {
    case RubyKind::Nil:
      return "";
    case RubyKind::True:
      return "true";
    case RubyKind::False:
      return "false";
    case RubyKind::Array:
    case RubyKind::Hash:
      return ruby_inspect(value);
    default:
      return value.text;
  }
}

std::string ruby_inspect(const RubyValue& value) {
  std::string text;
  switch (value.kind) {
    case RubyKind::Nil:
      return "nil";
    case RubyKind::String:
      return "\"" + value.text + "\"";
    case RubyKind::Array:
      for (const RubyValue& item : value.items) {
        text += (text.empty() ? "" : ", ") + ruby_inspect(item);
      }
      return "[" + text + "]";
    case RubyKind::Hash:
      for (const auto& [key, item] : value.entries) {
        text += (text.empty() ? "\"" : ", \"") + key + "\"=>" + ruby_inspect(item);
      }
      return "{" + text + "}";
    default:
      return ruby_to_s(value);
  }
}

std::int64_t ruby_to_i(const RubyValue& value) {
  if (!value.is(RubyKind::String)) {
    return value.integer;
  }
  std::string digits = ruby_strip(value.text);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  return std::strtoll(digits.c_str(), nullptr, 10);
}

std::string ruby_no_method(const std::string& method, const RubyValue& value) {
  return "undefined method `" + method + "' for " + ruby_inspect(value) + ":" + class_of(value);
}

std::string ruby_strip(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(k_blank);
  const std::size_t end = text.find_last_not_of(k_blank);
  return begin == std::string::npos ? "" : text.substr(begin, end - begin + 1);
}

}  // namespace greenroom::codedeploy
