// The store of CodePipeline: pipelines, their executions, and who is in which stage.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/types.h"
#include "fakes/codepipeline/variables.h"

namespace greenroom::codepipeline {

// What a stage has come to within one execution.
struct StageExecution {
  StageExecutionStatus status = StageExecutionStatus::InProgress;
  int attempts = 0;  // how often it was begun
  std::map<std::string, ActionState> actions;
};

enum class StopRequest { None, Wait, Abandon };

struct Execution {
  std::string pipelineExecutionId;
  std::int64_t ordinal = 0;  // ours, from 1
  PipelineExecutionStatus status = PipelineExecutionStatus::InProgress;
  TriggerType trigger = TriggerType::PollForSourceChanges;
  ExecutionType executionType = ExecutionType::STANDARD;
  std::string rollbackTargetPipelineExecutionId;    // of a ROLLBACK
  PipelineDeclaration declaration;                  // as it was when the execution began
  std::map<std::string, StoredArtifact> artifacts;  // by name
  std::string source_version;                       // VersionId of the source
  VariableSets variables;
  std::map<std::string, StageExecution> stages;  // those it came to
  StopRequest stop = StopRequest::None;

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
};

// The execution that a rollback of this stage would go back to: the newest that succeeded there
// under the current version and is no rollback itself (reference 2.6). Pure.
[[nodiscard]] const Execution* rollback_target(const Pipeline& pipeline, const std::string& stage);

class State {
 public:
  std::map<std::string, Pipeline> pipelines;
  [[nodiscard]] Pipeline* find(const std::string& name);
  [[nodiscard]] const Pipeline* find(const std::string& name) const;
  [[nodiscard]] Execution& execution(const std::string& pipeline, std::int64_t ordinal);
  // nullptr when there is none of that id.
  [[nodiscard]] Execution* find_execution(const std::string& pipeline,
                                          const std::string& execution_id);
};

}  // namespace greenroom::codepipeline
