// What is told about parameters beside their values: descriptions, history, labels, tags.
#include <algorithm>
#include <utility>

#include "fakes/ssm/filters.h"
#include "fakes/ssm/names.h"
#include "fakes/ssm/service.h"

namespace greenroom::ssm {
namespace {

constexpr std::size_t k_tags_max = 50;
constexpr std::size_t k_label_characters_max = 100;

ParameterHistory history_of(const StoredVersion& stored, bool with_decryption) {
  return {shown(stored, "", with_decryption),
          stored.KeyId,
          stored.Description,
          {stored.Labels.begin(), stored.Labels.end()},
          stored.Tier};
}

// "Can contain letters, numbers, periods, hyphens and underscores; can't begin with a number, aws
// or ssm."
bool is_label(const std::string& label) {
  const bool characters = std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
  return characters && !label.empty() && label.size() <= k_label_characters_max &&
         !(label.front() >= '0' && label.front() <= '9') && label.rfind("aws", 0) != 0 &&
         label.rfind("ssm", 0) != 0;
}

}  // namespace

// The token is the name of the last parameter of the page before.
Result<ParameterHistoryPage> ParameterStore::DescribeParameters(
    Context, const DescribeParametersInput& input) const {
  for (const ParameterStringFilter& filter : input.ParameterFilters) {
    if (const Status checked = validate_filter(filter, FiltersOf::DescribeParameters); !checked) {
      return checked.failure();
    }
  }
  if (!input.NextToken.empty() && !validate_name(input.NextToken)) {
    return invalid_token();
  }
  ParameterHistoryPage page;
  for (auto found = state_.parameters().upper_bound(input.NextToken);
       found != state_.parameters().end(); ++found) {
    if (!passes(found->second, state_.tags(found->first), input.ParameterFilters)) {
      continue;
    }
    if (static_cast<std::int64_t>(page.Parameters.size()) == input.MaxResults) {
      page.NextToken = page.Parameters.back().parameter.Name;
      break;
    }
    page.Parameters.push_back(history_of(found->second.back(), false));
  }
  return page;
}

// The token is the number of the last version of the page before.
Result<ParameterHistoryPage> ParameterStore::GetParameterHistory(
    Context, const GetParameterHistoryInput& input) const {
  const Versions* versions = state_.find(input.Name);
  if (versions == nullptr) {
    return parameter_not_found();
  }
  auto next = versions->begin();
  if (!input.NextToken.empty()) {
    next = std::find_if(versions->begin(), versions->end(), [&](const StoredVersion& version) {
      return std::to_string(version.parameter.Version) == input.NextToken;
    });
    if (next == versions->end()) {
      return invalid_token();
    }
    ++next;
  }
  ParameterHistoryPage page;
  for (; next != versions->end(); ++next) {
    if (static_cast<std::int64_t>(page.Parameters.size()) == input.MaxResults) {
      page.NextToken = std::to_string(page.Parameters.back().parameter.Version);
      break;
    }
    page.Parameters.push_back(history_of(*next, input.WithDecryption));
  }
  return page;
}

Result<LabelParameterVersionOutput> ParameterStore::LabelParameterVersion(
    Context cx, const LabelParameterVersionInput& input) {
  const Versions* versions = state_.find(input.Name);
  if (versions == nullptr) {
    return parameter_not_found();
  }
  LabelParameterVersionOutput output;
  output.ParameterVersion = input.ParameterVersion.value_or(versions->back().parameter.Version);
  std::set<std::string> labels;
  for (const std::string& label : input.Labels) {
    if (is_label(label)) {
      labels.insert(label);
    } else {
      output.InvalidLabels.push_back(label);
    }
  }
  if (const Status done = state_.label(input.Name, output.ParameterVersion, labels); !done) {
    return done.failure();
  }
  cx.trace("ssm.labels", {{"name", input.Name},
                          {"version", output.ParameterVersion},
                          {"labels", json_array({labels.begin(), labels.end()})}});
  return output;
}

Status ParameterStore::AddTagsToResource(Context, const std::string& name, const Tags& tags) {
  if (const Status there = has_tags(name); !there) {
    return there;
  }
  Tags all = tags;
  all.merge(state_.tags(name));  // what was there already keeps the new value
  if (all.size() > k_tags_max) {
    return Failure{"TooManyTagsError", "The number of tags exceeds the limit of 50."};
  }
  state_.set_tags(name, std::move(all));
  return success();
}

Status ParameterStore::RemoveTagsFromResource(Context, const std::string& name,
                                              const std::vector<std::string>& keys) {
  if (const Status there = has_tags(name); !there) {
    return there;
  }
  Tags tags = state_.tags(name);
  for (const std::string& key : keys) {
    tags.erase(key);
  }
  state_.set_tags(name, std::move(tags));
  return success();
}

Result<Tags> ParameterStore::ListTagsForResource(Context, const std::string& name) const {
  if (const Status there = has_tags(name); !there) {
    return there.failure();
  }
  return state_.tags(name);
}

Status ParameterStore::has_tags(const std::string& name) const {
  return state_.find(name) != nullptr
             ? success()
             : Status(Failure{"InvalidResourceId",
                              "The resource ID isn't valid. Verify that you entered the correct "
                              "ID and try again."});
}

}  // namespace greenroom::ssm
