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

}  // namespace greenroom::codebuild
