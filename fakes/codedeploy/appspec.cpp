#include "fakes/codedeploy/appspec.h"

#include <algorithm>
#include <utility>

#include "fakes/codedeploy/appspec_permissions.h"
#include "fakes/codedeploy/ruby_yaml.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::int64_t k_timeout_seconds_max = 1'000'000'000;  // so that arithmetic stays whole
constexpr const char* k_not_a_hash = "no implicit conversion of String into Integer";

Failure crash(const std::string& message) {
  return {"AppSpecValidationException", message};
}

Failure rejected(const std::string& message) {
  return crash("The deployment failed because " + message);
}

bool is_zero(const RubyValue& value) {
  return (value.is(RubyKind::Integer) || value.is(RubyKind::Float)) &&
         value.text.find_first_not_of("-0.") == std::string::npos;
}

Status check_header(const RubyValue& root) {
  if (root.falsy()) {
    return rejected(
        "the application specification file was empty. Make sure your AppSpec file defines at "
        "minimum the 'version' and 'os' properties.");
  }
  if (root.is(RubyKind::Array)) {
    return crash(k_not_a_hash);
  }
  const RubyValue& version = root.at("version");
  if (!is_zero(version)) {
    return rejected("an invalid version value (" + ruby_to_s(version) +
                    ") was entered in the application specification file. Make sure your AppSpec "
                    "file specifies \"0.0\" as the version, and then try again.");
  }
  const RubyValue& os = root.at("os");
  if (!os.is(RubyKind::String) || os.text != "linux") {
    return rejected(
        "the application specification file specifies an unsupported operating system (" +
        ruby_to_s(os) +
        "). Specify either \"linux\" or \"windows\" in the os section of the AppSpec file, and "
        "then try again.");
  }
  return success();
}

Result<AppSpecFile> parse_file(const RubyValue& mapping) {
  if (mapping.is(RubyKind::Array)) {
    return crash(k_not_a_hash);
  }
  if (mapping.is(RubyKind::Nil)) {
    return crash(ruby_no_method("[]", mapping));
  }
  if (mapping.at("source").is(RubyKind::Nil)) {
    return rejected(
        "the application specification file specifies a destination file, but no source file. "
        "Update the files section of the AppSpec file, and then try again.");
  }
  const std::string source = ruby_to_s(mapping.at("source"));
  if (mapping.at("destination").is(RubyKind::Nil)) {
    return rejected("the application specification file specifies only a source file (" + source +
                    "). Add the name of the destination file to the files section of the AppSpec "
                    "file, and then try again.");
  }
  return AppSpecFile{source, ruby_to_s(mapping.at("destination"))};
}

Result<AppSpecScript> parse_script(const RubyValue& value) {
  if (!value.is(RubyKind::Hash)) {
    return crash(ruby_no_method("has_key?", value));
  }
  AppSpecScript script;
  script.location = ruby_strip(ruby_to_s(value.at("location")));
  if (script.location.empty()) {
    return rejected(
        "the application specification file specifies a script with no location value. Specify the "
        "location in the hooks section of the AppSpec file, and then try again.");
  }
  script.runas = ruby_strip(ruby_to_s(value.at("runas")));
  script.sudo = !value.at("sudo").falsy();
  const RubyValue& timeout = value.at("timeout");
  if (timeout.falsy()) {
    return script;
  }
  if (timeout.is(RubyKind::True) || timeout.is(RubyKind::Array) || timeout.is(RubyKind::Hash)) {
    return crash(ruby_no_method("to_i", timeout));
  }
  script.timeout = seconds(std::clamp<std::int64_t>(ruby_to_i(timeout), 0, k_timeout_seconds_max));
  if (script.timeout <= seconds(0)) {
    return rejected(
        "an invalid timeout value was provided for a script in the application specification file. "
        "Make corrections in the hooks section of the AppSpec file, and then try again.");
  }
  return script;
}

Status parse_hooks(const RubyValue& section, AppSpec& spec) {
  if (section.falsy()) {
    return success();
  }
  if (!section.is(RubyKind::Hash)) {
    return crash(ruby_no_method("each_pair", section));
  }
  for (const auto& [event, value] : section.entries) {
    if (value.is(RubyKind::Nil)) {
      continue;  // a hook that is present but empty is ignored
    }
    const Result<std::vector<RubyValue>> items = ruby_each(value);
    if (!items.ok()) {
      return items.failure();
    }
    std::vector<AppSpecScript> scripts;
    for (const RubyValue& item : items.value()) {
      Result<AppSpecScript> script = parse_script(item);
      if (!script.ok()) {
        return script.failure();
      }
      scripts.push_back(std::move(script).value());
    }
    spec.hooks[event] = std::move(scripts);
  }
  return success();
}

Status parse_files(const RubyValue& section, AppSpec& spec) {
  if (section.falsy()) {
    return success();
  }
  const Result<std::vector<RubyValue>> items = ruby_each(section);
  if (!items.ok()) {
    return items.failure();
  }
  for (const RubyValue& item : items.value()) {
    Result<AppSpecFile> file = parse_file(item);
    if (!file.ok()) {
      return file.failure();
    }
    spec.files.push_back(std::move(file).value());
  }
  return success();
}

Status parse_file_exists_behavior(const RubyValue& value, AppSpec& spec) {
  if (value.is(RubyKind::Nil)) {
    return success();
  }
  const std::string word = ruby_to_s(value);
  for (const FileExistsBehavior behavior :
       {FileExistsBehavior::DISALLOW, FileExistsBehavior::OVERWRITE, FileExistsBehavior::RETAIN}) {
    if (word == to_string(behavior)) {
      spec.file_exists_behavior = behavior;
      return success();
    }
  }
  return rejected("an invalid file_exists_behavior value (" + word +
                  ") was entered in the application specification file. Make sure your AppSpec "
                  "file specifies one of DISALLOW,OVERWRITE,RETAIN as the file_exists_behavior, "
                  "and then try again.");
}

Status parse_sections(const RubyValue& root, AppSpec& spec) {
  const Status header = check_header(root);
  if (!header.ok()) {
    return header;
  }
  const Status hooks = parse_hooks(root.at("hooks"), spec);
  if (!hooks.ok()) {
    return hooks;
  }
  const Status files = parse_files(root.at("files"), spec);
  if (!files.ok()) {
    return files;
  }
  Result<std::vector<AppSpecPermission>> permissions = parse_permissions(root.at("permissions"));
  if (!permissions.ok()) {
    return permissions.failure();
  }
  spec.permissions = std::move(permissions).value();
  return parse_file_exists_behavior(root.at("file_exists_behavior"), spec);
}

}  // namespace

const std::vector<AppSpecScript>& AppSpec::scripts_of(const std::string& event) const {
  static const std::vector<AppSpecScript> k_none;
  const auto found = hooks.find(event);
  return found == hooks.end() ? k_none : found->second;
}

Result<AppSpec> parse_appspec(const std::string& text) {
  const Result<RubyValue> root = load_yaml(text);
  if (!root.ok()) {
    return crash(root.failure().message);
  }
  AppSpec spec;
  const Status parsed = parse_sections(root.value(), spec);
  if (!parsed.ok()) {
    return parsed.failure();
  }
  return spec;
}

const Result<AppSpec>& AppSpecs::parse(const std::string& text) {
  const auto found = parsed_.find(text);
  return found != parsed_.end() ? found->second
                                : parsed_.emplace(text, parse_appspec(text)).first->second;
}

}  // namespace greenroom::codedeploy
