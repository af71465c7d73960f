// Install: remove what the last install left, plan, copy, set permissions, move the pointer.
//
// AWS: reference codedeploy.md section 6.
#include <utility>

#include "fakes/codedeploy/agent_parts.h"
#include "fakes/codedeploy/install_plan.h"

namespace greenroom::codedeploy {

Task<Status> Agent::clean_up_last_install(Context cx, HostCommand command) {
  const std::string cleanup_path = k_instructions + "/" + command.deploymentGroupId + "-cleanup";
  const Result<std::string> text = co_await machine_.read_file(cx, cleanup_path);
  if (!text.ok()) {
    co_return success();  // the first install on this host
  }
  const std::vector<std::string> paths = parse_cleanup_file(text.value());
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, paths);
  std::vector<FileChange> changes = cleanup_changes(paths, kinds);
  changes.push_back({FileChangeKind::RemoveFile, cleanup_path, "", "", 0});
  Status done = co_await change_files(cx, std::move(changes));
  co_return done;
}

Task<Status> Agent::carry_out_plan(Context cx, HostCommand command, AppSpec spec) {
  const std::string archive = directory_of(command) + "/deployment-archive";
  const std::string instructions = k_instructions + "/" + command.deploymentGroupId;
  const Result<std::vector<FileEntry>> listing = co_await machine_.list(cx, archive);
  if (!listing.ok()) {
    co_return listing.failure();
  }
  const std::vector<InstallItem> items = wanted_items(spec, listing.value(), archive);
  const std::vector<std::string> probed = paths_to_probe(spec, items);
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, probed);
  std::map<std::string, FileKind> existing;
  for (std::size_t i = 0; i < probed.size(); ++i) {
    existing[probed[i]] = kinds[i];
  }
  const Result<InstallPlan> plan = plan_install(
      spec, items, existing, spec.file_exists_behavior.value_or(command.fileExistsBehavior));
  if (!plan.ok()) {
    co_return plan.failure();
  }
  std::vector<FileChange> changes;
  changes.push_back(write_file(instructions + "-install.json", install_json(plan.value())));
  changes.push_back(write_file(instructions + "-cleanup", ""));
  for (FileChange& change : changes_of(plan.value(), instructions + "-cleanup")) {
    changes.push_back(std::move(change));
  }
  const Status applied = co_await change_files(cx, std::move(changes));
  if (!applied.ok()) {
    co_return Failure{applied.failure().code, install_failure(applied.failure())};
  }
  const std::string context = context_failure(plan.value());
  co_return context.empty() ? success() : Status(Failure{"InstallException", context});
}

// The order matters and surprises people: the last version's files go first, then the plan is made,
// so a conflict leaves the host without the app (reference 6).
Task<EventOutcome> Agent::install(Context cx, HostCommand command) {
  const Result<std::string> text = co_await read_appspec(cx, directory_of(command));
  co_await cx.sleep_for(command.timing.install);
  if (!text.ok()) {
    co_return unknown_error(text.failure().message);
  }
  const Result<AppSpec> spec = appspecs_.parse(text.value());
  if (!spec.ok()) {
    co_return unknown_error(spec.failure().message);
  }
  const Status cleaned = co_await clean_up_last_install(cx, command);
  if (!cleaned.ok()) {
    co_return unknown_error(cleaned.failure().message);
  }
  const Status installed = co_await carry_out_plan(cx, command, spec.value());
  if (!installed.ok()) {
    co_return unknown_error(installed.failure().message);
  }
  std::vector<FileChange> pointer;
  pointer.push_back(
      write_file(k_instructions + "/" + command.deploymentGroupId + "_last_successful_install",
                 directory_of(command)));
  const Status pointed = co_await change_files(cx, std::move(pointer));
  co_return pointed.ok() ? EventOutcome{} : unknown_error(pointed.failure().message);
}

}  // namespace greenroom::codedeploy
