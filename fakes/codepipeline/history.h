// What CodePipeline remembers of an execution for those who ask later, in the API's own shapes
// (reference 2.5, 2.7). Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

struct ExecutionTrigger {
  TriggerType triggerType = TriggerType::PollForSourceChanges;
  std::string triggerDetail;  // ARN of who or what; "": not known
};

// The revision that a source action brought in: AWS's ArtifactRevision and SourceRevision in one.
struct ArtifactRevision {
  std::string name;        // of the artifact
  std::string actionName;  // of the source action
  std::string revisionId;  // S3 VersionId
  std::string revisionSummary;
  Instant created;
};

struct ArtifactDetail {
  std::string name;
  StoredArtifact s3location;
};

// An element of ListActionExecutions.
struct ActionExecutionDetail {
  std::string pipelineExecutionId;
  std::int64_t pipelineVersion = 1;
  std::string stageName;
  std::string actionName;
  Instant startTime;
  // Its status, result and lastStatusChange, AWS's lastUpdateTime.
  ActionExecution execution;
  ActionDeclaration declaration;        // input: actionTypeId, configuration, namespace
  Configuration resolvedConfiguration;  // input, with variables replaced
  std::vector<ArtifactDetail> inputArtifacts;
  std::vector<ArtifactDetail> outputArtifacts;
  std::map<std::string, std::string> outputVariables;
  bool forgotten = false;  // as Execution's
};

// An element of ListRuleExecutions.
struct RuleExecutionDetail {
  std::string pipelineExecutionId;
  std::string ruleExecutionId;
  std::int64_t pipelineVersion = 1;
  std::string stageName;
  std::string ruleName;
  ConditionType conditionType = ConditionType::BEFORE_ENTRY;
  ActionTypeId ruleTypeId;
  Configuration configuration;
  Configuration resolvedConfiguration;
  Instant startTime;
  Instant lastUpdateTime;
  RuleExecutionStatus status = RuleExecutionStatus::InProgress;
  std::string summary;
  ErrorDetails errorDetails;
  bool forgotten = false;  // as Execution's
};

// The run of a stage's condition within one execution.
struct ConditionRun {
  ConditionExecutionStatus status = ConditionExecutionStatus::InProgress;
  std::string summary;
  Instant lastStatusChange;
};

struct RetryStageMetadata {
  int autoStageRetryAttempt = 0;
  int manualStageRetryAttempt = 0;
  std::string latestRetryTrigger;  // AutomatedStageRetry, ManualStageRetry; "": never retried
};

// PipelineExecution and PipelineExecutionSummary in one.
struct PipelineExecution {
  std::string pipelineName;
  std::int64_t pipelineVersion = 1;
  std::string pipelineExecutionId;
  PipelineExecutionStatus status = PipelineExecutionStatus::InProgress;
  Instant startTime;
  Instant lastUpdateTime;
  std::vector<ArtifactRevision> artifactRevisions;
  std::vector<PipelineVariable> variables;  // name and resolvedValue
  ExecutionTrigger trigger;
  std::string stopReason;  // stopTrigger.reason
  ExecutionMode executionMode = ExecutionMode::SUPERSEDED;
  ExecutionType executionType = ExecutionType::STANDARD;
  std::string rollbackTargetPipelineExecutionId;  // rollbackMetadata of a ROLLBACK
};

struct TransitionState {
  bool enabled = true;
  std::string lastChangedBy;
  std::optional<Instant> lastChangedAt;  // nothing: never changed
  std::string disabledReason;
};

// A pipeline execution as a stage sees it.
struct StageExecutionState {
  std::string pipelineExecutionId;
  StageExecutionStatus status = StageExecutionStatus::InProgress;
  ExecutionType type = ExecutionType::STANDARD;
};

struct ActionState {
  std::string actionName;
  std::string currentRevisionId;  // of a source action; "": none yet
  std::optional<ActionExecution> latestExecution;
  std::string entityUrl;
};

struct RuleState {
  std::string ruleName;
  std::optional<RuleExecutionDetail> latestExecution;
};

struct StageConditionState {
  ConditionRun latestExecution;
  std::vector<RuleState> ruleStates;
};

struct StageState {
  std::string stageName;
  // AWS gives the first of these as `inboundExecution`, too.
  std::vector<StageExecutionState> inboundExecutions;
  TransitionState inboundTransitionState;
  std::vector<ActionState> actionStates;
  std::optional<StageExecutionState> latestExecution;  // nothing: never entered
  std::map<ConditionType, StageConditionState> conditionStates;
  RetryStageMetadata retryStageMetadata;
};

struct PipelineState {
  std::string pipelineName;
  std::int64_t pipelineVersion = 1;
  std::vector<StageState> stageStates;
  Instant created;
  Instant updated;
};

struct PipelineMetadata {
  std::string pipelineArn;
  Instant created;
  Instant updated;
};

// A part of a list, the newest first.
template <typename T>
struct Page {
  std::vector<T> items;
  std::string nextToken;  // "": no more
};

struct ListPipelineExecutionsInput {
  std::string pipelineName;
  std::string succeededInStage;  // filter.succeededInStage.stageName; "": all
  std::int64_t maxResults = 100;
  std::string nextToken;
};

// An element of ListPipelines.
struct PipelineSummary {
  std::string name;
  std::int64_t version = 1;
  PipelineType pipelineType = PipelineType::V1;
  ExecutionMode executionMode = ExecutionMode::SUPERSEDED;
  Instant created;
  Instant updated;
};

using Tags = std::map<std::string, std::string>;

// Of ListActionExecutions and ListRuleExecutions.
struct ListExecutionsInput {
  std::string pipelineName;
  std::string pipelineExecutionId;  // filter; "": all
  // filter.latestInPipelineExecution with startTimeRange Latest: of each action or rule only what
  // began last.
  bool latest = false;
  std::int64_t maxResults = 100;
  std::string nextToken;
};

}  // namespace greenroom::codepipeline
