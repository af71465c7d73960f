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

const char* to_string(ConditionExecutionStatus status) {
  static constexpr std::array k_names = {"InProgress", "Failed",    "Errored",   "Succeeded",
                                         "Cancelled",  "Abandoned", "Overridden"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(RuleExecutionStatus status) {
  static constexpr std::array k_names = {"InProgress", "Abandoned", "Succeeded", "Failed"};
  return k_names[static_cast<std::size_t>(status)];
}

const char* to_string(TriggerType trigger) {
  static constexpr std::array k_names = {"CreatePipeline",       "StartPipelineExecution",
                                         "PollForSourceChanges", "CloudWatchEvent",
                                         "ManualRollback",       "AutomatedRollback"};
  return k_names[static_cast<std::size_t>(trigger)];
}

const char* to_string(ConditionResult result) {
  static constexpr std::array k_names = {"ROLLBACK", "FAIL", "RETRY", "SKIP"};
  return k_names[static_cast<std::size_t>(result)];
}

const char* to_string(ConditionType type) {
  static constexpr std::array k_names = {"BEFORE_ENTRY", "ON_SUCCESS", "ON_FAILURE"};
  return k_names[static_cast<std::size_t>(type)];
}

}  // namespace greenroom::codepipeline
