// CodeBuild's words as plain data.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codebuild/reports.h"
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

enum class EnvironmentVariableType { PLAINTEXT, PARAMETER_STORE, SECRETS_MANAGER };
struct EnvironmentVariable {
  std::string value;  // or the parameter's name, or the secret's reference
  EnvironmentVariableType type = EnvironmentVariableType::PLAINTEXT;
};
using EnvironmentVariables = std::map<std::string, EnvironmentVariable>;  // by name

// Ours: what a request for a runtime version means on a computer that has versions of its own.
enum class RuntimePolicy {
  exact,    // the version must be here, or the build fails
  nearest,  // the nearest of Project.toolchains; the computer's own when it has none
  ignore,   // the computer's own
};

enum class SourceType {
  CODECOMMIT,
  CODEPIPELINE,
  GITHUB,
  GITLAB,
  GITLAB_SELF_MANAGED,
  S3,
  BITBUCKET,
  GITHUB_ENTERPRISE,
  NO_SOURCE,
};
enum class ArtifactsType { CODEPIPELINE, S3, NO_ARTIFACTS };
enum class ArtifactNamespace { NONE, BUILD_ID };
enum class ArtifactPackaging { NONE, ZIP };
[[nodiscard]] const char* to_string(SourceType type);
[[nodiscard]] const char* to_string(ArtifactsType type);
[[nodiscard]] const char* to_string(ArtifactNamespace name_space);
[[nodiscard]] const char* to_string(ArtifactPackaging packaging);
[[nodiscard]] const char* to_string(EnvironmentVariableType type);

struct ProjectSource {
  SourceType type = SourceType::CODEPIPELINE;
  std::string location;  // of S3: "bucket/path/object.zip", or "bucket/path/" for a folder
  // Told again to those who ask; nothing here depends on them.
  std::optional<std::int64_t> gitCloneDepth = {};
  bool insecureSsl = false;
};

struct ProjectArtifacts {
  ArtifactsType type = ArtifactsType::CODEPIPELINE;
  std::string location;  // of S3: the bucket
  std::string path;
  ArtifactNamespace namespaceType = ArtifactNamespace::NONE;
  std::string name;  // "": the project's; "/": none
  ArtifactPackaging packaging = ArtifactPackaging::NONE;
  bool encryptionDisabled = false;
};

enum class LogsConfigStatusType { ENABLED, DISABLED };

// logsConfig.cloudWatchLogs of a project (reference 1.1).
struct CloudWatchLogsConfig {
  LogsConfigStatusType status = LogsConfigStatusType::ENABLED;
  std::string groupName;   // "": /aws/codebuild/<project>
  std::string streamName;  // a prefix of the stream's; "": none
};

// Build.logs: where its log is.
struct LogsLocation {
  std::string groupName;
  std::string streamName;
  std::string cloudWatchLogsArn;
  std::string deepLink;
};

struct Project {
  std::string name;
  std::string serviceRole;
  std::string image = "aws/codebuild/amazonlinux2-x86_64-standard:5.0";
  std::string buildspec;  // text, or a path in the source; "": buildspec.yml
  EnvironmentVariables environmentVariables;
  Duration timeout = minutes(60);         // timeoutInMinutes
  Duration queuedTimeout = minutes(480);  // queuedTimeoutInMinutes
  int concurrentBuildLimit = 0;           // 0: none
  bool localCache = false;                // cache.type LOCAL
  CloudWatchLogsConfig cloudWatchLogs;    // logsConfig
  Timing timing;
  bool realTime = false;  // ours: its commands run on real time
  RuntimePolicy runtimePolicy = RuntimePolicy::nearest;
  // Ours: the folder of programs of each installed version: {"nodejs": {"18": "/opt/node18/bin"}}.
  std::map<std::string, std::map<std::string, std::string>> toolchains;
  std::string description = {};
  ProjectSource source = {};        // of builds that no pipeline starts
  std::string sourceVersion = {};   // of S3 a VersionId; "": the newest
  ProjectArtifacts artifacts = {};  // likewise
  // Of the environment, beside the image; the computer that builds is this one, whatever they say.
  std::string environmentType = "LINUX_CONTAINER";
  std::string computeType = "BUILD_GENERAL1_SMALL";
  bool privilegedMode = false;
  std::string imagePullCredentialsType = "CODEBUILD";
  std::vector<std::string> cacheModes = {};      // of cache.type LOCAL
  std::string encryptionKey = {};                // "": the account's key of S3
  std::map<std::string, std::string> tags = {};  // by key
  Instant created = {};
  Instant lastModified = {};

  // Whether the paths of the buildspec's cache are kept: in the mode LOCAL_CUSTOM_CACHE, and
  // (UNVERIFIED) when no mode is said.
  [[nodiscard]] bool caches_paths() const {
    return localCache && (cacheModes.empty() || std::count(cacheModes.begin(), cacheModes.end(),
                                                           "LOCAL_CUSTOM_CACHE") > 0);
  }
};

// What one build has instead of its project's: StartBuild's *Override.
struct BuildOverrides {
  std::optional<std::string> buildspec;
  std::optional<std::string> image;
  std::optional<std::string> environmentType;
  std::optional<std::string> computeType;
  std::optional<std::string> serviceRole;
  std::optional<std::string> encryptionKey;
  std::optional<std::string> imagePullCredentialsType;
  std::optional<bool> privilegedMode;
  std::optional<bool> localCache;
  std::optional<std::vector<std::string>> cacheModes;
  std::optional<Duration> timeout;
  std::optional<Duration> queuedTimeout;
  std::optional<CloudWatchLogsConfig> cloudWatchLogs;
};

struct StartBuild {
  std::string projectName;
  std::string source_zip;             // bytes of the input artifact
  std::string sourceVersion;          // CODEBUILD_SOURCE_VERSION: ARN of the input artifact
  std::string resolvedSourceVersion;  // revision: commit id or S3 VersionId
  std::string artifact_location;      // ARN of the output artifact
  std::string initiator;              // "codepipeline/lab-app"
  EnvironmentVariables environmentVariablesOverride;
  std::map<std::string, std::string> secondary_source_zips;  // by source identifier
  std::vector<std::string> secondaryArtifacts;               // their identifiers
  // CODEPIPELINE: the bytes above, and Build.artifact_zip. Otherwise BuildStore.
  ProjectSource source = {};
  ProjectArtifacts artifacts = {};
  BuildOverrides overrides = {};
};

// StartBuild as the API has it: what is left out is the project's.
struct StartBuildInput {
  std::string projectName;
  std::string sourceVersion;
  std::optional<SourceType> sourceTypeOverride;
  std::optional<std::string> sourceLocationOverride;
  std::optional<ProjectArtifacts> artifactsOverride;
  EnvironmentVariables environmentVariablesOverride;
  BuildOverrides overrides;
  std::string initiator;
  std::string idempotencyToken;  // "": none
  std::string parameters;        // the whole request as a text, to compare with an earlier one
};

// What a build keeps for the next one of its project (cache.type LOCAL): zips by their directory.
using LocalCache = std::map<std::string, std::string>;

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

// A report of one group of the buildspec: of tests or of coverage.
struct BuildReport {
  Report report;
  std::vector<TestCase> testCases;
  std::vector<CodeCoverage> codeCoverages;
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
  LogsLocation logs;         // without names when its project's log is DISABLED
  std::string log;           // all log messages as CloudWatch Logs would hold them
  std::string artifact_zip;  // bytes; empty when nothing was uploaded
  std::string artifact_sha256;
  std::map<std::string, std::string> secondary_artifact_zips;  // by artifact identifier
  std::vector<BuildReport> reports;
  // Name and value, in the buildspec's order.
  std::vector<std::pair<std::string, std::string>> exportedEnvironmentVariables;
};

}  // namespace greenroom::codebuild
