// Where machines come from: EC2 instances that are switched on and off, and build containers.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "fakes/codebuild/ports.h"
#include "fakes/ec2/ports.h"
#include "sim/real/http_guest.h"
#include "sim/real/instance_sockets.h"
#include "sim/real/real_machine.h"
#include "sim/real/workshop.h"

namespace greenroom::real {

// Where instances reach AWS's services: on loopback, as clients of this computer do.
inline constexpr const char* k_endpoint_ip = "127.0.0.1";
inline constexpr int k_endpoint_port = 4566;
// Where builds ask for their role's keys, as AWS_CONTAINER_CREDENTIALS_FULL_URI tells them.
// Simplified: CodeBuild gives AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, of 169.254.170.2; clients of
// AWS take both.
inline constexpr const char* k_build_credentials_path = "/v2/credentials";

// Without a keep_directory each machine has a disk in memory, as large as
// Limits::machine_disk_bytes_max, until that is discarded.
class RealHardware final : public ec2::Hardware, public InstanceSockets {
 public:
  RealHardware(Kernel& kernel, Settlement& settlement, BuildSurroundings around);
  // Nobody develops on these.
  RealHardware(Kernel& kernel, Settlement& settlement, const std::string& keep_directory)
      : RealHardware(kernel, settlement,
                     BuildSurroundings{keep_directory, "", BuildCacheUse::Off, ""}) {}

  // Instances that are switched on from now on find their metadata there, and AWS's services at
  // the endpoint, whose address their scripts have as AWS_ENDPOINT_URL.
  void connect(GuestFront& metadata, GuestFront& endpoint) {
    metadata_ = &metadata;
    endpoint_ = &endpoint;
  }

  // An instance on which people develop, as builds do: it is one of the workshop's machines. To be
  // told before it is switched on. Simplified: what it asks of its metadata or of AWS, who connects
  // to it and when its power goes is not known to the cache, so that such a run is not kept.
  void make_developers(const std::string& instance_id) { developers_[instance_id]; }

  // Of developers' instances that are switched on from now on.
  void use_cache(BuildCacheUse use) { workshop_.use_cache(use); }
  // How many of these were replayed from the build cache so far.
  [[nodiscard]] std::int64_t replayed_developers() const { return workshop_.replayed(); }

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
  // An instance on which people develop, while it is switched on.
  struct Developers {
    bool was_on_before = false;
    std::unique_ptr<CachedMachine> machine;
    RealMachine* real = nullptr;  // of the machine, once it is real
  };
  // The machine for others than who asks it as a Machine; nullptr when it is off.
  [[nodiscard]] RealMachine* find(const std::string& instance_id);
  [[nodiscard]] Developers* find_developers(const std::string& instance_id);
  void power_on_developers(Context cx, const std::string& instance_id, SandboxPlan plan);
  // Services it finds in its own network, and their addresses.
  void furnish(const std::string& instance_id, RealMachine& machine,
               const std::function<void()>& when_asked);
  // Where the disk is, inserted if it was not there.
  [[nodiscard]] std::string disk_of(const std::string& instance_id);
  Kernel& kernel_;
  Settlement& settlement_;
  Workshop workshop_;
  GuestFront* metadata_ = nullptr;
  GuestFront* endpoint_ = nullptr;
  std::map<std::string, std::unique_ptr<RealMachine>> machines_;
  std::map<std::string, std::string> disks_;      // in memory; path by instance id
  std::set<std::string> cut_off_;                 // instance ids
  std::map<std::string, Developers> developers_;  // by instance id
  // Switched off, but a task may still wait for one of their processes to have ended.
  std::vector<std::unique_ptr<Machine>> switched_off_;
};

class RealBuildContainers final : public codebuild::BuildContainers {
 public:
  RealBuildContainers(Kernel& kernel, Settlement& settlement, BuildSurroundings around)
      : workshop_(kernel, settlement, std::move(around)) {}

  Task<std::unique_ptr<Machine>> provision(Context cx, std::string name) override;
  // Builds reach AWS there.
  void connect(GuestFront& endpoint) { endpoint_ = &endpoint; }
  // Where npm finds its registry, so that a package which is missing fails at once; where AWS is,
  // and where its keys are.
  [[nodiscard]] std::map<std::string, std::string> environment() const override;
  // Of builds that begin from now on.
  void use_cache(BuildCacheUse use) { workshop_.use_cache(use); }
  // How many were replayed from the cache so far.
  [[nodiscard]] std::int64_t replayed_builds() const { return workshop_.replayed(); }

 private:
  Workshop workshop_;
  GuestFront* endpoint_ = nullptr;
};

}  // namespace greenroom::real
