#include "sim/real/hardware.h"

#include <algorithm>

namespace greenroom::real {
namespace {

std::string kept(const std::string& keep_directory, const std::string& name) {
  return keep_directory.empty() ? "" : keep_directory + "/" + name;
}

}  // namespace

RealMachine* RealHardware::find(const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  return found == machines_.end() ? nullptr : found->second.get();
}

Task<void> RealHardware::power_on(Context, ec2::InstanceIdentity identity) {
  SandboxPlan plan;
  plan.host_name = identity.PrivateDnsName;
  plan.private_ip = identity.PrivateIpAddress;
  plan.instance_id = identity.InstanceId;
  plan.keep_directory = kept(keep_directory_, identity.InstanceId);
  machines_[identity.InstanceId] =
      std::make_unique<RealMachine>(kernel_, settlement_, std::move(plan));
  co_return;
}

void RealHardware::power_off(Context, const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  if (found != machines_.end()) {
    found->second->power_off();
    switched_off_.push_back(std::move(found->second));
    machines_.erase(found);
  }
}

Machine* RealHardware::machine(const std::string& instance_id) {
  return find(instance_id);
}

int RealHardware::open_tcp_socket(const std::string& instance_id) {
  RealMachine* machine = find(instance_id);
  return machine == nullptr ? -1 : machine->take_tcp_socket();
}

Watched* RealHardware::watched(const std::string& instance_id) {
  return find(instance_id);
}

Task<std::unique_ptr<Machine>> RealBuildContainers::provision(Context, std::string name) {
  SandboxPlan plan;
  // A build id is "<project>:<uuid>"; a host name has at most 63 letters, digits and hyphens.
  plan.host_name = name.substr(0, 63);
  std::replace(plan.host_name.begin(), plan.host_name.end(), ':', '-');
  plan.keep_directory = kept(keep_directory_, plan.host_name);
  co_return std::make_unique<RealMachine>(kernel_, settlement_, std::move(plan));
}

}  // namespace greenroom::real
