// Finds function bodies by counting braces. It knows no C++ beyond that, which is enough to
// measure.
#include <algorithm>
#include <regex>

#include "tests/tidy/rules.h"

namespace greenroom::tidy {
namespace {

enum class Brace { Container, Function, Initialiser };

// What an opening brace begins, judged by the text since the last ';', '{' or '}'.
Brace kind_of(const std::string& before) {
  static const std::regex container(R"(^\s*(template\s*<[^{]*>\s*)?(inline\s+|export\s+)?)"
                                    R"((namespace|class|struct|enum|union|extern)\b[^()]*$)");
  static const std::regex member_initialiser(R"(\)\s*(noexcept\s*)?:[\s\S]*[\w>]$)");
  if (std::regex_search(before, container)) {
    return Brace::Container;
  }
  if (before.find('(') == std::string::npos || std::regex_search(before, member_initialiser)) {
    return Brace::Initialiser;
  }
  return Brace::Function;
}

std::string trimmed(std::string text) {
  const std::size_t last = text.find_last_not_of(" \n");
  text.resize(last == std::string::npos ? 0 : last + 1);
  return text;
}

// Preprocessor lines made blank: their braces need not match.
std::string without_preprocessor(std::string code) {
  bool directive = false;
  bool line_start = true;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (line_start && code[i] == '#') {
      directive = true;
    }
    if (code[i] == '\n') {
      directive = directive && i > 0 && code[i - 1] == '\\';
      line_start = true;
      continue;
    }
    line_start = line_start && code[i] == ' ';
    // The backslash stays, to tell that the directive goes on.
    if (directive && code[i] != '\\') {
      code[i] = ' ';
    }
  }
  std::replace(code.begin(), code.end(), '\\', ' ');
  return code;
}

}  // namespace

std::vector<Function> functions_in(const std::string& source) {
  const std::string code = without_preprocessor(source);
  std::vector<Function> functions;
  std::vector<Brace> open;
  std::size_t statement = 0;  // where the text that says what a brace is begins
  std::size_t function_begin = 0;
  std::size_t depth_in_function = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (depth_in_function > 0) {
      depth_in_function += c == '{' ? 1u : 0u;
      depth_in_function -= c == '}' ? 1u : 0u;
      if (depth_in_function == 0) {
        const std::size_t first = line_at(code, function_begin);
        functions.push_back({first, line_at(code, i) - first + 1});
        statement = i + 1;
      }
      continue;
    }
    if (c == '{') {
      const Brace kind = kind_of(trimmed(code.substr(statement, i - statement)));
      if (kind == Brace::Function) {
        const std::size_t first = code.find_first_not_of(" \n", statement);
        function_begin = std::min(first, i);
        depth_in_function = 1;
        continue;
      }
      open.push_back(kind);
    } else if (c == '}' && !open.empty()) {
      const bool initialiser = open.back() == Brace::Initialiser;
      open.pop_back();
      if (initialiser) {
        continue;  // "a_{1}, b_{2} {": still the same statement
      }
    }
    if (c == ';' || (c == '}' || (c == '{' && open.back() == Brace::Container))) {
      statement = i + 1;
    }
  }
  return functions;
}

}  // namespace greenroom::tidy
