// The store of CodePipeline: pipelines, their executions, and who is in which stage.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codepipeline/history.h"
#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/types.h"
#include "fakes/codepipeline/variables.h"

namespace greenroom::codepipeline {

// What a stage has come to within one execution.
struct StageExecution {
  StageExecutionStatus status = StageExecutionStatus::InProgress;
  int attempts = 0;  // how often it was begun
  std::map<std::string, ActionExecution> actions;
  std::map<ConditionType, ConditionRun> conditions;
  RetryStageMetadata retry;
};

enum class StopRequest { None, Wait, Abandon };

// Another object or version than the newest, for one source action of one execution.
struct SourceOverride {
  std::string key;         // "": the action's own
  std::string version_id;  // "": the newest
};

struct Execution {
  std::string pipelineExecutionId;
  std::int64_t ordinal = 0;  // ours, from 1
  PipelineExecutionStatus status = PipelineExecutionStatus::InProgress;
  ExecutionTrigger trigger;
  Instant startTime;
  Instant lastUpdateTime;
  ExecutionType executionType = ExecutionType::STANDARD;
  std::string rollbackTargetPipelineExecutionId;    // of a ROLLBACK
  PipelineDeclaration declaration;                  // as it was when the execution began
  std::map<std::string, StoredArtifact> artifacts;  // by name
  std::string source_version;                       // VersionId of the source
  std::vector<ArtifactRevision> artifactRevisions;
  std::map<std::string, SourceOverride> source_overrides;  // by source action
  VariableSets variables;
  std::map<std::string, StageExecution> stages;  // those it came to
  StopRequest stop = StopRequest::None;
  std::string stopReason;
  std::string clientRequestToken;  // who asks with it again gets this execution
  Instant waiting_since;           // in front of the stage it came to last
  bool forgotten = false;          // of a pipeline that was deleted: nobody is told of it

  // Nothing of it will happen any more.
  [[nodiscard]] bool is_over() const {
    return status != PipelineExecutionStatus::InProgress &&
           status != PipelineExecutionStatus::Stopping;
  }
};

// The lock of one stage: one execution inside, others in front. PARALLEL pipelines do not lock.
struct StageLock {
  std::optional<std::int64_t> inside;  // ordinals
  std::vector<std::int64_t> waiting;   // the next first; under SUPERSEDED at most one
  bool enabled = true;                 // the inbound transition
  std::string disabledReason;
  std::string lastChangedBy;
  std::optional<Instant> lastChangedAt;
};

struct EntryDecision {
  bool enters = false;
  std::optional<std::int64_t> supersedes;  // the execution that waited and now never continues
  bool superseded_itself = false;          // a newer one already waits
};
// What happens when `ordinal` comes to a stage (reference 2.5). Pure; changes `lock`.
[[nodiscard]] EntryDecision come_to_stage(StageLock& lock, ExecutionMode mode,
                                          std::int64_t ordinal);
// The execution inside has left.
void leave_stage(StageLock& lock, ExecutionMode mode);
void enable_transition(StageLock& lock, ExecutionMode mode);
void disable_transition(StageLock& lock, std::string reason);
// It no longer waits there.
void give_up_waiting(StageLock& lock, ExecutionMode mode, std::int64_t ordinal);
// Whether one that came and did not enter may now go in: it is inside, or, without locks, waits no
// longer.
[[nodiscard]] bool may_go_in(const StageLock& lock, ExecutionMode mode, std::int64_t ordinal);

struct Pipeline {
  PipelineDeclaration declaration;
  std::vector<Execution> executions;
  std::map<std::string, StageLock> locks;               // by stage name
  std::map<std::string, std::int64_t> latest_in_stage;  // ordinals
  std::map<std::string, std::string> last_seen;         // VersionId by source action
  // As they began. Entries are found by their ids.
  std::vector<ActionExecutionDetail> actionExecutions;
  std::vector<RuleExecutionDetail> ruleExecutions;
  Instant created;
  Instant updated;
  std::vector<PipelineDeclaration> earlier;  // its versions, from 1
  std::map<std::string, std::string> tags;
  // What runs when a pipeline is deleted goes on to its end and finds its records here; a new
  // pipeline of that name goes on counting executions.
  bool deleted = false;
  int life = 1;  // how many pipelines of this name there have been
};

// Executions that are not over.
[[nodiscard]] std::size_t active_executions(const Pipeline& pipeline);
// Under QUEUED and PARALLEL at most 50 are active (reference 2.5).
[[nodiscard]] bool at_execution_limit(const Pipeline& pipeline);
[[nodiscard]] Failure execution_limit_exceeded();
[[nodiscard]] Failure pipeline_execution_not_found(const std::string& execution_id);
// Whether an execution that failed in `stage` may go on there. StageNotRetryableException when the
// pipeline has changed since, NotLatestPipelineExecutionException, ConflictException,
// ConcurrentPipelineExecutionsLimitExceededException.
[[nodiscard]] Status check_may_resume(const Pipeline& pipeline, const Execution& execution,
                                      const std::string& stage);
// Its place among the stages; their number when there is none of that name.
[[nodiscard]] std::size_t stage_index(const PipelineDeclaration& declaration,
                                      const std::string& stage);

// The execution that a rollback of this stage would go back to: the newest that succeeded there
// under the current version and is no rollback itself (reference 2.6). Pure.
[[nodiscard]] const Execution* rollback_target(const Pipeline& pipeline, const std::string& stage);

class State {
 public:
  std::map<std::string, Pipeline> pipelines;
  // nullptr when there is none of that name, or no more.
  [[nodiscard]] Pipeline* find(const std::string& name);
  [[nodiscard]] const Pipeline* find(const std::string& name) const;
  [[nodiscard]] Execution& execution(const std::string& pipeline, std::int64_t ordinal);
  // nullptr when there is none of that id.
  [[nodiscard]] Execution* find_execution(const std::string& pipeline,
                                          const std::string& execution_id);
};

}  // namespace greenroom::codepipeline
