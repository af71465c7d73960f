// What a world is made of, and the life of the process in which it lives.
#include <filesystem>
#include <utility>

#include "fakes/aws/json.h"
#include "sim/app/files.h"
#include "sim/core/harness_error.h"
#include "sim/library/protocol.h"
#include "sim/library/stage.h"
#include "sim/real/sandbox.h"
#include "sim/scenario/loader.h"

namespace greenroom::library {
namespace {

namespace fs = std::filesystem;

std::string indented(const std::string& yaml) {
  std::string text = "  ";
  for (const char c : yaml) {
    text += c;
    text += c == '\n' ? "  " : "";
  }
  return text;
}

// A scenario has at least one step; none is taken.
std::string scenario_text(const StageOptions& options) {
  std::string app;
  aws::append_json_text(app, fs::absolute(options.app_folder).string());
  std::string text = "name: world\napp: " + app + "\nsteps: [{ wait: 1s }]\n";
  if (!options.environment.empty()) {
    text += "environment:\n" + indented(options.environment) + "\n";
  }
  return text;
}

real::Parts guarded(std::unique_ptr<Stage>& stage, const real::Parts& question) {
  try {
    real::Parts parts;
    if (question.front() == "open") {
      real::enter_private_space();
      stage = std::make_unique<Stage>(
          StageOptions{question[1], question[2], question[3], question[4], question[5]});
    } else {
      parts = stage->answer(question);
    }
    parts.insert(parts.begin(), k_ok);
    return parts;
  } catch (const Misuse& misuse) {
    return {k_misuse, misuse.what()};
  } catch (const std::exception& error) {
    return {k_trouble, error.what()};
  }
}

}  // namespace

std::optional<scenario::Scenario> scenario_of(const StageOptions& options) {
  if (options.scenario_file.empty() && options.app_folder.empty()) {
    if (!options.environment.empty()) {
      throw Misuse("an environment needs an app_folder, with buildspec.yml and appspec.yml");
    }
    return std::nullopt;
  }
  std::string file = options.scenario_file;
  std::string text;
  if (file.empty()) {
    file = fs::absolute("environment").string();  // relative paths begin where the test runs
    text = scenario_text(options);
  } else if (!options.app_folder.empty() || !options.environment.empty()) {
    throw Misuse("scenario_file says which app and environment; leave app_folder and environment");
  } else {
    const std::optional<std::string> read = app::read_whole_file(file);
    if (!read) {
      throw Misuse("cannot read " + file + "; scenario_file is a scenario, a YAML file");
    }
    text = *read;
  }
  scenario::Loaded loaded = scenario::load_scenario(file, text);
  std::string mistakes;
  for (const scenario::LoadError& error : loaded.errors) {
    mistakes += (mistakes.empty() ? "" : "\n") + scenario::describe(file, error);
  }
  if (!loaded.scenario) {
    throw Misuse(mistakes + (options.scenario_file.empty() ? "\nin:\n" + text : ""));
  }
  return std::move(loaded.scenario);
}

void live_on_stage(const real::Companion::Next& next) {
  std::unique_ptr<Stage> stage;
  while (next([&](const real::Parts& question) { return guarded(stage, question); })) {
  }
}

}  // namespace greenroom::library
