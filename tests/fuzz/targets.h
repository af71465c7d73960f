// The fuzz targets: each reads one input as its part of Greenroom does, and checks what must hold
// for whatever a file, a rule or a peer may say. README.md says how to add one.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace greenroom::fuzz {

// A property does not hold: libFuzzer keeps the input as a crash, the test of the corpus fails.
struct PropertyBroken : std::logic_error {
  using std::logic_error::logic_error;
};
inline void require(bool holds, const std::string& property) {
  if (!holds) {
    throw PropertyBroken(property);
  }
}

// Whether a message tells a line 0, which no file has; those that repeat it from the input do not
// count.
inline bool tells_line_0(const std::string& message, const std::string& input) {
  const std::string line_0 = "line 0";
  return message.find(line_0) != std::string::npos && input.find(line_0) == std::string::npos;
}

// One function for each target; its name is that of its folder in corpus/.
void buildspec(const std::string& input);
void appspec(const std::string& input);
void scenario(const std::string& input);
void event_pattern(const std::string& input);
void event_input(const std::string& input);
void log_filter(const std::string& input);
void pipeline_variables(const std::string& input);
void report(const std::string& input);
void http_head(const std::string& input);
void wire_http(const std::string& input);
void wire_signature(const std::string& input);
void wire_query(const std::string& input);
void wire_xml(const std::string& input);
void wire_cbor(const std::string& input);
void wire_json(const std::string& input);

// The parts of an input that lines of "---" part, `count` of them; missing ones are empty. The last
// one may hold further such lines.
[[nodiscard]] std::vector<std::string> parts_of(const std::string& input, std::size_t count);

}  // namespace greenroom::fuzz
