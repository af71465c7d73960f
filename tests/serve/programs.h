// AWS's clients of this computer.
#pragma once

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "tests/app/program.h"

namespace greenroom::test {

// Programs of that name in /usr/bin and on PATH, each once.
inline std::set<std::string> programs(const std::string& name) {
  std::set<std::string> found;
  if (access(("/usr/bin/" + name).c_str(), X_OK) == 0) {
    found.insert("/usr/bin/" + name);
  }
  const Ended on_path = run_command("/bin/sh", {"-c", "command -v " + name});
  if (on_path.exit_code == 0) {
    found.insert(on_path.out.substr(0, on_path.out.find('\n')));
  }
  return found;
}

// Says so when there is none.
inline std::set<std::string> pythons_with_boto3() {
  std::set<std::string> found;
  for (const std::string& python : programs("python3")) {
    if (run_command(python, {"-c", "import boto3"}).exit_code == 0) {
      found.insert(python);
    }
  }
  if (found.empty()) {
    WARN("no python3 here has boto3: `tools/setup` installs Debian's");
  }
  return found;
}

// Where `make apps` puts the AWS SDK for JavaScript; "" when it or Node.js is not there.
inline std::string javascript_sdk() {
  const std::string sdk = std::string(GREENROOM_BINARY_DIR) + "/apps/javascript-sdk";
  const bool is_there =
      !programs("node").empty() && access((sdk + "/fetched.json").c_str(), R_OK) == 0;
  return is_there ? sdk : "";
}

}  // namespace greenroom::test
