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

// What limits a value, from `at` on: "1..10", "~[a-z]+".
void read_limits(Shape& shape, const std::vector<std::string_view>& words, std::size_t at,
                 std::string_view line) {
  for (; at < words.size(); ++at) {
    if (words[at].front() == '~') {
      // Java's \u is upper case to Boost: what is left unchecked is better than what is refused.
      const bool is_known = words[at].find("\\u") == words[at].npos;
      shape.pattern = is_known ? words[at].substr(1) : "";
      continue;
    }
    const std::size_t dots = words[at].find("..");
    SIM_ASSERT(dots != words[at].npos, "a range is <min>..<max> in: " + std::string(line));
    shape.min = number_in(words[at].substr(0, dots), line);
    shape.max = number_in(words[at].substr(dots + 2), line);
  }
}

// "@query=versionId" of a member.
void read_travels(Member& member, std::string_view how) {
  static const std::map<std::string_view, Travels> all = {
      {"uri", Travels::Uri},         {"query", Travels::Query},     {"header", Travels::Header},
      {"headers", Travels::Headers}, {"payload", Travels::Payload}, {"xml", Travels::Body}};
  const std::size_t equals = std::min(how.find('='), how.size());
  const auto found = all.find(how.substr(0, equals));
  SIM_ASSERT(found != all.end(), "no way to travel: " + std::string(how));
  member.travels = found->second;
  if (equals < how.size()) {
    member.wire_name = how.substr(equals + 1);
  }
}

// "Name:Shape", "Name:Shape!", "Name:Shape!@uri", "Name:Shape@header=ETag".
Member member_of(std::string_view word) {
  const std::size_t colon = word.find(':');
  SIM_ASSERT(colon != word.npos, "a member is Name:Shape, not " + std::string(word));
  const std::size_t at = std::min(word.find('@'), word.size());
  Member member;
  member.name = word.substr(0, colon);
  member.shape = word.substr(colon + 1, at - colon - 1);
  member.wire_name = member.name;
  if (member.shape.back() == '!') {
    member.shape.pop_back();
    member.required = true;
  }
  if (at < word.size()) {
    read_travels(member, word.substr(at + 1));
  }
  return member;
}

// "flat", "flat=QueueUrl", "element=Bucket", a range: after a list's item.
void read_list(Shape& shape, const std::vector<std::string_view>& words, std::string_view line) {
  constexpr std::string_view k_element = "element=";
  constexpr std::string_view k_flat = "flat=";
  shape.item = words.at(2);
  std::size_t at = 3;
  if (words.size() > at && (words[at] == "flat" || words[at].rfind(k_flat, 0) == 0)) {
    shape.flat = true;
    shape.element = words[at].substr(std::min(k_flat.size(), words[at].size()));
    ++at;
  } else if (words.size() > at && words[at].rfind(k_element, 0) == 0) {
    shape.element = words[at].substr(k_element.size());
    ++at;
  }
  read_limits(shape, words, at, line);
}

// "flat", "key=Name", "value=Value": after a map's shapes.
void read_map(Shape& shape, const std::vector<std::string_view>& words) {
  shape.key = words.at(2);
  shape.item = words.at(3);
  for (std::size_t at = 4; at < words.size(); ++at) {
    if (words[at] == "flat") {
      shape.flat = true;
      continue;
    }
    const std::size_t equals = std::min(words[at].find('='), words[at].size() - 1);
    const std::string_view what = words[at].substr(0, equals);
    SIM_ASSERT(what == "key" || what == "value", "a map has no " + std::string(words[at]));
    (what == "key" ? shape.key_element : shape.value_element) = words[at].substr(equals + 1);
  }
}

// "service ssm json-1.1 AmazonSSM"
ServiceNames read_service(const std::vector<std::string_view>& words) {
  static const std::map<std::string_view, Protocol> protocols = {{"json-1.0", Protocol::Json10},
                                                                 {"json-1.1", Protocol::Json11},
                                                                 {"rest-xml", Protocol::RestXml},
                                                                 {"query", Protocol::Query},
                                                                 {"ec2", Protocol::Ec2}};
  SIM_ASSERT(words.size() == 4 || words.size() == 5,
             "a service has name, protocol and target prefix or version");
  const auto protocol = protocols.find(words[2]);
  SIM_ASSERT(protocol != protocols.end(), "no protocol: " + std::string(words[2]));
  ServiceNames names;
  names.service = words[1];
  names.protocol = protocol->second;
  const bool is_query = names.protocol == Protocol::Query || names.protocol == Protocol::Ec2;
  (is_query ? names.version : names.target_prefix) = words[3];
  if (words.size() == 5) {
    names.version = words[4];
  }
  return names;
}

Operation operation_of(const std::vector<std::string_view>& words) {
  Operation operation;
  operation.input = words.at(2);
  operation.output = words.at(3);
  constexpr std::string_view k_wrapper = "wrapper=";
  operation.root = std::string(words[1]) + "Result";
  if (words.size() == 5 && words[4].rfind(k_wrapper, 0) == 0) {
    operation.root = words[4].substr(k_wrapper.size());
  } else if (words.size() > 4) {
    const std::string_view address = words.at(5);
    const std::size_t question = std::min(address.find('?'), address.size());
    operation.method = words[4];
    operation.path = address.substr(0, question);
    operation.query = address.substr(std::min(question + 1, address.size()));
    operation.root = words.size() > 6 ? std::string(words[6]) : operation.output;
  }
  return operation;
}

Shape shape_of(const std::vector<std::string_view>& words, std::string_view line) {
  static const std::map<std::string_view, ShapeKind> kinds = {{"structure", ShapeKind::Structure},
                                                              {"list", ShapeKind::List},
                                                              {"map", ShapeKind::Map},
                                                              {"string", ShapeKind::String},
                                                              {"enum", ShapeKind::Enum},
                                                              {"integer", ShapeKind::Integer},
                                                              {"long", ShapeKind::Long},
                                                              {"double", ShapeKind::Double},
                                                              {"float", ShapeKind::Double},
                                                              {"boolean", ShapeKind::Boolean},
                                                              {"timestamp", ShapeKind::Timestamp},
                                                              {"blob", ShapeKind::Blob}};
  const auto kind = kinds.find(words[0]);
  SIM_ASSERT(kind != kinds.end(), "a table of an API has an unknown word in: " + std::string(line));
  Shape shape;
  shape.name = words.at(1);
  shape.kind = kind->second;
  if (shape.kind == ShapeKind::Structure) {
    for (std::size_t at = 2; at < words.size(); ++at) {
      shape.members.push_back(member_of(words[at]));
    }
  } else if (shape.kind == ShapeKind::Enum) {
    shape.values.assign(words.begin() + 2, words.end());
  } else if (shape.kind == ShapeKind::Map) {
    read_map(shape, words);
  } else if (shape.kind == ShapeKind::List) {
    read_list(shape, words, line);
  } else {
    read_limits(shape, words, 2, line);
  }
  return shape;
}

// "if=VersionId", "unless=VersionId", "to=ec2.amazonaws.com": after a right's resource.
void read_circumstance(Right& right, std::string_view word, std::string_view line) {
  const std::size_t equals = std::min(word.find('='), word.size() - 1);
  const std::string_view what = word.substr(0, equals);
  SIM_ASSERT(what == "if" || what == "unless" || what == "to",
             "a right has if=, unless= or to=, not: " + std::string(line));
  (what == "if"       ? right.only_with
   : what == "unless" ? right.only_without
                      : right.passed_to) = word.substr(equals + 1);
}

// "right GetObject s3:GetObject arn:aws:s3:::{Bucket}/{Key} unless=VersionId": after the operation.
void read_right(Model& model, const std::vector<std::string_view>& words, std::string_view line) {
  const auto operation = model.operations.find(std::string(words.at(1)));
  SIM_ASSERT(operation != model.operations.end(),
             "a right names an operation above it: " + std::string(line));
  if (words.at(2) == "none") {
    operation->second.needs_no_right = true;
    return;
  }
  SIM_ASSERT(words.size() >= 4, "a right has an action and a resource: " + std::string(line));
  const std::string prefix = action_prefix(model.service);
  Right right;
  right.action = words[2] == "=" ? prefix + ":" + std::string(words[1]) : std::string(words[2]);
  right.resource = words[3][0] == '~' ? "arn:aws:" + prefix +
                                            ":{region}:{account}:" + std::string(words[3].substr(1))
                                      : std::string(words[3]);
  for (std::size_t at = 4; at < words.size(); ++at) {
    read_circumstance(right, words[at], line);
  }
  operation->second.rights.push_back(std::move(right));
}

// "error QueueNameExists QueueAlreadyExists 400", and a text that may follow.
void read_error(Model& model, const std::vector<std::string_view>& words, std::string_view line) {
  SIM_ASSERT(words.size() >= 4, "an error has two codes and a status: " + std::string(line));
  QueryError error;
  error.code = words[2];
  error.status = static_cast<int>(number_in(words[3], line));
  for (std::size_t at = 4; at < words.size(); ++at) {
    error.message += (at > 4 ? " " : "") + std::string(words[at]);
  }
  model.query_errors[std::string(words[1])] = std::move(error);
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

std::size_t number_of(const Model& model, const std::string& shape) {
  const auto found = model.shape_numbers.find(shape);
  SIM_ASSERT(found != model.shape_numbers.end(),
             "the table of " + model.service + " does not declare " + shape);
  return found->second;
}

// Asserts by the way that every shape is there.
void number_shapes(Model& model) {
  for (Shape& shape : model.shapes) {
    for (Member& member : shape.members) {
      member.shape_number = number_of(model, member.shape);
    }
    if (!shape.item.empty()) {
      shape.item_number = number_of(model, shape.item);
    }
    if (!shape.key.empty()) {
      (void)number_of(model, shape.key);
    }
  }
  for (auto& [name, operation] : model.operations) {
    operation.input_number = number_of(model, operation.input);
    operation.output_number = number_of(model, operation.output);
  }
}

}  // namespace

std::string action_prefix(const std::string& service) {
  return service == "elbv2" ? "elasticloadbalancing" : service;
}

const Shape& Model::shape(const std::string& name) const {
  return shapes[number_of(*this, name)];
}

Model parse_model(std::string_view table) {
  Model model;
  for (const std::string& line : declarations_of(table)) {
    const std::vector<std::string_view> words = split(line, ' ');
    if (words[0] == "service") {
      static_cast<ServiceNames&>(model) = read_service(words);
    } else if (words[0] == "operation") {
      model.operations[std::string(words.at(1))] = operation_of(words);
    } else if (words[0] == "right") {
      read_right(model, words, line);
    } else if (words[0] == "error") {
      read_error(model, words, line);
    } else {
      SIM_ASSERT(words.size() >= 2, "a shape has a name");
      const bool is_new = model.shape_numbers.emplace(words[1], model.shapes.size()).second;
      SIM_ASSERT(is_new, "the table declares twice: " + std::string(words[1]));
      model.shapes.push_back(shape_of(words, line));
    }
  }
  number_shapes(model);
  return model;
}

Table::Table(std::string_view text) : text_(text) {
  const std::size_t begin = text_.find_first_not_of('\n');
  const std::string_view all(text_);
  SIM_ASSERT(begin != text_.npos, "a table of an API begins with its service");
  names_ = read_service(split(all.substr(begin, all.find('\n', begin) - begin), ' '));
}

const Model& Table::model() const& {
  if (!model_) {
    model_ = parse_model(text_);
  }
  return *model_;
}

}  // namespace greenroom::wire
