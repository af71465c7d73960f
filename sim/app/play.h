// Plays one scenario to its end in this process and tells what happened. Implemented by play.cpp,
// which builds the world (world.h) of fakes over sim/real.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/log_text.h"
#include "sim/core/check.h"
#include "sim/core/exit_code.h"
#include "sim/core/trace.h"
#include "sim/real/cached_machine.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

struct PlayOptions {
  std::optional<std::uint64_t> seed;  // overrides the scenario's
  std::string keep_directory;       // "" = keep nothing; else logs, artifacts, file systems go here
  std::string output_directory;     // "" = none; else log streams and mails go here, as files
  std::optional<LogRequest> logs;   // wanted as text
  std::vector<std::string> faults;  // fault sites switched on (tests only)
  real::BuildCacheUse build_cache_use = real::BuildCacheUse::Off;
  std::string build_cache_directory;
  std::string npm_packages;  // folder of what builds find in their npm registry; "" = nothing
};

struct PlayResult {
  ExitCode exit_code = ExitCode::Held;
  bool replay_broke = false;  // nothing else counts: to be played again with BuildCacheUse::Fill
  std::string problem;  // for every code but Held and ExpectationFailed: what happened, next step
  std::string note;     // what a reader must know although nothing went wrong
  std::string trace;    // the whole canonical text; what there is of it when the run broke off
  std::string digest;   // head of the chain, 16 hex digits
  std::vector<TraceLine> lines;
  std::vector<scenario::Outcome> outcomes;  // one per expectation, in the file's order
  std::vector<Violation> violations;
  std::int64_t requests = 0;
  std::int64_t virtual_microseconds = 0;
  std::uint64_t events = 0;
  std::int64_t replayed_builds = 0;  // of the build cache
  std::string log_text;              // what PlayOptions::logs asked for
};

// Never throws; HarnessError becomes EnvironmentTrouble.
PlayResult play(const scenario::Scenario& scenario, const PlayOptions& options);

}  // namespace greenroom::app
