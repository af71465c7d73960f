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
enum class ConditionExecutionStatus {
  InProgress,
  Failed,
  Errored,
  Succeeded,
  Cancelled,
  Abandoned,
  Overridden,
};
enum class RuleExecutionStatus { InProgress, Abandoned, Succeeded, Failed };
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
enum class StageTransitionType { Inbound, Outbound };
enum class ApprovalStatus { Approved, Rejected };
// What a stage does by itself when one of its actions failed (V2).
enum class StageFailureResult { FAIL, RETRY, ROLLBACK };
// What becomes of the stage when a condition is not met.
enum class ConditionResult { ROLLBACK, FAIL, RETRY, SKIP };
// AWS's API names only the first two: the third is never overridden.
enum class ConditionType { BEFORE_ENTRY, ON_SUCCESS, ON_FAILURE };

[[nodiscard]] const char* to_string(PipelineExecutionStatus status);
[[nodiscard]] const char* to_string(StageExecutionStatus status);
[[nodiscard]] const char* to_string(ActionExecutionStatus status);
[[nodiscard]] const char* to_string(ConditionExecutionStatus status);
[[nodiscard]] const char* to_string(RuleExecutionStatus status);
[[nodiscard]] const char* to_string(TriggerType trigger);
[[nodiscard]] const char* to_string(ConditionResult result);
[[nodiscard]] const char* to_string(ConditionType type);
[[nodiscard]] const char* to_string(ExecutionMode mode);
[[nodiscard]] const char* to_string(PipelineType type);
[[nodiscard]] const char* to_string(ExecutionType type);
[[nodiscard]] const char* to_string(StageRetryMode mode);
[[nodiscard]] const char* to_string(StageFailureResult result);

using Configuration =
    std::map<std::string, std::string>;  // S3Bucket, ProjectName, ...: all strings

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
  Configuration configuration;
  std::vector<std::string> inputArtifacts;
  std::vector<std::string> outputArtifacts;
  std::string variablesNamespace;  // `namespace`: of its output variables; "": nobody can use them
  std::int64_t timeoutInMinutes = 0;  // of a manual approval; 0: seven days
  // Told again to those who ask; nothing here depends on them.
  std::string roleArn = {};
  std::string region = {};
};

// A rule of a condition: its type's category is Rule, its owner AWS, its version 1.
struct RuleDeclaration {
  std::string name;
  ActionTypeId ruleTypeId = {"Rule", "AWS", "", "1"};
  Configuration configuration;
  std::vector<std::string> inputArtifacts;
  std::int64_t timeoutInMinutes = 0;  // 0: k_rule_timeout
  // As of an action.
  std::string roleArn = {};
  std::string region = {};
};

struct Condition {
  ConditionResult result = ConditionResult::FAIL;
  std::vector<RuleDeclaration> rules;  // met when all of them succeed
};

struct StageDeclaration {
  std::string name;
  std::vector<ActionDeclaration> actions;
  StageFailureResult onFailure = StageFailureResult::FAIL;
  StageRetryMode retryMode = StageRetryMode::FAILED_ACTIONS;  // of onFailure RETRY
  // At most one each.
  std::vector<Condition> beforeEntry = {};
  std::vector<Condition> onSuccess = {};
  std::vector<Condition> onFailureConditions = {};  // of `onFailure`, instead of its result
};

struct PipelineVariable {
  std::string name;
  std::string defaultValue;
  std::string description = {};
};

struct Timing {
  Duration poll_interval = seconds(60);  // UNVERIFIED: AWS only says "periodically"
  Duration source_action = seconds(2);
  Duration s3_deploy_action = seconds(2);
  Duration action_overhead = seconds(1);  // between an action's job ending and its state changing
  Duration alarm_look = seconds(30);      // between two looks of a rule at an alarm
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
  std::string encryptionKey = {};  // artifactStore.encryptionKey.id, of type KMS; "": none
};

struct ErrorDetails {
  std::string code;
  std::string message;
};

// An action's latest execution within one pipeline execution.
struct ActionExecution {
  ActionExecutionStatus status = ActionExecutionStatus::InProgress;
  std::string actionExecutionId;
  std::string token;  // of an approval that waits
  std::string externalExecutionId;
  std::string externalExecutionUrl;
  std::string summary;
  std::string lastUpdatedBy;  // who answered an approval
  Instant lastStatusChange;
  ErrorDetails errorDetails;  // of one that failed
};

}  // namespace greenroom::codepipeline
