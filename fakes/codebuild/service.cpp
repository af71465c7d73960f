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

Build CodeBuild::submitted(Context cx, const greenroom::codebuild::StartBuild& request) {
  Build build;
  build.projectName = request.projectName;
  build.buildNumber = state_.next_build_number(request.projectName);
  build.id = request.projectName + ":" + ids_.uuid("codebuild.build");
  build.arn = aws::build_arn(account_, build.id);
  build.initiator = request.initiator;
  build.startTime = cx.now();
  return build;
}

Task<Result<Build>> CodeBuild::StartBuild(Context cx, greenroom::codebuild::StartBuild request) {
  const auto project = state_.projects.find(request.projectName);
  if (project == state_.projects.end()) {
    co_return Failure{"ResourceNotFoundException",
                      "Project cannot be found: " + request.projectName};
  }
  Build build = submitted(cx, request);
  cx.trace("codebuild.build", {{"id", build.id},
                               {"buildNumber", build.buildNumber},
                               {"buildStatus", to_string(build.buildStatus)},
                               {"initiator", build.initiator}});
  BuildRun run(containers_, project->second, std::move(request), account_, std::move(build));
  Build ended = co_await run.run(cx);
  ended.artifact_sha256 = ended.artifact_zip.empty() ? "" : digest_.sha256_hex(ended.artifact_zip);
  cx.trace("codebuild.log", {{"buildNumber", ended.buildNumber},
                             {"bytes", ended.log.size()},
                             {"sha256", digest_.sha256_hex(ended.log)},
                             {"last", json_array(run.log().last_lines(5))}});
  cx.trace("codebuild.build", {{"id", ended.id},
                               {"buildNumber", ended.buildNumber},
                               {"buildStatus", to_string(ended.buildStatus)},
                               {"initiator", ended.initiator}});
  Build record = ended;
  record.artifact_zip.clear();
  state_.builds.push_back(std::move(record));
  co_return ended;
}

}  // namespace greenroom::codebuild
