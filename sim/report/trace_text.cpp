#include "sim/report/trace_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

namespace greenroom::report {
namespace {

namespace json = boost::json;
constexpr std::size_t k_context = 5;
constexpr std::size_t k_value_shown_max = 70;

std::string clock(std::int64_t microseconds) {
  const std::int64_t milliseconds = microseconds / 1000;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", milliseconds / 3'600'000,
                     milliseconds / 60'000 % 60, milliseconds / 1000 % 60, milliseconds % 1000);
}

std::string shown(const json::value& value) {
  std::string text = value.is_string() ? std::string(value.as_string()) : json::serialize(value);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.size() > k_value_shown_max ? text.substr(0, k_value_shown_max) + "..." : text;
}

bool is_frame(std::string_view key) {
  return key == "n" || key == "t" || key == "actor" || key == "ev" || key == "cause";
}

}  // namespace

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::optional<std::size_t> first_difference(const std::string& a, const std::string& b) {
  const std::vector<std::string> lines_a = split_lines(a);
  const std::vector<std::string> lines_b = split_lines(b);
  for (std::size_t i = 0; i < std::max(lines_a.size(), lines_b.size()); ++i) {
    if (i >= lines_a.size() || i >= lines_b.size() || lines_a[i] != lines_b[i]) {
      return i;
    }
  }
  return std::nullopt;
}

std::string describe_difference(const std::string& a, const std::string& b,
                                const std::string& name_a, const std::string& name_b) {
  const std::optional<std::size_t> at = first_difference(a, b);
  if (!at) {
    return "the traces are the same\n";
  }
  std::vector<std::string> lines_a = split_lines(a);
  std::vector<std::string> lines_b = split_lines(b);
  std::string text = fmt::format("first difference in line {}\n", *at + 1);
  for (std::size_t i = *at > k_context ? *at - k_context : 0; i < *at; ++i) {
    text += "    " + lines_a[i] + "\n";
  }
  text += "  < " + (*at < lines_a.size() ? lines_a[*at] : "(end of trace)") + "\n";
  text += "  > " + (*at < lines_b.size() ? lines_b[*at] : "(end of trace)") + "\n";
  text += "  < " + name_a + "\n  > " + name_b + "\n";
  std::sort(lines_a.begin(), lines_a.end());
  std::sort(lines_b.begin(), lines_b.end());
  if (lines_a == lines_b) {
    text += "both have the same lines; only their order differs\n";
  }
  return text;
}

std::string readable_line(const std::string& line) {
  const json::value parsed = json::parse(line);
  const json::object& object = parsed.as_object();
  if (!object.contains("ev")) {
    return shown(parsed);
  }
  std::string text = fmt::format(
      "{}  {:<44} {:<28}", clock(object.at("t").to_number<std::int64_t>()),
      std::string(object.at("actor").as_string()), std::string(object.at("ev").as_string()));
  for (const auto& field : object) {
    if (!is_frame(field.key())) {
      text += " " + std::string(field.key()) + "=" + shown(field.value());
    }
  }
  return text;
}

std::string table_of(const std::string& trace) {
  std::string table;
  std::size_t number = 0;
  for (const std::string& line : split_lines(trace)) {
    ++number;
    try {
      table += readable_line(line) + "\n";
    } catch (const std::exception& error) {
      throw std::runtime_error(
          fmt::format("line {} is not a trace line: {}", number, error.what()));
    }
  }
  return table;
}

}  // namespace greenroom::report
