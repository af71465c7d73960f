// What a scenario asks of a service before its first step.
#pragma once

#include <string>
#include <utility>

#include "sim/core/harness_error.h"
#include "sim/core/result.h"

namespace greenroom::app {

// Unless the service refuses it: then the run ends, and `key` of the scenario is to blame.
template <typename T>
T accepted(Result<T> result, const std::string& service, const std::string& key) {
  if (!result.ok()) {
    throw HarnessError(service + " refuses the scenario's " + key + " (" + result.failure().code +
                       "): " + result.failure().message +
                       ". Next step: change that value in the scenario.");
  }
  return std::move(result).value();
}

}  // namespace greenroom::app
