// Filters of the Describe operations, and their pages.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/ec2/security_groups.h"
#include "fakes/ec2/state.h"
#include "fakes/ec2/types.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

// What filters can ask of a resource: its values by the filters' names, all of them also where it
// has none; and its tags ("tag:KEY", "tag-key", "tag-value").
struct Filterable {
  std::map<std::string, std::vector<std::string>> values;
  const Tags* tags = nullptr;  // nullptr: no tags can be asked for
};
[[nodiscard]] Filterable filterable(const State& state, const Instance& instance);
[[nodiscard]] Filterable filterable(const Vpc& vpc);
[[nodiscard]] Filterable filterable(const State& state, const Subnet& subnet);
[[nodiscard]] Filterable filterable(const SecurityGroup& group);
[[nodiscard]] Filterable filterable(const LaunchTemplate& launch_template);

// "*" is any text, "?" any character, a backslash takes their meaning away.
[[nodiscard]] bool matches_wildcards(const std::string& pattern, const std::string& text);

// InvalidParameterValue for a filter that `any`, a resource of the kind, does not know.
[[nodiscard]] Status check_filters(const std::vector<Filter>& filters, const Filterable& any);
[[nodiscard]] bool passes(const std::vector<Filter>& filters, const Filterable& resource);

// A part of a list. The token is the id of the last item of the page before.
template <typename T>
struct Page {
  std::vector<T> items;
  std::string NextToken;  // "" = that was all
};

// `size` of 0 means all. InvalidParameterValue for a token that no page has given.
template <typename T, typename IdOf>
[[nodiscard]] Result<Page<T>> page_of(std::vector<T> all, std::int64_t size,
                                      const std::string& token, IdOf id_of) {
  auto from = all.begin();
  if (!token.empty()) {
    from =
        std::find_if(all.begin(), all.end(), [&](const T& each) { return id_of(each) == token; });
    if (from == all.end()) {
      return Failure{"InvalidParameterValue", "Invalid value '" + token + "' for nextToken."};
    }
    ++from;
  }
  const auto left = static_cast<std::int64_t>(all.end() - from);
  const auto to = size > 0 && size < left ? from + size : all.end();
  Page<T> page;
  page.items.assign(std::make_move_iterator(from), std::make_move_iterator(to));
  if (to != all.end()) {
    page.NextToken = id_of(page.items.back());
  }
  return page;
}

}  // namespace greenroom::ec2
