#include "fakes/codebuild/service.h"

#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codebuild/overrides.h"
#include "fakes/codebuild/stored_artifacts.h"

namespace greenroom::codebuild {

Status CodeBuild::check_role(const Project& project) const {
  if (rights_ == nullptr ||
      rights_->may_assume(project.serviceRole, "codebuild.amazonaws.com").ok()) {
    return success();
  }
  return Failure{"InvalidInputException",
                 "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please "
                 "verify that: 1) The provided service role exists, 2) The role name is "
                 "case-sensitive and matches exactly, and 3) The role has the necessary trust "
                 "policy configured."};
}

Status CodeBuild::CreateProject(Project project) {
  if (Status role = check_role(project); !role.ok()) {
    return role;
  }
  const std::string name = project.name;
  if (!state_.projects.emplace(name, std::move(project)).second) {
    return Failure{"ResourceAlreadyExistsException", "Project already exists: " + name};
  }
  return success();
}

Status CodeBuild::UpdateProject(Project project) {
  if (Status role = check_role(project); !role.ok()) {
    return role;
  }
  const auto found = state_.projects.find(project.name);
  if (found == state_.projects.end()) {
    return Failure{"ResourceNotFoundException", "Project cannot be found: " + project.name};
  }
  found->second = std::move(project);
  return success();
}

void CodeBuild::DeleteProject(const std::string& name) {
  state_.projects.erase(name);
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
  if (logs_ != nullptr && !logs.groupName.empty() && run.may_log()) {
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

Result<std::unique_ptr<BuildRun>> CodeBuild::begin_build(Context cx,
                                                         greenroom::codebuild::StartBuild request) {
  const auto project = state_.projects.find(request.projectName);
  if (project == state_.projects.end()) {
    return Failure{"ResourceNotFoundException", "Project cannot be found: " + request.projectName};
  }
  const Project as_built = with_overrides(project->second, request.overrides);
  if (const Status role = check_role(as_built); !role.ok()) {
    return role.failure();
  }
  Build build = submitted(cx, as_built, request);
  const std::string id = build.id;
  trace_build(cx, build);
  if (request.artifacts.type == ArtifactsType::S3) {
    request.artifact_location = aws::s3_object_arn(
        request.artifacts.location,
        artifact_key(request.artifacts, request.projectName, id.substr(id.find(':') + 1)));
  }
  state_.begun.push_back(id);
  state_.requests[id] = request;
  state_.as_built[id] = as_built;
  const EventContext context{state_.as_built.at(id), state_.requests.at(id), cx.epoch()};
  tell_of_build(cx, context, build);
  const BuildRun::Around around{containers_,
                                variables_,
                                state_.slots[request.projectName],
                                state_.caches[request.projectName],
                                store_,
                                rights_};
  auto run =
      std::make_unique<BuildRun>(around, as_built, std::move(request), account_, std::move(build));
  state_.running[id] = run.get();
  keep_log(cx, *run);
  if (events_ != nullptr) {
    run->tell_of_phases(
        [this, cx, context, story = run.get()](const BuildPhase& completed, BuildPhaseType next) {
          events_->put_event(cx, phase_change_event(context, story->build(), completed, next));
        });
  }
  return run;
}

void CodeBuild::end_build(Context cx, BuildRun& run, Build& ended) {
  const std::string& id = ended.id;
  state_.running.erase(id);
  ended.artifact_sha256 = ended.artifact_zip.empty() ? "" : digest_.sha256_hex(ended.artifact_zip);
  cx.trace("codebuild.log", {{"buildNumber", ended.buildNumber},
                             {"bytes", ended.log.size()},
                             {"sha256", digest_.sha256_hex(ended.log)},
                             {"last", json_array(run.log().last_lines(5))}});
  trace_build(cx, ended);
  tell_of_build(cx, {state_.as_built.at(id), state_.requests.at(id), cx.epoch()}, ended);
  Build record = ended;
  record.artifact_zip.clear();
  record.secondary_artifact_zips.clear();
  state_.reports.insert(state_.reports.end(), record.reports.begin(), record.reports.end());
  state_.builds.push_back(std::move(record));
}

Task<Result<Build>> CodeBuild::StartBuild(Context cx, greenroom::codebuild::StartBuild request) {
  Result<std::unique_ptr<BuildRun>> begun = begin_build(cx, std::move(request));
  if (!begun.ok()) {
    co_return begun.failure();
  }
  const std::unique_ptr<BuildRun> run = std::move(begun).value();
  Build ended = co_await run->run(cx);
  end_build(cx, *run, ended);
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

std::string CodeBuild::delete_build(const std::string& id) {
  if (is_running(id)) {
    return "BUILD_IN_PROGRESS";
  }
  if (std::erase_if(state_.builds, [&](const Build& build) { return build.id == id; }) == 0) {
    return "BUILD_NOT_FOUND";
  }
  std::erase(state_.begun, id);
  state_.requests.erase(id);
  state_.as_built.erase(id);
  return "";
}

}  // namespace greenroom::codebuild
