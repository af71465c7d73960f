#include "sim/app/play.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "sim/app/needs.h"
#include "sim/app/output.h"
#include "sim/app/world.h"
#include "sim/core/harness_error.h"

namespace greenroom::app {
namespace {

class LineCollector final : public TraceObserver {
 public:
  void on_line(const TraceLine& line) override { lines.push_back(line); }
  std::vector<TraceLine> lines;
};

class RecordCollector final : public elb::RequestObserver {
 public:
  void on_request(const elb::RequestRecord& record) override { records.push_back(record); }
  std::vector<elb::RequestRecord> records;
};

// What a step that may be refused, or may wait in vain, came to. It is judged with the
// expectations.
void answer(Context cx, const scenario::Step& step, std::int64_t number, const Status& status) {
  cx.trace("scenario.answer",
           {{"step", number},
            {"does", step.kind == scenario::StepKind::Act ? step.action : step.text},
            {"line", step.place.line},
            {"error", status.ok() ? "" : status.failure().code},
            {"message", status.ok() ? "" : status.failure().message},
            {"expect_error", step.value("expect_error")}});
}

Task<void> take(Context cx, World& world, scenario::Step step, std::int64_t number) {
  switch (step.kind) {
    case scenario::StepKind::Push: {
      const Status pushed = co_await world.push(cx, std::move(step));
      (void)pushed;  // expectations judge what stands in the trace
      break;
    }
    case scenario::StepKind::WaitForPipeline:
      co_await world.wait_for_pipeline(cx);
      break;
    case scenario::StepKind::WaitForDeployments:
      co_await world.wait_for_deployments(cx);
      break;
    case scenario::StepKind::WaitFor:
      co_await cx.sleep_for(step.duration);
      break;
    case scenario::StepKind::WaitForEvent: {
      const bool came = co_await world.wait_for_event(cx, step.with, step.duration);
      if (!came) {
        answer(cx, step, number,
               Failure{"WaitedInVain", "nothing such was told in " + human(step.duration)});
      }
      break;
    }
    case scenario::StepKind::WaitForLog: {
      const bool came = co_await world.logs().wait_for(cx, step.with, step.duration);
      if (!came) {
        answer(cx, step, number,
               Failure{"WaitedInVain", "no such event was logged in " + human(step.duration)});
      }
      break;
    }
    case scenario::StepKind::UseDeploymentGroup:
      world.use_deployment_group(cx, step.group);
      break;
    case scenario::StepKind::Visit: {
      const Status left = co_await world.visit(cx, step.command);
      answer(cx, step, number, left);
      break;
    }
    case scenario::StepKind::Act: {
      const Status done = co_await world.act(cx, step);
      answer(cx, step, number, done);
      break;
    }
  }
}

// The scenario's own story: furnish the world, start the users, do the steps in order.
Task<void> tell(Context cx, World& world, const scenario::Scenario& scenario,
                std::vector<std::unique_ptr<scenario::TrafficGenerator>>& traffic) {
  co_await world.set_up(cx);
  for (const std::unique_ptr<scenario::TrafficGenerator>& users : traffic) {
    const Context actor = cx.as("traffic/" + users->name());
    actor.spawn("traffic", users->run(actor));
  }
  std::int64_t number = 0;
  for (const scenario::Step& step : scenario.steps) {
    cx.trace("scenario.step", {{"step", ++number}, {"does", step.text}});
    co_await take(cx, world, step, number);
  }
  cx.kernel().stop();
}

// What a run that broke off has to say.
void judge_end(const RunEnd& end, PlayResult& result) {
  if (end.kind == RunEndKind::Stopped) {
    return;
  }
  result.exit_code = ExitCode::LimitOrDeadlock;
  result.problem = (end.kind == RunEndKind::Deadlock ? "deadlock: " : "") + end.what +
                   ".\nWho waits for what:\n" + end.waiting +
                   "Next step: `greenroom show` the trace, or raise the limit under `limits:`.";
}

// A run in which something waited on real time may end differently next time: that is told however
// this one ended.
void judge_escapes(const real::Settlement& settlement, PlayResult& result) {
  if (settlement.escapes().empty()) {
    return;
  }
  result.note = "not deterministic: virtual time does not reach some waits of this run";
  for (const std::string& escape : settlement.escapes()) {
    result.note += "\n            " + escape;
  }
  if (result.exit_code == ExitCode::Held) {
    result.exit_code = ExitCode::NotDeterministic;
    result.problem =
        "some waits of this run are not on virtual time: see the note. Next step: "
        "avoid them, or say so with `time: real`.";
  }
}

void judge_invariants(const World& world, PlayResult& result) {
  for (const std::unique_ptr<Invariant>& invariant : world.invariants()) {
    invariant->at_end();
    result.violations.insert(result.violations.end(), invariant->violations().begin(),
                             invariant->violations().end());
  }
  if (!result.violations.empty() && result.exit_code == ExitCode::Held) {
    const Violation& first = result.violations.front();
    result.exit_code = ExitCode::InvariantBroken;
    result.problem = "invariant " + first.invariant + " broken in trace line " +
                     std::to_string(first.line) + ": " + first.witness;
  }
}

// What the scenario itself lets live on real time.
void note_what_may_differ(const scenario::Scenario& scenario, PlayResult& result) {
  if (!scenario.real_time.empty()) {
    result.note +=
        (result.note.empty() ? "" : "\n") + std::string("not deterministic: `time: real` is set");
    for (const std::string& part : scenario.real_time) {
      result.note += (part == *scenario.real_time.begin() ? " for " : ", ") + part;
    }
  }
  const auto visits = [](const scenario::Step& step) {
    return step.kind == scenario::StepKind::Visit;
  };
  if (std::any_of(scenario.steps.begin(), scenario.steps.end(), visits)) {
    result.note += (result.note.empty() ? "" : "\n") +
                   std::string("not deterministic: somebody visits from outside");
  }
}

void judge_expectations(const scenario::Scenario& scenario, scenario::Evidence evidence,
                        PlayResult& result) {
  result.outcomes = scenario::evaluate(scenario.expectations, evidence);
  for (const scenario::Outcome& outcome : result.outcomes) {
    if (!outcome.held && result.exit_code == ExitCode::Held) {
      result.exit_code = ExitCode::ExpectationFailed;
    }
  }
}

// What people want of a run beside its verdict.
void leave_behind(World& world, Epoch epoch, const PlayOptions& options, PlayResult& result) {
  if (!options.keep_directory.empty()) {
    world.keep_build_results(options.keep_directory);
  }
  for (const std::string& directory : {options.keep_directory, options.output_directory}) {
    if (!directory.empty()) {
      write_logs(directory, world.logs().logs(), epoch);
      write_mails(directory, world.messaging().mails());
    }
  }
  if (!options.logs) {
    return;
  }
  Result<std::string> text = log_text(world.logs().logs(), epoch, *options.logs);
  if (text.ok()) {
    result.log_text = std::move(text).value();
  } else if (result.exit_code == ExitCode::Held ||
             result.exit_code == ExitCode::ExpectationFailed) {
    result.exit_code = ExitCode::Usage;
    result.problem = text.failure().code + ": " + text.failure().message +
                     " Next step: `greenroom logs` without --group shows what there is.";
  }
}

void run_world(const scenario::Scenario& scenario, const PlayOptions& options, PlayResult& result) {
  Kernel kernel({Seed{options.seed.value_or(scenario.seed)}, scenario.start, scenario.limits});
  for (const std::string& fault : options.faults) {
    kernel.faults().enable(fault);
  }
  LineCollector collector;
  kernel.trace().observe(collector);
  const real::Digests digests;
  kernel.trace().begin({scenario.name, digests.sha256_hex(scenario.source), kernel.seed().value});
  real::Settlement settlement(kernel);
  World world(kernel, settlement, scenario,
              {options.keep_directory, options.build_cache_directory, options.build_cache_use,
               options.npm_packages});
  for (const std::unique_ptr<Invariant>& invariant : world.invariants()) {
    kernel.trace().observe(*invariant);
  }
  kernel.trace().observe(world.watch());
  kernel.trace().observe(world.messaging());
  RecordCollector load_balancer;
  if (scenario::wants_load_balancer_records(scenario.expectations)) {
    world.observe_requests(load_balancer);
  }
  std::vector<std::unique_ptr<scenario::TrafficGenerator>> traffic;
  for (const scenario::Traffic& settings : scenario.traffic) {
    traffic.push_back(std::make_unique<scenario::TrafficGenerator>(
        world.users(settings.listener_port), settings));
  }
  const Context cx(kernel, kernel.actor("scenario"));
  cx.spawn("scenario", tell(cx, world, scenario, traffic));
  try {
    judge_end(kernel.run(&settlement), result);
  } catch (const real::ReplayBroken&) {
    result.replay_broke = true;
    kernel.shutdown();
    return;
  } catch (const HarnessError& error) {
    result.exit_code = ExitCode::EnvironmentTrouble;
    result.problem = error.what();
  }
  scenario::Evidence evidence;
  for (const std::unique_ptr<scenario::TrafficGenerator>& users : traffic) {
    users->close_window(cx);
    evidence.requests.insert(evidence.requests.end(), users->requests().begin(),
                             users->requests().end());
  }
  kernel.trace().end(kernel.now(), kernel.events());
  kernel.shutdown();
  result.trace = kernel.trace().text();
  result.digest = kernel.trace().chain();
  result.lines = collector.lines;
  result.requests = static_cast<std::int64_t>(evidence.requests.size());
  result.virtual_microseconds = kernel.now().microseconds;
  result.events = kernel.events();
  result.replayed_builds = world.replayed_builds();
  evidence.lines = std::move(collector.lines);
  evidence.load_balancer_records = std::move(load_balancer.records);
  for (const scenario::WantedObject& wanted : scenario::wanted_objects(scenario.expectations)) {
    evidence.objects.push_back(world.object(wanted));
  }
  evidence.epoch = scenario.start;
  evidence.logs = &world.logs().logs();
  judge_invariants(world, result);
  judge_escapes(settlement, result);
  note_what_may_differ(scenario, result);
  judge_expectations(scenario, std::move(evidence), result);
  leave_behind(world, scenario.start, options, result);
}

}  // namespace

PlayResult play(const scenario::Scenario& scenario, const PlayOptions& options) {
  PlayResult result;
  try {
    check_needs(scenario, options.npm_packages);
    real::enter_private_space();
    if (!options.keep_directory.empty()) {
      std::filesystem::create_directories(options.keep_directory);
    }
    run_world(scenario, options, result);
  } catch (const HarnessError& error) {
    result.exit_code = ExitCode::EnvironmentTrouble;
    result.problem = error.what();
  } catch (const std::filesystem::filesystem_error& error) {
    result.exit_code = ExitCode::EnvironmentTrouble;
    result.problem = error.what();
  }
  return result;
}

}  // namespace greenroom::app
