#include "fakes/codebuild/service.h"

#include <utility>

#include "fakes/aws/arn.h"

namespace greenroom::codebuild {

Status CodeBuild::CreateProject(Project project) {
  const std::string name = project.name;
  if (!state_.projects.emplace(name, std::move(project)).second) {
    return Failure{"ResourceAlreadyExistsException", "Project already exists: " + name};
  }
  return success();
}

Build CodeBuild::submitted(Context cx, const Project& project,
                           const greenroom::codebuild::StartBuild& request) {
  Build build;
  build.projectName = request.projectName;
  build.buildNumber = state_.next_build_number(request.projectName);
  const std::string uuid = ids_.uuid("codebuild.build");
  build.id = request.projectName + ":" + uuid;
  build.arn = aws::build_arn(account_, build.id);
  build.logs = logs_location(project, account_, uuid);
  build.initiator = request.initiator;
  build.startTime = cx.now();
  return build;
}

void CodeBuild::trace_build(Context cx, const Build& build) const {
  cx.trace("codebuild.build", {{"id", build.id},
                               {"buildNumber", build.buildNumber},
                               {"buildStatus", to_string(build.buildStatus)},
                               {"initiator", build.initiator}});
}

// The stream is made when the first message comes, at the beginning of DOWNLOAD_SOURCE (AWS: during
// PROVISIONING).
void CodeBuild::keep_log(Context cx, BuildRun& run) {
  const LogsLocation& logs = run.build().logs;
  if (logs_ != nullptr && !logs.groupName.empty()) {
    run.tell([this, cx, group = logs.groupName,
              stream = logs.streamName](std::vector<std::string> messages) {
      logs_->put(cx, group, stream, std::move(messages));
    });
  }
}

void CodeBuild::tell_of_build(Context cx, const EventContext& context, const Build& build) const {
  if (events_ != nullptr) {
    events_->put_event(cx, state_change_event(context, build));
  }
}

Task<Result<Build>> CodeBuild::StartBuild(Context cx, greenroom::codebuild::StartBuild request) {
  const auto project = state_.projects.find(request.projectName);
  if (project == state_.projects.end()) {
    co_return Failure{"ResourceNotFoundException",
                      "Project cannot be found: " + request.projectName};
  }
  Build build = submitted(cx, project->second, request);
  const std::string id = build.id;
  trace_build(cx, build);
  state_.requests[id] = request;
  const EventContext context{project->second, state_.requests.at(id), cx.epoch()};
  tell_of_build(cx, context, build);
  const BuildRun::Around around{containers_, variables_, state_.slots[request.projectName],
                                state_.caches[request.projectName]};
  BuildRun run(around, project->second, std::move(request), account_, std::move(build));
  state_.running[id] = &run;
  keep_log(cx, run);
  if (events_ != nullptr) {
    run.tell_of_phases([&](const BuildPhase& completed, BuildPhaseType next) {
      events_->put_event(cx, phase_change_event(context, run.build(), completed, next));
    });
  }
  Build ended = co_await run.run(cx);
  state_.running.erase(id);
  ended.artifact_sha256 = ended.artifact_zip.empty() ? "" : digest_.sha256_hex(ended.artifact_zip);
  cx.trace("codebuild.log", {{"buildNumber", ended.buildNumber},
                             {"bytes", ended.log.size()},
                             {"sha256", digest_.sha256_hex(ended.log)},
                             {"last", json_array(run.log().last_lines(5))}});
  trace_build(cx, ended);
  tell_of_build(cx, context, ended);
  Build record = ended;
  record.artifact_zip.clear();
  record.secondary_artifact_zips.clear();
  state_.builds.push_back(std::move(record));
  co_return ended;
}

Task<Result<Build>> CodeBuild::RetryBuild(Context cx, std::string id) {
  const auto found = state_.requests.find(id);
  if (found == state_.requests.end()) {
    co_return Failure{"ResourceNotFoundException", "Build cannot be found: " + id};
  }
  greenroom::codebuild::StartBuild request = found->second;
  Result<Build> again = co_await StartBuild(cx, std::move(request));
  co_return again;
}

Result<Build> CodeBuild::StopBuild(const std::string& id) {
  const auto running = state_.running.find(id);
  if (running != state_.running.end()) {
    running->second->stop();
    Build build = running->second->build();
    build.buildStatus = StatusType::STOPPED;
    return build;
  }
  const std::vector<Build> ended = BatchGetBuilds({id});
  if (ended.empty()) {
    return Failure{"ResourceNotFoundException", "Build cannot be found: " + id};
  }
  return ended.front();
}

std::vector<Build> CodeBuild::BatchGetBuilds(const std::vector<std::string>& ids) const {
  std::vector<Build> found;
  for (const std::string& id : ids) {
    const auto running = state_.running.find(id);
    if (running != state_.running.end()) {
      found.push_back(running->second->build());
    }
    for (const Build& build : state_.builds) {
      if (build.id == id) {
        found.push_back(build);
      }
    }
  }
  return found;
}

}  // namespace greenroom::codebuild
