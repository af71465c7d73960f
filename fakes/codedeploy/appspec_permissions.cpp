#include "fakes/codedeploy/appspec_permissions.h"

#include <cstdlib>
#include <utility>

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_update =
    " Update the permissions section of the AppSpec file, and then try again.";

Failure crash(const std::string& message) {
  return {"AppSpecValidationException", message};
}

Failure rejected(const std::string& message) {
  return crash("The deployment failed because " + message);
}

// Unquoted 0644 has become 420 by now, and is taken as mode "420": the agent's trap.
Result<std::uint32_t> parse_mode(const RubyValue& value) {
  std::string mode = ruby_to_s(value);
  while (mode.size() < 3) {
    mode.insert(mode.begin(), '0');
  }
  if (mode.size() > 4) {
    return rejected("the length of a permissions mode (" + mode +
                    ") in the application specification file is invalid. Permissions modes must be "
                    "between one and four characters long." +
                    k_update);
  }
  for (const char c : mode) {
    if (c < '0' || c > '7') {
      return rejected("the permissions mode (" + mode +
                      ") in the application specification file contains an invalid character (" +
                      std::string(1, c) + ")." + k_update);
    }
  }
  return static_cast<std::uint32_t>(std::strtol(mode.c_str(), nullptr, 8));
}

Result<std::vector<std::string>> parse_types(const RubyValue& value) {
  std::vector<std::string> types;
  const Result<std::vector<RubyValue>> items = ruby_each(value);
  if (!items.ok()) {
    return items.failure();
  }
  for (const RubyValue& item : items.value()) {
    const std::string type = ruby_to_s(item);
    if (type != "file" && type != "directory") {
      return rejected(
          "the application specification file specifies a permission for an object type not "
          "supported for permissions (" +
          type + ")." + k_update);
    }
    types.push_back(type);
  }
  return types;
}

Result<std::vector<AclEntry>> parse_acls(const RubyValue& value) {
  std::vector<AclEntry> entries;
  const Result<std::vector<RubyValue>> items = ruby_each(value);
  if (!items.ok()) {
    return items.failure();
  }
  for (const RubyValue& item : items.value()) {
    Result<AclEntry> entry = parse_acl_entry(ruby_to_s(item));
    if (!entry.ok()) {
      return entry.failure();
    }
    entries.push_back(std::move(entry).value());
  }
  return entries;
}

Result<AppSpecContext> parse_context(const RubyValue& value) {
  if (value.at("type").is(RubyKind::Nil)) {
    return rejected("the application specification file specifies an invalid context type (" +
                    ruby_inspect(value) + ")." + k_update);
  }
  return AppSpecContext{ruby_to_s(value.at("name")), ruby_to_s(value.at("type")),
                        ruby_to_s(value.at("range"))};
}

Result<AppSpecPermission> parse_permission(const RubyValue& value) {
  if (!value.is(RubyKind::Hash)) {
    return crash(ruby_no_method("has_key?", value));
  }
  AppSpecPermission permission;
  permission.object = ruby_strip(ruby_to_s(value.at("object")));
  if (permission.object.empty()) {
    return rejected(
        "a permission listed in the application specification file has no object value." +
        std::string(k_update));
  }
  if (!value.at("pattern").is(RubyKind::Nil)) {
    permission.pattern = ruby_to_s(value.at("pattern"));
  }
  if (!value.at("except").falsy()) {
    const Result<std::vector<RubyValue>> except = ruby_each(value.at("except"));
    if (!except.ok()) {
      return except.failure();
    }
    for (const RubyValue& each : except.value()) {
      permission.except.push_back(ruby_to_s(each));
    }
  }
  permission.owner = ruby_to_s(value.at("owner"));
  permission.group = ruby_to_s(value.at("group"));
  if (!value.at("type").falsy()) {
    Result<std::vector<std::string>> types = parse_types(value.at("type"));
    if (!types.ok()) {
      return types.failure();
    }
    permission.type = std::move(types).value();
  }
  if (!value.at("mode").is(RubyKind::Nil)) {
    const Result<std::uint32_t> mode = parse_mode(value.at("mode"));
    if (!mode.ok()) {
      return mode.failure();
    }
    permission.mode = mode.value();
  }
  if (!value.at("acls").is(RubyKind::Nil)) {
    Result<std::vector<AclEntry>> acls = parse_acls(value.at("acls"));
    if (!acls.ok()) {
      return acls.failure();
    }
    permission.acls = std::move(acls).value();
  }
  if (!value.at("context").is(RubyKind::Nil)) {
    Result<AppSpecContext> context = parse_context(value.at("context"));
    if (!context.ok()) {
      return context.failure();
    }
    permission.context = std::move(context).value();
  }
  return permission;
}

}  // namespace

Result<std::vector<RubyValue>> ruby_each(const RubyValue& value) {
  if (value.is(RubyKind::Array)) {
    return value.items;
  }
  if (!value.is(RubyKind::Hash)) {
    return crash(ruby_no_method("each", value));
  }
  std::vector<RubyValue> pairs;
  for (const auto& [key, item] : value.entries) {
    RubyValue name;
    name.kind = RubyKind::String;
    name.text = key;
    RubyValue pair;
    pair.kind = RubyKind::Array;
    pair.items = {name, item};
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

Result<std::vector<AppSpecPermission>> parse_permissions(const RubyValue& section) {
  std::vector<AppSpecPermission> permissions;
  if (section.falsy()) {
    return permissions;
  }
  const Result<std::vector<RubyValue>> items = ruby_each(section);
  if (!items.ok()) {
    return items.failure();
  }
  for (const RubyValue& item : items.value()) {
    Result<AppSpecPermission> permission = parse_permission(item);
    if (!permission.ok()) {
      return permission.failure();
    }
    permissions.push_back(std::move(permission).value());
  }
  return permissions;
}

}  // namespace greenroom::codedeploy
