// Which programs this computer has, told short: a build that ran with others is another build.
#pragma once

#include <string>

namespace greenroom::real {

// Changes with this very greenroom, the kernel, the packages that are installed, who runs it.
[[nodiscard]] std::string versions_of_this_computer();

// Changes with every program that the folders of a PATH have: names, sizes, times.
[[nodiscard]] std::string programs_in(const std::string& path_variable);

// "node v20.1.0\nnpm 11.0.0\n": what the logs of builds that use npm depend on. Runs both.
[[nodiscard]] std::string node_and_npm_versions();

}  // namespace greenroom::real
