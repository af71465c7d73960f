// The script each build command is wrapped in (reference 1.6). Pure.
//
// Every command runs in a shell of its own; the working directory and all variables, exported or
// plainly assigned, live on from command to command through a file; functions, `set -e` and traps
// do not.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace greenroom::codebuild {

inline constexpr const char* k_build_tmp = "/codebuild/output/tmp";

// `export NAME='value'` lines: what the first command finds.
[[nodiscard]] std::string initial_environment_file(
    const std::map<std::string, std::string>& variables);

struct CommandSettings {
  bool succeeding = true;     // CODEBUILD_BUILD_SUCCEEDING for it and all that follow
  bool carries_state = true;  // false in version 0.1: nothing is left for the next command
};
// The wrapper for one command.
[[nodiscard]] std::string wrapped_command(const std::string& command, CommandSettings settings);
// Prints the value of each of these variables as the last command left it, each ended by a zero
// byte.
[[nodiscard]] std::string variables_script(const std::vector<std::string>& names);
// A value in single quotes for a shell.
[[nodiscard]] std::string shell_quoted(const std::string& value);

}  // namespace greenroom::codebuild
