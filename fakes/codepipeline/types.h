// CodePipeline's words as plain data: the structure of a pipeline and the state of its executions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::codepipeline {

enum class PipelineExecutionStatus {
  InProgress,
  Stopping,
  Stopped,
  Succeeded,
  Superseded,
  Failed,
  Cancelled,
};
enum class StageExecutionStatus {
  InProgress,
  Stopping,
  Stopped,
  Succeeded,
  Failed,
  Cancelled,
  Skipped,
};
enum class ActionExecutionStatus { InProgress, Succeeded, Failed, Abandoned };
enum class TriggerType {
  CreatePipeline,
  StartPipelineExecution,
  PollForSourceChanges,
  CloudWatchEvent,
  ManualRollback,
  AutomatedRollback,
};
enum class ExecutionMode { SUPERSEDED, QUEUED, PARALLEL };
enum class PipelineType { V1, V2 };
enum class ExecutionType { STANDARD, ROLLBACK };
enum class StageRetryMode { FAILED_ACTIONS, ALL_ACTIONS };
enum class ApprovalStatus { Approved, Rejected };
// What a stage does by itself when one of its actions failed (V2).
enum class StageFailureResult { FAIL, RETRY, ROLLBACK };

[[nodiscard]] const char* to_string(PipelineExecutionStatus status);
[[nodiscard]] const char* to_string(StageExecutionStatus status);
[[nodiscard]] const char* to_string(ActionExecutionStatus status);
[[nodiscard]] const char* to_string(TriggerType trigger);

struct ActionTypeId {
  std::string category;  // Source, Build, Test, Deploy, Approval
  std::string owner = "AWS";
  std::string provider;  // S3, CodeBuild, CodeDeploy, Manual
  std::string version = "1";
};

struct ActionDeclaration {
  std::string name;
  ActionTypeId actionTypeId;
  int runOrder = 1;
  std::map<std::string, std::string> configuration;  // S3Bucket, ProjectName, ...: all strings
  std::vector<std::string> inputArtifacts;
  std::vector<std::string> outputArtifacts;
  std::string variablesNamespace;  // `namespace`: of its output variables; "": nobody can use them
  std::int64_t timeoutInMinutes = 0;  // of a manual approval; 0: seven days
};

struct StageDeclaration {
  std::string name;
  std::vector<ActionDeclaration> actions;
  StageFailureResult onFailure = StageFailureResult::FAIL;
  StageRetryMode retryMode = StageRetryMode::FAILED_ACTIONS;  // of onFailure RETRY
};

struct PipelineVariable {
  std::string name;
  std::string defaultValue;
};

struct Timing {
  Duration poll_interval = seconds(60);  // UNVERIFIED: AWS only says "periodically"
  Duration source_action = seconds(2);
  Duration action_overhead = seconds(1);  // between an action's job ending and its state changing
};

struct PipelineDeclaration {
  std::string name;
  std::string roleArn;
  std::string artifactStore;  // bucket
  std::vector<StageDeclaration> stages;
  std::int64_t version = 1;
  ExecutionMode executionMode = ExecutionMode::SUPERSEDED;
  std::optional<PipelineType> pipelineType;  // left out: pipeline_type() says which it is
  std::vector<PipelineVariable> variables;
};

// An action's latest execution within one pipeline execution.
struct ActionState {
  ActionExecutionStatus status = ActionExecutionStatus::InProgress;
  std::string actionExecutionId;
  std::string token;  // of an approval that waits
  std::string externalExecutionId;
  std::string summary;
  std::string errorCode;
  std::string errorMessage;
};

}  // namespace greenroom::codepipeline
