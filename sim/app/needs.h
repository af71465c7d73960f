// Whether this computer has what a scenario needs.
#pragma once

#include <string>

#include "sim/scenario/types.h"

namespace greenroom::app {

// HarnessError with the next step when something is missing: such a scenario is not played.
void check_needs(const scenario::Scenario& scenario, const std::string& npm_packages);

// Where `make apps` puts npm packages: beside the program.
[[nodiscard]] std::string npm_packages_beside_program();

}  // namespace greenroom::app
