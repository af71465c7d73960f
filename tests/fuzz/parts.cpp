// Inputs of several parts.
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {

std::vector<std::string> parts_of(const std::string& input, std::size_t count) {
  const std::string separator = "\n---\n";
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (parts.size() + 1 < count) {
    const std::size_t at = input.find(separator, from);
    if (at == std::string::npos) {
      break;
    }
    parts.push_back(input.substr(from, at - from));
    from = at + separator.size();
  }
  parts.push_back(input.substr(from));
  parts.resize(count);
  return parts;
}

}  // namespace greenroom::fuzz
