// Reads the commands a page tells its readers to type.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace greenroom::test {

// From ```sh blocks every line but comments; from ```console blocks the lines that begin with "$ ".
// A line that ends in a backslash goes on in the next.
inline std::vector<std::string> commands_in(std::string_view page) {
  std::vector<std::string> commands;
  std::string_view block;
  bool goes_on = false;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size());
    std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    if (line.rfind("```", 0) == 0) {
      block = block.empty() ? line.substr(3) : std::string_view();
      continue;
    }
    if (block == "console" && !goes_on) {
      if (line.rfind("$ ", 0) != 0) {
        continue;
      }
      line.remove_prefix(2);
    } else if (block != "sh" && !goes_on) {
      continue;
    }
    if (line.empty() || (line[0] == '#' && !goes_on)) {
      continue;
    }
    const bool continues = line.back() == '\\';
    line.remove_suffix(continues ? 1 : 0);
    if (goes_on) {
      commands.back() += line;
    } else {
      commands.emplace_back(line);
    }
    goes_on = continues;
  }
  return commands;
}

// What a test runs in place of a command: `make` only says what it would do, for it builds and
// tests everything, this test too.
inline std::string harmless(const std::string& command) {
  return command.rfind("make", 0) == 0 ? "make -n" + command.substr(4) : command;
}

}  // namespace greenroom::test
