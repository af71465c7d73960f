#include "fakes/codebuild/build_run.h"

#include <algorithm>
#include <utility>

#include "fakes/codebuild/command_script.h"
#include "fakes/codebuild/globs.h"
#include "fakes/codebuild/phases.h"
#include "fakes/codebuild/sites.h"

namespace greenroom::codebuild {
namespace {

constexpr const char* k_path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr int k_sigkill = 9;

FileChange write_file(std::string path, std::string content, std::uint32_t mode = 0644) {
  FileChange change;
  change.kind = FileChangeKind::WriteFile;
  change.path = std::move(path);
  change.content = std::move(content);
  change.mode = mode;
  return change;
}

std::string phase_words(BuildPhaseType phase) {
  return to_string(phase);
}

bool is_command_phase(BuildPhaseType phase) {
  return phase >= BuildPhaseType::INSTALL && phase <= BuildPhaseType::POST_BUILD;
}

}  // namespace

// "/codebuild/output/src<digits>/src": any directory would do as long as the variable is right.
std::string BuildRun::source_directory() const {
  std::string digits;
  for (const char c : build_.id.substr(build_.id.find(':') + 1)) {
    if (c >= '0' && c <= '9' && digits.size() < 9) {
      digits += c;
    }
  }
  return "/codebuild/output/src" + digits + "/src";
}

// Precedence, highest first: StartBuild's override, the project, the buildspec (reference 1.7).
std::map<std::string, std::string> BuildRun::variables(Context cx) const {
  std::map<std::string, std::string> all = request_.environmentVariablesOverride;
  all.insert(project_.environmentVariables.begin(), project_.environmentVariables.end());
  all.insert(spec_.variables.begin(), spec_.variables.end());
  const std::int64_t start_milliseconds = unix_seconds(cx.epoch(), build_.startTime) * 1000 +
                                          build_.startTime.microseconds / 1000 % 1000;
  const std::map<std::string, std::string> own = {
      {"AWS_DEFAULT_REGION", account_.region},
      {"AWS_REGION", account_.region},
      {"CODEBUILD_BUILD_ARN", build_.arn},
      {"CODEBUILD_BUILD_ID", build_.id},
      {"CODEBUILD_BUILD_IMAGE", project_.image},
      {"CODEBUILD_BUILD_NUMBER", std::to_string(build_.buildNumber)},
      {"CODEBUILD_BUILD_SUCCEEDING", succeeding_ ? "1" : "0"},
      {"CODEBUILD_CI", "true"},
      {"CODEBUILD_INITIATOR", build_.initiator},
      {"CODEBUILD_LOG_PATH", build_.id.substr(build_.id.find(':') + 1)},
      {"CODEBUILD_RESOLVED_SOURCE_VERSION", request_.resolvedSourceVersion},
      {"CODEBUILD_SOURCE_VERSION", request_.sourceVersion},
      {"CODEBUILD_SRC_DIR", source_directory()},
      {"CODEBUILD_START_TIME", std::to_string(start_milliseconds)},
  };
  for (const auto& [name, value] : own) {
    all[name] = value;  // names beginning with CODEBUILD_ are reserved
  }
  return all;
}

Task<Build> BuildRun::run(Context cx) {
  build_.startTime = cx.now();
  BuildPhaseType phase = BuildPhaseType::SUBMITTED;
  while (phase != BuildPhaseType::COMPLETED) {
    build_.currentPhase = phase;
    BuildPhase record;
    record.phaseType = phase;
    record.startTime = cx.now();
    const PhaseEnd end = co_await carry_out(cx, phase);
    record.endTime = cx.now();
    record.phaseStatus = end.status;
    record.context = end.context;
    build_.phases.push_back(record);
    trace_phase(cx, record);
    if (end.status != StatusType::SUCCEEDED && build_.buildStatus == StatusType::IN_PROGRESS) {
      build_.buildStatus = end.status;
    }
    phase = next_phase(phase, end.status);
  }
  if (build_.buildStatus == StatusType::IN_PROGRESS) {
    build_.buildStatus = StatusType::SUCCEEDED;
  }
  container_.reset();
  BuildPhase completed;
  completed.phaseType = BuildPhaseType::COMPLETED;
  completed.startTime = cx.now();
  build_.phases.push_back(completed);
  build_.currentPhase = BuildPhaseType::COMPLETED;
  build_.endTime = cx.now();
  build_.log = log_.text();
  co_return build_;
}

void BuildRun::trace_phase(Context cx, const BuildPhase& phase) const {
  std::vector<Field> fields;
  fields.emplace_back("buildNumber", build_.buildNumber);
  fields.emplace_back("phaseType", to_string(phase.phaseType));
  fields.emplace_back("phaseStatus", to_string(phase.phaseStatus));
  if (!phase.context.statusCode.empty()) {
    fields.emplace_back("statusCode", phase.context.statusCode);
    fields.emplace_back("message", phase.context.message);
  }
  cx.trace("codebuild.phase", fields);
}

Task<BuildRun::PhaseEnd> BuildRun::carry_out(Context cx, BuildPhaseType phase) {
  const Timing& timing = project_.timing;
  PhaseEnd end;
  if (phase == BuildPhaseType::QUEUED) {
    co_await cx.sleep_for(timing.queued);
  } else if (phase == BuildPhaseType::PROVISIONING) {
    end = co_await provision(cx);
  } else if (phase == BuildPhaseType::DOWNLOAD_SOURCE) {
    end = co_await download_source(cx);
  } else if (is_command_phase(phase)) {
    end = co_await run_commands(cx, phase);
  } else if (phase == BuildPhaseType::UPLOAD_ARTIFACTS) {
    end = co_await upload_artifacts(cx);
  } else if (phase == BuildPhaseType::FINALIZING) {
    co_await cx.sleep_for(timing.finalizing);
  }
  const bool logged =
      phase >= BuildPhaseType::DOWNLOAD_SOURCE && phase <= BuildPhaseType::UPLOAD_ARTIFACTS;
  if (logged) {
    log_.container(cx,
                   "Phase complete: " + phase_words(phase) + " State: " + to_string(end.status));
    log_.container(cx, "Phase context status code: " + end.context.statusCode +
                           " Message: " + end.context.message);
  }
  co_return end;
}

Task<BuildRun::PhaseEnd> BuildRun::provision(Context cx) {
  const std::string name = build_.id;
  container_ = co_await containers_.provision(cx, name);
  co_await cx.sleep_for(project_.timing.provisioning);
  co_return PhaseEnd{};
}

void BuildRun::log_source(Context cx) {
  log_.container(cx, "CODEBUILD_SRC_DIR=" + source_directory());
  log_.container(cx, "YAML location is " + source_directory() + "/buildspec.yml");
  log_.container(cx, "Setting HTTP client timeout to higher timeout for S3 source");
  log_.container(cx, "Processing environment variables");
  if (spec_.runtime_versions.empty()) {
    log_.container(cx, "No runtime version selected in buildspec.");  // wording UNVERIFIED
  }
  for (const auto& [runtime, version] : spec_.runtime_versions) {
    log_.container(cx, "Selecting '" + runtime + "' runtime version '" + version +
                           "' based on manual selections...");
    log_.remark(
        "greenroom: runtime versions are not installed; the build uses what this computer "
        "has");
  }
  for (const std::string& key : spec_.ignored_keys) {
    log_.remark("greenroom: buildspec key '" + key + "' is not supported yet and was ignored");
  }
  log_.container(cx, "Moving to directory " + source_directory());
  log_.container(cx, "Cache is not defined in the buildspec");
  log_.container(cx, "Skip cache due to: no paths specified to be cached");
  log_.container(cx, "Registering with agent");
  log_.container(cx, "Phases found in YAML: " + std::to_string(spec_.phases.size()));
  for (const auto& [phase, content] : spec_.phases) {
    log_.container(cx, " " + phase_words(phase) + ": " + std::to_string(content.commands.size()) +
                           " commands");
  }
}

Task<BuildRun::PhaseEnd> BuildRun::download_source(Context cx) {
  co_await cx.sleep_for(project_.timing.download_source);
  log_.container(cx, "Running on CodeBuild On-demand");
  log_.container(cx, "Waiting for agent ping");
  log_.container(cx, "Waiting for DOWNLOAD_SOURCE");
  log_.container(cx, "Phase is DOWNLOAD_SOURCE");
  const std::string directory = source_directory();
  std::string zip = request_.source_zip;
  const Status unpacked =
      co_await container_->unpack(cx, std::move(zip), ArchiveFormat::Zip, directory);
  if (!unpacked.ok()) {
    co_return PhaseEnd{StatusType::FAILED, {"CLIENT_ERROR", unpacked.failure().message}};
  }
  const std::string path = directory + "/buildspec.yml";
  const Result<std::string> text = co_await container_->read_file(cx, path);
  if (!text.ok()) {
    co_return PhaseEnd{StatusType::FAILED,
                       {"YAML_FILE_ERROR", "stat " + path + ": no such file or directory"}};
  }
  Result<Buildspec> spec = parse_buildspec(text.value());
  if (!spec.ok()) {
    co_return PhaseEnd{StatusType::FAILED, {spec.failure().code, spec.failure().message}};
  }
  spec_ = std::move(spec).value();
  log_source(cx);
  std::vector<FileChange> changes;
  const std::string tmp = k_build_tmp;
  changes.push_back(write_file(tmp + "/env.sh", initial_environment_file(variables(cx))));
  changes.push_back(write_file(tmp + "/dir.txt", directory + "\n"));
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", written.failure().message}};
  }
  co_return PhaseEnd{};
}

Task<BuildRun::PhaseEnd> BuildRun::run_commands(Context cx, BuildPhaseType phase) {
  log_.container(cx, "Entering phase " + phase_words(phase));
  const auto found = spec_.phases.find(phase);
  if (found == spec_.phases.end()) {
    co_return PhaseEnd{};  // all four phases are entered and completed, defined or not
  }
  const BuildspecPhase content = found->second;
  PhaseEnd end = co_await run_list(cx, content.commands, true);
  if (end.status != StatusType::TIMED_OUT) {
    const PhaseEnd after = co_await run_list(cx, content.finally, false);
    if (end.status == StatusType::SUCCEEDED) {
      end = after;
    }
  }
  co_return end;
}

Task<BuildRun::PhaseEnd> BuildRun::run_list(Context cx, std::vector<std::string> commands,
                                            bool stop_at_failure) {
  PhaseEnd end;
  for (const std::string& command : commands) {
    PhaseEnd one = co_await run_command(cx, command);
    if (one.status != StatusType::SUCCEEDED && end.status == StatusType::SUCCEEDED) {
      end = std::move(one);
    }
    if (end.status == StatusType::TIMED_OUT ||
        (end.status != StatusType::SUCCEEDED && stop_at_failure)) {
      break;
    }
  }
  co_return end;
}

Task<BuildRun::PhaseEnd> BuildRun::run_command(Context cx, std::string command_text) {
  log_.container(cx, "Running command " + command_text);
  const std::string tmp = k_build_tmp;
  std::string wrapper = wrapped_command(command_text, succeeding_);
  std::vector<FileChange> changes;
  changes.push_back(write_file(tmp + "/script.sh", std::move(wrapper), 0755));
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", written.failure().message}};
  }
  Command command;
  command.argv = {spec_.shell == "bash" ? "bash" : "sh", tmp + "/script.sh"};
  command.environment = {{"PATH", k_path}, {"HOME", "/root"}, {"LANG", "C.UTF-8"}};
  command.merge_output = true;
  if (project_.realTime) {
    command.environment[k_time_variable] = "real";
  }
  const Instant deadline = build_.startTime + project_.timeout;
  const ProcessId process = container_->start(cx, std::move(command));
  const ProcessStatus status = co_await container_->wait(cx, process, deadline);
  if (!status.ended) {
    container_->signal_group(process, k_sigkill);
    succeeding_ = false;
    co_return PhaseEnd{StatusType::TIMED_OUT,
                       {"BUILD_TIMED_OUT", "Build has timed out. "}};  // UNVERIFIED texts
  }
  co_await cx.sleep_for(project_.timing.command);
  log_.output(status.stdout_text);
  const int code = status.signal != 0 ? 128 + status.signal : status.exit_code;
  const bool failed = code != 0 || !status.start_error.empty();
  if (failed) {
    succeeding_ = false;
    log_.container(cx, "Command did not exit successfully " + command_text + " exit status " +
                           std::to_string(code));
    co_return PhaseEnd{
        StatusType::FAILED,
        {"COMMAND_EXECUTION_ERROR", "Error while executing command: " + command_text +
                                        ". Reason: exit status " + std::to_string(code)}};
  }
  co_return PhaseEnd{};
}

Task<BuildRun::PhaseEnd> BuildRun::upload_artifacts(Context cx) {
  const BuildspecArtifacts& wanted = spec_.artifacts;
  if (wanted.files.empty()) {
    co_return PhaseEnd{};  // nothing asked for
  }
  const std::string base = wanted.base_directory.empty()
                               ? source_directory()
                               : source_directory() + "/" + wanted.base_directory;
  log_.container(cx, "Expanding base directory path: " +
                         (wanted.base_directory.empty() ? "." : wanted.base_directory));
  log_.container(cx, "Assembling file list");
  const Result<std::vector<FileEntry>> listing = co_await container_->list(cx, base);
  if (!listing.ok()) {
    co_return PhaseEnd{
        StatusType::FAILED,
        {"CLIENT_ERROR", "no matching base directory path found for " + wanted.base_directory}};
  }
  std::vector<std::string> all_files;
  for (const FileEntry& entry : listing.value()) {
    if (entry.kind != FileKind::Directory) {
      all_files.push_back(entry.path);
    }
  }
  const GlobOutcome chosen = select_files(all_files, wanted.files, wanted.exclude_paths);
  for (const std::string& pattern : wanted.files) {
    log_.container(cx, "Expanding " + pattern);
  }
  for (const std::string& pattern : chosen.useless_patterns) {
    log_.container(cx, "Skipping invalid file path " + pattern);
  }
  if (chosen.files.empty()) {
    co_return PhaseEnd{StatusType::FAILED, {"CLIENT_ERROR", "no matching artifact paths found"}};
  }
  log_.container(cx, "Found " + std::to_string(chosen.files.size()) + " file(s)");
  const Instant packed_at = cx.now();
  Result<std::string> zip = co_await container_->pack(cx, base, chosen.files, packed_at);
  co_await cx.sleep_for(project_.timing.upload_artifacts);
  if (!zip.ok()) {
    co_return PhaseEnd{StatusType::FAILED, {"CLIENT_ERROR", zip.failure().message}};
  }
  build_.artifact_zip = cx.fault(site::artifact_lost) ? "" : std::move(zip).value();
  co_return PhaseEnd{};
}

}  // namespace greenroom::codebuild
