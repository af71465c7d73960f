// CodeBuild's words as plain data.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::codebuild {

enum class StatusType { SUCCEEDED, FAILED, FAULT, TIMED_OUT, IN_PROGRESS, STOPPED };
enum class BuildPhaseType {
  SUBMITTED,
  QUEUED,
  PROVISIONING,
  DOWNLOAD_SOURCE,
  INSTALL,
  PRE_BUILD,
  BUILD,
  POST_BUILD,
  UPLOAD_ARTIFACTS,
  FINALIZING,
  COMPLETED,
};
[[nodiscard]] const char* to_string(StatusType status);
[[nodiscard]] const char* to_string(BuildPhaseType phase);

// Modelled durations. UNVERIFIED against AWS; typical of small builds. A command's real run time
// never counts.
struct Timing {
  Duration queued = seconds(1);
  Duration provisioning = seconds(8);
  Duration download_source = seconds(2);
  Duration command = seconds(1);  // charged after each command
  Duration upload_artifacts = seconds(1);
  Duration finalizing = seconds(1);
};

struct Project {
  std::string name;
  std::string serviceRole;
  std::string image = "aws/codebuild/amazonlinux2-x86_64-standard:5.0";
  std::map<std::string, std::string> environmentVariables;  // PLAINTEXT ones
  Duration timeout = minutes(60);                           // timeoutInMinutes
  Timing timing;
  bool realTime = false;  // ours: its commands run on real time
};

struct StartBuild {
  std::string projectName;
  std::string source_zip;             // bytes of the input artifact
  std::string sourceVersion;          // CODEBUILD_SOURCE_VERSION: ARN of the input artifact
  std::string resolvedSourceVersion;  // revision: commit id or S3 VersionId
  std::string artifact_location;      // ARN of the output artifact
  std::string initiator;              // "codepipeline/lab-app"
  std::map<std::string, std::string> environmentVariablesOverride;
};

struct PhaseContext {
  std::string statusCode;
  std::string message;
};

struct BuildPhase {
  BuildPhaseType phaseType = BuildPhaseType::SUBMITTED;
  StatusType phaseStatus = StatusType::IN_PROGRESS;
  Instant startTime;
  Instant endTime;
  PhaseContext context;
};

struct Build {
  std::string id;  // "lab-app:<uuid>"
  std::string arn;
  std::int64_t buildNumber = 0;
  std::string projectName;
  StatusType buildStatus = StatusType::IN_PROGRESS;
  BuildPhaseType currentPhase = BuildPhaseType::SUBMITTED;
  std::vector<BuildPhase> phases;
  Instant startTime;
  Instant endTime;
  std::string initiator;
  std::string log;           // all log messages as CloudWatch Logs would hold them
  std::string artifact_zip;  // bytes; empty when nothing was uploaded
  std::string artifact_sha256;
};

}  // namespace greenroom::codebuild
