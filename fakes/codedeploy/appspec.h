// The AppSpec file: what to copy and which scripts to run.
//
// AWS: reference codedeploy.md section 5 (the parser of agent 1.8.1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codedeploy/types.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

struct AppSpecFile {
  std::string source;
  std::string destination;
};

struct AppSpecScript {
  std::string location;
  Duration timeout = seconds(3600);
  std::string runas;
};

struct AppSpecPermission {
  std::string object;
  std::string pattern = "**";
  std::vector<std::string> type = {"file", "directory"};
  std::optional<std::uint32_t> mode;
  std::string owner;
  std::string group;
};

struct AppSpec {
  std::vector<AppSpecFile> files;
  std::optional<FileExistsBehavior> file_exists_behavior;
  std::map<std::string, std::vector<AppSpecScript>> hooks;  // by lifecycle event name
  std::vector<AppSpecPermission> permissions;

  [[nodiscard]] const std::vector<AppSpecScript>& scripts_of(const std::string& event) const;
};

// Failure code "AppSpecValidationException"; the message is what the diagnostics show.
[[nodiscard]] Result<AppSpec> parse_appspec(const std::string& text);

}  // namespace greenroom::codedeploy
