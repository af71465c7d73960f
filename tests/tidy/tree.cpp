#include "tests/tidy/tree.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace greenroom::tidy {
namespace {

namespace fs = std::filesystem;

bool is_foreign(const fs::path& relative) {
  const std::string name = relative.filename().string();
  return name == ".git" || name == "out" || name == ".cache" || name.rfind("build", 0) == 0 ||
         relative == "tests/fuzz/corpus";  // inputs as a fuzzer left them
}

// Copies a literal or comment from `from` to before `end`, blank but for its line ends.
void blank(std::string& out, std::size_t from, std::size_t end) {
  for (std::size_t i = from; i < end; ++i) {
    if (out[i] != '\n') {
      out[i] = ' ';
    }
  }
}

std::size_t end_of_quoted(std::string_view text, std::size_t open) {
  const char quote = text[open];
  std::size_t i = open + 1;
  while (i < text.size() && text[i] != quote && text[i] != '\n') {
    i += text[i] == '\\' ? 2 : 1;
  }
  return std::min(i, text.size());
}

bool is_digit_separator(std::string_view text, std::size_t place) {
  return place > 0 && place + 1 < text.size() && is_word_character(text[place - 1]) &&
         is_word_character(text[place + 1]);
}

}  // namespace

File made_file(std::string path, std::string text) {
  File file;
  file.path = std::move(path);
  file.bytes = text.size();
  file.code = is_cpp(file.path) ? without_comments_and_literals(text) : "";
  file.text = std::move(text);
  return file;
}

Tree read_tree(const std::string& root) {
  Tree tree;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::end(entry); ++entry) {
    const fs::path relative = entry->path().lexically_relative(root);
    if (entry->is_directory() && is_foreign(relative)) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || entry->is_symlink()) {
      continue;
    }
    std::ifstream stream(entry->path(), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const std::uintmax_t bytes = text.size();
    if (text.find('\0') != std::string::npos) {
      text.clear();
    }
    tree.push_back(made_file(relative.generic_string(), std::move(text)));
    tree.back().bytes = bytes;
  }
  std::sort(tree.begin(), tree.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return tree;
}

std::string without_comments_and_literals(std::string_view text) {
  std::string out(text);
  std::size_t i = 0;
  while (i < text.size()) {
    const std::string_view rest = text.substr(i);
    std::size_t next = i + 1;
    if (rest.rfind("//", 0) == 0) {
      next = std::min(text.find('\n', i), text.size());
      blank(out, i, next);
    } else if (rest.rfind("/*", 0) == 0) {
      const std::size_t close = text.find("*/", i + 2);
      next = close == std::string_view::npos ? text.size() : close + 2;
      blank(out, i, next);
    } else if (rest.rfind("R\"", 0) == 0 && (i == 0 || !is_word_character(text[i - 1]))) {
      const std::size_t open = std::min(text.find('(', i), text.size());
      const std::string close = ")" + std::string(text.substr(i + 2, open - i - 2)) + "\"";
      const std::size_t end = std::min(text.find(close, open), text.size());
      blank(out, i + 2, end);
      next = std::min(end + close.size(), text.size());
    } else if (text[i] == '"' || (text[i] == '\'' && !is_digit_separator(text, i))) {
      const std::size_t end = end_of_quoted(text, i);
      blank(out, i + 1, end);
      next = end + 1;
    }
    i = next;
  }
  return out;
}

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.rfind(start, 0) == 0; });
}

bool is_header(std::string_view path) {
  return path.ends_with(".h") || path.ends_with(".hpp");
}

bool is_cpp(std::string_view path) {
  return is_header(path) || path.ends_with(".cpp");
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

const File* find_file(const Tree& tree, std::string_view path) {
  const auto found =
      std::find_if(tree.begin(), tree.end(), [&](const File& file) { return file.path == path; });
  return found == tree.end() ? nullptr : &*found;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t line_at(std::string_view text, std::size_t place) {
  const std::string_view before = text.substr(0, place);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    const bool ends = end >= text.size() || !is_word_character(text[end]);
    if (begins && ends) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace greenroom::tidy
