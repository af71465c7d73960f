// The script each build command is wrapped in (reference 1.6). Pure.
//
// Every command runs in a shell of its own; the working directory and all variables, exported or
// plainly assigned, live on from command to command through a file; functions, `set -e` and traps
// do not.
#pragma once

#include <map>
#include <string>

namespace greenroom::codebuild {

inline constexpr const char* k_build_tmp = "/codebuild/output/tmp";

// `export NAME='value'` lines: what the first command finds.
[[nodiscard]] std::string initial_environment_file(
    const std::map<std::string, std::string>& variables);
// The wrapper for one command. `succeeding`: CODEBUILD_BUILD_SUCCEEDING for it and all that follow.
[[nodiscard]] std::string wrapped_command(const std::string& command, bool succeeding);
// A value in single quotes for a shell.
[[nodiscard]] std::string shell_quoted(const std::string& value);

}  // namespace greenroom::codebuild
