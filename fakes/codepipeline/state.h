// The store of CodePipeline: pipelines, their executions, and who is in which stage.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

struct Execution {
  std::string pipelineExecutionId;
  std::int64_t ordinal = 0;  // ours, from 1
  PipelineExecutionStatus status = PipelineExecutionStatus::InProgress;
  TriggerType trigger = TriggerType::PollForSourceChanges;
  PipelineDeclaration declaration;                  // as it was when the execution began
  std::map<std::string, StoredArtifact> artifacts;  // by name
  std::string source_version;                       // VersionId of the source
};

// The lock of one stage under SUPERSEDED mode: one execution inside, at most one waiting in front.
struct StageLock {
  std::optional<std::int64_t> inside;  // ordinals
  std::optional<std::int64_t> waiting;
};

struct EntryDecision {
  bool enters = false;
  std::optional<std::int64_t> supersedes;  // the execution that waited and now never continues
  bool superseded_itself = false;          // a newer one already waits
};
// What happens when `ordinal` comes to a stage (reference 2.5). Pure; changes `lock`.
[[nodiscard]] EntryDecision come_to_stage(StageLock& lock, std::int64_t ordinal);
// The execution inside has left; gives the one that may enter now.
[[nodiscard]] std::optional<std::int64_t> leave_stage(StageLock& lock);

struct Pipeline {
  PipelineDeclaration declaration;
  std::vector<Execution> executions;
  std::map<std::string, StageLock> locks;        // by stage name
  std::map<std::string, std::string> last_seen;  // VersionId by source action
};

class State {
 public:
  std::map<std::string, Pipeline> pipelines;
  [[nodiscard]] Pipeline* find(const std::string& name);
  [[nodiscard]] const Pipeline* find(const std::string& name) const;
  [[nodiscard]] Execution& execution(const std::string& pipeline, std::int64_t ordinal);
};

}  // namespace greenroom::codepipeline
