// `greenroom check`, `diff`, `show`, `doctor` and `schema`.
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "fakes/codebuild/buildspec.h"
#include "fakes/codedeploy/appspec.h"
#include "sim/app/commands.h"
#include "sim/app/files.h"
#include "sim/real/doctor.h"
#include "sim/report/trace_text.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/schema.h"

namespace greenroom::app {
namespace {

namespace fs = std::filesystem;

int complain(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
  return 1;
}

// What AWS would find out later, said now: the app's own buildspec and appspec.
int check_app(const scenario::Scenario& scenario) {
  int problems = 0;
  const std::string buildspec_path = scenario.app + "/buildspec.yml";
  const std::optional<std::string> buildspec = read_whole_file(buildspec_path);
  if (!buildspec) {
    problems += complain(buildspec_path + ": missing; CodeBuild looks for it in the source's root");
  } else if (const auto parsed = codebuild::parse_buildspec(*buildspec); !parsed.ok()) {
    problems +=
        complain(buildspec_path + ": " + parsed.failure().code + ": " + parsed.failure().message);
  }
  const std::string appspec_path = scenario.app + "/appspec.yml";
  const std::optional<std::string> appspec = read_whole_file(appspec_path);
  if (!appspec) {
    problems += complain(appspec_path + ": missing; CodeDeploy looks for it in the bundle's root");
    return problems;
  }
  const auto parsed = codedeploy::parse_appspec(*appspec);
  if (!parsed.ok()) {
    return problems + complain(appspec_path + ": " + parsed.failure().message);
  }
  for (const auto& [event, scripts] : parsed.value().hooks) {
    for (const codedeploy::AppSpecScript& script : scripts) {
      if (!fs::exists(scenario.app + "/" + script.location)) {
        problems += complain(appspec_path + ": hook " + event + " names " + script.location +
                             ", which does not exist in the app folder");
      }
    }
  }
  return problems;
}

std::string must_read(const std::string& path) {
  std::optional<std::string> text = read_whole_file(path);
  if (!text) {
    throw std::runtime_error("cannot read " + path);
  }
  return *text;
}

}  // namespace

ExitCode check_command(const std::vector<std::string>& paths) {
  std::string missing;
  const std::vector<std::string> files = scenario_files(paths, missing);
  if (!missing.empty()) {
    complain("greenroom: " + missing + " does not exist");
    return ExitCode::Usage;
  }
  int problems = 0;
  for (const std::string& file : files) {
    const scenario::Loaded loaded =
        scenario::load_scenario(file, read_whole_file(file).value_or(""));
    for (const scenario::LoadError& error : loaded.errors) {
      problems += complain(scenario::describe(file, error));
    }
    if (loaded.scenario) {
      problems += check_app(*loaded.scenario);
    }
  }
  std::printf("%zu scenario%s checked, %d problem%s\n", files.size(), files.size() == 1 ? "" : "s",
              problems, problems == 1 ? "" : "s");
  return problems == 0 ? ExitCode::Held : ExitCode::Usage;
}

ExitCode diff_command(const std::string& a, const std::string& b) {
  try {
    const std::string text_a = must_read(a);
    const std::string text_b = must_read(b);
    std::fputs(report::describe_difference(text_a, text_b, a, b).c_str(), stdout);
    return text_a == text_b ? ExitCode::Held : ExitCode::ExpectationFailed;
  } catch (const std::runtime_error& error) {
    complain(std::string("greenroom: ") + error.what());
    return ExitCode::Usage;
  }
}

ExitCode show_command(const std::string& trace) {
  try {
    std::fputs(report::table_of(must_read(trace)).c_str(), stdout);
    return ExitCode::Held;
  } catch (const std::runtime_error& error) {
    complain("greenroom: " + trace + ": " + error.what());
    return ExitCode::Usage;
  }
}

ExitCode schema_command() {
  std::printf("%s\n", scenario::json_schema().c_str());
  return ExitCode::Held;
}

ExitCode doctor_command() {
  bool all_good = true;
  for (const real::Finding& finding : real::examine_computer()) {
    all_good = all_good && finding.ok;
    std::printf("%-4s %s: %s\n", finding.ok ? "ok" : "FAIL", finding.what.c_str(),
                finding.detail.c_str());
    if (!finding.ok) {
      std::printf("     mend it with: %s\n", finding.mend.c_str());
    }
  }
  std::puts(all_good ? "This computer can rehearse." : "This computer cannot rehearse yet.");
  return all_good ? ExitCode::Held : ExitCode::EnvironmentTrouble;
}

}  // namespace greenroom::app
