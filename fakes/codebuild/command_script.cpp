#include "fakes/codebuild/command_script.h"

namespace greenroom::codebuild {

std::string shell_quoted(const std::string& value) {
  std::string quoted = "'";
  for (const char c : value) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string initial_environment_file(const std::map<std::string, std::string>& variables) {
  std::string text;
  for (const auto& [name, value] : variables) {
    text += "export " + name + "=" + shell_quoted(value) + "\n";
  }
  return text;
}

// As on AWS the command's first line is line 4 of the script; its end is reached by an EXIT trap,
// so that `exit N` inside the command still stores the state.
std::string wrapped_command(const std::string& command, CommandSettings settings) {
  const std::string tmp = k_build_tmp;
  const std::string begin =
      "cd \"$(cat " + tmp + "/dir.txt)\"; set -a; . " + tmp +
      "/env.sh; CODEBUILD_BUILD_SUCCEEDING=" + (settings.succeeding ? "1" : "0") + "\n";
  if (!settings.carries_state) {
    return begin + ":\n:\n" + command + "\n";
  }
  return begin + "__greenroom_end() { CODEBUILD_LAST_EXIT=$?; trap - EXIT; pwd > " + tmp +
         "/dir.txt; export -p > " + tmp + "/env.sh; exit \"$CODEBUILD_LAST_EXIT\"; }\n" +
         "trap __greenroom_end EXIT\n" + command + "\n";
}

std::string variables_script(const std::vector<std::string>& names) {
  std::string script = ". " + std::string(k_build_tmp) + "/env.sh\n";
  for (const std::string& name : names) {
    script += "printf '%s\\0' \"${" + name + "-}\"\n";
  }
  return script;
}

}  // namespace greenroom::codebuild
