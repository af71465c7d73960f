#include "fakes/codebuild/wire_build_values.h"

#include <algorithm>
#include <utility>

#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

bool is_complete(const Build& build) {
  return build.currentPhase == BuildPhaseType::COMPLETED;
}

aws::Json phase_of(Epoch epoch, const BuildPhase& phase) {
  wire::Object object;
  object.add("phaseType", wire::text(to_string(phase.phaseType)));
  if (phase.phaseType == BuildPhaseType::COMPLETED) {
    return object.add("startTime", wire::timestamp(epoch, phase.startTime)).take();
  }
  object.add("phaseStatus", wire::text(to_string(phase.phaseStatus)))
      .add("startTime", wire::timestamp(epoch, phase.startTime))
      .add("endTime", wire::timestamp(epoch, phase.endTime))
      .add("durationInSeconds", wire::number((phase.endTime - phase.startTime).whole_seconds()));
  if (phase.phaseType > BuildPhaseType::QUEUED) {
    aws::Json contexts = empty_list();
    contexts.items.push_back(wire::Object()
                                 .add("statusCode", wire::text(phase.context.statusCode))
                                 .add("message", wire::text(phase.context.message))
                                 .take());
    object.add("contexts", std::move(contexts));
  }
  return object.take();
}

aws::Json begun_phase_of(Epoch epoch, BuildPhaseType type, Instant start) {
  return wire::Object()
      .add("phaseType", wire::text(to_string(type)))
      .add("startTime", wire::timestamp(epoch, start))
      .take();
}

// Submitting takes no time: whoever asks in that moment is told that it is done, as AWS does.
Build past_submission(Build build) {
  if (build.currentPhase == BuildPhaseType::SUBMITTED) {
    BuildPhase submitted;
    submitted.phaseStatus = StatusType::SUCCEEDED;
    submitted.startTime = build.startTime;
    submitted.endTime = build.startTime;
    build.phases = {submitted};
    build.currentPhase = BuildPhaseType::QUEUED;
  }
  return build;
}

// Phases that have ended, and the one that runs.
aws::Json phases_of(Epoch epoch, const Build& build) {
  aws::Json phases =
      wire::list_of(build.phases, [&](const BuildPhase& phase) { return phase_of(epoch, phase); });
  if (!is_complete(build)) {
    const Instant start = build.phases.empty() ? build.startTime : build.phases.back().endTime;
    phases.items.push_back(begun_phase_of(epoch, build.currentPhase, start));
  }
  return phases;
}

// The stream is there when PROVISIONING has ended.
aws::Json logs_of(const Build& build, const Project& project, const std::string& region) {
  wire::Object object;
  const bool has_stream =
      !build.logs.groupName.empty() &&
      std::any_of(build.phases.begin(), build.phases.end(), [](const BuildPhase& phase) {
        return phase.phaseType == BuildPhaseType::PROVISIONING;
      });
  if (has_stream) {
    object.add("groupName", wire::text(build.logs.groupName))
        .add("streamName", wire::text(build.logs.streamName))
        .add("deepLink", wire::text(build.logs.deepLink))
        .add("cloudWatchLogsArn", wire::text(build.logs.cloudWatchLogsArn));
  } else if (!build.logs.groupName.empty()) {
    object.add("deepLink", wire::text("https://console.aws.amazon.com/cloudwatch/home?region=" +
                                      region + "#logEvent:group=null;stream=null"));
  }
  return object.add("cloudWatchLogs", cloud_watch_logs_of(project.cloudWatchLogs)).take();
}

// Simplified: no md5sum. Sums are of zips only.
aws::Json artifacts_of(const Build& build, const StartBuild& request) {
  wire::Object object;
  if (request.artifacts.type != ArtifactsType::NO_ARTIFACTS) {
    object.add("location", wire::text(request.artifact_location));
  }
  const bool is_zip = request.artifacts.type != ArtifactsType::S3 ||
                      request.artifacts.packaging == ArtifactPackaging::ZIP;
  if (is_zip) {
    object.add_unless_empty("sha256sum", build.artifact_sha256);
  }
  if (request.artifacts.type == ArtifactsType::S3) {
    object.add("overrideArtifactName", flag(false))
        .add("encryptionDisabled", flag(request.artifacts.encryptionDisabled));
  }
  return object.take();
}

aws::Json exported_of(const Build& build) {
  return wire::list_of(build.exportedEnvironmentVariables, [](const auto& variable) {
    return wire::Object()
        .add("name", wire::text(variable.first))
        .add("value", wire::text(variable.second))
        .take();
  });
}

std::vector<std::string> report_arns(const Build& build) {
  std::vector<std::string> arns;
  for (const BuildReport& report : build.reports) {
    arns.push_back(report.report.arn);
  }
  return arns;
}

}  // namespace

aws::Json build_of(Context cx, const CodeBuild& codebuild, const Build& told) {
  const Build build = past_submission(told);
  const StartBuild& request = codebuild.state().requests.at(build.id);
  const Project& project = codebuild.state().as_built.at(build.id);
  const bool stopped = build.buildStatus == StatusType::STOPPED;
  const StatusType status =
      is_complete(build) || stopped ? build.buildStatus : StatusType::IN_PROGRESS;
  wire::Object object;
  object.add("id", wire::text(build.id))
      .add("arn", wire::text(build.arn))
      .add("buildNumber", wire::number(build.buildNumber))
      .add("startTime", wire::timestamp(cx.epoch(), build.startTime));
  if (is_complete(build)) {
    object.add("endTime", wire::timestamp(cx.epoch(), build.endTime));
  }
  object.add("currentPhase", wire::text(to_string(build.currentPhase)))
      .add("buildStatus", wire::text(to_string(status)))
      .add_unless_empty("sourceVersion", request.sourceVersion)
      .add_unless_empty("resolvedSourceVersion", request.resolvedSourceVersion)
      .add("projectName", wire::text(build.projectName))
      .add("phases", phases_of(cx.epoch(), build))
      .add("source", source_of(request.source, project.buildspec))
      .add("secondarySources", empty_list())
      .add("secondarySourceVersions", empty_list())
      .add("artifacts", artifacts_of(build, request))
      .add("secondaryArtifacts",
           wire::list_of(
               request.secondaryArtifacts,
               [](const std::string& identifier) {
                 return wire::Object().add("artifactIdentifier", wire::text(identifier)).take();
               }))
      .add("cache", cache_of(project))
      .add("environment", environment_of(project, request.environmentVariablesOverride))
      .add_unless_empty("serviceRole", project.serviceRole)
      .add("logs", logs_of(build, project, codebuild.account().region))
      .add("timeoutInMinutes", wire::number(project.timeout.whole_seconds() / 60))
      .add("queuedTimeoutInMinutes", wire::number(project.queuedTimeout.whole_seconds() / 60))
      .add("buildComplete", flag(is_complete(build)))
      .add_unless_empty("initiator", build.initiator)
      .add("encryptionKey", wire::text(encryption_key_of(project, codebuild.account())))
      .add("exportedEnvironmentVariables", exported_of(build));
  if (!build.reports.empty()) {
    object.add("reportArns", wire::texts(report_arns(build)));
  }
  return object.take();
}

}  // namespace greenroom::codebuild
