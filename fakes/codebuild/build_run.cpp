#include "fakes/codebuild/build_run.h"

#include <utility>

#include "fakes/codebuild/phases.h"

namespace greenroom::codebuild {
namespace {

constexpr int k_sigkill = 9;

bool is_command_phase(BuildPhaseType phase) {
  return phase >= BuildPhaseType::INSTALL && phase <= BuildPhaseType::POST_BUILD;
}

}  // namespace

BuildRun::PhaseEnd BuildRun::failed(std::string code, std::string message) {
  return PhaseEnd{StatusType::FAILED, {std::move(code), std::move(message)}};
}

Task<Build> BuildRun::run(Context cx) {
  build_.startTime = cx.now();
  BuildPhaseType phase = BuildPhaseType::SUBMITTED;
  while (phase != BuildPhaseType::COMPLETED) {
    build_.currentPhase = phase;
    BuildPhase record;
    record.phaseType = phase;
    record.startTime = cx.now();
    PhaseEnd end = co_await carry_out(cx, phase);
    if (stopped_ && phase != BuildPhaseType::FINALIZING) {
      end = PhaseEnd{StatusType::STOPPED, {}};
    }
    record.endTime = cx.now();
    record.phaseStatus = end.status;
    record.context = end.context;
    end_phase(cx, record);
    phase = next_phase(phase, end.status, on_failure_of(phase).kind);
    if (phase_ended_) {
      phase_ended_(record, phase);
    }
  }
  if (build_.buildStatus == StatusType::IN_PROGRESS) {
    build_.buildStatus = StatusType::SUCCEEDED;
  }
  container_.reset();
  leave_slot();
  BuildPhase completed;
  completed.phaseType = BuildPhaseType::COMPLETED;
  completed.startTime = cx.now();
  build_.phases.push_back(completed);
  build_.currentPhase = BuildPhaseType::COMPLETED;
  build_.endTime = cx.now();
  build_.log = log_.text();
  co_return build_;
}

// The first phase that did not succeed decides the build's status, whatever `on-failure` lets
// happen after it (UNVERIFIED for CONTINUE).
void BuildRun::end_phase(Context cx, BuildPhase phase) {
  if (phase.phaseStatus != StatusType::SUCCEEDED && build_.buildStatus == StatusType::IN_PROGRESS) {
    build_.buildStatus = phase.phaseStatus;
  }
  trace_phase(cx, phase);
  build_.phases.push_back(std::move(phase));
}

OnFailure BuildRun::on_failure_of(BuildPhaseType phase) const {
  const auto found = spec_.phases.find(phase);
  return found == spec_.phases.end() ? OnFailure{} : found->second.on_failure;
}

void BuildRun::trace_phase(Context cx, const BuildPhase& phase) const {
  std::vector<Field> fields;
  fields.emplace_back("buildNumber", build_.buildNumber);
  fields.emplace_back("phaseType", to_string(phase.phaseType));
  fields.emplace_back("phaseStatus", to_string(phase.phaseStatus));
  if (!phase.context.statusCode.empty()) {
    fields.emplace_back("statusCode", phase.context.statusCode);
    fields.emplace_back("message", phase.context.message);
  }
  cx.trace("codebuild.phase", fields);
}

Task<BuildRun::PhaseEnd> BuildRun::carry_out(Context cx, BuildPhaseType phase) {
  PhaseEnd end;
  if (phase == BuildPhaseType::QUEUED) {
    end = co_await wait_in_queue(cx);
  } else if (phase == BuildPhaseType::PROVISIONING) {
    end = co_await provision(cx);
  } else if (phase == BuildPhaseType::DOWNLOAD_SOURCE) {
    end = co_await download_source(cx);
  } else if (is_command_phase(phase)) {
    end = co_await run_commands(cx, phase);
  } else if (phase == BuildPhaseType::UPLOAD_ARTIFACTS) {
    end = co_await upload_artifacts(cx);
  } else if (phase == BuildPhaseType::FINALIZING) {
    co_await cx.sleep_for(project_.timing.finalizing);
  }
  const bool logged =
      phase >= BuildPhaseType::DOWNLOAD_SOURCE && phase <= BuildPhaseType::UPLOAD_ARTIFACTS;
  if (logged && !stopped_) {
    const std::string name = to_string(phase);
    log_.container(cx, "Phase complete: " + name + " State: " + to_string(end.status));
    log_.container(cx, "Phase context status code: " + end.context.statusCode +
                           " Message: " + end.context.message);
  }
  co_return end;
}

// A build that has waited for longer than queuedTimeoutInMinutes never runs.
Task<BuildRun::PhaseEnd> BuildRun::wait_in_queue(Context cx) {
  co_await cx.sleep_for(project_.timing.queued);
  const Instant deadline = build_.startTime + project_.queuedTimeout;
  const int limit = project_.concurrentBuildLimit;
  while (limit > 0 && around_.slots.taken >= limit && !stopped_) {
    const bool freed = co_await around_.slots.freed.wait_until(cx, deadline);
    if (!freed) {
      co_return PhaseEnd{StatusType::TIMED_OUT, {}};
    }
  }
  ++around_.slots.taken;
  in_slot_ = true;
  co_return check_log_rights();
}

void BuildRun::leave_slot() {
  if (std::exchange(in_slot_, false)) {
    --around_.slots.taken;
    around_.slots.freed.notify();
  }
}

Task<BuildRun::PhaseEnd> BuildRun::provision(Context cx) {
  const std::string name = build_.id;
  container_ = co_await around_.containers.provision(cx, name);
  co_await cx.sleep_for(project_.timing.provisioning);
  co_return PhaseEnd{};
}

// A phase that only takes time ends when it would have ended anyway.
void BuildRun::stop() {
  stopped_ = true;
  if (running_) {
    container_->signal_group(*running_, k_sigkill);
  }
  around_.slots.freed.notify();
}

}  // namespace greenroom::codebuild
