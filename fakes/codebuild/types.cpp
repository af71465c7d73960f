#include "fakes/codebuild/types.h"

#include <array>

namespace greenroom::codebuild {

const char* to_string(StatusType status) {
  static constexpr std::array k_names = {"SUCCEEDED", "FAILED",      "FAULT",
                                         "TIMED_OUT", "IN_PROGRESS", "STOPPED"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(BuildPhaseType phase) {
  static constexpr std::array k_names = {
      "SUBMITTED", "QUEUED",     "PROVISIONING",     "DOWNLOAD_SOURCE", "INSTALL",  "PRE_BUILD",
      "BUILD",     "POST_BUILD", "UPLOAD_ARTIFACTS", "FINALIZING",      "COMPLETED"};
  return k_names[static_cast<std::size_t>(phase)];
}

const char* to_string(SourceType type) {
  static constexpr std::array k_names = {"CODECOMMIT", "CODEPIPELINE",        "GITHUB",
                                         "GITLAB",     "GITLAB_SELF_MANAGED", "S3",
                                         "BITBUCKET",  "GITHUB_ENTERPRISE",   "NO_SOURCE"};
  return k_names[static_cast<std::size_t>(type)];
}

const char* to_string(ArtifactsType type) {
  static constexpr std::array k_names = {"CODEPIPELINE", "S3", "NO_ARTIFACTS"};
  return k_names[static_cast<std::size_t>(type)];
}

const char* to_string(ArtifactNamespace name_space) {
  return name_space == ArtifactNamespace::NONE ? "NONE" : "BUILD_ID";
}

const char* to_string(ArtifactPackaging packaging) {
  return packaging == ArtifactPackaging::NONE ? "NONE" : "ZIP";
}

const char* to_string(EnvironmentVariableType type) {
  static constexpr std::array k_names = {"PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"};
  return k_names[static_cast<std::size_t>(type)];
}

}  // namespace greenroom::codebuild
