// runtime-versions (reference codebuild-codepipeline-s3.md 1.6): which runtimes an image has, and
// what a request for one means here. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codebuild/types.h"
#include "sim/core/result.h"

namespace greenroom::codebuild {

struct RuntimeChoice {
  std::string runtime;    // nodejs
  std::string requested;  // as the buildspec has it, variables expanded: "18", "18.x", "latest"
  std::string version;    // one of the image's: "18"
  std::string path;       // folder of its programs here; "": whatever the computer has
};

// What an image offers. Of "aws/codebuild/amazonlinux2-x86_64-standard:5.0"; versions of others
// than nodejs are UNVERIFIED.
[[nodiscard]] const std::map<std::string, std::vector<std::string>>& runtimes_of_image();

// Failures are YAML_FILE_ERROR. `variables` are for "$VAR" as a version.
[[nodiscard]] Result<std::vector<RuntimeChoice>> choose_runtimes(
    const std::map<std::string, std::string>& wanted, const Project& project,
    const std::map<std::string, std::string>& variables);

// What the image's script says when it installs the runtime, "Installing Node.js version 18 ..."
// (it runs `echo "<that>"`); "" for runtimes whose words the reference does not show (1.10).
[[nodiscard]] std::string installation_words(const RuntimeChoice& choice);

// The command whose output begins with the installed version of a runtime; empty when none is
// known. For RuntimePolicy::exact.
[[nodiscard]] std::vector<std::string> version_command(const std::string& runtime);
// Whether "v18.19.1\n" is a version that "18" stands for.
[[nodiscard]] bool is_version(const std::string& printed, const std::string& version);

}  // namespace greenroom::codebuild
