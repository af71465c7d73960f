// Which programs this computer has, told short: a build that ran with others is another build.
#pragma once

#include <string>

namespace greenroom::real {

// Changes with this very greenroom, the kernel, the packages that are installed, who runs it.
[[nodiscard]] std::string versions_of_this_computer();

// Changes with the programs that the folders of a PATH have: names, sizes, times. Of /usr/bin and
// /usr/sbin, which belong to packages, when a program comes, goes or is replaced.
[[nodiscard]] std::string programs_in(const std::string& path_variable);

// "node v20.1.0\nnpm 11.0.0\n": what the logs of builds that use npm depend on. Runs both.
[[nodiscard]] std::string node_and_npm_versions();

}  // namespace greenroom::real
