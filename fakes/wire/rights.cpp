#include "fakes/wire/rights.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fakes/wire/address.h"
#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

using Texts = std::vector<std::string>;

// The values at a path, all of those in lists; none where the input leaves it out.
void collect(const aws::Json& value, std::string_view path, Texts& values) {
  if (value.kind == aws::JsonKind::Array) {
    for (const aws::Json& item : value.items) {
      collect(item, path, values);
    }
    return;
  }
  if (path.empty()) {
    values.push_back(value.kind == aws::JsonKind::String ? value.text : "*");
    return;
  }
  const std::size_t dot = std::min(path.find('.'), path.size());
  const aws::Json* member = value.find(std::string(path.substr(0, dot)));
  if (member != nullptr) {
    collect(*member, path.substr(std::min(dot + 1, path.size())), values);
  }
}

Texts values_at(const aws::Json& input, std::string_view path) {
  Texts values;
  collect(input, path, values);
  return values;
}

std::string before(const std::string& text, char end) {
  return text.substr(0, text.find(end));
}

// "lab/token" of "/lab/token:3". Simplified: of an ARN, too, the selector is not looked at.
std::string parameter_in(const std::string& name) {
  const std::string plain = before(name, ':');
  return plain.substr(!plain.empty() && plain[0] == '/' ? 1 : 0);
}

// "bucket/key" of "/bucket/key?versionId=1". Simplified: s3:GetObject is asked of old versions too.
std::string copied_in(const std::string& source) {
  const std::string path =
      percent_decoded(source.substr(0, source.find("?versionId="))).value_or("*");
  return path.substr(!path.empty() && path[0] == '/' ? 1 : 0);
}

// "arn:aws:codebuild:us-east-1:123456789012:report-group/units" of "...:report/units:4b36...".
std::string group_of_report(const std::string& report_arn) {
  constexpr std::string_view k_report = ":report/";
  const std::size_t at = report_arn.find(k_report);
  return at == std::string::npos ? report_arn
                                 : report_arn.substr(0, at) + ":report-group/" +
                                       before(report_arn.substr(at + k_report.size()), ':');
}

// "instance/i-1" of "i-1". What has another beginning is of any kind.
std::string kind_and_id(const std::string& id) {
  static constexpr std::pair<std::string_view, std::string_view> k_kinds[] = {
      {"ami", "image"},
      {"i", "instance"},
      {"lt", "launch-template"},
      {"sg", "security-group"},
      {"subnet", "subnet"},
      {"vol", "volume"},
      {"vpc", "vpc"},
      {"eni", "network-interface"},
      {"key", "key-pair"},
      {"sgr", "security-group-rule"}};
  const std::string beginning = before(id, '-');
  for (const auto& [prefix, kind] : k_kinds) {
    if (beginning == prefix) {
      return std::string(kind) + "/" + id;
    }
  }
  return "*/" + id;
}

bool is_arn(const std::string& text) {
  return text.rfind("arn:", 0) == 0;
}

std::string what_follows(const std::string& function, const std::string& value,
                         const Lookup& lookup) {
  if (function == "arn" || (function == "parameter" && is_arn(value))) {
    return value;
  }
  if (function == "parameter") {
    return parameter_in(value);
  }
  if (function == "last") {
    return value.substr(value.rfind('/') + 1);
  }
  if (function == "topic") {
    return value.substr(0, value.rfind(':'));
  }
  if (function == "project_of_build") {
    return before(value, ':');
  }
  if (function == "group_of_report") {
    return group_of_report(value);
  }
  if (function == "kind_and_id") {
    return kind_and_id(value);
  }
  const std::string found = lookup ? lookup(function, value) : "";
  return found.empty() ? "*" : found;
}

// A resource that is being filled in. Once it is an ARN that stands for all of it, nothing follows.
struct Made {
  std::string text;
  bool is_whole = false;
};

std::vector<Made> values_of(const Place& place, const aws::Json& input, const aws::Account& account,
                            const Lookup& lookup) {
  if (place.function.empty() && place.path == "region") {
    return {{account.region}};
  }
  if (place.function.empty() && place.path == "account") {
    return {{account.id}};
  }
  std::vector<Made> made;
  for (const std::string& value : values_at(input, place.path)) {
    if (place.function.empty()) {
      made.push_back({value});
    } else if (place.function == "copied") {
      made.push_back({copied_in(value)});
    } else {
      std::string follows = what_follows(place.function, value, lookup);
      const bool is_whole = is_arn(follows);
      made.push_back({std::move(follows), is_whole});
    }
  }
  if (made.empty()) {
    made.push_back({"*"});
  }
  return made;
}

void append(std::vector<Made>& all, const std::vector<Made>& endings) {
  std::vector<Made> longer;
  for (const Made& each : all) {
    if (each.is_whole) {
      longer.push_back(each);
      continue;
    }
    for (const Made& ending : endings) {
      longer.push_back(ending.is_whole ? ending : Made{each.text + ending.text});
    }
  }
  all = std::move(longer);
}

// "{project_of_build(ids)}" without its braces.
Place place_in(const std::string& text) {
  const std::size_t open = text.find('(');
  return open == std::string::npos
             ? Place{"", text}
             : Place{text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
}

// Tells of each part of a resource in its order: a text, or a place.
template <typename OnText, typename OnPlace>
void read_resource(const std::string& resource, OnText on_text, OnPlace on_place) {
  for (std::size_t at = 0; at < resource.size();) {
    const std::size_t open = std::min(resource.find('{', at), resource.size());
    if (open > at) {
      on_text(resource.substr(at, open - at));
    }
    if (open == resource.size()) {
      return;
    }
    const std::size_t close = resource.find('}', open);
    SIM_ASSERT(close != std::string::npos, "a resource of a right ends within braces: " + resource);
    on_place(place_in(resource.substr(open + 1, close - open - 1)));
    at = close + 1;
  }
}

std::vector<Made> filled(const std::string& resource, const aws::Json& input,
                         const aws::Account& account, const Lookup& lookup) {
  std::vector<Made> all = {{""}};
  read_resource(
      resource, [&](const std::string& text) { append(all, {{text}}); },
      [&](const Place& place) { append(all, values_of(place, input, account, lookup)); });
  return all;
}

}  // namespace

std::vector<Place> places_of(const std::string& resource) {
  std::vector<Place> places;
  read_resource(
      resource, [](const std::string&) {},
      [&](Place place) { places.push_back(std::move(place)); });
  return places;
}

std::vector<aws::Access> rights_of(const Model& model, const std::string& operation,
                                   const aws::Json& input, const aws::Account& account,
                                   const Lookup& lookup) {
  std::vector<aws::Access> needed;
  const Operation& asked = model.operations.at(operation);
  for (const Right& right : asked.rights) {
    const bool applies =
        (right.only_with.empty() || !values_at(input, right.only_with).empty()) &&
        (right.only_without.empty() || values_at(input, right.only_without).empty());
    if (!applies) {
      continue;
    }
    for (Made& made : filled(right.resource, input, account, lookup)) {
      aws::Access access{right.action, std::move(made.text), {}};
      if (!right.passed_to.empty()) {
        access.context["iam:passedtoservice"] = {right.passed_to};
      }
      needed.push_back(std::move(access));
    }
  }
  if (asked.rights.empty() && !asked.needs_no_right) {
    needed.push_back({action_prefix(model.service) + ":" + operation, "*", {}});
  }
  return needed;
}

}  // namespace greenroom::wire
