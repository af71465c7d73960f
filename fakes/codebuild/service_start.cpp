// Builds that whoever starts them does not wait for: StartBuild and RetryBuild of the API.
#include <utility>

#include "fakes/codebuild/buildspec.h"
#include "fakes/codebuild/overrides.h"
#include "fakes/codebuild/service.h"
#include "fakes/codebuild/stored_artifacts.h"

namespace greenroom::codebuild {
namespace {

constexpr Duration k_token_lifetime = minutes(5);

Failure invalid(std::string message) {  // texts UNVERIFIED
  return {"InvalidInputException", std::move(message)};
}

Status check_source(const ProjectSource& source, const std::string& buildspec, bool has_store) {
  switch (source.type) {
    case SourceType::NO_SOURCE:
      return is_inline_buildspec(buildspec)
                 ? success()
                 : Status(invalid("Project source type NO_SOURCE requires an inline buildspec"));
    case SourceType::S3: {
      const StorePlace place = source_place(source.location);
      if (place.bucket.empty() || source.location.find('/') == std::string::npos) {
        return invalid("Invalid project source: location must be a valid S3 source");
      }
      return has_store ? success()
                       : Status(invalid("greenroom: there is no S3 here to build from"));
    }
    case SourceType::CODEPIPELINE:
      return invalid(
          "Invalid project source: a build with source type CODEPIPELINE is started by "
          "CodePipeline");
    default:
      return invalid(std::string("greenroom: sources of type ") + to_string(source.type) +
                     " cannot be fetched here; use S3, NO_SOURCE or a pipeline");
  }
}

Status check_artifacts(const ProjectArtifacts& artifacts, bool has_store) {
  if (artifacts.type == ArtifactsType::CODEPIPELINE) {
    return invalid(
        "Invalid artifacts: a build with artifacts of type CODEPIPELINE is started by "
        "CodePipeline");
  }
  if (artifacts.type == ArtifactsType::NO_ARTIFACTS) {
    return success();
  }
  if (artifacts.location.empty()) {
    return invalid("Invalid artifacts: location is required for type S3");
  }
  return has_store ? success()
                   : Status(invalid("greenroom: there is no S3 here to put artifacts into"));
}

}  // namespace

Status CodeBuild::check_places(const greenroom::codebuild::StartBuild& request,
                               const std::string& buildspec) const {
  const Status source = check_source(request.source, buildspec, store_ != nullptr);
  return source.ok() ? check_artifacts(request.artifacts, store_ != nullptr) : source;
}

Task<void> CodeBuild::carry_through(Context cx, std::unique_ptr<BuildRun> run) {
  Build ended = co_await run->run(cx);
  end_build(cx, *run, ended);
}

Result<Build> CodeBuild::spawn_build(Context cx, greenroom::codebuild::StartBuild request) {
  const Context story = cx.as("codebuild/" + request.projectName);
  Result<std::unique_ptr<BuildRun>> begun = begin_build(story, std::move(request));
  if (!begun.ok()) {
    return begun.failure();
  }
  Build build = begun.value()->build();
  story.spawn("build", carry_through(story, std::move(begun).value()));
  return build;
}

std::optional<Result<Build>> CodeBuild::asked_before(Context cx, const std::string& token,
                                                     const std::string& parameters) const {
  const auto earlier = state_.asked.find(token);
  if (token.empty() || earlier == state_.asked.end() ||
      cx.now() - earlier->second.at > k_token_lifetime) {
    return std::nullopt;
  }
  if (earlier->second.parameters != parameters) {
    return Result<Build>(
        invalid("The idempotency token " + token + " was used with other parameters"));
  }
  const std::vector<Build> build = BatchGetBuilds({earlier->second.id});
  return build.empty() ? std::nullopt : std::optional(Result<Build>(build.front()));
}

Result<Build> CodeBuild::start_build(Context cx, const StartBuildInput& input) {
  const auto project = state_.projects.find(input.projectName);
  if (project == state_.projects.end()) {
    return Failure{"ResourceNotFoundException", "Project cannot be found: " + input.projectName};
  }
  if (std::optional<Result<Build>> before =
          asked_before(cx, input.idempotencyToken, input.parameters)) {
    return *before;
  }
  greenroom::codebuild::StartBuild request;
  request.projectName = input.projectName;
  request.initiator = input.initiator;
  request.environmentVariablesOverride = input.environmentVariablesOverride;
  request.overrides = input.overrides;
  request.source = project->second.source;
  request.source.type = input.sourceTypeOverride.value_or(request.source.type);
  request.source.location = input.sourceLocationOverride.value_or(request.source.location);
  request.artifacts = input.artifactsOverride.value_or(project->second.artifacts);
  request.sourceVersion =
      input.sourceVersion.empty() ? project->second.sourceVersion : input.sourceVersion;
  const Status possible =
      check_places(request, with_overrides(project->second, request.overrides).buildspec);
  if (!possible.ok()) {
    return possible.failure();
  }
  Result<Build> build = spawn_build(cx, std::move(request));
  if (build.ok() && !input.idempotencyToken.empty()) {
    state_.asked[input.idempotencyToken] = {cx.now(), input.parameters, build.value().id};
  }
  return build;
}

Result<Build> CodeBuild::retry_build(Context cx, const std::string& id, const std::string& token) {
  const std::string parameters = "RetryBuild " + id;
  if (std::optional<Result<Build>> before = asked_before(cx, token, parameters)) {
    return *before;
  }
  const auto found = state_.requests.find(id);
  if (found == state_.requests.end()) {
    return Failure{"ResourceNotFoundException", "Build cannot be found: " + id};
  }
  if (found->second.source.type == SourceType::CODEPIPELINE) {
    return invalid("Build " + id + " was started by CodePipeline: retry the stage there");
  }
  Result<Build> build = spawn_build(cx, found->second);
  if (build.ok() && !token.empty()) {
    state_.asked[token] = {cx.now(), parameters, build.value().id};
  }
  return build;
}

}  // namespace greenroom::codebuild
