// Scenario files: errors that each have a place, or a scenario that can be played and judged.
#include "sim/scenario/actions.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/loader.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::scenario;

// Beside the golden ones: the apps of this tree are there for `app:`.
const std::string k_file = "scenarios/golden/fuzzed.yaml";

std::string outcome_text(const std::vector<Outcome>& outcomes) {
  std::string text;
  for (const Outcome& outcome : outcomes) {
    text += outcome.text + (outcome.held ? " held\n" : " did not hold\n");
    for (const std::string& mismatch : outcome.mismatches) {
      text += mismatch + "\n";
    }
  }
  return text;
}

void use_steps(const Scenario& scenario) {
  require(!scenario.steps.empty(), "a scenario has steps");
  for (const Step& step : scenario.steps) {
    require(!step.text.empty(), "a step can be told");
    require(step.duration >= seconds(0), "no step lasts less than nothing");
    require(step.kind != StepKind::Push || !step.version.empty(), "a push has a version");
    require(step.kind != StepKind::Act || !step.action.empty(), "an action has a name");
  }
}

std::string use(const Scenario& scenario) {
  use_steps(scenario);
  const Environment& environment = scenario.environment;
  require(environment.min_instances <= environment.instances &&
              environment.instances <= environment.max_instances,
          "the fleet fits its limits");
  require(environment.load_balancer.health_check.timeout <
              environment.load_balancer.health_check.interval,
          "a health check ends before the next one");
  for (const Traffic& traffic : scenario.traffic) {
    require(traffic.interval >= milliseconds(1), "requests take turns");
  }
  // Nothing happened: no expectation may take that for trouble of its own.
  const std::vector<Outcome> outcomes = evaluate(scenario.expectations, Evidence());
  require(outcomes.size() == scenario.expectations.size(), "each expectation is judged");
  return outcome_text(outcomes);
}

std::string outcome_of(const std::string& input) {
  const Loaded loaded = load_scenario(k_file, input);
  require(loaded.scenario.has_value() == loaded.errors.empty(), "a scenario, or errors");
  if (loaded.scenario) {
    return use(*loaded.scenario);
  }
  std::string text;
  for (const LoadError& error : loaded.errors) {
    require(error.place.line >= 1 && error.place.column >= 1, "an error has a line and a column");
    require(!error.message.empty(), "an error says what is wrong");
    text += describe(k_file, error) + "\n";
  }
  return text;
}

}  // namespace

void scenario(const std::string& input) {
  require(outcome_of(input) == outcome_of(input), "the same text, the same outcome");
}

}  // namespace greenroom::fuzz
