// Builds: started, stopped, retried, read, listed, deleted.
#include <algorithm>
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codebuild/wire_build_values.h"
#include "fakes/codebuild/wire_handlers.h"
#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

constexpr std::int64_t k_page = 100;

Result<aws::Json> with_build(Context cx, const CodeBuild& codebuild, const Result<Build>& build) {
  if (!build.ok()) {
    return build.failure();
  }
  return wire::Object().add("build", build_of(cx, codebuild, build.value())).take();
}

Result<BuildOverrides> overrides_in(const aws::Json& input) {
  BuildOverrides overrides;
  overrides.buildspec = text_in(input, "buildspecOverride");
  overrides.image = text_in(input, "imageOverride");
  overrides.environmentType = text_in(input, "environmentTypeOverride");
  overrides.computeType = text_in(input, "computeTypeOverride");
  overrides.serviceRole = text_in(input, "serviceRoleOverride");
  overrides.encryptionKey = text_in(input, "encryptionKeyOverride");
  overrides.imagePullCredentialsType = text_in(input, "imagePullCredentialsTypeOverride");
  overrides.timeout = minutes_in(input, "timeoutInMinutesOverride");
  overrides.queuedTimeout = minutes_in(input, "queuedTimeoutInMinutesOverride");
  if (input.find("privilegedModeOverride") != nullptr) {
    overrides.privilegedMode = wire::flag_of(input, "privilegedModeOverride");
  }
  if (overrides.environmentType) {
    const Status type = check_environment_type(*overrides.environmentType);
    if (!type.ok()) {
      return type.failure();
    }
  }
  if (const aws::Json* cache = input.find("cacheOverride")) {
    const Result<bool> local = local_cache_in(*cache);
    if (!local.ok()) {
      return local.failure();
    }
    overrides.localCache = local.value();
    overrides.cacheModes = wire::texts_of(*cache, "modes");
  }
  if (const aws::Json* logs = input.find("logsConfigOverride")) {
    Result<CloudWatchLogsConfig> config = logs_config_in(*logs);
    if (!config.ok()) {
      return config.failure();
    }
    overrides.cloudWatchLogs = std::move(config).value();
  }
  return overrides;
}

Result<StartBuildInput> start_in(const aws::Json& input) {
  const Status known = refuse_members(
      input,
      {"secondarySourcesOverride", "secondarySourcesVersionOverride", "secondaryArtifactsOverride",
       "certificateOverride", "registryCredentialOverride", "debugSessionEnabled", "fleetOverride",
       "autoRetryLimitOverride", "reportBuildStatusOverride", "buildStatusConfigOverride"});
  if (!known.ok()) {
    return known.failure();
  }
  StartBuildInput start;
  start.projectName = after_slash(wire::text_of(input, "projectName"));
  start.sourceVersion = wire::text_of(input, "sourceVersion");
  start.sourceTypeOverride = named<SourceType>(wire::text_of(input, "sourceTypeOverride"), 9);
  start.sourceLocationOverride = text_in(input, "sourceLocationOverride");
  if (const aws::Json* variables = input.find("environmentVariablesOverride")) {
    start.environmentVariablesOverride = variables_in(*variables);
  }
  if (const aws::Json* artifacts = input.find("artifactsOverride")) {
    Result<ProjectArtifacts> instead = artifacts_in(*artifacts);
    if (!instead.ok()) {
      return instead.failure();
    }
    start.artifactsOverride = std::move(instead).value();
  }
  Result<BuildOverrides> overrides = overrides_in(input);
  if (!overrides.ok()) {
    return overrides.failure();
  }
  start.overrides = std::move(overrides).value();
  start.initiator = "root";  // whoever asks is the account itself
  start.idempotencyToken = wire::text_of(input, "idempotencyToken");
  start.parameters = aws::to_text(input);
  return start;
}

Result<aws::Json> start_build(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  const Result<StartBuildInput> start = start_in(input);
  if (!start.ok()) {
    return start.failure();
  }
  return with_build(cx, codebuild, codebuild.start_build(cx, start.value()));
}

Result<aws::Json> stop_build(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  return with_build(cx, codebuild, codebuild.StopBuild(after_slash(wire::text_of(input, "id"))));
}

Result<aws::Json> retry_build(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  return with_build(cx, codebuild,
                    codebuild.retry_build(cx, after_slash(wire::text_of(input, "id")),
                                          wire::text_of(input, "idempotencyToken")));
}

Result<aws::Json> get_builds(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  aws::Json found = empty_list();
  std::vector<std::string> not_found;
  for (const std::string& id : wire::texts_of(input, "ids")) {
    const std::vector<Build> builds = codebuild.BatchGetBuilds({after_slash(id)});
    if (builds.empty()) {
      not_found.push_back(id);
    } else {
      found.items.push_back(build_of(cx, codebuild, builds.front()));
    }
  }
  return wire::Object()
      .add("builds", std::move(found))
      .add("buildsNotFound", wire::texts(not_found))
      .take();
}

// In ARNs, as AWS's own examples have it.
Result<aws::Json> delete_builds(CodeBuild& codebuild, Context, const aws::Json& input) {
  std::vector<std::string> deleted;
  aws::Json not_deleted = empty_list();
  for (const std::string& given : wire::texts_of(input, "ids")) {
    const std::string id = after_slash(given);
    const std::string arn = aws::build_arn(codebuild.account(), id);
    const std::string why_not = codebuild.delete_build(id);
    if (why_not.empty()) {
      deleted.push_back(arn);
    } else {
      not_deleted.items.push_back(
          wire::Object().add("id", wire::text(arn)).add("statusCode", wire::text(why_not)).take());
    }
  }
  return wire::Object()
      .add("buildsDeleted", wire::texts(deleted))
      .add("buildsNotDeleted", std::move(not_deleted))
      .take();
}

// The newest first, when nothing is said (UNVERIFIED).
Result<aws::Json> ids_page(std::vector<std::string> ids, const aws::Json& input) {
  if (wire::text_of(input, "sortOrder") != "ASCENDING") {
    std::reverse(ids.begin(), ids.end());
  }
  const Result<NamesPage> page = names_page(ids, k_page, wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add("ids", wire::texts(page.value().names))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

Result<aws::Json> list_builds(CodeBuild& codebuild, Context, const aws::Json& input) {
  return ids_page(codebuild.state().begun, input);
}

Result<aws::Json> list_builds_for_project(CodeBuild& codebuild, Context, const aws::Json& input) {
  const std::string project = after_slash(wire::text_of(input, "projectName"));
  if (codebuild.state().projects.count(project) == 0) {
    return Failure{"ResourceNotFoundException", "Project cannot be found: " + project};
  }
  std::vector<std::string> ids;
  for (const std::string& id : codebuild.state().begun) {
    if (id.substr(0, id.find(':')) == project) {
      ids.push_back(id);
    }
  }
  return ids_page(std::move(ids), input);
}

}  // namespace

const Handlers& build_handlers() {
  static const Handlers k_handlers = {
      {"StartBuild", start_build},
      {"StopBuild", stop_build},
      {"RetryBuild", retry_build},
      {"BatchGetBuilds", get_builds},
      {"BatchDeleteBuilds", delete_builds},
      {"ListBuilds", list_builds},
      {"ListBuildsForProject", list_builds_for_project},
  };
  return k_handlers;
}

}  // namespace greenroom::codebuild
