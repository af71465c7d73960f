#include "fakes/codedeploy/agent.h"

#include <algorithm>
#include <set>
#include <utility>

#include "fakes/codedeploy/install_plan.h"
#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "fakes/codedeploy/script_run.h"

namespace greenroom::codedeploy {
namespace {

const std::string k_root = "/opt/codedeploy-agent/deployment-root";
const std::string k_instructions = k_root + "/deployment-instructions";
constexpr std::size_t k_log_tail_bytes = 2048;

FileChange write_file(std::string path, std::string content) {
  FileChange change;
  change.kind = FileChangeKind::WriteFile;
  change.path = std::move(path);
  change.content = std::move(content);
  return change;
}

FileChange remove_tree(std::string path) {
  FileChange change;
  change.kind = FileChangeKind::RemoveTree;
  change.path = std::move(path);
  return change;
}

EventOutcome unknown_error(std::string message) {
  EventOutcome outcome;
  outcome.succeeded = false;
  outcome.diagnostics.errorCode = LifecycleErrorCode::UnknownError;
  outcome.diagnostics.message = std::move(message);
  return outcome;
}

// The agent's own environment under systemd, plus what it tells every script (reference 4).
std::map<std::string, std::string> script_environment(const HostCommand& command) {
  std::map<std::string, std::string> environment = {
      {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
      {"HOME", "/root"},
      {"LANG", "C.UTF-8"},
      {"LIFECYCLE_EVENT", command.eventName},
      {"DEPLOYMENT_ID", command.deploymentId},
      {"APPLICATION_NAME", command.applicationName},
      {"DEPLOYMENT_GROUP_NAME", command.deploymentGroupName},
      {"DEPLOYMENT_GROUP_ID", command.deploymentGroupId},
      {"BUNDLE_BUCKET", command.revision.bucket},
      {"BUNDLE_KEY", command.revision.key},
  };
  if (command.real_time) {
    environment[k_time_variable] = "real";
  }
  if (!command.revision.version.empty()) {
    environment["BUNDLE_VERSION"] = command.revision.version;
  }
  if (!command.revision.eTag.empty()) {
    environment["BUNDLE_ETAG"] = command.revision.eTag;
  }
  return environment;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  return text;
}

ArchiveFormat format_of(const std::string& bundle_type) {
  if (bundle_type == "zip") {
    return ArchiveFormat::Zip;
  }
  return bundle_type == "tgz" ? ArchiveFormat::Tgz : ArchiveFormat::Tar;
}

}  // namespace

std::string deployment_directory(const std::string& group_id, const std::string& deployment_id) {
  return k_root + "/" + group_id + "/" + deployment_id;
}

std::string log_tail(const std::vector<std::string>& lines) {
  std::string tail;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (tail.size() + line->size() + 1 > k_log_tail_bytes) {
      break;
    }
    tail = *line + "\n" + tail;
  }
  return tail;
}

Task<EventOutcome> Agent::execute(Context cx, HostCommand command) {
  if (command.eventName == "DownloadBundle") {
    EventOutcome outcome = co_await download_bundle(cx, std::move(command));
    co_return outcome;
  }
  if (command.eventName == "Install") {
    EventOutcome outcome = co_await install(cx, std::move(command));
    co_return outcome;
  }
  EventOutcome outcome = co_await run_hook(cx, std::move(command));
  co_return outcome;
}

Task<Status> Agent::strip_top_level_folder(Context cx, std::string archive) {
  const Result<std::vector<FileEntry>> listing = co_await machine_.list(cx, archive);
  if (!listing.ok()) {
    co_return listing.failure();
  }
  std::set<std::string> top;
  bool has_appspec = false;
  for (const FileEntry& entry : listing.value()) {
    const std::size_t slash = entry.path.find('/');
    top.insert(entry.path.substr(0, slash));
    std::string name = slash == std::string::npos ? "" : entry.path.substr(slash + 1);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    has_appspec = has_appspec || (name.find('/') == std::string::npos &&
                                  name.find("appspec") != std::string::npos);
  }
  if (top.size() != 1 || !has_appspec) {
    co_return success();
  }
  const std::string folder = *top.begin();
  std::vector<FileChange> changes;
  for (const FileEntry& entry : listing.value()) {
    if (entry.path == folder) {
      continue;
    }
    const std::string to = archive + "/" + entry.path.substr(folder.size() + 1);
    FileChange change;
    change.kind = entry.kind == FileKind::Directory ? FileChangeKind::MakeDirectory
                                                    : FileChangeKind::CopyFile;
    change.path = to;
    change.from = archive + "/" + entry.path;
    changes.push_back(std::move(change));
  }
  changes.push_back(remove_tree(archive + "/" + folder));
  Status done = co_await machine_.apply(cx, std::move(changes));
  co_return done;
}

Task<EventOutcome> Agent::download_bundle(Context cx, HostCommand command) {
  Result<RevisionStore::Bundle> bundle =
      revisions_.get(cx, command.revision.bucket, command.revision.key, command.revision.version);
  co_await cx.sleep_for(command.timing.download_bundle);
  if (!bundle.ok()) {
    co_return unknown_error(bundle.failure().message);
  }
  const std::string& etag = bundle.value().etag;
  if (!command.revision.eTag.empty() && command.revision.eTag != etag) {
    co_return unknown_error("Expected deployment artifact bundle etag " + command.revision.eTag +
                            " but was actually " + etag);
  }
  const std::string directory =
      deployment_directory(command.deploymentGroupId, command.deploymentId);
  const std::string archive = directory + "/deployment-archive";
  std::vector<FileChange> changes;
  for (const std::string& old : command.archives_to_delete) {
    changes.push_back(remove_tree(deployment_directory(command.deploymentGroupId, old)));
  }
  changes.push_back(remove_tree(archive));
  changes.push_back(write_file(directory + "/bundle.tar", bundle.value().body));
  const Status prepared = co_await machine_.apply(cx, std::move(changes));
  if (!prepared.ok()) {
    co_return unknown_error(prepared.failure().message);
  }
  std::string body = std::move(bundle.value().body);
  const Status unpacked = co_await machine_.unpack(cx, std::move(body),
                                                   format_of(command.revision.bundleType), archive);
  if (!unpacked.ok()) {
    co_return unknown_error(unpacked.failure().message);
  }
  const Status stripped = co_await strip_top_level_folder(cx, archive);
  if (!stripped.ok()) {
    co_return unknown_error(stripped.failure().message);
  }
  std::vector<FileChange> pointer;
  pointer.push_back(write_file(
      k_instructions + "/" + command.deploymentGroupId + "_most_recent_install", directory));
  const Status pointed = co_await machine_.apply(cx, std::move(pointer));
  co_return pointed.ok() ? EventOutcome{} : unknown_error(pointed.failure().message);
}

Task<Result<std::string>> Agent::read_appspec(Context cx, std::string directory) {
  for (const std::string name : {"appspec.yml", "appspec.yaml"}) {
    const std::string path = directory + "/deployment-archive/" + name;
    Result<std::string> text = co_await machine_.read_file(cx, path);
    if (text.ok()) {
      co_return text;
    }
  }
  co_return Failure{
      "AppSpecMissing",
      "The CodeDeploy agent did not find an AppSpec file within the unpacked "
      "revision directory at revision-relative path \"appspec.yml\". The revision was "
      "unpacked to directory \"" +
          directory +
          "/deployment-archive\", and the AppSpec file was expected but not found at "
          "path \"" +
          directory +
          "/deployment-archive/appspec.yml\". Consult the AWS CodeDeploy Appspec "
          "documentation for more information at "
          "http://docs.aws.amazon.com/codedeploy/latest/userguide/"
          "reference-appspec-file.html"};
}

Task<Status> Agent::clean_up_last_install(Context cx, HostCommand command) {
  const std::string cleanup_path = k_instructions + "/" + command.deploymentGroupId + "-cleanup";
  const Result<std::string> text = co_await machine_.read_file(cx, cleanup_path);
  if (!text.ok()) {
    co_return success();  // the first install on this host
  }
  const std::vector<std::string> paths = parse_cleanup_file(text.value());
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, paths);
  std::vector<FileChange> changes = cleanup_changes(paths, kinds);
  FileChange forget;
  forget.kind = FileChangeKind::RemoveFile;
  forget.path = cleanup_path;
  changes.push_back(std::move(forget));
  Status done = co_await machine_.apply(cx, std::move(changes));
  co_return done;
}

Task<Status> Agent::give_ownership(Context cx, HostCommand command,
                                   std::vector<std::vector<std::string>> commands) {
  for (std::vector<std::string>& argv : commands) {
    Command chown;
    chown.argv = std::move(argv);
    chown.environment = script_environment(command);
    const ProcessId process = machine_.start(cx, std::move(chown));
    const Instant deadline = cx.now() + minutes(5);
    const ProcessStatus status = co_await machine_.wait(cx, process, deadline);
    if (!status.done() || status.exit_code != 0 || !status.start_error.empty()) {
      co_return Failure{"InstallException", trimmed(status.stderr_text + status.start_error)};
    }
  }
  co_return success();
}

// The order matters and surprises people: the last version's files go first, then the plan is made,
// so a conflict leaves the host without the app (reference 6).
Task<EventOutcome> Agent::install(Context cx, HostCommand command) {
  const std::string directory =
      deployment_directory(command.deploymentGroupId, command.deploymentId);
  const std::string archive = directory + "/deployment-archive";
  const std::string instructions = k_instructions + "/" + command.deploymentGroupId;
  const Result<std::string> text = co_await read_appspec(cx, directory);
  co_await cx.sleep_for(command.timing.install);
  if (!text.ok()) {
    co_return unknown_error(text.failure().message);
  }
  const Result<AppSpec> spec = parse_appspec(text.value());
  if (!spec.ok()) {
    co_return unknown_error(spec.failure().message);
  }
  const Status cleaned = co_await clean_up_last_install(cx, command);
  if (!cleaned.ok()) {
    co_return unknown_error(cleaned.failure().message);
  }
  const Result<std::vector<FileEntry>> listing = co_await machine_.list(cx, archive);
  if (!listing.ok()) {
    co_return unknown_error(listing.failure().message);
  }
  const Result<std::vector<InstallItem>> items =
      wanted_items(spec.value(), listing.value(), archive);
  if (!items.ok()) {
    co_return unknown_error(items.failure().message);
  }
  const std::vector<std::string> probed = paths_to_probe(items.value());
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, probed);
  std::map<std::string, FileKind> existing;
  for (std::size_t i = 0; i < probed.size(); ++i) {
    existing[probed[i]] = kinds[i];
  }
  Result<InstallPlan> plan =
      plan_install(items.value(), existing,
                   spec.value().file_exists_behavior.value_or(command.fileExistsBehavior));
  if (!plan.ok()) {
    co_return unknown_error(plan.failure().message);
  }
  std::string cleanup;
  for (const std::string& path : plan.value().created) {
    cleanup += path + "\n";
  }
  std::vector<FileChange> changes;
  changes.push_back(write_file(instructions + "-cleanup", cleanup));
  for (FileChange& change : plan.value().changes) {
    changes.push_back(std::move(change));
  }
  for (FileChange& change : permission_changes(spec.value(), items.value())) {
    changes.push_back(std::move(change));
  }
  const Status applied = co_await machine_.apply(cx, std::move(changes));
  if (!applied.ok()) {
    co_return unknown_error(applied.failure().message);
  }
  std::vector<std::vector<std::string>> owners = ownership_commands(spec.value(), items.value());
  const Status owned = co_await give_ownership(cx, command, std::move(owners));
  if (!owned.ok()) {
    co_return unknown_error(owned.failure().message);
  }
  std::vector<FileChange> pointer;
  pointer.push_back(write_file(instructions + "_last_successful_install", directory));
  const Status pointed = co_await machine_.apply(cx, std::move(pointer));
  co_return pointed.ok() ? EventOutcome{} : unknown_error(pointed.failure().message);
}

Task<std::string> Agent::select_revision(Context cx, HostCommand command) {
  const std::string current = deployment_directory(command.deploymentGroupId, command.deploymentId);
  const RevisionSource source = revision_source(command.eventName, command.creator, command.type);
  if (source == RevisionSource::Current) {
    co_return current;
  }
  std::vector<std::string> archive = {current + "/deployment-archive"};
  const std::vector<FileKind> kinds = co_await machine_.probe(cx, std::move(archive));
  if (kinds.at(0) != FileKind::Missing) {
    co_return current;  // already downloaded: the current revision is used
  }
  const std::string pointer = k_instructions + "/" + command.deploymentGroupId +
                              (source == RevisionSource::LastSuccessful ? "_last_successful_install"
                                                                        : "_most_recent_install");
  const Result<std::string> text = co_await machine_.read_file(cx, pointer);
  co_return text.ok() ? trimmed(text.value()) : std::string();
}

Task<void> Agent::write_log(Context cx, HostCommand command, std::vector<std::string> lines) {
  const std::string directory =
      deployment_directory(command.deploymentGroupId, command.deploymentId);
  const std::string path = directory + "/logs/scripts.log";
  const std::string stamp = plain_seconds(cx.epoch(), cx.now()) + " ";
  const Result<std::string> before = co_await machine_.read_file(cx, path);
  std::string text = before.ok() ? before.value() : "";
  for (const std::string& line : lines) {
    text += stamp + line + "\n";
  }
  std::vector<FileChange> changes;
  changes.push_back(write_file(path, text));
  const Status written = co_await machine_.apply(cx, std::move(changes));
  (void)written;  // the agent, too, goes on when its log cannot be written
}

Task<EventOutcome> Agent::run_hook(Context cx, HostCommand command) {
  const std::string directory = co_await select_revision(cx, command);
  if (directory.empty()) {
    co_await cx.sleep_for(command.timing.event);
    co_return EventOutcome{};  // the first deployment of this group on this host: nothing to run
  }
  const Result<std::string> text = co_await read_appspec(cx, directory);
  if (!text.ok()) {
    co_await cx.sleep_for(command.timing.event);
    co_return unknown_error(text.failure().message);
  }
  const Result<AppSpec> spec = parse_appspec(text.value());
  if (!spec.ok()) {
    co_await cx.sleep_for(command.timing.event);
    co_return unknown_error(spec.failure().message);
  }
  const std::vector<AppSpecScript> scripts = spec.value().scripts_of(command.eventName);
  if (scripts.empty()) {
    co_await cx.sleep_for(command.timing.event);
    co_return EventOutcome{};  // a no-op command
  }
  std::vector<std::string> log = {"LifecycleEvent - " + command.eventName};
  EventOutcome outcome;
  for (const AppSpecScript& script : scripts) {
    const std::string path = directory + "/deployment-archive/" + script.location;
    log.push_back("Script - " + script.location);
    outcome.diagnostics.scriptName = script.location;
    std::vector<std::string> probed = {path};
    const std::vector<FileKind> kinds = co_await machine_.probe(cx, std::move(probed));
    if (kinds.at(0) == FileKind::Missing) {
      outcome.diagnostics.errorCode = LifecycleErrorCode::ScriptMissing;
      outcome.diagnostics.message = "Script does not exist at specified location: " + path;
      outcome.succeeded = false;
      break;
    }
    // "Not executable" is almost never a failure: the agent sets the bit itself.
    std::vector<FileChange> executable;
    executable.push_back({FileChangeKind::ChangeMode, path, "", "", 0755});
    const Status made = co_await machine_.apply(cx, std::move(executable));
    if (!made.ok()) {
      outcome.diagnostics.errorCode = LifecycleErrorCode::ScriptNotExecutable;
      outcome.diagnostics.message =
          "Unable to set script at specified location: " + script.location + " as executable";
      outcome.succeeded = false;
      break;
    }
    std::map<std::string, std::string> environment = script_environment(command);
    ScriptOutcome ran = co_await run_script(cx, &machine_, script, path, std::move(environment));
    co_await cx.sleep_for(command.timing.script);
    log.insert(log.end(), ran.log.begin(), ran.log.end());
    if (ran.errorCode != LifecycleErrorCode::Success) {
      outcome.diagnostics.errorCode = ran.errorCode;
      outcome.diagnostics.message = ran.message;
      outcome.succeeded = false;
      break;
    }
  }
  if (!outcome.succeeded) {
    outcome.diagnostics.logTail = normalised_log(log_tail(log));
  } else {
    outcome.diagnostics = {};
  }
  co_await write_log(cx, command, log);
  co_return outcome;
}

}  // namespace greenroom::codedeploy
