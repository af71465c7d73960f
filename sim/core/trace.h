// The trace: canonical JSON Lines, the value of a run. Same input, same bytes.
//
// One object per line, no spaces, keys in the order given, integers only, no pid, path, real port
// or real duration. Every line carries n (line number), t (microseconds of virtual time), actor,
// ev, its fields, and cause (the line that led to it). Lines are chained by a 64-bit hash, so that
// the last line's `chain` stands for the whole run.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/core/time.h"

namespace greenroom {

// Text that already is canonical JSON (an array or object built with JsonText).
struct RawJson {
  std::string text;
};

// One field of a trace line. Text, whole number, truth value, or prepared JSON.
class Field {
 public:
  using Value = std::variant<std::int64_t, bool, std::string, RawJson>;
  Field(std::string_view name, std::string_view text) : name_(name), value_(std::string(text)) {}
  Field(std::string_view name, const char* text) : name_(name), value_(std::string(text)) {}
  Field(std::string_view name, const std::string& text) : name_(name), value_(text) {}
  Field(std::string_view name, bool truth) : name_(name), value_(truth) {}
  Field(std::string_view name, std::int64_t number) : name_(name), value_(number) {}
  Field(std::string_view name, int number) : name_(name), value_(std::int64_t{number}) {}
  Field(std::string_view name, std::size_t number)
      : name_(name), value_(static_cast<std::int64_t>(number)) {}
  Field(std::string_view name, RawJson json) : name_(name), value_(std::move(json)) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  std::string_view name_;  // always a literal of the emitting code
  Value value_;
};

// Appends `text` as a JSON string: the one escaping rule of all traces.
void append_json_string(std::string& out, std::string_view text);
// ["a","b"] of texts.
[[nodiscard]] RawJson json_array(const std::vector<std::string>& texts);
// {"a":1,...} of counts, in the given order.
[[nodiscard]] RawJson json_counts(const std::vector<std::pair<std::string, std::int64_t>>& counts);

// A line as observers see it: expectations, invariants and reports work on these.
struct TraceLine {
  std::int64_t n = 0;
  Instant t;
  std::string actor;
  std::string event;
  std::vector<std::pair<std::string, Field::Value>> fields;
  std::int64_t cause = 0;

  // The field as text; "" when absent or not a text.
  [[nodiscard]] const std::string& text(std::string_view name) const;
  // The field as a number; 0 when absent or not a number.
  [[nodiscard]] std::int64_t number(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
};

class TraceObserver {
 public:
  virtual ~TraceObserver() = default;
  virtual void on_line(const TraceLine& line) = 0;
};

struct TraceHeader {
  std::string scenario;         // its name
  std::string scenario_sha256;  // of the file's bytes
  std::uint64_t seed = 0;
};

class Trace {
 public:
  static constexpr int k_schema_version = 1;

  void begin(const TraceHeader& header);
  // Writes one line and returns its number.
  std::int64_t write(Instant at, std::string_view actor, std::string_view event,
                     std::span<const Field> fields, std::int64_t cause);
  std::int64_t write(Instant at, std::string_view actor, std::string_view event,
                     std::initializer_list<Field> fields, std::int64_t cause) {
    return write(at, actor, event, std::span<const Field>(fields.begin(), fields.size()), cause);
  }
  // Writes the closing line: counts and the head of the chain.
  void end(Instant at, std::uint64_t events);
  void observe(TraceObserver& observer) { observers_.push_back(&observer); }

  // All lines, each ended by LF.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::int64_t lines() const { return lines_; }
  // 16 hex digits: the run's digest while it runs and, after end(), of the whole trace.
  [[nodiscard]] std::string chain() const;

 private:
  void finish_line(std::size_t begin);
  std::string text_;
  std::int64_t lines_ = 0;
  std::uint64_t chain_ = 0;
  std::vector<TraceObserver*> observers_;
};

}  // namespace greenroom
