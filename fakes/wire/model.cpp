#include "fakes/wire/model.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) {
      parts.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::int64_t number_in(std::string_view text, std::string_view line) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  SIM_ASSERT(error == std::errc() && end == text.data() + text.size(),
             "a table of an API has no number in: " + std::string(line));
  return number;
}

// "1..10" at `at`, when there is one.
void read_range(Shape& shape, const std::vector<std::string_view>& words, std::size_t at,
                std::string_view line) {
  if (at >= words.size()) {
    return;
  }
  const std::size_t dots = words[at].find("..");
  SIM_ASSERT(dots != words[at].npos, "a range is <min>..<max> in: " + std::string(line));
  shape.min = number_in(words[at].substr(0, dots), line);
  shape.max = number_in(words[at].substr(dots + 2), line);
}

Member member_of(std::string_view word) {
  const std::size_t colon = word.find(':');
  SIM_ASSERT(colon != word.npos, "a member is Name:Shape, not " + std::string(word));
  Member member{std::string(word.substr(0, colon)), std::string(word.substr(colon + 1)), false};
  if (member.shape.back() == '!') {
    member.shape.pop_back();
    member.required = true;
  }
  return member;
}

Shape shape_of(const std::vector<std::string_view>& words, std::string_view line) {
  static const std::map<std::string_view, ShapeKind> kinds = {{"structure", ShapeKind::Structure},
                                                              {"list", ShapeKind::List},
                                                              {"map", ShapeKind::Map},
                                                              {"string", ShapeKind::String},
                                                              {"enum", ShapeKind::Enum},
                                                              {"integer", ShapeKind::Integer},
                                                              {"long", ShapeKind::Long},
                                                              {"boolean", ShapeKind::Boolean},
                                                              {"timestamp", ShapeKind::Timestamp},
                                                              {"blob", ShapeKind::Blob}};
  const auto kind = kinds.find(words[0]);
  SIM_ASSERT(kind != kinds.end(), "a table of an API has an unknown word in: " + std::string(line));
  Shape shape;
  shape.kind = kind->second;
  if (shape.kind == ShapeKind::Structure) {
    for (std::size_t at = 2; at < words.size(); ++at) {
      shape.members.push_back(member_of(words[at]));
    }
  } else if (shape.kind == ShapeKind::Enum) {
    shape.values.assign(words.begin() + 2, words.end());
  } else if (shape.kind == ShapeKind::Map) {
    shape.key = words.at(2);
    shape.item = words.at(3);
  } else if (shape.kind == ShapeKind::List) {
    shape.item = words.at(2);
    read_range(shape, words, 3, line);
  } else {
    read_range(shape, words, 2, line);
  }
  return shape;
}

// A line that begins with a space goes on with the one before it.
std::vector<std::string> declarations_of(std::string_view table) {
  std::vector<std::string> all;
  for (const std::string_view line : split(table, '\n')) {
    if (line[0] == ' ' && !all.empty()) {
      all.back() += line;
    } else {
      all.emplace_back(line);
    }
  }
  return all;
}

void assert_whole(const Model& model) {
  for (const auto& [name, operation] : model.operations) {
    (void)model.shape(operation.input);
    (void)model.shape(operation.output);
  }
  for (const auto& [name, shape] : model.shapes) {
    for (const Member& member : shape.members) {
      (void)model.shape(member.shape);
    }
    for (const std::string& part : {shape.key, shape.item}) {
      if (!part.empty()) {
        (void)model.shape(part);
      }
    }
  }
}

}  // namespace

const Shape& Model::shape(const std::string& name) const {
  const auto found = shapes.find(name);
  SIM_ASSERT(found != shapes.end(), "the table of " + service + " does not declare " + name);
  return found->second;
}

Model parse_model(std::string_view table) {
  Model model;
  for (const std::string& line : declarations_of(table)) {
    const std::vector<std::string_view> words = split(line, ' ');
    if (words[0] == "service") {
      SIM_ASSERT(words.size() == 4 && words[2] == "json-1.1",
                 "a service has name, protocol and target prefix");
      model.service = words[1];
      model.target_prefix = words[3];
    } else if (words[0] == "operation") {
      model.operations[std::string(words.at(1))] = {std::string(words.at(2)),
                                                    std::string(words.at(3))};
    } else {
      SIM_ASSERT(words.size() >= 2, "a shape has a name");
      const bool is_new = model.shapes.emplace(words[1], shape_of(words, line)).second;
      SIM_ASSERT(is_new, "the table declares twice: " + std::string(words[1]));
    }
  }
  assert_whole(model);
  return model;
}

}  // namespace greenroom::wire
