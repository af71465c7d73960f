#include "sim/scenario/yaml_reader.h"

#include <algorithm>
#include <charconv>

namespace greenroom::scenario {
namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

constexpr Duration k_duration_max = hours(24 * 366 * 100);  // so that arithmetic stays whole
constexpr int k_levels_max = 64;
constexpr int k_values_max = 20'000;

// Counts down what may still come; false when it is too much.
bool count_down(const YAML::Node& node, int levels_left, int& values_left) {
  if (levels_left == 0 || --values_left < 0) {
    return false;
  }
  if (node.IsSequence()) {
    return std::all_of(node.begin(), node.end(), [&](const auto& item) {
      return count_down(item, levels_left - 1, values_left);
    });
  }
  return !node.IsMap() || std::all_of(node.begin(), node.end(), [&](const auto& entry) {
    return count_down(entry.first, levels_left - 1, values_left) &&
           count_down(entry.second, levels_left - 1, values_left);
  });
}

template <typename Number>
bool parse_number(const std::string& text, Number& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc() && result.ptr == text.data() + text.size() && !text.empty();
}

}  // namespace

std::optional<std::string> near_miss(const std::string& word,
                                     const std::vector<std::string>& known) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

bool is_bounded(const YAML::Node& document) {
  int values_left = k_values_max;
  return count_down(document, k_levels_max, values_left);
}

Place place_of(const YAML::Mark& mark) {
  return mark.is_null() ? Place{1, 1} : Place{mark.line + 1, mark.column + 1};
}

Place place_of(const YAML::Node& node) {
  return place_of(node.IsDefined() ? node.Mark() : YAML::Mark::null_mark());
}

std::optional<Duration> parse_duration(const std::string& text) {
  Duration total;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t digits = text.find_first_not_of("0123456789", at);
    std::int64_t count = 0;
    if (digits == at || digits == std::string::npos ||
        !parse_number(text.substr(at, digits - at), count) || count > 1'000'000'000) {
      return std::nullopt;
    }
    const std::size_t end = std::min(text.find_first_of("0123456789", digits), text.size());
    const std::string unit = text.substr(digits, end - digits);
    if (unit == "ms") {
      total = total + milliseconds(count);
    } else if (unit == "s") {
      total = total + seconds(count);
    } else if (unit == "m") {
      total = total + minutes(count);
    } else if (unit == "h") {
      total = total + hours(count);
    } else {
      return std::nullopt;
    }
    if (total > k_duration_max) {
      return std::nullopt;
    }
    at = end;
  }
  return text.empty() ? std::nullopt : std::optional(total);
}

void YamlReader::error(const YAML::Node& node, const std::string& message) {
  errors.push_back({place_of(node), message});
}

bool YamlReader::check_map(const YAML::Node& node, const std::string& what,
                           const std::vector<std::string>& known) {
  if (!node.IsMap()) {
    error(node, what + " must be a map with the keys " + list_of(known));
    return false;
  }
  for (const auto& entry : node) {
    const std::string key = entry.first.Scalar();
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const std::optional<std::string> meant = near_miss(key, known);
      error(entry.first, "unknown key '" + key + "' in " + what +
                             (meant ? "; did you mean '" + *meant + "'?" : ".") +
                             " Known keys: " + list_of(known));
    }
  }
  return true;
}

void YamlReader::read(const YAML::Node& map, const char* key, std::string& value) {
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsScalar()) {
    error(node, "'" + std::string(key) + "' must be a text");
    return;
  }
  value = node.Scalar();
}

void YamlReader::read(const YAML::Node& map, const char* key, int& value, int lowest, int highest) {
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return;
  }
  int number = 0;
  if (!node.IsScalar() || !parse_number(node.Scalar(), number) || number < lowest ||
      number > highest) {
    error(node, "'" + std::string(key) + "' must be a whole number from " + std::to_string(lowest) +
                    " to " + std::to_string(highest) +
                    (node.IsScalar() ? ", not '" + node.Scalar() + "'" : ""));
    return;
  }
  value = number;
}

void YamlReader::read(const YAML::Node& map, const char* key, std::uint64_t& value) {
  const YAML::Node node = map[key];
  if (node.IsDefined() && (!node.IsScalar() || !parse_number(node.Scalar(), value))) {
    error(node, "'" + std::string(key) + "' must be a whole number that is not negative");
  }
}

void YamlReader::read(const YAML::Node& map, const char* key, Duration& value) {
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return;
  }
  const std::optional<Duration> duration =
      node.IsScalar() ? parse_duration(node.Scalar()) : std::nullopt;
  if (!duration) {
    error(node, "'" + std::string(key) + "' must be a duration such as 30s, 5m, 1h30m or 250ms" +
                    (node.IsScalar() ? ", not '" + node.Scalar() + "'" : ""));
    return;
  }
  value = *duration;
}

// YAML 1.2: only true and false; `yes`, `on` and the like are texts.
void YamlReader::read(const YAML::Node& map, const char* key, bool& value) {
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsScalar() || (node.Scalar() != "true" && node.Scalar() != "false")) {
    error(node, "'" + std::string(key) + "' must be true or false");
    return;
  }
  value = node.Scalar() == "true";
}

void YamlReader::read_one_of(const YAML::Node& map, const char* key, std::string& value,
                             const std::vector<std::string>& allowed) {
  const YAML::Node node = map[key];
  if (!node.IsDefined()) {
    return;
  }
  if (!node.IsScalar() ||
      std::find(allowed.begin(), allowed.end(), node.Scalar()) == allowed.end()) {
    const std::optional<std::string> meant =
        node.IsScalar() ? near_miss(node.Scalar(), allowed) : std::nullopt;
    error(node, "'" + std::string(key) + "' must be one of " + list_of(allowed) +
                    (meant ? "; did you mean '" + *meant + "'?" : ""));
    return;
  }
  value = node.Scalar();
}

}  // namespace greenroom::scenario
