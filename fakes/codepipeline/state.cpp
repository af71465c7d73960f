#include "fakes/codepipeline/state.h"

#include <utility>

namespace greenroom::codepipeline {

EntryDecision come_to_stage(StageLock& lock, std::int64_t ordinal) {
  EntryDecision decision;
  if (!lock.inside) {
    lock.inside = ordinal;
    decision.enters = true;
  } else if (lock.waiting && *lock.waiting > ordinal) {
    decision.superseded_itself = true;
  } else {
    decision.supersedes = std::exchange(lock.waiting, ordinal);
  }
  return decision;
}

std::optional<std::int64_t> leave_stage(StageLock& lock) {
  lock.inside = std::exchange(lock.waiting, std::nullopt);
  return lock.inside;
}

Pipeline* State::find(const std::string& name) {
  const auto found = pipelines.find(name);
  return found == pipelines.end() ? nullptr : &found->second;
}

const Pipeline* State::find(const std::string& name) const {
  return const_cast<State*>(this)->find(name);
}

Execution& State::execution(const std::string& pipeline, std::int64_t ordinal) {
  return pipelines.at(pipeline).executions.at(static_cast<std::size_t>(ordinal - 1));
}

}  // namespace greenroom::codepipeline
