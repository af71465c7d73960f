// Whether this computer has what a scenario needs.
#pragma once

#include <string>

#include "sim/scenario/types.h"

namespace greenroom::app {

// HarnessError with the next step when something is missing: such a scenario is not played.
void check_needs(const scenario::Scenario& scenario, const std::string& npm_packages);

}  // namespace greenroom::app
