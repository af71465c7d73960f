#include "fakes/codedeploy/appspec.h"

#include <yaml-cpp/yaml.h>

#include <cstdlib>

namespace greenroom::codedeploy {
namespace {

// Carries a rejection out of the walk over the document; never leaves this file.
struct Rejected {
  std::string message;
};

[[noreturn]] void reject(const std::string& message) {
  throw Rejected{message};
}

std::string text_of(const YAML::Node& node) {
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : "";
}

// The agent converts with Ruby's to_i: leading digits count, anything else is 0.
std::int64_t ruby_integer(const std::string& text) {
  return std::atoll(text.c_str());
}

void check_header(const YAML::Node& root) {
  const YAML::Node version = root["version"];
  const bool quoted = version.IsDefined() && version.Tag() == "!";
  const std::string number = text_of(version);
  if (quoted || (number != "0.0" && number != "0")) {
    reject("The deployment failed because an invalid version value (" + number +
           ") was entered in the application specification file. Make sure your AppSpec file "
           "specifies \"0.0\" as the version, and then try again.");
  }
  const std::string os = text_of(root["os"]);
  if (os != "linux") {
    reject(
        "The deployment failed because the application specification file specifies an "
        "unsupported operating system (" +
        os +
        "). Specify either \"linux\" or \"windows\" in the os section of the AppSpec file, "
        "and then try again.");
  }
}

std::vector<AppSpecFile> parse_files(const YAML::Node& node) {
  std::vector<AppSpecFile> files;
  for (const YAML::Node& item : node) {
    AppSpecFile file{text_of(item["source"]), text_of(item["destination"])};
    if (file.source.empty() || file.destination.empty()) {
      const bool no_source = file.source.empty();
      reject(std::string("The deployment failed because the application specification file "
                         "specifies a ") +
             (no_source ? "destination" : "source") + " file path (" +
             (no_source ? file.destination : file.source) + ") but no " +
             (no_source ? "source" : "destination") +
             " file path. Update the files section of the AppSpec file, and then try again.");
    }
    files.push_back(std::move(file));
  }
  return files;
}

AppSpecScript parse_script(const YAML::Node& item) {
  if (!item.IsMap()) {
    reject("undefined method `has_key?' for a hook entry that is not a map");
  }
  AppSpecScript script;
  script.location = text_of(item["location"]);
  if (script.location.empty()) {
    reject(
        "The deployment failed because the application specification file specifies a script "
        "with no location value. Specify the location in the hooks section of the AppSpec file, "
        "and then try again.");
  }
  if (item["timeout"].IsDefined()) {
    const std::int64_t timeout = ruby_integer(text_of(item["timeout"]));
    if (timeout <= 0) {
      reject(
          "The deployment failed because an invalid timeout value was provided for a script in "
          "the application specification file. Make corrections in the hooks section of the "
          "AppSpec file, and then try again.");
    }
    script.timeout = seconds(timeout);
  }
  script.runas = text_of(item["runas"]);
  return script;
}

void parse_hooks(const YAML::Node& node, AppSpec& spec) {
  for (const auto& entry : node) {
    if (entry.second.IsNull()) {
      continue;  // a hook that is present but empty is ignored
    }
    if (!entry.second.IsSequence()) {
      reject("undefined method `each' for hook " + entry.first.Scalar() +
             ": its value must be a list of scripts");
    }
    std::vector<AppSpecScript> scripts;
    for (const YAML::Node& item : entry.second) {
      scripts.push_back(parse_script(item));
    }
    spec.hooks[entry.first.Scalar()] = std::move(scripts);  // the last of duplicate keys wins
  }
}

// Unquoted 0644 is octal in YAML 1.1, that is 420, and then taken as mode "420": the agent's trap.
std::uint32_t parse_mode(const YAML::Node& node) {
  std::string digits = node.Scalar();
  const bool quoted = node.Tag() == "!";
  if (!quoted && digits.size() > 1 && digits[0] == '0') {
    digits = std::to_string(std::strtol(digits.c_str(), nullptr, 8));
  }
  if (digits.empty() || digits.size() > 4 ||
      digits.find_first_not_of("01234567") != std::string::npos) {
    reject(
        "The deployment failed because the length of a permissions mode (" + digits +
        ") in the application specification file is invalid. Permissions modes must be between "
        "one and four octal digits long. Update the permissions section of the AppSpec file, and "
        "then try again.");
  }
  return static_cast<std::uint32_t>(std::strtol(digits.c_str(), nullptr, 8));
}

std::vector<AppSpecPermission> parse_permissions(const YAML::Node& node) {
  std::vector<AppSpecPermission> permissions;
  for (const YAML::Node& item : node) {
    AppSpecPermission permission;
    permission.object = text_of(item["object"]);
    if (permission.object.empty()) {
      reject(
          "The deployment failed because a permission listed in the application specification "
          "file has no object value. Update the permissions section of the AppSpec file, and "
          "then try again.");
    }
    for (const char* key : {"acls", "context", "except"}) {
      if (item[key].IsDefined()) {
        reject("greenroom: 'permissions." + std::string(key) +
               "' is not supported yet, and pretending would be wrong; remove it to rehearse");
      }
    }
    if (item["pattern"].IsDefined()) {
      permission.pattern = text_of(item["pattern"]);
    }
    if (item["type"].IsDefined()) {
      permission.type.clear();
      for (const YAML::Node& type : item["type"]) {
        permission.type.push_back(text_of(type));
      }
    }
    if (item["mode"].IsDefined()) {
      permission.mode = parse_mode(item["mode"]);
    }
    permission.owner = text_of(item["owner"]);
    permission.group = text_of(item["group"]);
    permissions.push_back(std::move(permission));
  }
  return permissions;
}

AppSpec parse_root(const YAML::Node& root) {
  if (!root.IsMap()) {
    reject(
        "The deployment failed because the application specification file was empty. Make sure "
        "your AppSpec file defines at minimum the 'version' and 'os' properties.");
  }
  check_header(root);
  AppSpec spec;
  spec.files = parse_files(root["files"]);
  if (root["file_exists_behavior"].IsDefined()) {
    const std::string behavior = text_of(root["file_exists_behavior"]);
    if (behavior == "DISALLOW") {
      spec.file_exists_behavior = FileExistsBehavior::DISALLOW;
    } else if (behavior == "OVERWRITE") {
      spec.file_exists_behavior = FileExistsBehavior::OVERWRITE;
    } else if (behavior == "RETAIN") {
      spec.file_exists_behavior = FileExistsBehavior::RETAIN;
    } else {
      reject(
          "The deployment failed because an invalid option was specified for "
          "file_exists_behavior: " +
          behavior);
    }
  }
  parse_hooks(root["hooks"], spec);
  spec.permissions = parse_permissions(root["permissions"]);
  return spec;
}

}  // namespace

const std::vector<AppSpecScript>& AppSpec::scripts_of(const std::string& event) const {
  static const std::vector<AppSpecScript> k_none;
  const auto found = hooks.find(event);
  return found == hooks.end() ? k_none : found->second;
}

Result<AppSpec> parse_appspec(const std::string& text) {
  try {
    return parse_root(YAML::Load(text));
  } catch (const Rejected& rejected) {
    return Failure{"AppSpecValidationException", rejected.message};
  } catch (const YAML::Exception& error) {
    return Failure{"AppSpecValidationException",
                   std::string("(<unknown>): ") + error.msg + " at line " +
                       std::to_string(error.mark.line + 1) + " column " +
                       std::to_string(error.mark.column + 1)};
  }
}

}  // namespace greenroom::codedeploy
