// How a file looks: its length, its lines, its first sentence, and what it must not contain.
#include "tests/tidy/rules.h"

namespace greenroom::tidy {
namespace {

constexpr std::size_t k_file_lines_max = 500;
constexpr std::size_t k_test_lines_max = 700;
constexpr std::size_t k_function_lines_max = 70;
constexpr std::size_t k_columns_max = 100;
constexpr std::uintmax_t k_bytes_max = 400'000;

std::string place(const File& file, std::size_t line) {
  return file.path + ":" + std::to_string(line) + ": ";
}

// Characters of UTF-8, not bytes.
std::size_t columns(std::string_view line) {
  std::size_t count = 0;
  for (const char c : line) {
    count += (static_cast<unsigned char>(c) & 0xc0u) == 0x80u ? 0u : 1u;
  }
  return count;
}

bool is_trace(const File& file) {
  return file.path.ends_with(".trace");
}

}  // namespace

Findings file_length(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    const std::size_t most =
        file.path.rfind("tests/", 0) == 0 ? k_test_lines_max : k_file_lines_max;
    const std::size_t lines = lines_of(file.text).size();
    if (is_cpp(file.path) && lines > most) {
      findings.push_back(place(file, lines) + std::to_string(lines) +
                         " lines; split it by topic, " + std::to_string(most) + " at most");
    }
  }
  return findings;
}

Findings function_length(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    for (const Function& function : functions_in(file.code)) {
      if (function.lines > k_function_lines_max) {
        findings.push_back(place(file, function.first_line) + "a function of " +
                           std::to_string(function.lines) + " lines; split it, " +
                           std::to_string(k_function_lines_max) + " at most");
      }
    }
  }
  return findings;
}

Findings line_form(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    if (file.text.empty() || is_trace(file)) {
      continue;
    }
    const std::vector<std::string_view> lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view line = lines[i];
      if (is_cpp(file.path) && columns(line) > k_columns_max) {
        findings.push_back(place(file, i + 1) + "more than 100 columns; break the line");
      }
      if (line.find('\t') != std::string_view::npos && name_of(file.path) != "Makefile") {
        findings.push_back(place(file, i + 1) + "a tab; use spaces");
      }
      if (!line.empty() && (line.back() == ' ' || line.back() == '\r')) {
        findings.push_back(place(file, i + 1) + "the line ends in blank space; remove it");
      }
    }
    if (file.text.back() != '\n') {
      findings.push_back(place(file, lines.size()) + "the last line has no end; add one");
    }
  }
  return findings;
}

Findings leftover_marks(const Tree& tree) {
  // Put together here, so that this file does not find itself.
  const std::vector<std::string> marks = {std::string("FIX") + "ME", std::string("TO") + "DO",
                                          std::string("X") + "XX", std::string("HA") + "CK"};
  Findings findings;
  for (const File& file : tree) {
    for (const std::string& mark : marks) {
      const std::size_t at = find_word(file.text, mark);
      if (at != std::string_view::npos) {
        findings.push_back(place(file, line_at(file.text, at)) + mark +
                           " was left behind; do it, or say it as `Simplified:`");
      }
    }
  }
  return findings;
}

Findings file_bytes(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    if (file.bytes > k_bytes_max) {
      findings.push_back(place(file, 1) + std::to_string(file.bytes) +
                         " bytes; 400 kB at most belong into the repository");
    }
  }
  return findings;
}

Findings opening_sentence(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    const bool says = file.text.rfind("// ", 0) == 0;
    // A source may leave it to its header, which it includes first.
    const bool header_says =
        file.path.ends_with(".cpp") &&
        file.text.rfind("#include \"" + std::string(folder_of(file.path)), 0) == 0;
    if (is_cpp(file.path) && !says && !header_says) {
      findings.push_back(place(file, 1) + "begin with one sentence that says what the file is for");
    }
  }
  return findings;
}

Findings machine_paths(const Tree& tree, const std::string& root) {
  Findings findings;
  const std::size_t last_slash = root.rfind('/');
  if (last_slash == 0 || last_slash == std::string::npos) {
    return findings;  // a place like "/src" says nothing about a machine
  }
  const std::vector<std::string> paths = {root + "/", root.substr(0, last_slash) + "/shared",
                                          std::string("/home/") + "runner/",
                                          std::string("/Us") + "ers/"};
  for (const File& file : tree) {
    for (const std::string& path : paths) {
      const std::size_t at = file.text.find(path);
      if (at != std::string::npos) {
        findings.push_back(place(file, line_at(file.text, at)) + "names a place of one machine, " +
                           path + "; use a relative path");
      }
    }
  }
  return findings;
}

}  // namespace greenroom::tidy
