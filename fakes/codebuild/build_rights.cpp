// What a build does in the name of its project's service role.
//
// AWS: reference codebuild-codepipeline-s3 1.9; the session's name and the texts as seen in reports
// of users. Simplified: without the ids of requests that AWS adds.
#include "fakes/aws/arn.h"
#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/stored_artifacts.h"

namespace greenroom::codebuild {
namespace {

// "arn:aws:s3:::bucket/key" -> "key".
std::string key_of(const std::string& object_arn) {
  const std::size_t slash = object_arn.find('/');
  return slash == std::string::npos ? "" : object_arn.substr(slash + 1);
}

}  // namespace

aws::RoleSession BuildRun::session() const {
  return {project_.serviceRole, "AWSCodeBuild-" + build_.id.substr(build_.id.find(':') + 1)};
}

Status BuildRun::may(const std::string& action, const std::string& resource) const {
  return around_.rights == nullptr ? success()
                                   : around_.rights->may(session(), aws::Access{action, resource});
}

bool BuildRun::may_log() const {
  const std::string group =
      "arn:aws:logs:" + account_.region + ":" + account_.id + ":log-group:" + build_.logs.groupName;
  return may("logs:PutLogEvents", group + ":log-stream:" + build_.logs.streamName).ok();
}

// AWS makes the stream before there is a container, so the build ends in the queue.
BuildRun::PhaseEnd BuildRun::check_log_rights() const {
  if (build_.logs.groupName.empty()) {
    return {};
  }
  const Status made =
      may("logs:CreateLogStream", "arn:aws:logs:" + account_.region + ":" + account_.id +
                                      ":log-group:" + build_.logs.groupName +
                                      ":log-stream:" + build_.logs.streamName);
  return made.ok() ? PhaseEnd{}
                   : failed("ACCESS_DENIED",
                            "Service role " + project_.serviceRole +
                                " does not allow AWS CodeBuild to create Amazon CloudWatch Logs "
                                "log streams for build " +
                                build_.arn + ". Error message: " + made.failure().message);
}

Status BuildRun::may_get(const std::string& object_arn, const std::string& version) const {
  return may(version.empty() ? "s3:GetObject" : "s3:GetObjectVersion", object_arn);
}

// A pipeline brings the bytes, and names the object that AWS would fetch them from.
BuildRun::PhaseEnd BuildRun::check_source_rights() const {
  if (request_.source.type != SourceType::CODEPIPELINE || request_.sourceVersion.empty()) {
    return {};
  }
  const Status got = may_get(request_.sourceVersion, "");
  return got.ok() ? PhaseEnd{}
                  : failed("CLIENT_ERROR",
                           "error while downloading key " + key_of(request_.sourceVersion) +
                               ", error: " + got.failure().code + ": " + got.failure().message);
}

// Simplified: a pipeline's artifact is named without the last part of its key.
BuildRun::PhaseEnd BuildRun::check_upload_rights() const {
  if (request_.artifact_location.empty()) {
    return {};
  }
  const Status put = may("s3:PutObject", request_.artifact_location);
  return put.ok() ? PhaseEnd{}
                  : failed("CLIENT_ERROR", "Error in uploading artifacts: " + put.failure().code +
                                               ": " + put.failure().message);
}

}  // namespace greenroom::codebuild
