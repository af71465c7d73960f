// AppSpecs: refused with AppSpecValidationException, or usable for the Install event's plan.
#include "fakes/aws/json.h"
#include "fakes/codedeploy/appspec.h"
#include "fakes/codedeploy/install_plan.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::codedeploy;

const std::string k_archive = "/opt/codedeploy-agent/deployment-root/g/d/deployment-archive";

std::vector<FileEntry> archive() {
  std::vector<FileEntry> entries;
  for (const char* path : {"appspec.yml", "scripts", "scripts/start.sh", "server", "server/a.pl"}) {
    FileEntry entry;
    entry.path = path;
    entry.kind =
        entry.path == "scripts" || entry.path == "server" ? FileKind::Directory : FileKind::File;
    entries.push_back(entry);
  }
  return entries;
}

std::string plan_text(const InstallPlan& plan) {
  std::string text;
  for (const Instruction& each : plan.instructions) {
    text += std::to_string(static_cast<int>(each.type)) + each.path + "|" + each.from + "|" +
            each.text + "\n";
  }
  return text;
}

void use_permission(const AppSpecPermission& permission) {
  require(!permission.object.empty(), "a permission has an object");
  require(!permission.mode || *permission.mode <= 07777, "a mode is of four octal digits");
  if (!permission.acls) {
    return;
  }
  for (const AclEntry& entry : *permission.acls) {
    const Result<AclEntry> again = parse_acl_entry(to_string(entry), true);
    require(again.ok() && to_string(again.value()) == to_string(entry),
            "an ACL entry as it is printed is the same entry");
  }
  require(!complete_acl(*permission.acls, permission.mode.value_or(0644)).empty(), "a whole ACL");
}

std::string use(const AppSpec& spec) {
  for (const auto& [event, scripts] : spec.hooks) {
    for (const AppSpecScript& script : scripts) {
      require(!script.location.empty(), "a script has a location");
      require(script.timeout > seconds(0), "a time-out is positive");
    }
  }
  for (const AppSpecPermission& permission : spec.permissions) {
    use_permission(permission);
  }
  const std::vector<InstallItem> items = wanted_items(spec, archive(), k_archive);
  std::map<std::string, FileKind> existing;
  for (const std::string& path : paths_to_probe(spec, items)) {
    existing[path] = path.size() % 2 == 0 ? FileKind::Missing : FileKind::Directory;
  }
  const Result<InstallPlan> plan =
      plan_install(spec, items, existing, FileExistsBehavior::OVERWRITE);
  if (!plan.ok()) {
    require(!plan.failure().message.empty(), "a refusal says why");
    return plan.failure().message;
  }
  (void)changes_of(plan.value(), "/opt/codedeploy-agent/cleanup");
  (void)install_json(plan.value());
  return plan_text(plan.value()) + context_failure(plan.value());
}

std::string outcome_of(const std::string& input) {
  const Result<AppSpec> parsed = parse_appspec(input);
  if (parsed.ok()) {
    return use(parsed.value());
  }
  require(parsed.failure().code == "AppSpecValidationException", "refused as the agent refuses");
  require(!parsed.failure().message.empty(), "a refusal says why");
  require(!tells_line_0(parsed.failure().message, input), "a place is one in the file");
  return parsed.failure().message;
}

}  // namespace

void appspec(const std::string& input) {
  require(outcome_of(input) == outcome_of(input), "the same text, the same outcome");
}

}  // namespace greenroom::fuzz
