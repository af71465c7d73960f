// The steps of a scenario that act on the cloud or on a machine, as data: their names and keys.
// sim/app carries them out.
#pragma once

#include <string>
#include <vector>

namespace greenroom::scenario {

struct ActionKeys {
  std::string name;
  std::vector<std::string> required;
  std::vector<std::string> optional;
};

// What a key of an action takes: one of `values`, or, without any, a whole number from `lowest`.
struct ActionValue {
  std::string key;
  std::vector<std::string> values;
  int lowest = 0;
};

// Keys that are not listed take any text.
[[nodiscard]] const std::vector<ActionValue>& action_values();

// Every action also takes `expect_error`: the code of AWS's refusal that is expected. One that is
// refused without it, or done in spite of it, fails the scenario.
[[nodiscard]] const std::vector<ActionKeys>& actions();

}  // namespace greenroom::scenario
