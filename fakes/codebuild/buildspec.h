// A buildspec as data (reference codebuild-codepipeline-s3.md 1.5): versions 0.1 and 0.2.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codebuild/on_failure.h"
#include "fakes/codebuild/types.h"
#include "sim/core/result.h"

namespace greenroom::codebuild {

struct BuildspecPhase {
  std::vector<std::string> commands;
  std::vector<std::string> finally;
  OnFailure on_failure;
  std::string run_as;  // "": the buildspec's own
};

struct BuildspecReport {
  std::vector<std::string> files;
  std::string base_directory;  // "": the source root
  bool discard_paths = false;
  std::string file_format = "JUNITXML";
};

struct BuildspecArtifacts {
  std::string name;
  std::vector<std::string> files;
  std::vector<std::string> exclude_paths;
  std::string base_directory;  // may be a glob of top-level directories; "": the source root
  bool discard_paths = false;
  bool enable_symlinks = false;
  std::string s3_prefix;
};

struct Buildspec {
  std::string version = "0.2";
  std::string run_as = "root";
  std::string shell = "sh";
  std::map<std::string, std::string> variables;
  std::map<std::string, std::string> parameter_store;  // variable to parameter name
  std::map<std::string, std::string> secrets_manager;  // variable to id:json-key:stage:version
  std::vector<std::string> exported_variables;
  std::map<std::string, std::string> runtime_versions;
  std::map<BuildPhaseType, BuildspecPhase> phases;  // INSTALL, PRE_BUILD, BUILD, POST_BUILD present
  std::map<std::string, BuildspecReport> reports;   // by report group
  BuildspecArtifacts artifacts;
  std::map<std::string, BuildspecArtifacts> secondary_artifacts;
  std::vector<std::string> cache_paths;
  // Keys that mean nothing here; the build's log says so.
  std::vector<std::string> ignored_keys;

  // In 0.1 each command has a shell of its own and inherits nothing from those before it.
  [[nodiscard]] bool carries_state() const { return version != "0.1"; }
};

// A buildspec given as text has a line break, or at least a key; another is a path in the source.
[[nodiscard]] bool is_inline_buildspec(const std::string& buildspec);

// Failure code is the phase context's statusCode, message its message: YAML_FILE_ERROR.
[[nodiscard]] Result<Buildspec> parse_buildspec(const std::string& text);

}  // namespace greenroom::codebuild
