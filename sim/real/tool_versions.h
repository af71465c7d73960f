// Which programs this computer has, told short: a build that ran with others is another build.
#pragma once

#include <string>

namespace greenroom::real {

// Changes with this very greenroom, the kernel, the packages that are installed, who runs it.
[[nodiscard]] std::string versions_of_this_computer();

// Changes with every program that the folders of a PATH have: names, sizes, times.
[[nodiscard]] std::string programs_in(const std::string& path_variable);

}  // namespace greenroom::real
