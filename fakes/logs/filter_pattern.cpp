#include "fakes/logs/filter_pattern.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "fakes/aws/json.h"

namespace greenroom::logs {
namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool contains(const std::string& message, const std::string& term) {
  return message.find(term) != std::string::npos;
}

Failure invalid(const std::string& why) {
  return {"InvalidParameterException", why};
}

// Reads a pattern from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  void skip_blanks() {
    const std::size_t first = rest_.find_first_not_of(' ');
    rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(std::string_view expected) {
    const bool there = rest_.substr(0, expected.size()) == expected;
    rest_.remove_prefix(there ? expected.size() : 0);
    return there;
  }
  // "a \" b": the text between the quotes. Nothing when it has no end.
  std::optional<std::string> quoted() {
    std::string text;
    for (rest_.remove_prefix(1); !rest_.empty(); rest_.remove_prefix(1)) {
      if (rest_.front() == '"') {
        rest_.remove_prefix(1);
        return text;
      }
      if (rest_.front() == '\\' && rest_.size() > 1) {
        rest_.remove_prefix(1);
      }
      text += rest_.front();
    }
    return std::nullopt;
  }
  // Up to a blank or one of `ends`.
  std::string bare(std::string_view ends) {
    std::string text;
    for (; !rest_.empty() && rest_.front() != ' ' && ends.find(rest_.front()) == ends.npos;
         rest_.remove_prefix(1)) {
      text += rest_.front();
    }
    return text;
  }

 private:
  std::string_view rest_;
};

Result<FilterPattern> parse_terms(Reader reader) {
  FilterPattern pattern;
  for (reader.skip_blanks(); !reader.at_end(); reader.skip_blanks()) {
    std::vector<std::string>& home = reader.take("?")   ? pattern.optional
                                     : reader.take("-") ? pattern.excluded
                                                        : pattern.required;
    std::string term;
    if (reader.next() == '"') {
      const std::optional<std::string> phrase = reader.quoted();
      if (!phrase || phrase->empty()) {
        return invalid("Invalid filter pattern: a phrase has no closing quote or is empty");
      }
      term = *phrase;
    } else {
      term = reader.bare("");
      if (term.empty() || !std::all_of(term.begin(), term.end(), is_word_character)) {
        return invalid("Invalid character(s) in term '" + term + "'");
      }
    }
    home.push_back(term);
  }
  return pattern;
}

// { $.a.b = "v" }
Result<FilterPattern> parse_json(Reader reader) {
  const Failure failure = invalid(
      "Invalid filter pattern: expected { $.field = \"value\" } or { $.field != \"value\" }; other "
      "JSON patterns are not known here");
  FilterPattern pattern;
  reader.take("{");
  reader.skip_blanks();
  if (!reader.take("$")) {
    return failure;
  }
  while (reader.take(".")) {
    pattern.path.push_back(reader.bare(".=!}"));
  }
  reader.skip_blanks();
  pattern.negated = reader.take("!=");
  if (pattern.path.empty() || pattern.path.back().empty() ||
      (!pattern.negated && !reader.take("="))) {
    return failure;
  }
  reader.skip_blanks();
  std::optional<std::string> value =
      reader.next() == '"' ? reader.quoted() : std::optional<std::string>(reader.bare("}&|"));
  reader.skip_blanks();
  if (!value || value->empty() || !reader.take("}")) {
    return failure;
  }
  reader.skip_blanks();
  pattern.value = *value;
  return reader.at_end() ? Result<FilterPattern>(pattern) : Result<FilterPattern>(failure);
}

// `pattern` may have `*` for anything, also for nothing. The earliest place of each piece between
// two stars leaves most room for those after it.
bool like(std::string_view text, std::string_view pattern) {
  std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return text == pattern;
  }
  if (text.substr(0, star) != pattern.substr(0, star)) {
    return false;
  }
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (star = pattern.find('*'); star != std::string_view::npos; star = pattern.find('*')) {
    const std::size_t at = text.find(pattern.substr(0, star));
    if (at == std::string_view::npos) {
      return false;
    }
    text.remove_prefix(at + star);
    pattern.remove_prefix(star + 1);
  }
  return text.ends_with(pattern);
}

// The text, number or truth value at $.a.b as text, without quotes. Nothing when the message is no
// JSON or has no such member.
std::optional<std::string> value_at(const std::string& message,
                                    const std::vector<std::string>& path) {
  const Result<aws::Json> document = aws::parse_json(message);
  const aws::Json* value = document.ok() ? &document.value() : nullptr;
  for (const std::string& name : path) {
    value = value == nullptr ? nullptr : value->find(name);
  }
  if (value == nullptr || value->kind == aws::JsonKind::Array ||
      value->kind == aws::JsonKind::Object) {
    return std::nullopt;
  }
  return value->kind == aws::JsonKind::String ? value->text : aws::to_text(*value);
}

}  // namespace

Result<FilterPattern> parse_filter_pattern(const std::string& text) {
  Reader reader(text);
  reader.skip_blanks();
  return reader.next() == '{' ? parse_json(reader) : parse_terms(reader);
}

bool matches(const FilterPattern& pattern, const std::string& message) {
  if (!pattern.path.empty()) {
    const std::optional<std::string> found = value_at(message, pattern.path);
    return found && like(*found, pattern.value) != pattern.negated;
  }
  const auto in_message = [&](const std::string& term) { return contains(message, term); };
  const bool optional_counts = pattern.required.empty() && !pattern.optional.empty();
  return std::all_of(pattern.required.begin(), pattern.required.end(), in_message) &&
         std::none_of(pattern.excluded.begin(), pattern.excluded.end(), in_message) &&
         (!optional_counts ||
          std::any_of(pattern.optional.begin(), pattern.optional.end(), in_message));
}

}  // namespace greenroom::logs
