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

RealMachine* RealHardware::find(const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  return found == machines_.end() ? nullptr : found->second.get();
}

std::string RealHardware::disk_of(const std::string& instance_id) {
  if (!keep_directory_.empty()) {
    return kept(keep_directory_, instance_id);
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

Task<void> RealHardware::power_on(Context, ec2::InstanceIdentity identity) {
  SandboxPlan plan;
  plan.host_name = identity.PrivateDnsName;
  plan.private_ip = identity.PrivateIpAddress;
  plan.instance_id = identity.InstanceId;
  plan.keep_directory = disk_of(identity.InstanceId);
  // /run and /tmp do not outlive the power.
  std::filesystem::remove_all(plan.keep_directory + "/root/run");
  std::filesystem::remove_all(plan.keep_directory + "/root/tmp");
  machines_[identity.InstanceId] =
      std::make_unique<RealMachine>(kernel_, settlement_, std::move(plan));
  RealMachine& machine = *find(identity.InstanceId);
  if (metadata_ != nullptr) {
    metadata_->open(identity.InstanceId, machine.take_tcp_socket());
    endpoint_->open(identity.InstanceId, machine.take_tcp_socket());
    machine.set_environment({{"AWS_ENDPOINT_URL", "http://" + std::string(k_endpoint_ip) + ":" +
                                                      std::to_string(k_endpoint_port)}});
  }
  co_return;
}

// What systemd does on the way down: SIGTERM for everybody, a while, and then the power is cut.
Task<void> RealHardware::shut_down(Context cx, std::string instance_id, Duration grace) {
  const Instant off = cx.now() + grace;
  RealMachine* machine_asked = find(instance_id);
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
  SIM_ASSERT(find(instance_id) == nullptr, "a disk is discarded after the power is off");
  const auto found = disks_.find(instance_id);
  if (found != disks_.end()) {
    umount2(found->second.c_str(), MNT_DETACH);
    rmdir(found->second.c_str());
    disks_.erase(found);
  }
}

void RealHardware::power_off(Context, const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  if (found != machines_.end()) {
    if (metadata_ != nullptr) {
      metadata_->close(instance_id);
      endpoint_->close(instance_id);
    }
    found->second->power_off();
    switched_off_.push_back(std::move(found->second));
    machines_.erase(found);
  }
}

void RealHardware::set_network(const std::string& instance_id, bool connected) {
  if (connected) {
    cut_off_.erase(instance_id);
  } else {
    cut_off_.insert(instance_id);
  }
}

Machine* RealHardware::machine(const std::string& instance_id) {
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
  if (around_.cache_use == BuildCacheUse::Off || around_.cache_directory.empty()) {
    co_return real_one(name);
  }
  co_return std::make_unique<CachedMachine>(kernel_, settlement_, cache_, around_.cache_use,
                                            first_key(cx, name),
                                            [this, name] { return real_one(name); });
}

std::unique_ptr<Machine> RealBuildContainers::real_one(const std::string& name) {
  SandboxPlan plan;
  // A build id is "<project>:<uuid>"; a host name has at most 63 letters, digits and hyphens.
  plan.host_name = name.substr(0, 63);
  std::replace(plan.host_name.begin(), plan.host_name.end(), ':', '-');
  plan.keep_directory = kept(around_.keep_directory, plan.host_name);
  auto container = std::make_unique<RealMachine>(kernel_, settlement_, std::move(plan));
  registry_front_.open(name, container->take_tcp_socket());
  container->at_power_off([this, name] { registry_front_.close(name); });
  return container;
}

std::map<std::string, std::string> RealBuildContainers::environment() const {
  return {{"npm_config_registry", "http://" + std::string(k_npm_registry_ip) + ":" +
                                      std::to_string(k_npm_registry_port) + "/"},
          {"npm_config_update_notifier", "false"}};
}

std::string RealBuildContainers::first_key(Context cx, const std::string& name) const {
  const Limits& limits = kernel_.limits();
  PayloadWriter out;
  out.text(name).number(kernel_.seed().value).text(versions_of_this_computer());
  out.text(registry_.version()).number(in_user_namespace() ? 1 : 0);
  out.number(static_cast<std::uint64_t>(cx.epoch().seconds_since_1970));
  out.number(static_cast<std::uint64_t>(cx.now().microseconds));
  for (const std::size_t limit :
       {limits.process_output_bytes_max, limits.archive_bytes_max, limits.archive_entries_max,
        limits.machine_disk_bytes_max, limits.processes_per_machine_max}) {
    out.number(limit);
  }
  return next_key("", out.take());
}

}  // namespace greenroom::real
