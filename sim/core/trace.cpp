// Canonical writing of trace lines. Hand-written integers and escapes: no locale, no iostream.
#include "sim/core/trace.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/core/random.h"

namespace greenroom {
namespace {

constexpr std::string_view k_hex = "0123456789abcdef";

void append_number(std::string& out, std::int64_t number) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  out.append(buffer.data(), end);
}

void append_value(std::string& out, const Field::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    append_number(out, *number);
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    out += *truth ? "true" : "false";
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    append_json_string(out, *text);
  } else {
    out += std::get<RawJson>(value).text;
  }
}

std::string hex(std::uint64_t value) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i) {
    text[static_cast<std::size_t>(i)] = k_hex[value & 15u];
    value >>= 4;
  }
  return text;
}

// The chain of the lines before, and one line more. Eight bytes at a time, least significant first
// on every machine: byte by byte costs more than all the rest of a line.
std::uint64_t chained(std::uint64_t chain, std::string_view line) {
  std::uint64_t hash = mix(chain ^ line.size());
  for (std::size_t begin = 0; begin < line.size(); begin += 8) {
    std::uint64_t word = 0;
    const std::size_t count = std::min<std::size_t>(8, line.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(line[begin + i])} << (8 * i);
    }
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  return mix(hash);
}

const std::string k_empty;

}  // namespace

// Control and non-ASCII bytes become \u00XX, byte by byte: whatever a process printed, the trace
// stays ASCII and the same on every machine. What needs no escape is copied in one piece.
void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\') {
      continue;
    }
    out.append(text, copied, i - copied);
    copied = i + 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += "\\u00";
      out += k_hex[byte >> 4];
      out += k_hex[byte & 15u];
    }
  }
  out.append(text, copied, std::string_view::npos);
  out += '"';
}

RawJson json_array(const std::vector<std::string>& texts) {
  RawJson json{"["};
  for (const std::string& text : texts) {
    if (json.text.size() > 1) {
      json.text += ',';
    }
    append_json_string(json.text, text);
  }
  json.text += ']';
  return json;
}

RawJson json_counts(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  RawJson json{"{"};
  for (const auto& [name, count] : counts) {
    if (json.text.size() > 1) {
      json.text += ',';
    }
    append_json_string(json.text, name);
    json.text += ':';
    append_number(json.text, count);
  }
  json.text += '}';
  return json;
}

const std::string& TraceLine::text(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (field == name) {
      const auto* text = std::get_if<std::string>(&value);
      return text == nullptr ? k_empty : *text;
    }
  }
  return k_empty;
}

std::int64_t TraceLine::number(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (field == name) {
      const auto* number = std::get_if<std::int64_t>(&value);
      return number == nullptr ? 0 : *number;
    }
  }
  return 0;
}

bool TraceLine::has(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (field == name) {
      return true;
    }
  }
  return false;
}

void Trace::begin(const TraceHeader& header) {
  const std::size_t begin = text_.size();
  text_ += "{\"n\":0,\"trace\":";
  append_number(text_, k_schema_version);
  text_ += ",\"scenario\":";
  append_json_string(text_, header.scenario);
  text_ += ",\"scenario_sha256\":";
  append_json_string(text_, header.scenario_sha256);
  text_ += ",\"seed\":\"";
  text_ += std::to_string(header.seed);
  text_ += "\",\"ties\":\"stable\"";
  finish_line(begin);
}

std::int64_t Trace::write(Instant at, std::string_view actor, std::string_view event,
                          std::span<const Field> fields, std::int64_t cause) {
  const std::size_t begin = text_.size();
  const std::int64_t n = lines_;
  text_ += "{\"n\":";
  append_number(text_, n);
  text_ += ",\"t\":";
  append_number(text_, at.microseconds);
  text_ += ",\"actor\":";
  append_json_string(text_, actor);
  text_ += ",\"ev\":";
  append_json_string(text_, event);
  for (const Field& field : fields) {
    text_ += ",\"";
    text_ += field.name();
    text_ += "\":";
    append_value(text_, field.value());
  }
  text_ += ",\"cause\":";
  append_number(text_, cause);
  finish_line(begin);
  if (!observers_.empty()) {
    TraceLine line{n, at, std::string(actor), std::string(event), {}, cause};
    line.fields.reserve(fields.size());
    for (const Field& field : fields) {
      line.fields.emplace_back(std::string(field.name()), field.value());
    }
    for (TraceObserver* observer : observers_) {
      observer->on_line(line);
    }
  }
  return n;
}

void Trace::end(Instant at, std::uint64_t events) {
  const std::string head = chain();
  const std::array<Field, 3> fields{Field("events", static_cast<std::int64_t>(events)),
                                    Field("lines", lines_), Field("chain", head)};
  write(at, "run", "end", fields, 0);
}

std::string Trace::chain() const {
  return hex(chain_);
}

void Trace::finish_line(std::size_t begin) {
  text_ += '}';
  chain_ = chained(chain_, std::string_view(text_).substr(begin));
  text_ += '\n';
  ++lines_;
}

}  // namespace greenroom
