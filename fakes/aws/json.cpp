#include "fakes/aws/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "fakes/aws/json_members.h"

namespace greenroom::aws {
namespace {

// Builds the tree while Boost.JSON reads. What Boost makes of a number is not looked at.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Text = boost::json::string_view;
  using Error = boost::json::error_code;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_array_begin(Error&) { return begin(JsonKind::Array); }
  bool on_array_end(std::size_t, Error&) { return end(); }
  bool on_object_begin(Error&) { return begin(JsonKind::Object); }
  bool on_object_end(std::size_t, Error&) { return end(); }
  bool on_string_part(Text part, std::size_t, Error&) { return more(part); }
  bool on_string(Text part, std::size_t, Error&) { return more(part) && scalar(JsonKind::String); }
  bool on_key_part(Text part, std::size_t, Error&) { return more(part); }
  bool on_key(Text part, std::size_t, Error&) {
    more(part);
    open_.back().name = std::exchange(pending_, {});
    return true;
  }
  bool on_number_part(Text part, Error&) { return more(part); }
  template <typename Number>
  bool on_int64(Number, Text part, Error&) {
    return more(part) && scalar(JsonKind::Number);
  }
  template <typename Number>
  bool on_uint64(Number, Text part, Error&) {
    return more(part) && scalar(JsonKind::Number);
  }
  template <typename Number>
  bool on_double(Number, Text part, Error&) {
    return more(part) && scalar(JsonKind::Number);
  }
  bool on_bool(bool truth, Error&) { return scalar(truth ? JsonKind::True : JsonKind::False); }
  bool on_null(Error&) { return scalar(JsonKind::Null); }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

  Json take() { return std::move(whole_); }

 private:
  struct Open {
    Json json;
    std::string name;  // of the member that comes next
  };

  bool more(Text part) {
    pending_.append(part.data(), part.size());
    return true;
  }
  bool scalar(JsonKind kind) {
    Json json;
    json.kind = kind;
    json.text = std::exchange(pending_, {});
    return add(std::move(json));
  }
  bool begin(JsonKind kind) {
    open_.emplace_back().json.kind = kind;
    return true;
  }
  bool end() {
    Json json = std::move(open_.back().json);
    open_.pop_back();
    keep_last_of_each_name(json.members);
    return add(std::move(json));
  }
  bool add(Json json) {
    if (open_.empty()) {
      whole_ = std::move(json);
      return true;
    }
    Open& home = open_.back();
    if (home.json.kind == JsonKind::Array) {
      home.json.items.push_back(std::move(json));
      return true;
    }
    home.json.members.push_back({std::exchange(home.name, {}), std::move(json)});
    return true;
  }

  std::vector<Open> open_;
  std::string pending_;
  Json whole_;
};

Failure malformed(std::string_view text, std::size_t at, const std::string& what) {
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return {"MalformedJson", what + " at line " + std::to_string(line) + ", column " +
                               std::to_string(at - line_begin + 1)};
}

// The bytes of the character of UTF-8 at the front; 0 when there is none.
std::size_t character_bytes(std::string_view rest) {
  const auto byte = [&](std::size_t i) {
    return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0u;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return 1;
  }
  const std::size_t bytes = lead >= 0xc2 && lead <= 0xdf   ? 2
                            : lead >= 0xe0 && lead <= 0xef ? 3
                            : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                           : 0;
  // No longer forms, no surrogates, nothing above U+10FFFF.
  const unsigned second_least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned second_most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (bytes == 0 || byte(1) < second_least || byte(1) > second_most) {
    return 0;
  }
  for (std::size_t i = 2; i < bytes; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) {
      return 0;
    }
  }
  return bytes;
}

void write(std::string& out, const Json& json) {
  switch (json.kind) {
    case JsonKind::Null:
      out += "null";
      return;
    case JsonKind::True:
      out += "true";
      return;
    case JsonKind::False:
      out += "false";
      return;
    case JsonKind::Number:
      out += json.text;
      return;
    case JsonKind::String:
      append_json_text(out, json.text);
      return;
    case JsonKind::Array:
      out += "[";
      for (std::size_t i = 0; i < json.items.size(); ++i) {
        out += i == 0 ? "" : ",";
        write(out, json.items[i]);
      }
      out += "]";
      return;
    case JsonKind::Object:
      out += "{";
      for (std::size_t i = 0; i < json.members.size(); ++i) {
        out += i == 0 ? "" : ",";
        append_json_text(out, json.members[i].name);
        out += ":";
        write(out, json.members[i].value);
      }
      out += "}";
      return;
  }
}

}  // namespace

const Json* Json::find(std::string_view name) const {
  for (const JsonMember& member : members) {
    if (member.name.size() == name.size() && member.name == name) {
      return &member.value;
    }
  }
  return nullptr;
}

Result<Json> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 64;
  boost::json::basic_parser<Builder> parser(options);
  boost::json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error) {
    return malformed(text, read, error.message());
  }
  if (const std::size_t rest = text.find_first_not_of(" \t\r\n", read); rest != text.npos) {
    return malformed(text, rest, "something follows the end");
  }
  return parser.handler().take();
}

void append_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  constexpr std::string_view k_no_character = "\xef\xbf\xbd";
  out += '"';
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t bytes = character_bytes(text);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (bytes == 1 && c < ' ') {
      out += "\\u00";
      out += k_hex[static_cast<std::size_t>(c) >> 4];
      out += k_hex[static_cast<std::size_t>(c) & 15u];
    } else {
      out += bytes == 0 ? k_no_character : text.substr(0, bytes);
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  out += '"';
}

std::string json_texts(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    out += out.size() > 1 ? "," : "";
    append_json_text(out, text);
  }
  return out + "]";
}

std::string to_text(const Json& json) {
  std::string out;
  write(out, json);
  return out;
}

}  // namespace greenroom::aws
