// JSON as plain values that keep every number's own text, so that none passes through a fraction
// that a computer rounds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/core/result.h"

namespace greenroom::aws {

enum class JsonKind { Null, True, False, Number, String, Array, Object };

struct JsonMember;

struct Json {
  JsonKind kind = JsonKind::Null;
  std::string text;         // of a String its characters, of a Number its literal
  std::vector<Json> items;  // of an Array
  // Of an Object, in the order given; of two with one name the last (reference
  // codebuild-codepipeline-s3 4.3: "duplicate keys: last wins").
  std::vector<JsonMember> members;

  // The member of that name; nullptr when there is none, or when this is no object.
  [[nodiscard]] const Json* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  Json value;
};

// Fails with code "MalformedJson" and a message that says what is wrong in which line and column.
[[nodiscard]] Result<Json> parse_json(std::string_view text);
// Appends `text` as a JSON string in UTF-8, as AWS's services write theirs; U+FFFD for what is no
// UTF-8. (A trace has a rule of its own, byte by byte: nothing in it may get lost.)
void append_json_text(std::string& out, std::string_view text);
// ["a","b"] of texts.
[[nodiscard]] std::string json_texts(const std::vector<std::string>& texts);
// Without spaces, members in their order, numbers as they were written.
[[nodiscard]] std::string to_text(const Json& json);

}  // namespace greenroom::aws
