#include "fakes/ec2/wire_values.h"

#include <utility>

namespace greenroom::ec2 {

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

std::vector<Filter> filters_of(const aws::Json& input) {
  std::vector<Filter> filters;
  if (const aws::Json* given = input.find("Filters")) {
    for (const aws::Json& each : given->items) {
      filters.push_back({wire::text_of(each, "Name"), wire::texts_of(each, "Values")});
    }
  }
  return filters;
}

aws::Json state_of(InstanceStateName state) {
  return wire::Object()
      .add("Code", wire::number(code_of(state)))
      .add("Name", wire::text(to_string(state)))
      .take();
}

aws::Json groups_json(const std::vector<GroupIdentifier>& groups) {
  return wire::list_of(groups, [](const GroupIdentifier& group) {
    return wire::Object()
        .add_unless_empty("GroupId", group.GroupId)
        .add("GroupName", wire::text(group.GroupName))
        .take();
  });
}

aws::Json paged(const std::string& member, aws::Json page, const std::string& token) {
  return wire::Object().add(member, std::move(page)).add_unless_empty("NextToken", token).take();
}

Failure unsupported(const std::string& member) {
  return {"UnsupportedOperation", member + " is not supported here"};
}

Result<Tags> tags_for(const aws::Json& input, const std::string& resource_type) {
  Tags tags;
  const aws::Json* specifications = input.find("TagSpecifications");
  if (specifications == nullptr) {
    return tags;
  }
  for (const aws::Json& each : specifications->items) {
    const std::string type = wire::text_of(each, "ResourceType");
    if (type == "volume" || type == "network-interface") {
      continue;  // Simplified: there are none that anybody could describe
    }
    if (type != resource_type) {
      return unsupported("A TagSpecification of type '" + type + "'");
    }
    for (const auto& [key, value] : wire::read_tags(each, "Tags")) {
      if (key.empty() || key.rfind("aws:", 0) == 0) {
        return Failure{"InvalidParameterValue",
                       "Tag keys starting with 'aws:' are reserved for internal use"};
      }
      tags[key] = value;
    }
  }
  return tags;
}

LaunchTemplateSpecification read_specification(const aws::Json& input) {
  return {wire::text_of(input, "LaunchTemplateId"), wire::text_of(input, "LaunchTemplateName"),
          wire::text_of(input, "Version")};
}

InstanceMetadataOptions read_metadata_options(const aws::Json& input,
                                              InstanceMetadataOptions options) {
  if (input.find("HttpTokens") != nullptr) {
    options.HttpTokens = wire::text_of(input, "HttpTokens") == "required"
                             ? HttpTokensState::required
                             : HttpTokensState::optional;
  }
  if (input.find("HttpEndpoint") != nullptr) {
    options.HttpEndpoint = wire::text_of(input, "HttpEndpoint") == "disabled"
                               ? InstanceMetadataEndpointState::disabled
                               : InstanceMetadataEndpointState::enabled;
  }
  if (input.find("InstanceMetadataTags") != nullptr) {
    options.InstanceMetadataTags = wire::text_of(input, "InstanceMetadataTags") == "enabled"
                                       ? InstanceMetadataTagsState::enabled
                                       : InstanceMetadataTagsState::disabled;
  }
  options.HttpPutResponseHopLimit = static_cast<int>(
      wire::number_of(input, "HttpPutResponseHopLimit", options.HttpPutResponseHopLimit));
  return options;
}

aws::Json metadata_options_of(const InstanceMetadataOptions& options) {
  const bool enabled = options.HttpEndpoint == InstanceMetadataEndpointState::enabled;
  const bool tags = options.InstanceMetadataTags == InstanceMetadataTagsState::enabled;
  return wire::Object()
      .add("State", wire::text("applied"))
      .add("HttpTokens",
           wire::text(options.HttpTokens == HttpTokensState::required ? "required" : "optional"))
      .add("HttpPutResponseHopLimit", wire::number(options.HttpPutResponseHopLimit))
      .add("HttpEndpoint", wire::text(enabled ? "enabled" : "disabled"))
      .add("InstanceMetadataTags", wire::text(tags ? "enabled" : "disabled"))
      .take();
}

}  // namespace greenroom::ec2
