#include "fakes/codepipeline/types.h"

#include <array>

namespace greenroom::codepipeline {

const char* to_string(PipelineExecutionStatus status) {
  static constexpr std::array k_names = {"InProgress", "Stopping", "Stopped",  "Succeeded",
                                         "Superseded", "Failed",   "Cancelled"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(StageExecutionStatus status) {
  static constexpr std::array k_names = {"InProgress", "Stopping",  "Stopped", "Succeeded",
                                         "Failed",     "Cancelled", "Skipped"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(ActionExecutionStatus status) {
  static constexpr std::array k_names = {"InProgress", "Succeeded", "Failed", "Abandoned"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(TriggerType trigger) {
  static constexpr std::array k_names = {"CreatePipeline",       "StartPipelineExecution",
                                         "PollForSourceChanges", "CloudWatchEvent",
                                         "ManualRollback",       "AutomatedRollback"};
  return k_names[static_cast<std::size_t>(trigger)];
}

}  // namespace greenroom::codepipeline
