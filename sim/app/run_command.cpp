// `greenroom run`: plays scenarios, compares repeats and golden traces, reports.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "sim/app/commands.h"
#include "sim/app/files.h"
#include "sim/app/needs.h"
#include "sim/app/workers.h"
#include "sim/core/harness_error.h"
#include "sim/real/tool_versions.h"
#include "sim/report/machine_readable.h"
#include "sim/report/terminal.h"
#include "sim/report/trace_text.h"
#include "sim/scenario/loader.h"

namespace greenroom::app {
namespace {

namespace fs = std::filesystem;

// The more serious of two: a bug of ours before an interrupt, trouble before a failed expectation.
ExitCode worse(ExitCode a, ExitCode b) {
  static constexpr ExitCode k_order[] = {ExitCode::InternalError,
                                         ExitCode::Interrupted,
                                         ExitCode::EnvironmentTrouble,
                                         ExitCode::NotDeterministic,
                                         ExitCode::LimitOrDeadlock,
                                         ExitCode::InvariantBroken,
                                         ExitCode::Usage,
                                         ExitCode::ExpectationFailed,
                                         ExitCode::Held};
  const auto rank = [](ExitCode code) {
    return std::find(std::begin(k_order), std::end(k_order), code) - std::begin(k_order);
  };
  return rank(a) <= rank(b) ? a : b;
}

std::string golden_path(const std::string& file) {
  return fs::path(file).replace_extension(".trace").string();
}

bool load_all(const RunArguments& arguments, std::vector<scenario::Scenario>& scenarios) {
  std::string missing;
  const std::vector<std::string> files = scenario_files(arguments.paths, missing);
  if (!missing.empty()) {
    std::fprintf(stderr, "greenroom: %s does not exist; name a scenario file or a folder of them\n",
                 missing.c_str());
    return false;
  }
  bool good = true;
  for (const std::string& file : files) {
    const scenario::Loaded loaded =
        scenario::load_scenario(file, read_whole_file(file).value_or(""));
    for (const scenario::LoadError& error : loaded.errors) {
      std::fprintf(stderr, "%s\n", scenario::describe(file, error).c_str());
      good = false;
    }
    const bool wanted =
        loaded.scenario && (arguments.only.empty() || loaded.scenario->name == arguments.only ||
                            fs::path(file).stem() == arguments.only);
    if (wanted) {
      scenarios.push_back(*loaded.scenario);
    }
  }
  if (good && scenarios.empty()) {
    std::fprintf(stderr, "greenroom: no scenario to run%s\n",
                 arguments.only.empty() ? "" : (" is called '" + arguments.only + "'").c_str());
    return false;
  }
  return good;
}

std::vector<Job> jobs_for(const RunArguments& arguments,
                          const std::vector<scenario::Scenario>& scenarios) {
  std::vector<Job> jobs;
  for (const scenario::Scenario& scenario : scenarios) {
    for (int turn = 0; turn < arguments.repeat; ++turn) {
      Job job{scenario, {}};
      job.options.seed = arguments.seed;
      job.options.faults = arguments.faults;
      job.options.npm_packages = arguments.npm_packages.empty()
                                     ? npm_packages_beside_program()
                                     : fs::absolute(arguments.npm_packages).string();
      job.options.build_cache_directory = real::default_build_cache();
      // Who keeps files wants to see them; what a fault has spoiled is not for other runs.
      if (arguments.build_cache && arguments.keep.empty() && arguments.faults.empty()) {
        job.options.build_cache_use = real::BuildCacheUse::Use;
      }
      std::string folder = fs::path(scenario.file).stem().string();
      folder += arguments.repeat > 1 ? "-" + std::to_string(turn + 1) : "";
      if (!arguments.keep.empty()) {
        job.options.keep_directory = (fs::absolute(arguments.keep) / folder).string();
      }
      if (!arguments.output.empty()) {
        job.options.output_directory = (fs::absolute(arguments.output) / folder).string();
      }
      jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

// Folds the repeats of each scenario into its first run; a differing trace is NotDeterministic.
std::vector<report::RunSummary> fold_repeats(std::vector<report::RunSummary> all, int repeat) {
  std::vector<report::RunSummary> folded;
  for (std::size_t i = 0; i < all.size(); i += static_cast<std::size_t>(repeat)) {
    report::RunSummary first = std::move(all[i]);
    for (std::size_t turn = 1; turn < static_cast<std::size_t>(repeat); ++turn) {
      const report::RunSummary& other = all[i + turn];
      if (other.exit_code != first.exit_code && other.problem != first.problem) {
        first.exit_code = worse(first.exit_code, other.exit_code);
        first.problem += other.problem;
      }
      if (other.trace != first.trace && first.note.empty() &&
          first.exit_code != ExitCode::NotDeterministic) {
        first.exit_code = worse(first.exit_code, ExitCode::NotDeterministic);
        first.problem = "not deterministic: run 1 and run " + std::to_string(turn + 1) +
                        " differ\n" +
                        report::describe_difference(first.trace, other.trace, "run 1",
                                                    "run " + std::to_string(turn + 1));
      }
    }
    folded.push_back(std::move(first));
  }
  return folded;
}

// A folder whose golden traces depend on Node.js and npm says in VERSIONS with which they were
// written. Elsewhere they prove nothing, and are not compared. "" when they may be.
std::string other_versions(const std::string& file, bool update) {
  const std::string path = (fs::path(file).parent_path() / "VERSIONS").string();
  const std::optional<std::string> written_with = read_whole_file(path);
  if (!written_with) {
    return "";
  }
  static const std::string k_here = real::node_and_npm_versions();
  if (update && *written_with != k_here) {
    write_atomically(path, k_here);
    return "";
  }
  return *written_with == k_here ? "" : *written_with;
}

void compare_with_golden(const RunArguments& arguments, report::RunSummary& summary) {
  const bool comparable = !arguments.seed && arguments.faults.empty() && summary.note.empty();
  const std::string path = golden_path(summary.file);
  const std::optional<std::string> golden = read_whole_file(path);
  if (arguments.update && comparable && summary.exit_code == ExitCode::Held) {
    (void)other_versions(summary.file, true);
    write_atomically(path, summary.trace);
  } else if (golden && comparable && summary.exit_code == ExitCode::Held &&
             *golden != summary.trace) {
    const std::string versions = other_versions(summary.file, false);
    if (!versions.empty()) {
      std::fprintf(stderr, "greenroom: %s is not compared, it was written with other versions:\n%s",
                   path.c_str(), versions.c_str());
      return;
    }
    summary.exit_code = ExitCode::ExpectationFailed;
    summary.problem = "the trace differs from the golden one\n" +
                      report::describe_difference(*golden, summary.trace, path, "this run") +
                      "If the change is meant: greenroom run " + summary.file + " --update";
  }
}

report::Style style_for_this_terminal() {
  const char* locale = std::getenv("LC_ALL");
  locale = locale != nullptr && *locale != '\0' ? locale : std::getenv("LANG");
  const std::string name = locale == nullptr ? "" : locale;
  report::Style style;
  style.colour = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  style.unicode = name.find("UTF-8") != std::string::npos || name.find("utf8") != std::string::npos;
  return style;
}

void write_reports(const RunArguments& arguments,
                   const std::vector<report::RunSummary>& summaries) {
  if (arguments.json) {
    std::fputs(report::ndjson(summaries).c_str(), stdout);
  } else {
    const report::Style style = style_for_this_terminal();
    for (const report::RunSummary& summary : summaries) {
      std::fputs(report::terminal_report(summary, style).c_str(), stdout);
    }
    if (summaries.size() > 1) {
      std::fputs(report::closing_lines(summaries).c_str(), stdout);
    }
  }
  if (!arguments.junit.empty()) {
    write_atomically(arguments.junit, report::junit(summaries));
  }
  if (!arguments.trace.empty()) {
    std::string all;
    for (const report::RunSummary& summary : summaries) {
      all += summary.trace;
    }
    write_atomically(arguments.trace, all);
  }
}

}  // namespace

ExitCode run_command(const RunArguments& arguments) {
  std::vector<scenario::Scenario> scenarios;
  if (!load_all(arguments, scenarios)) {
    return ExitCode::Usage;
  }
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const int parallel = arguments.jobs > 0 ? arguments.jobs : static_cast<int>(cores);
  bool interrupted = false;
  std::vector<report::RunSummary> all =
      play_all(jobs_for(arguments, scenarios), parallel, interrupted);
  if (interrupted) {
    std::fputs("greenroom: interrupted; nothing is left behind\n", stderr);
    return ExitCode::Interrupted;
  }
  std::vector<report::RunSummary> summaries = fold_repeats(std::move(all), arguments.repeat);
  ExitCode exit_code = ExitCode::Held;
  for (report::RunSummary& summary : summaries) {
    compare_with_golden(arguments, summary);
    exit_code = worse(exit_code, summary.exit_code);
  }
  write_reports(arguments, summaries);
  return exit_code;
}

}  // namespace greenroom::app
