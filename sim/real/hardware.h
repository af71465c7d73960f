// Where machines come from: EC2 instances that are switched on and off, and build containers.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "fakes/codebuild/ports.h"
#include "fakes/ec2/ports.h"
#include "sim/real/cached_machine.h"
#include "sim/real/http_guest.h"
#include "sim/real/instance_sockets.h"
#include "sim/real/npm_registry.h"
#include "sim/real/real_machine.h"

namespace greenroom::real {

// Where instances reach AWS's services: on loopback, as clients of this computer do.
inline constexpr const char* k_endpoint_ip = "127.0.0.1";
inline constexpr int k_endpoint_port = 4566;

// `keep_directory`: where the file systems of machines are left to look at; "" = nowhere: each has
// a disk in memory, as large as Limits::machine_disk_bytes_max, until that is discarded.
class RealHardware final : public ec2::Hardware, public InstanceSockets {
 public:
  RealHardware(Kernel& kernel, Settlement& settlement, std::string keep_directory)
      : kernel_(kernel), settlement_(settlement), keep_directory_(std::move(keep_directory)) {}

  // Instances that are switched on from now on find their metadata there, and AWS's services at
  // the endpoint, whose address their scripts have as AWS_ENDPOINT_URL.
  void connect(GuestFront& metadata, GuestFront& endpoint) {
    metadata_ = &metadata;
    endpoint_ = &endpoint;
  }

  Task<void> power_on(Context cx, ec2::InstanceIdentity identity) override;
  // Simplified: the machine is off after `grace` even when its last process has ended before.
  Task<void> shut_down(Context cx, std::string instance_id, Duration grace) override;
  void power_off(Context cx, const std::string& instance_id) override;
  void discard_disk(const std::string& instance_id) override;
  // Simplified: bytes that are on their way still arrive, and connections that are open are not
  // used any more.
  void set_network(const std::string& instance_id, bool connected) override;
  [[nodiscard]] bool is_cut_off(const std::string& instance_id) const {
    return cut_off_.count(instance_id) > 0;
  }
  [[nodiscard]] Machine* machine(const std::string& instance_id) override;

  int open_tcp_socket(const std::string& instance_id) override;
  Watched* watched(const std::string& instance_id) override;

 private:
  [[nodiscard]] RealMachine* find(const std::string& instance_id);
  // Where the disk is, inserted if it was not there.
  [[nodiscard]] std::string disk_of(const std::string& instance_id);
  Kernel& kernel_;
  Settlement& settlement_;
  std::string keep_directory_;
  GuestFront* metadata_ = nullptr;
  GuestFront* endpoint_ = nullptr;
  std::map<std::string, std::unique_ptr<RealMachine>> machines_;
  std::map<std::string, std::string> disks_;  // in memory; path by instance id
  std::set<std::string> cut_off_;             // instance ids
  // Switched off, but a task may still wait for one of their processes to have ended.
  std::vector<std::unique_ptr<RealMachine>> switched_off_;
};

// What builds find around them.
struct BuildSurroundings {
  std::string keep_directory;   // as above
  std::string cache_directory;  // of the build cache; "" = BuildCacheUse::Off
  BuildCacheUse cache_use = BuildCacheUse::Off;
  std::string npm_packages;  // folder of npm_registry.h; "" = none
};

class RealBuildContainers final : public codebuild::BuildContainers {
 public:
  RealBuildContainers(Kernel& kernel, Settlement& settlement, BuildSurroundings around)
      : kernel_(kernel),
        settlement_(settlement),
        around_(std::move(around)),
        cache_(around_.cache_directory),
        registry_(around_.npm_packages),
        registry_front_(kernel.limits(), settlement,
                        {"the npm registry of build", k_npm_registry_ip, k_npm_registry_port},
                        [this](const std::string&, const HttpRequest& request) {
                          return registry_.answer(request);
                        }) {}

  Task<std::unique_ptr<Machine>> provision(Context cx, std::string name) override;
  // Where npm finds its registry, so that a package which is missing fails at once.
  [[nodiscard]] std::map<std::string, std::string> environment() const override;
  // How many were replayed from the cache so far.
  [[nodiscard]] std::int64_t replayed_builds() const { return cache_.replayed(); }

 private:
  [[nodiscard]] std::unique_ptr<Machine> real_one(const std::string& name);
  // All that a container is before it is told anything.
  [[nodiscard]] std::string first_key(Context cx, const std::string& name) const;
  Kernel& kernel_;
  Settlement& settlement_;
  BuildSurroundings around_;
  BuildCache cache_;
  NpmRegistry registry_;
  GuestFront registry_front_;
};

}  // namespace greenroom::real
