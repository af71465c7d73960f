// buildspec 0.2 as data (reference codebuild-codepipeline-s3.md 1.5).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codebuild/types.h"
#include "sim/core/result.h"

namespace greenroom::codebuild {

struct BuildspecPhase {
  std::vector<std::string> commands;
  std::vector<std::string> finally;
};

struct BuildspecArtifacts {
  std::vector<std::string> files;
  std::vector<std::string> exclude_paths;
  std::string base_directory;
};

struct Buildspec {
  std::string shell = "sh";
  std::map<std::string, std::string> variables;
  std::map<std::string, std::string> runtime_versions;
  std::map<BuildPhaseType, BuildspecPhase> phases;  // INSTALL, PRE_BUILD, BUILD, POST_BUILD present
  BuildspecArtifacts artifacts;
  // Keys that are understood but not honoured yet; the build's log says so.
  std::vector<std::string> ignored_keys;
};

// Failure code is the phase context's statusCode, message its message: YAML_FILE_ERROR, or
// "Decrypted Variables Error" / "Secrets Manager Error" for variables that cannot be had here.
[[nodiscard]] Result<Buildspec> parse_buildspec(const std::string& text);

}  // namespace greenroom::codebuild
