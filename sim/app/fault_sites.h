// All fault sites of the fakes (fakes/<each>/sites.h), by name.
#pragma once

#include <string_view>
#include <vector>

#include "sim/core/faults.h"

namespace greenroom::app {

[[nodiscard]] const std::vector<FaultSite>& fault_sites();
[[nodiscard]] bool is_fault_site(std::string_view name);

}  // namespace greenroom::app
