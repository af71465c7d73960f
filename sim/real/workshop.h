// Machines on which software is made: build containers, and instances on which people develop. They
// reach the npm registry, and repeat what an earlier run has seen them do (cached_machine.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/real/build_cache.h"
#include "sim/real/cached_machine.h"
#include "sim/real/http_guest.h"
#include "sim/real/npm_registry.h"
#include "sim/real/real_machine.h"

namespace greenroom::real {

// What builds find around them.
struct BuildSurroundings {
  // Where the file systems of machines are left to look at; "" = nowhere.
  std::string keep_directory;
  std::string cache_directory;  // of the build cache; "" = BuildCacheUse::Off
  BuildCacheUse cache_use = BuildCacheUse::Off;
  std::string npm_packages;  // folder of npm_registry.h; "" = none
};

class Workshop {
 public:
  // Whether packets of that machine go anywhere; without one they do.
  using Reaches = std::function<bool(const std::string& machine)>;
  Workshop(Kernel& kernel, Settlement& settlement, BuildSurroundings around, Reaches reaches = {});

  // No process runs in it before it is told something that the cache does not know; then it becomes
  // real, and `furnish` is called. Must not outlive this.
  [[nodiscard]] std::unique_ptr<CachedMachine> machine(
      Context cx, const std::string& name, SandboxPlan plan,
      std::function<void(RealMachine&)> furnish = {});
  [[nodiscard]] const BuildSurroundings& around() const { return around_; }
  // Of machines from now on; without a directory it stays Off.
  void use_cache(BuildCacheUse use) {
    around_.cache_use = around_.cache_directory.empty() ? BuildCacheUse::Off : use;
  }
  // How many were replayed from the cache so far.
  [[nodiscard]] std::int64_t replayed() const { return cache_.replayed(); }

 private:
  // All that a machine is before it is told anything.
  [[nodiscard]] std::string first_key(Context cx, const std::string& name, const SandboxPlan& plan);
  Kernel& kernel_;
  Settlement& settlement_;
  BuildSurroundings around_;
  BuildCache cache_;
  NpmRegistry registry_;
  GuestFront registry_front_;
};

// Where npm finds its registry in such a machine, so that a package which is missing fails at once.
[[nodiscard]] std::map<std::string, std::string> npm_environment();

}  // namespace greenroom::real
