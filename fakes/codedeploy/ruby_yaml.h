// YAML as the agent's Ruby reads it: the types a value gets there decide what an AppSpec means, and
// which of Ruby's own complaints a user gets to see.
//
// AWS: reference codedeploy.md section 5 (YAML 1.1: unquoted 0644 is the number 420).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/core/result.h"

namespace greenroom::codedeploy {

enum class RubyKind { Nil, True, False, Integer, Float, String, Array, Hash };

struct RubyEntry;

struct RubyValue {
  RubyKind kind = RubyKind::Nil;
  std::string text;                // String: its characters; Integer, Float: as Ruby prints it
  std::int64_t integer = 0;        // Integer, Float: the whole part
  std::vector<RubyValue> items;    // Array
  std::vector<RubyEntry> entries;  // Hash; the last of equal keys is kept

  [[nodiscard]] bool is(RubyKind what) const { return kind == what; }
  // What `if value` takes for no.
  [[nodiscard]] bool falsy() const { return is(RubyKind::Nil) || is(RubyKind::False); }
  // The value of a key of a Hash; Nil when there is none.
  [[nodiscard]] const RubyValue& at(const std::string& key) const;
};

struct RubyEntry {
  std::string key;
  RubyValue value;
};

// Failure "Psych::SyntaxError": the text is no YAML; "SystemStackError": it is without end, or of
// more than 100 levels or 20,000 values.
[[nodiscard]] Result<RubyValue> load_yaml(const std::string& text);

[[nodiscard]] std::string ruby_to_s(const RubyValue& value);
[[nodiscard]] std::string ruby_inspect(const RubyValue& value);
// String#to_i: leading digits count, anything else is 0.
[[nodiscard]] std::int64_t ruby_to_i(const RubyValue& value);
// "undefined method `each' for "stop.sh":String", what Ruby says of a value of the wrong type.
[[nodiscard]] std::string ruby_no_method(const std::string& method, const RubyValue& value);
// String#strip.
[[nodiscard]] std::string ruby_strip(const std::string& text);

}  // namespace greenroom::codedeploy
