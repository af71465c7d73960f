// Instances behind the wire: power and attributes. Tags of anything.
#include <optional>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

aws::Json nothing() {
  return wire::Object().take();
}

Result<aws::Json> done(const Status& status) {
  return status ? Result<aws::Json>(nothing()) : status.failure();
}

Result<aws::Json> changes_of(const Result<std::vector<InstanceStateChange>>& changes,
                             const std::string& member) {
  if (!changes) {
    return changes.failure();
  }
  return wire::Object()
      .add(member, wire::list_of(changes.value(),
                                 [](const InstanceStateChange& change) {
                                   return wire::Object()
                                       .add("InstanceId", wire::text(change.InstanceId))
                                       .add("CurrentState", state_of(change.CurrentState))
                                       .add("PreviousState", state_of(change.PreviousState))
                                       .take();
                                 }))
      .take();
}

InstanceIds ids_of(const aws::Json& input) {
  return wire::texts_of(input, "InstanceIds");
}

Result<aws::Json> start_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  return changes_of(ec2.StartInstances(cx, ids_of(input)), "StartingInstances");
}

// Force is what a stop here always is, when the grace is over.
Result<aws::Json> stop_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  if (wire::flag_of(input, "Hibernate")) {
    return unsupported("Hibernate");
  }
  return changes_of(ec2.StopInstances(cx, ids_of(input)), "StoppingInstances");
}

Result<aws::Json> terminate_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  return changes_of(ec2.TerminateInstances(cx, ids_of(input)), "TerminatingInstances");
}

Result<aws::Json> reboot_instances(Ec2& ec2, Context cx, const aws::Json& input) {
  return done(ec2.RebootInstances(cx, ids_of(input)));
}

// Both ways to say it: {"InstanceType": {"Value": "t3.small"}}, and Attribute with Value.
std::optional<std::string> attribute_value(const aws::Json& input, const std::string& member,
                                           const std::string& attribute) {
  if (const aws::Json* given = input.find(member)) {
    if (const aws::Json* value = given->find("Value")) {
      return value->kind == aws::JsonKind::True    ? "true"
             : value->kind == aws::JsonKind::False ? "false"
                                                   : value->text;
    }
  }
  if (wire::text_of(input, "Attribute") == attribute) {
    return wire::text_of(input, "Value");
  }
  return std::nullopt;
}

Status modify_user_data(Ec2& ec2, const std::string& id, const std::string& base64) {
  std::optional<std::string> bytes = wire::bytes_of_base64(base64);
  return bytes ? ec2.modify_user_data(id, *std::move(bytes))
               : Failure{"InvalidParameterValue", "Invalid BASE64 encoding of user data."};
}

Status modify_shutdown_behavior(Ec2& ec2, const std::string& id, const std::string& value) {
  if (value != "stop" && value != "terminate") {
    return Failure{"InvalidParameterValue",
                   "Value (" + value +
                       ") for parameter value is invalid. Invalid instance-initiated shutdown "
                       "behavior."};
  }
  return ec2.modify_shutdown_behavior(
      id, value == "stop" ? ShutdownBehavior::stop : ShutdownBehavior::terminate);
}

// Those of AWS that are not here are refused, and so are two at once.
Status check_attributes(const aws::Json& input) {
  for (const char* member : {"SourceDestCheck", "DisableApiStop", "EbsOptimized"}) {
    if (input.find(member) != nullptr) {
      return unsupported(member);
    }
  }
  int given = 0;
  for (const char* member : {"Attribute", "UserData", "InstanceType", "DisableApiTermination",
                             "InstanceInitiatedShutdownBehavior", "Groups"}) {
    given += input.find(member) != nullptr ? 1 : 0;
  }
  return given > 1 ? Status(Failure{"InvalidParameterCombination",
                                    "Fields for multiple attribute types specified"})
                   : success();
}

Result<aws::Json> modify_instance_attribute(Ec2& ec2, Context, const aws::Json& input) {
  if (const Status checked = check_attributes(input); !checked) {
    return checked.failure();
  }
  const std::string id = wire::text_of(input, "InstanceId");
  if (const auto value = attribute_value(input, "UserData", "userData")) {
    return done(modify_user_data(ec2, id, *value));
  }
  if (const auto value = attribute_value(input, "InstanceType", "instanceType")) {
    return done(ec2.modify_instance_type(id, *value));
  }
  if (const auto value = attribute_value(input, "DisableApiTermination", "disableApiTermination")) {
    return done(ec2.modify_termination_protection(id, *value == "true"));
  }
  if (const auto value = attribute_value(input, "InstanceInitiatedShutdownBehavior",
                                         "instanceInitiatedShutdownBehavior")) {
    return done(modify_shutdown_behavior(ec2, id, *value));
  }
  if (input.find("Groups") != nullptr) {
    return done(ec2.modify_groups(id, wire::texts_of(input, "Groups")));
  }
  const std::string attribute = wire::text_of(input, "Attribute");
  return attribute.empty() ? Failure{"MissingParameter", "No attributes specified."}
                           : unsupported("The attribute " + attribute);
}

aws::Json valued(aws::Json value) {
  return wire::Object().add("Value", std::move(value)).take();
}

Result<aws::Json> describe_instance_attribute(Ec2& ec2, Context, const aws::Json& input) {
  const Result<Instance> found = ec2.instance(wire::text_of(input, "InstanceId"));
  if (!found) {
    return found.failure();
  }
  const LaunchTemplateData& made_of = found.value().made_of;
  const std::string attribute = wire::text_of(input, "Attribute");
  wire::Object told;
  told.add("InstanceId", wire::text(found.value().InstanceId));
  if (attribute == "userData") {
    told.add("UserData", made_of.UserData.empty()
                             ? nothing()
                             : valued(wire::text(wire::base64(made_of.UserData))));
  } else if (attribute == "instanceType") {
    told.add("InstanceType", valued(wire::text(made_of.InstanceType)));
  } else if (attribute == "disableApiTermination") {
    told.add("DisableApiTermination", valued(flag(made_of.DisableApiTermination.value_or(false))));
  } else if (attribute == "instanceInitiatedShutdownBehavior") {
    const ShutdownBehavior behavior =
        made_of.InstanceInitiatedShutdownBehavior.value_or(ShutdownBehavior::stop);
    told.add("InstanceInitiatedShutdownBehavior",
             valued(wire::text(behavior == ShutdownBehavior::stop ? "stop" : "terminate")));
  } else if (attribute == "groupSet") {
    told.add("Groups", groups_json(groups_of(ec2.state(), made_of)));
  } else if (attribute == "rootDeviceName") {
    told.add("RootDeviceName", valued(wire::text("/dev/xvda")));
  } else if (attribute == "sourceDestCheck") {
    told.add("SourceDestCheck", valued(flag(true)));
  } else {
    return unsupported("The attribute " + attribute);
  }
  return told.take();
}

Result<aws::Json> modify_metadata_options(Ec2& ec2, Context, const aws::Json& input) {
  const std::string id = wire::text_of(input, "InstanceId");
  const Result<Instance> found = ec2.instance(id);
  if (!found) {
    return found.failure();
  }
  const InstanceMetadataOptions options = read_metadata_options(
      input, found.value().made_of.MetadataOptions.value_or(InstanceMetadataOptions{}));
  if (const Status modified = ec2.ModifyInstanceMetadataOptions(id, options); !modified) {
    return modified.failure();
  }
  return wire::Object()
      .add("InstanceId", wire::text(id))
      .add("InstanceMetadataOptions", metadata_options_of(options))
      .take();
}

Result<aws::Json> create_tags(Ec2& ec2, Context, const aws::Json& input) {
  return done(ec2.CreateTags(wire::texts_of(input, "Resources"), wire::read_tags(input, "Tags")));
}

// Without tags all are meant; a tag with a value only where it has that value.
Result<aws::Json> delete_tags(Ec2& ec2, Context, const aws::Json& input) {
  const aws::Json* given = input.find("Tags");
  const std::vector<std::string> resources = wire::texts_of(input, "Resources");
  if (const Status known = ec2.DeleteTags(resources, {}); !known) {
    return known.failure();
  }
  for (const std::string& resource : resources) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : *ec2.state().tags_of(resource)) {
      bool meant = given == nullptr && key.rfind("aws:", 0) != 0;
      for (const aws::Json& tag : given == nullptr ? std::vector<aws::Json>{} : given->items) {
        const aws::Json* wanted = tag.find("Value");
        meant = meant ||
                (wire::text_of(tag, "Key") == key && (wanted == nullptr || wanted->text == value));
      }
      if (meant) {
        keys.push_back(key);
      }
    }
    if (const Status deleted = ec2.DeleteTags({resource}, keys); !deleted) {
      return deleted.failure();
    }
  }
  return nothing();
}

struct TagDescription {
  std::string ResourceId;
  std::string ResourceType;
  std::string Key;
  std::string Value;
};

std::vector<TagDescription> all_tags(const State& state) {
  std::vector<TagDescription> all;
  const auto add = [&](const std::string& id, const char* type, const Tags& tags) {
    for (const auto& [key, value] : tags) {
      all.push_back({id, type, key, value});
    }
  };
  for (const Instance& each : state.instances()) {
    add(each.InstanceId, "instance", each.tags);
  }
  for (const auto& [id, each] : state.templates()) {
    add(id, "launch-template", each.tags);
  }
  for (const SecurityGroup& each : state.security_groups) {
    add(each.GroupId, "security-group", each.tags);
  }
  for (const Subnet& each : state.subnets) {
    add(each.SubnetId, "subnet", each.tags);
  }
  add(state.vpc.VpcId, "vpc", state.vpc.tags);
  return all;
}

Result<aws::Json> describe_tags(Ec2& ec2, Context, const aws::Json& input) {
  const auto asked = [](const TagDescription& tag, const Tags& tags) {
    return Filterable{{{"key", {tag.Key}},
                       {"value", {tag.Value}},
                       {"resource-id", {tag.ResourceId}},
                       {"resource-type", {tag.ResourceType}}},
                      &tags};
  };
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, asked({}, {})); !known) {
    return known.failure();
  }
  std::vector<TagDescription> wanted;
  for (const TagDescription& tag : all_tags(ec2.state())) {
    const Tags itself{{tag.Key, tag.Value}};
    if (passes(filters, asked(tag, itself))) {
      wanted.push_back(tag);
    }
  }
  const Result<Page<TagDescription>> page = page_of(
      std::move(wanted), wire::number_of(input, "MaxResults", 0), wire::text_of(input, "NextToken"),
      [](const TagDescription& tag) { return tag.ResourceId + " " + tag.Key; });
  if (!page) {
    return page.failure();
  }
  return paged("Tags",
               wire::list_of(page.value().items,
                             [](const TagDescription& tag) {
                               return wire::Object()
                                   .add("Key", wire::text(tag.Key))
                                   .add("ResourceId", wire::text(tag.ResourceId))
                                   .add("ResourceType", wire::text(tag.ResourceType))
                                   .add("Value", wire::text(tag.Value))
                                   .take();
                             }),
               page.value().NextToken);
}

}  // namespace

const Handlers& change_handlers() {
  static const Handlers all = {{"StartInstances", start_instances},
                               {"StopInstances", stop_instances},
                               {"RebootInstances", reboot_instances},
                               {"TerminateInstances", terminate_instances},
                               {"ModifyInstanceAttribute", modify_instance_attribute},
                               {"DescribeInstanceAttribute", describe_instance_attribute},
                               {"ModifyInstanceMetadataOptions", modify_metadata_options},
                               {"CreateTags", create_tags},
                               {"DeleteTags", delete_tags},
                               {"DescribeTags", describe_tags}};
  return all;
}

}  // namespace greenroom::ec2
