#include "sim/real/hardware.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/core/harness_error.h"
#include "sim/real/guest_protocol.h"
#include "sim/real/tool_versions.h"

namespace greenroom::real {
namespace {

std::string kept(const std::string& keep_directory, const std::string& name) {
  return keep_directory.empty() ? "" : keep_directory + "/" + name;
}

void make_directory(const std::string& path) {
  if (mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) {
    throw HarnessError("cannot make " + path +
                       " for the disk of a machine: " + std::strerror(errno));
  }
}

}  // namespace

RealHardware::RealHardware(Kernel& kernel, Settlement& settlement, BuildSurroundings around)
    : kernel_(kernel),
      settlement_(settlement),
      workshop_(kernel, settlement, std::move(around),
                [this](const std::string& instance_id) { return !is_cut_off(instance_id); }) {}

RealMachine* RealHardware::find(const std::string& instance_id) {
  if (Developers* developers = find_developers(instance_id)) {
    developers->machine->open_to_others();
    return developers->real;
  }
  const auto found = machines_.find(instance_id);
  return found == machines_.end() ? nullptr : found->second.get();
}

RealHardware::Developers* RealHardware::find_developers(const std::string& instance_id) {
  const auto found = developers_.find(instance_id);
  return found == developers_.end() || !found->second.machine ? nullptr : &found->second;
}

std::string RealHardware::disk_of(const std::string& instance_id) {
  const std::string& keep_directory = workshop_.around().keep_directory;
  if (!keep_directory.empty()) {
    return kept(keep_directory, instance_id);
  }
  std::string& disk = disks_[instance_id];
  if (disk.empty()) {
    make_directory(scratch_directory() + "/disks");
    disk = scratch_directory() + "/disks/" + instance_id;
    make_directory(disk);
    const std::string options =
        "mode=755,size=" + std::to_string(kernel_.limits().machine_disk_bytes_max);
    if (mount("disk", disk.c_str(), "tmpfs", 0, options.c_str()) != 0) {
      throw HarnessError(
          "cannot mount the disk of a machine in memory: " + std::string(std::strerror(errno)) +
          ". `greenroom doctor` tells what is missing.");
    }
  }
  return disk;
}

namespace {

std::string endpoint_url() {
  return "http://" + std::string(k_endpoint_ip) + ":" + std::to_string(k_endpoint_port);
}

}  // namespace

Task<void> RealHardware::power_on(Context cx, ec2::InstanceIdentity identity) {
  const std::string& id = identity.InstanceId;
  SandboxPlan plan;
  plan.host_name = identity.PrivateDnsName;
  plan.private_ip = identity.PrivateIpAddress;
  plan.instance_id = id;
  plan.keep_directory = disk_of(id);
  // /run and /tmp do not outlive the power.
  std::filesystem::remove_all(plan.keep_directory + "/root/run");
  std::filesystem::remove_all(plan.keep_directory + "/root/tmp");
  if (developers_.count(id) > 0) {
    power_on_developers(cx, id, std::move(plan));
  } else {
    machines_[id] = std::make_unique<RealMachine>(kernel_, settlement_, std::move(plan));
    furnish(id, *machines_[id], {});
  }
  co_return;
}

// What is on its disk from before is not known to the cache.
void RealHardware::power_on_developers(Context cx, const std::string& instance_id,
                                       SandboxPlan plan) {
  Developers& developers = developers_[instance_id];
  developers.machine =
      workshop_.machine(cx, instance_id, std::move(plan), [this, instance_id](RealMachine& real) {
        Developers& furnished = developers_[instance_id];
        furnished.real = &real;
        furnish(instance_id, real, [&furnished] { furnished.machine->open_to_others(); });
      });
  if (std::exchange(developers.was_on_before, true)) {
    developers.machine->open_to_others();
  }
}

void RealHardware::furnish(const std::string& instance_id, RealMachine& machine,
                           const std::function<void()>& when_asked) {
  std::map<std::string, std::string> environment;
  if (metadata_ != nullptr) {
    metadata_->open(instance_id, machine.take_tcp_socket(), when_asked);
    endpoint_->open(instance_id, machine.take_tcp_socket(), when_asked, &machine);
    environment["AWS_ENDPOINT_URL"] = endpoint_url();
  }
  if (developers_.count(instance_id) > 0) {
    environment.merge(npm_environment());
  }
  machine.set_environment(std::move(environment));
}

// What systemd does on the way down: SIGTERM for everybody, a while, and then the power is cut.
Task<void> RealHardware::shut_down(Context cx, std::string instance_id, Duration grace) {
  const Instant off = cx.now() + grace;
  Machine* machine_asked = machine(instance_id);
  if (machine_asked == nullptr) {
    co_return;
  }
  Command command;
  command.argv = {"/bin/sh", "-c", "kill -s TERM -- -1"};
  command.environment = {{"PATH", "/usr/bin:/bin"}};
  const ProcessId process = machine_asked->start(cx, std::move(command));
  const ProcessStatus asked = co_await machine_asked->wait(cx, process, off);
  (void)asked;
  co_await cx.sleep_until(off);
  power_off(cx, instance_id);
}

void RealHardware::discard_disk(const std::string& instance_id) {
  SIM_ASSERT(machine(instance_id) == nullptr, "a disk is discarded after the power is off");
  const auto found = disks_.find(instance_id);
  if (found != disks_.end()) {
    umount2(found->second.c_str(), MNT_DETACH);
    rmdir(found->second.c_str());
    disks_.erase(found);
  }
}

void RealHardware::power_off(Context, const std::string& instance_id) {
  RealMachine* real = find(instance_id);
  if (real == nullptr) {
    return;
  }
  if (metadata_ != nullptr) {
    metadata_->close(instance_id);
    endpoint_->close(instance_id);
  }
  real->power_off();
  if (Developers* developers = find_developers(instance_id)) {
    developers->real = nullptr;
    switched_off_.push_back(std::move(developers->machine));
    return;
  }
  switched_off_.push_back(std::move(machines_[instance_id]));
  machines_.erase(instance_id);
}

void RealHardware::set_network(const std::string& instance_id, bool connected) {
  if (!connected && find_developers(instance_id) != nullptr) {
    (void)find(instance_id);  // what it reaches is not known to the cache any more
  }
  if (connected) {
    cut_off_.erase(instance_id);
  } else {
    cut_off_.insert(instance_id);
  }
}

Machine* RealHardware::machine(const std::string& instance_id) {
  if (Developers* developers = find_developers(instance_id)) {
    return developers->machine.get();
  }
  return find(instance_id);
}

int RealHardware::open_tcp_socket(const std::string& instance_id) {
  RealMachine* machine = is_cut_off(instance_id) ? nullptr : find(instance_id);
  return machine == nullptr ? -1 : machine->take_tcp_socket();
}

Watched* RealHardware::watched(const std::string& instance_id) {
  return is_cut_off(instance_id) ? nullptr : find(instance_id);
}

Task<std::unique_ptr<Machine>> RealBuildContainers::provision(Context cx, std::string name) {
  SandboxPlan plan;
  // A build id is "<project>:<uuid>"; a host name has at most 63 letters, digits and hyphens.
  plan.host_name = name.substr(0, 63);
  std::replace(plan.host_name.begin(), plan.host_name.end(), ':', '-');
  plan.keep_directory = kept(workshop_.around().keep_directory, plan.host_name);
  if (endpoint_ == nullptr) {
    co_return workshop_.machine(cx, name, std::move(plan));
  }
  // What AWS answers is not known to the cache.
  const auto itself = std::make_shared<CachedMachine*>(nullptr);
  auto machine =
      workshop_.machine(cx, name, std::move(plan), [this, name, itself](RealMachine& real) {
        endpoint_->open(
            name, real.take_tcp_socket(), [itself] { (*itself)->open_to_others(); }, &real);
        real.at_power_off([this, name] { endpoint_->close(name); });
      });
  *itself = machine.get();
  co_return machine;
}

std::map<std::string, std::string> RealBuildContainers::environment() const {
  std::map<std::string, std::string> environment = npm_environment();
  if (endpoint_ != nullptr) {
    environment["AWS_ENDPOINT_URL"] = endpoint_url();
    environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = endpoint_url() + k_build_credentials_path;
  }
  return environment;
}

}  // namespace greenroom::real
