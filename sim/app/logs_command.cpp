// `greenroom logs`: plays a scenario and shows what CloudWatch Logs has then.
#include <cstdio>

#include "sim/app/commands.h"
#include "sim/app/files.h"
#include "sim/app/needs.h"
#include "sim/app/workers.h"
#include "sim/scenario/loader.h"

namespace greenroom::app {

ExitCode logs_command(const LogsArguments& arguments) {
  const std::optional<std::string> text = read_whole_file(arguments.file);
  if (!text) {
    std::fprintf(stderr, "greenroom: %s cannot be read; name a scenario file\n",
                 arguments.file.c_str());
    return ExitCode::Usage;
  }
  const scenario::Loaded loaded = scenario::load_scenario(arguments.file, *text);
  for (const scenario::LoadError& error : loaded.errors) {
    std::fprintf(stderr, "%s\n", scenario::describe(arguments.file, error).c_str());
  }
  if (!loaded.scenario) {
    return ExitCode::Usage;
  }
  Job job{*loaded.scenario, {}};
  job.options.seed = arguments.seed;
  job.options.logs = arguments.request;
  job.options.npm_packages = npm_packages_beside_program();
  job.options.build_cache_directory = real::default_build_cache();
  job.options.build_cache_use = real::BuildCacheUse::Use;
  bool interrupted = false;
  const std::vector<report::RunSummary> played = play_all({job}, 1, interrupted);
  if (interrupted) {
    std::fputs("greenroom: interrupted; nothing is left behind\n", stderr);
    return ExitCode::Interrupted;
  }
  const report::RunSummary& summary = played.front();
  std::fputs(summary.log_text.c_str(), stdout);
  // Failed expectations are for `greenroom run`: the logs are right, and asked for.
  if (summary.exit_code == ExitCode::Held || summary.exit_code == ExitCode::ExpectationFailed) {
    return ExitCode::Held;
  }
  std::fprintf(stderr, "greenroom: %s\n", summary.problem.c_str());
  return summary.exit_code;
}

}  // namespace greenroom::app
