// The AppSpec file: what to copy, which scripts to run, whose files they become.
//
// AWS: reference codedeploy.md section 5 (the parser of agent 1.8.1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fakes/codedeploy/acl.h"
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
  bool sudo = false;  // undocumented
};

// SELinux: accepted, and fails as on a host without SELinux tools.
struct AppSpecContext {
  std::string name;
  std::string type;
  std::string range;
};

struct AppSpecPermission {
  std::string object;
  std::string pattern = "**";
  std::vector<std::string> except;
  std::vector<std::string> type = {"file", "directory"};
  std::optional<std::uint32_t> mode;
  std::string owner;
  std::string group;
  std::optional<std::vector<AclEntry>> acls;
  std::optional<AppSpecContext> context;
};

struct AppSpec {
  std::vector<AppSpecFile> files;
  std::optional<FileExistsBehavior> file_exists_behavior;
  std::map<std::string, std::vector<AppSpecScript>> hooks;  // by lifecycle event name
  std::vector<AppSpecPermission> permissions;

  [[nodiscard]] const std::vector<AppSpecScript>& scripts_of(const std::string& event) const;
};

// Failure code "AppSpecValidationException"; the message is what the diagnostics show. Where the
// agent's Ruby crashes instead of rejecting, the message is Ruby's.
[[nodiscard]] Result<AppSpec> parse_appspec(const std::string& text);

// The same, once for each text: every host of a fleet reads the same one at every event.
class AppSpecs {
 public:
  [[nodiscard]] const Result<AppSpec>& parse(const std::string& text);

 private:
  std::map<std::string, Result<AppSpec>> parsed_;
};

}  // namespace greenroom::codedeploy
