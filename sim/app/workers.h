// Playing scenarios in worker processes: one each, several at once, results in the order asked.
#pragma once

#include <string>
#include <vector>

#include "sim/app/play.h"
#include "sim/report/run_summary.h"

namespace greenroom::app {

struct Job {
  scenario::Scenario scenario;
  PlayOptions options;
};

// Plays all jobs, at most `parallel` at once, each in a process of its own that is single-threaded
// and dies with this one. `interrupted` is set when SIGINT or SIGTERM came: then every worker has
// been ended and the rest was not played. A worker that crashed gives InternalError. Where a
// replayed build led astray the job is played once more, without replaying.
[[nodiscard]] std::vector<report::RunSummary> play_all(std::vector<Job> jobs, int parallel,
                                                       bool& interrupted);

}  // namespace greenroom::app
