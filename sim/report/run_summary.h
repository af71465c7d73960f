// What reports need to know of one played scenario. Plain data; crosses the pipe from the worker.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/core/check.h"
#include "sim/core/exit_code.h"
#include "sim/scenario/expectation.h"

namespace greenroom::report {

struct RunSummary {
  std::string name;
  std::string file;
  std::uint64_t seed = 0;
  ExitCode exit_code = ExitCode::Held;
  std::string problem;  // what ended or spoiled the run, with the next step; "" when fine
  std::string note;     // what a reader must know although nothing went wrong
  std::string trace;
  std::string digest;
  std::string log_text;  // log events that were asked for
  std::vector<scenario::Outcome> outcomes;
  std::vector<Violation> violations;
  std::int64_t requests = 0;
  std::int64_t virtual_microseconds = 0;
  std::int64_t real_milliseconds = 0;  // for people only; never compared
  std::int64_t replayed_builds = 0;    // of the build cache; never compared

  // False when something of it is known to differ from run to run.
  [[nodiscard]] bool deterministic() const {
    return note.empty() && exit_code != ExitCode::NotDeterministic;
  }
  [[nodiscard]] std::size_t held() const;
};

// One JSON text and back: how a worker process hands its result over.
[[nodiscard]] std::string to_json(const RunSummary& summary);
[[nodiscard]] RunSummary summary_from_json(const std::string& text);

}  // namespace greenroom::report
