// The files of the repository as the rules see them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace greenroom::tidy {

struct File {
  std::string path;  // relative to the repository, '/' separated
  std::string text;  // "" for a file that is not text
  std::string code;  // of C++: text with comments and the insides of literals made blank
  std::uintmax_t bytes = 0;
};

// Sorted by path.
using Tree = std::vector<File>;

// A file of the given text, as the tests of the rules make them.
[[nodiscard]] File made_file(std::string path, std::string text);
// Everything below `root` but what is built, fetched, git's own, or a fuzzer's corpus.
[[nodiscard]] Tree read_tree(const std::string& root);

// `text` with comments and the insides of string and character literals replaced by blanks. Every
// character stays at its place and every line end stays.
[[nodiscard]] std::string without_comments_and_literals(std::string_view text);

[[nodiscard]] bool starts_with_any(std::string_view text,
                                   const std::vector<std::string_view>& starts);
[[nodiscard]] bool is_cpp(std::string_view path);
[[nodiscard]] bool is_header(std::string_view path);
[[nodiscard]] std::string_view folder_of(std::string_view path);
[[nodiscard]] std::string_view name_of(std::string_view path);
[[nodiscard]] const File* find_file(const Tree& tree, std::string_view path);
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
// Line number, from 1, of a place in a text.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t place);
[[nodiscard]] bool is_word_character(char c);
// The next place of `word` as a whole word, or npos.
[[nodiscard]] std::size_t find_word(std::string_view text, std::string_view word,
                                    std::size_t from = 0);

}  // namespace greenroom::tidy
