#include "fakes/ssm/filters.h"

#include <algorithm>
#include <string_view>

#include "fakes/ssm/names.h"

namespace greenroom::ssm {
namespace {

constexpr std::string_view k_tag = "tag:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

bool is_known(const std::string& key, FiltersOf operation) {
  return operation == FiltersOf::GetParametersByPath
             ? is_one_of(key, {"Type", "KeyId", "Label"})
             : is_one_of(key, {"Name", "Type", "KeyId", "Path", "Tier", "DataType"}) ||
                   (key.rfind(k_tag, 0) == 0 && key.size() > k_tag.size());
}

bool fits(const std::string& key, const std::string& option) {
  if (key == "Path") {
    return is_one_of(option, {"", "Recursive", "OneLevel"});
  }
  return is_one_of(option, {"", "Equals"}) ||
         (option == "BeginsWith" && is_one_of(key, {"Name", "KeyId", "DataType"})) ||
         (option == "Contains" && key == "Name");
}

// A name is compared without the slash in front of it, as AWS does.
std::string without_slash(const std::string& name) {
  return name.rfind('/', 0) == 0 ? name.substr(1) : name;
}

bool compare(const std::string& value, const std::string& option, const std::string& wanted) {
  if (option == "BeginsWith") {
    return value.rfind(wanted, 0) == 0;
  }
  return option == "Contains" ? value.find(wanted) != std::string::npos : value == wanted;
}

// Whether the parameter has `wanted` where the filter looks.
bool has(const Versions& versions, const Tags& tags, const ParameterStringFilter& filter,
         const std::string& wanted) {
  const StoredVersion& newest = versions.back();
  if (filter.Key == "Name") {
    return filter.Option == "Contains" ? compare(newest.parameter.Name, filter.Option, wanted)
                                       : compare(without_slash(newest.parameter.Name),
                                                 filter.Option, without_slash(wanted));
  }
  if (filter.Key == "Path") {
    return is_below(newest.parameter.Name, wanted, filter.Option == "Recursive");
  }
  if (filter.Key == "Label") {
    return std::any_of(versions.begin(), versions.end(), [&](const StoredVersion& version) {
      return version.Labels.count(wanted) > 0;
    });
  }
  if (filter.Key.rfind(k_tag, 0) == 0) {
    const auto tag = tags.find(filter.Key.substr(k_tag.size()));
    return tag != tags.end() && tag->second == wanted;
  }
  const std::string value = filter.Key == "Type"    ? to_string(newest.parameter.Type)
                            : filter.Key == "KeyId" ? newest.KeyId
                            : filter.Key == "Tier"  ? to_string(newest.Tier)
                                                    : newest.parameter.DataType;
  return compare(value, filter.Option, wanted);
}

}  // namespace

Status validate_filter(const ParameterStringFilter& filter, FiltersOf operation) {
  if (!is_known(filter.Key, operation)) {
    return Failure{"InvalidFilterKey", "The following filter key is not valid: " + filter.Key +
                                           (operation == FiltersOf::GetParametersByPath
                                                ? ". Valid filter keys include: [Type, KeyId, "
                                                  "Label]."
                                                : ". Valid filter keys include: [Name, Type, "
                                                  "KeyId, Path, Tier, DataType, tag:<key>].")};
  }
  if (!fits(filter.Key, filter.Option)) {
    return Failure{"InvalidFilterOption", "The following filter option is not valid: " +
                                              filter.Option + " (of " + filter.Key + ")."};
  }
  const bool is_tag = filter.Key.rfind(k_tag, 0) == 0;
  if (filter.Values.empty() && !is_tag) {
    return Failure{"InvalidFilterValue",
                   "The following filter values are missing for filter key " + filter.Key + "."};
  }
  if (filter.Key == "Path") {
    for (const std::string& path : filter.Values) {
      if (const Status checked = validate_path(path); !checked) {
        return checked;
      }
    }
  }
  return success();
}

bool passes(const Versions& versions, const Tags& tags,
            const std::vector<ParameterStringFilter>& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const ParameterStringFilter& filter) {
    if (filter.Values.empty()) {  // of a tag: whoever has its key
      return tags.count(filter.Key.substr(k_tag.size())) > 0;
    }
    return std::any_of(filter.Values.begin(), filter.Values.end(), [&](const std::string& wanted) {
      return has(versions, tags, filter, wanted);
    });
  });
}

}  // namespace greenroom::ssm
