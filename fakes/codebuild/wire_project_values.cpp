// Projects between AWS's JSON and ours (reference 1.2).
#include <utility>

#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

Status read_source(const aws::Json& json, Project& project) {
  const Status known =
      refuse_members(json, {"sourceIdentifier", "reportBuildStatus", "buildStatusConfig"});
  if (!known.ok()) {
    return known;
  }
  ProjectSource source;
  source.type = named<SourceType>(wire::text_of(json, "type"), 9).value_or(source.type);
  source.location = wire::text_of(json, "location");
  source.insecureSsl = wire::flag_of(json, "insecureSsl");
  if (json.find("gitCloneDepth") != nullptr) {
    source.gitCloneDepth = wire::number_of(json, "gitCloneDepth", 0);
  }
  if (source.type == SourceType::S3 && source.location.find('/') == std::string::npos) {
    // Text UNVERIFIED.
    return invalid_input("Invalid project source: location must be a valid S3 source");
  }
  project.source = std::move(source);
  project.buildspec = wire::text_of(json, "buildspec");
  return success();
}

Status read_environment(const aws::Json& json, Project& project) {
  const Status known = refuse_members(
      json, {"certificate", "registryCredential", "fleet", "computeConfiguration", "dockerServer"});
  if (!known.ok()) {
    return known;
  }
  const Status type = check_environment_type(wire::text_of(json, "type"));
  if (!type.ok()) {
    return type;
  }
  project.environmentType = wire::text_of(json, "type");
  project.image = wire::text_of(json, "image");
  project.computeType = wire::text_of(json, "computeType");
  project.privilegedMode = wire::flag_of(json, "privilegedMode");
  project.imagePullCredentialsType =
      text_in(json, "imagePullCredentialsType").value_or("CODEBUILD");
  const aws::Json* variables = json.find("environmentVariables");
  project.environmentVariables =
      variables == nullptr ? EnvironmentVariables{} : variables_in(*variables);
  return success();
}

Status read_cache(const aws::Json& json, Project& project) {
  const Result<bool> local = local_cache_in(json);
  if (!local.ok()) {
    return local.failure();
  }
  project.localCache = local.value();
  project.cacheModes = wire::texts_of(json, "modes");
  return success();
}

Status read_parts(const aws::Json& input, Project& project) {
  Status read = success();
  if (const aws::Json* source = input.find("source")) {
    read = read_source(*source, project);
  }
  if (const aws::Json* environment = input.find("environment"); environment && read.ok()) {
    read = read_environment(*environment, project);
  }
  if (const aws::Json* cache = input.find("cache"); cache && read.ok()) {
    read = read_cache(*cache, project);
  }
  if (const aws::Json* artifacts = input.find("artifacts"); artifacts && read.ok()) {
    Result<ProjectArtifacts> taken = artifacts_in(*artifacts);
    read = taken.ok() ? success() : Status(taken.failure());
    project.artifacts = taken.ok() ? std::move(taken).value() : project.artifacts;
  }
  if (const aws::Json* logs = input.find("logsConfig"); logs && read.ok()) {
    Result<CloudWatchLogsConfig> taken = logs_config_in(*logs);
    read = taken.ok() ? success() : Status(taken.failure());
    project.cloudWatchLogs = taken.ok() ? std::move(taken).value() : project.cloudWatchLogs;
  }
  return read;
}

aws::Json artifacts_of(const ProjectArtifacts& artifacts, const std::string& project) {
  wire::Object object;
  object.add("type", wire::text(to_string(artifacts.type)));
  if (artifacts.type == ArtifactsType::S3) {
    object.add("location", wire::text(artifacts.location))
        .add("path", wire::text(artifacts.path))
        .add("namespaceType", wire::text(to_string(artifacts.namespaceType)))
        .add("name", wire::text(artifacts.name.empty() ? project : artifacts.name))
        .add("packaging", wire::text(to_string(artifacts.packaging)))
        .add("encryptionDisabled", flag(artifacts.encryptionDisabled));
  }
  return object.take();
}

aws::Json tags_of(const std::map<std::string, std::string>& tags) {
  return wire::list_of(tags, [](const auto& tag) {
    return wire::Object()
        .add("key", wire::text(tag.first))
        .add("value", wire::text(tag.second))
        .take();
  });
}

}  // namespace

Status check_environment_type(const std::string& type) {
  const bool runs_here = type == "LINUX_CONTAINER" || type == "LINUX_GPU_CONTAINER" ||
                         type == "ARM_CONTAINER" || type == "LINUX_EC2" || type == "ARM_EC2";
  return runs_here ? success()
                   : Status(invalid_input("greenroom: builds in " + type + " do not run here"));
}

EnvironmentVariables variables_in(const aws::Json& list) {
  EnvironmentVariables variables;
  for (const aws::Json& each : list.items) {
    variables[wire::text_of(each, "name")] = {
        wire::text_of(each, "value"), named<EnvironmentVariableType>(wire::text_of(each, "type"), 3)
                                          .value_or(EnvironmentVariableType::PLAINTEXT)};
  }
  return variables;
}

Result<ProjectArtifacts> artifacts_in(const aws::Json& json) {
  const Status known = refuse_members(json, {"overrideArtifactName", "artifactIdentifier"});
  if (!known.ok()) {
    return known.failure();
  }
  ProjectArtifacts artifacts;
  artifacts.type = named<ArtifactsType>(wire::text_of(json, "type"), 3).value_or(artifacts.type);
  if (artifacts.type != ArtifactsType::S3) {
    return artifacts;  // "the other values are ignored"
  }
  artifacts.location = wire::text_of(json, "location");
  artifacts.path = wire::text_of(json, "path");
  artifacts.name = wire::text_of(json, "name");
  artifacts.namespaceType = named<ArtifactNamespace>(wire::text_of(json, "namespaceType"), 2)
                                .value_or(ArtifactNamespace::NONE);
  artifacts.packaging = named<ArtifactPackaging>(wire::text_of(json, "packaging"), 2)
                            .value_or(ArtifactPackaging::NONE);
  artifacts.encryptionDisabled = wire::flag_of(json, "encryptionDisabled");
  if (artifacts.location.empty()) {  // text UNVERIFIED
    return invalid_input("Invalid artifacts: location must be set for artifacts of type S3");
  }
  return artifacts;
}

Result<CloudWatchLogsConfig> logs_config_in(const aws::Json& json) {
  if (const aws::Json* s3 = json.find("s3Logs"); s3 && wire::text_of(*s3, "status") == "ENABLED") {
    return invalid_input("greenroom: logs in S3 are not supported here");
  }
  CloudWatchLogsConfig config;
  if (const aws::Json* logs = json.find("cloudWatchLogs")) {
    config.status = wire::text_of(*logs, "status") == "DISABLED" ? LogsConfigStatusType::DISABLED
                                                                 : LogsConfigStatusType::ENABLED;
    config.groupName = wire::text_of(*logs, "groupName");
    config.streamName = wire::text_of(*logs, "streamName");
  }
  return config;
}

Result<bool> local_cache_in(const aws::Json& cache) {
  const std::string type = wire::text_of(cache, "type");
  if (type == "S3") {
    return invalid_input("greenroom: a cache in S3 is not supported here; use LOCAL");
  }
  return type == "LOCAL";
}

Status read_project(const aws::Json& input, Project& project) {
  const Status known = refuse_members(
      input, {"secondarySources", "secondarySourceVersions", "secondaryArtifacts", "vpcConfig",
              "badgeEnabled", "fileSystemLocations", "buildBatchConfig", "autoRetryLimit"});
  if (!known.ok()) {
    return known;
  }
  const Status parts = read_parts(input, project);
  if (!parts.ok()) {
    return parts;
  }
  if ((project.source.type == SourceType::CODEPIPELINE) !=
      (project.artifacts.type == ArtifactsType::CODEPIPELINE)) {  // text UNVERIFIED
    return invalid_input("Both source and artifacts must be of type CODEPIPELINE, or neither");
  }
  const auto take = [&](std::string& own, const char* member) {
    own = text_in(input, member).value_or(own);
  };
  take(project.name, "name");
  take(project.description, "description");
  take(project.sourceVersion, "sourceVersion");
  take(project.serviceRole, "serviceRole");
  take(project.encryptionKey, "encryptionKey");
  project.timeout = minutes_in(input, "timeoutInMinutes").value_or(project.timeout);
  project.queuedTimeout =
      minutes_in(input, "queuedTimeoutInMinutes").value_or(project.queuedTimeout);
  // "To remove it, pass -1": no limit.
  const std::int64_t limit =
      wire::number_of(input, "concurrentBuildLimit", project.concurrentBuildLimit);
  project.concurrentBuildLimit = static_cast<int>(std::max<std::int64_t>(limit, 0));
  if (const aws::Json* tags = input.find("tags")) {
    project.tags.clear();
    for (const aws::Json& tag : tags->items) {
      project.tags[wire::text_of(tag, "key")] = wire::text_of(tag, "value");
    }
  }
  return success();
}

std::string project_arn(const aws::Account& account, const std::string& name) {
  return "arn:aws:codebuild:" + account.region + ":" + account.id + ":project/" + name;
}

std::string encryption_key_of(const Project& project, const aws::Account& account) {
  return project.encryptionKey.empty()
             ? "arn:aws:kms:" + account.region + ":" + account.id + ":alias/aws/s3"
             : project.encryptionKey;
}

aws::Json source_of(const ProjectSource& source, const std::string& buildspec) {
  wire::Object object;
  object.add("type", wire::text(to_string(source.type)))
      .add_unless_empty("location", source.location);
  if (source.gitCloneDepth) {
    object.add("gitCloneDepth", wire::number(*source.gitCloneDepth));
  }
  return object.add_unless_empty("buildspec", buildspec)
      .add("insecureSsl", flag(source.insecureSsl))
      .take();
}

aws::Json cache_of(const Project& project) {
  wire::Object object;
  object.add("type", wire::text(project.localCache ? "LOCAL" : "NO_CACHE"));
  if (project.localCache && !project.cacheModes.empty()) {
    object.add("modes", wire::texts(project.cacheModes));
  }
  return object.take();
}

aws::Json environment_of(const Project& project, const EnvironmentVariables& more) {
  EnvironmentVariables all = more;
  all.insert(project.environmentVariables.begin(), project.environmentVariables.end());
  const auto variable_of = [](const auto& variable) {
    return wire::Object()
        .add("name", wire::text(variable.first))
        .add("value", wire::text(variable.second.value))
        .add("type", wire::text(to_string(variable.second.type)))
        .take();
  };
  return wire::Object()
      .add("type", wire::text(project.environmentType))
      .add("image", wire::text(project.image))
      .add("computeType", wire::text(project.computeType))
      .add("environmentVariables", wire::list_of(all, variable_of))
      .add("privilegedMode", flag(project.privilegedMode))
      .add("imagePullCredentialsType", wire::text(project.imagePullCredentialsType))
      .take();
}

aws::Json cloud_watch_logs_of(const CloudWatchLogsConfig& config) {
  return wire::Object()
      .add("status",
           wire::text(config.status == LogsConfigStatusType::ENABLED ? "ENABLED" : "DISABLED"))
      .add_unless_empty("groupName", config.groupName)
      .add_unless_empty("streamName", config.streamName)
      .take();
}

aws::Json project_of(Context cx, const Project& project, const aws::Account& account) {
  const aws::Json no_s3_logs = wire::Object()
                                   .add("status", wire::text("DISABLED"))
                                   .add("encryptionDisabled", flag(false))
                                   .take();
  wire::Object object;
  object.add("name", wire::text(project.name))
      .add("arn", wire::text(project_arn(account, project.name)))
      .add_unless_empty("description", project.description)
      .add("source", source_of(project.source, project.buildspec))
      .add_unless_empty("sourceVersion", project.sourceVersion)
      .add("artifacts", artifacts_of(project.artifacts, project.name))
      .add("cache", cache_of(project))
      .add("environment", environment_of(project, {}))
      .add_unless_empty("serviceRole", project.serviceRole)
      .add("timeoutInMinutes", wire::number(project.timeout.whole_seconds() / 60))
      .add("queuedTimeoutInMinutes", wire::number(project.queuedTimeout.whole_seconds() / 60))
      .add("encryptionKey", wire::text(encryption_key_of(project, account)))
      .add("tags", tags_of(project.tags))
      .add("created", wire::timestamp(cx.epoch(), project.created))
      .add("lastModified", wire::timestamp(cx.epoch(), project.lastModified))
      .add("badge", wire::Object().add("badgeEnabled", flag(false)).take())
      .add("logsConfig", wire::Object()
                             .add("cloudWatchLogs", cloud_watch_logs_of(project.cloudWatchLogs))
                             .add("s3Logs", no_s3_logs)
                             .take());
  if (project.concurrentBuildLimit > 0) {
    object.add("concurrentBuildLimit", wire::number(project.concurrentBuildLimit));
  }
  return object.add("projectVisibility", wire::text("PRIVATE")).take();
}

}  // namespace greenroom::codebuild
