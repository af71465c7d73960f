// Where machines come from: EC2 instances that are switched on and off, and build containers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/codebuild/ports.h"
#include "fakes/ec2/ports.h"
#include "sim/real/instance_sockets.h"
#include "sim/real/real_machine.h"

namespace greenroom::real {

// `keep_directory`: where the file systems of machines are left to look at; "" = nowhere.
class RealHardware final : public ec2::Hardware, public InstanceSockets {
 public:
  RealHardware(Kernel& kernel, Settlement& settlement, std::string keep_directory)
      : kernel_(kernel), settlement_(settlement), keep_directory_(std::move(keep_directory)) {}

  Task<void> power_on(Context cx, ec2::InstanceIdentity identity) override;
  void power_off(Context cx, const std::string& instance_id) override;
  [[nodiscard]] Machine* machine(const std::string& instance_id) override;

  int open_tcp_socket(const std::string& instance_id) override;
  Watched* watched(const std::string& instance_id) override;

 private:
  [[nodiscard]] RealMachine* find(const std::string& instance_id);
  Kernel& kernel_;
  Settlement& settlement_;
  std::string keep_directory_;
  std::map<std::string, std::unique_ptr<RealMachine>> machines_;
  // Switched off, but a task may still wait for one of their processes to have ended.
  std::vector<std::unique_ptr<RealMachine>> switched_off_;
};

class RealBuildContainers final : public codebuild::BuildContainers {
 public:
  RealBuildContainers(Kernel& kernel, Settlement& settlement, std::string keep_directory)
      : kernel_(kernel), settlement_(settlement), keep_directory_(std::move(keep_directory)) {}

  Task<std::unique_ptr<Machine>> provision(Context cx, std::string name) override;

 private:
  Kernel& kernel_;
  Settlement& settlement_;
  std::string keep_directory_;
};

}  // namespace greenroom::real
