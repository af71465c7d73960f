#include "sim/app/needs.h"

#include <unistd.h>

#include <filesystem>

#include "sim/core/harness_error.h"

namespace greenroom::app {
namespace {

// Where builds and instances look for programs.
bool has_program(const std::string& name) {
  for (const char* folder : {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/"}) {
    if (access((folder + name).c_str(), X_OK) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

void check_needs(const scenario::Scenario& scenario, const std::string& npm_packages) {
  if (scenario.needs.count(scenario::k_needs_npm_packages) == 0) {
    return;
  }
  for (const char* program : {"node", "npm"}) {
    if (!has_program(program)) {
      throw HarnessError("this scenario needs " + std::string(program) +
                         ", which is not on this computer. Next step: run `make apps`.");
    }
  }
  if (npm_packages.empty() || !std::filesystem::exists(npm_packages + "/index.json")) {
    throw HarnessError("this scenario needs npm packages, which are not in " + npm_packages +
                       ". Next step: run `make apps`.");
  }
}

std::string npm_packages_beside_program() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "" : (program.parent_path() / "apps" / "registry").string();
}

}  // namespace greenroom::app
