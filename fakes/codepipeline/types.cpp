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

const char* to_string(ExecutionMode mode) {
  static constexpr std::array k_names = {"SUPERSEDED", "QUEUED", "PARALLEL"};
  return k_names[static_cast<std::size_t>(mode)];
}

const char* to_string(PipelineType type) {
  return type == PipelineType::V1 ? "V1" : "V2";
}

const char* to_string(ExecutionType type) {
  return type == ExecutionType::STANDARD ? "STANDARD" : "ROLLBACK";
}

const char* to_string(StageRetryMode mode) {
  return mode == StageRetryMode::FAILED_ACTIONS ? "FAILED_ACTIONS" : "ALL_ACTIONS";
}

const char* to_string(StageFailureResult result) {
  static constexpr std::array k_names = {"FAIL", "RETRY", "ROLLBACK"};
  return k_names[static_cast<std::size_t>(result)];
}

const char* to_string(ConditionType type) {
  static constexpr std::array k_names = {"BEFORE_ENTRY", "ON_SUCCESS", "ON_FAILURE"};
  return k_names[static_cast<std::size_t>(type)];
}

}  // namespace greenroom::codepipeline
