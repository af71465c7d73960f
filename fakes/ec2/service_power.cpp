// The power of instances: boot, stop, start, reboot, terminate, and dying hardware.
#include <utility>

#include "fakes/ec2/service.h"
#include "fakes/ec2/sites.h"
#include "fakes/ec2/user_data.h"

namespace greenroom::ec2 {
namespace {

std::string group_of(const Instance& instance) {
  const auto tag = instance.tags.find(k_group_name_tag);
  return tag == instance.tags.end() ? "" : tag->second;
}

// "198.18.0.1" and up: a range that nobody on the Internet has.
std::string public_ip_of(std::uint64_t nth) {
  return "198.18." + std::to_string((nth + 1) / 256 % 256) + "." + std::to_string((nth + 1) % 256);
}

}  // namespace

Signal& Ec2::changed(const std::string& id) {
  std::unique_ptr<Signal>& signal = changed_[id];
  if (signal == nullptr) {
    signal = std::make_unique<Signal>("an instance to change its state");
  }
  return *signal;
}

void Ec2::set_state(Context cx, Instance& instance, InstanceStateName state) {
  instance.State = state;
  std::vector<Field> fields = {{"instanceId", instance.InstanceId},
                               {"privateIpAddress", instance.PrivateIpAddress},
                               {"state", to_string(state)},
                               {"autoScalingGroupName", group_of(instance)}};
  if (instance.Reason.has_value()) {
    fields.emplace_back("reason", instance.Reason->Code);
  }
  cx.as("ec2").trace("ec2.instance", fields);
  changed(instance.InstanceId).notify();
}

Instance* Ec2::still(const std::string& id, std::uint64_t transition) {
  Instance* instance = state_.find_instance(id);
  return instance->transition == transition ? instance : nullptr;
}

// pending -> running, and then the user data of the first boot.
Task<void> Ec2::boot(Context cx, std::string id, std::uint64_t transition) {
  co_await cx.sleep_for(timing_.boot);
  Instance* instance = still(id, transition);
  if (instance == nullptr) {
    co_return;
  }
  InstanceIdentity identity{id, instance->PrivateIpAddress, instance->PrivateDnsName};
  co_await hardware_.power_on(cx, std::move(identity));
  instance = still(id, transition);
  if (instance == nullptr) {  // stopped or terminated in the middle of the boot
    hardware_.power_off(cx, id);
    co_return;
  }
  instance->running_since = cx.now();
  if (instance->made_of.AssociatePublicIpAddress.value_or(false)) {
    instance->PublicIpAddress = public_ip_of(public_addresses_++);
    instance->PublicDnsName = public_dns_of(instance->PublicIpAddress, account_.region);
  }
  set_state(cx, *instance, InstanceStateName::running);
  co_await run_user_data_once(cx, id);
}

// Its failure is cloud-init's, not the instance's, which stays running (reference 3.3).
Task<void> Ec2::run_user_data_once(Context cx, std::string id) {
  Instance* instance = state_.find_instance(id);
  const std::string user_data = instance->made_of.UserData;
  const bool wanted = !instance->user_data_has_run || cx.fault(site::user_data_runs_again);
  instance->user_data_has_run = true;
  if (!wanted || user_data.empty()) {
    co_return;
  }
  const std::string failed = co_await run_user_data(cx, hardware_.machine(id), user_data);
  cx.as("ec2").trace(
      "ec2.user_data",
      {{"instanceId", id}, {"status", failed.empty() ? "done" : "error"}, {"message", failed}});
}

// stopping -> stopped, shutting-down -> terminated. Processes are asked to end first; no script is
// sure to run to its end (reference 3.1).
Task<void> Ec2::switch_off(Context cx, std::string id, std::uint64_t transition) {
  const Instant off = cx.now() + timing_.shutdown;
  co_await hardware_.shut_down(cx, id, timing_.shutdown);
  co_await cx.sleep_until(off);
  Instance* instance = still(id, transition);
  if (instance == nullptr) {
    co_return;
  }
  const bool ends = instance->State == InstanceStateName::shutting_down;
  if (ends) {
    hardware_.discard_disk(id);
  }
  instance->PublicIpAddress.clear();
  instance->PublicDnsName.clear();
  instance->impaired_since.reset();
  hardware_.set_network(id, true);  // other hardware, another cable
  set_state(cx, *instance, ends ? InstanceStateName::terminated : InstanceStateName::stopped);
}

// The state stays running (reference 3.1); user data does not run again.
Task<void> Ec2::reboot(Context cx, std::string id, std::uint64_t transition) {
  cx.as("ec2").trace("ec2.reboot", {{"instanceId", id}, {"status", "rebooting"}});
  co_await hardware_.shut_down(cx, id, timing_.shutdown);
  co_await cx.sleep_for(timing_.boot);
  const Instance* instance = still(id, transition);
  if (instance == nullptr) {
    co_return;
  }
  InstanceIdentity identity{id, instance->PrivateIpAddress, instance->PrivateDnsName};
  co_await hardware_.power_on(cx, std::move(identity));
  if (still(id, transition) == nullptr) {
    hardware_.power_off(cx, id);
    co_return;
  }
  cx.as("ec2").trace("ec2.reboot", {{"instanceId", id}, {"status", "up"}});
}

InstanceStateChange Ec2::act(Context cx, InstanceAction action, const std::string& id) {
  Instance& instance = *state_.find_instance(id);
  const InstanceStateName before = instance.State;
  const InstanceStateName after = outcome_of(action, instance).value();
  if (after == before && action != InstanceAction::Reboot) {
    return {id, before, after};
  }
  const std::uint64_t transition = ++instance.transition;
  const Context life = cx.as("ec2/" + id);
  switch (action) {
    case InstanceAction::Start:
      instance.Reason.reset();
      instance.StateTransitionReason.clear();
      instance.LaunchTime = cx.now();
      set_state(cx, instance, after);
      life.spawn("boot", boot(life, id, transition));
      break;
    case InstanceAction::Reboot:
      life.spawn("reboot", reboot(life, id, transition));
      break;
    case InstanceAction::Stop:
    case InstanceAction::Terminate:
      instance.Reason = StateReason{"Client.UserInitiatedShutdown",
                                    "Client.UserInitiatedShutdown: User initiated shutdown"};
      instance.StateTransitionReason =
          "User initiated (" + plain_seconds(cx.epoch(), cx.now()) + " GMT)";
      set_state(cx, instance, after);
      life.spawn("switch off", switch_off(life, id, transition));
      break;
  }
  return {id, before, after};
}

Status Ec2::check_action(InstanceAction action, const InstanceIds& ids) const {
  const Status valid = check_ids(ids);
  if (!valid.ok()) {
    return valid;
  }
  for (const std::string& id : ids) {
    const Result<InstanceStateName> outcome = outcome_of(action, *state_.find_instance(id));
    if (!outcome.ok()) {
      return outcome.failure();
    }
  }
  return success();
}

Result<std::vector<InstanceStateChange>> Ec2::StartInstances(Context cx, InstanceIds ids) {
  const Status possible = check_action(InstanceAction::Start, ids);
  if (!possible.ok()) {
    return possible.failure();
  }
  std::vector<InstanceStateChange> changes;
  for (const std::string& id : ids) {
    changes.push_back(act(cx, InstanceAction::Start, id));
  }
  return changes;
}

Result<std::vector<InstanceStateChange>> Ec2::StopInstances(Context cx, InstanceIds ids) {
  const Status possible = check_action(InstanceAction::Stop, ids);
  if (!possible.ok()) {
    return possible.failure();
  }
  std::vector<InstanceStateChange> changes;
  for (const std::string& id : ids) {
    changes.push_back(act(cx, InstanceAction::Stop, id));
  }
  return changes;
}

// Simplified: termination protection of one instance keeps all from ending, not only those of its
// Availability Zone.
Result<std::vector<InstanceStateChange>> Ec2::TerminateInstances(Context cx, InstanceIds ids) {
  const Status possible = check_action(InstanceAction::Terminate, ids);
  if (!possible.ok()) {
    return possible.failure();
  }
  std::vector<InstanceStateChange> changes;
  for (const std::string& id : ids) {
    changes.push_back(act(cx, InstanceAction::Terminate, id));
  }
  return changes;
}

Status Ec2::RebootInstances(Context cx, InstanceIds ids) {
  const Status possible = check_action(InstanceAction::Reboot, ids);
  if (!possible.ok()) {
    return possible;
  }
  for (const std::string& id : ids) {
    act(cx, InstanceAction::Reboot, id);
  }
  return success();
}

void Ec2::instance_shut_itself_down(Context cx, const std::string& id) {
  Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "only an instance shuts itself down, not " + id);
  if (instance->State != InstanceStateName::running) {
    return;
  }
  const bool ends = instance->made_of.InstanceInitiatedShutdownBehavior.value_or(
                        ShutdownBehavior::stop) == ShutdownBehavior::terminate;
  instance->Reason = StateReason{"Client.InstanceInitiatedShutdown",
                                 "Client.InstanceInitiatedShutdown: Instance initiated shutdown"};
  instance->StateTransitionReason = "";
  const std::uint64_t transition = ++instance->transition;
  set_state(cx, *instance, ends ? InstanceStateName::shutting_down : InstanceStateName::stopping);
  const Context life = cx.as("ec2/" + id);
  life.spawn("switch off", switch_off(life, id, transition));
}

void Ec2::break_hardware(Context cx, const std::string& id) {
  Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "only an instance has hardware, not " + id);
  if (instance->State != InstanceStateName::running) {
    return;
  }
  hardware_.power_off(cx, id);
  instance->impaired_since = cx.now();
  cx.as("ec2").trace("ec2.status_check", {{"instanceId", id}, {"status", "impaired"}});
  changed(id).notify();
}

void Ec2::set_network(Context cx, const std::string& id, bool connected) {
  Instance* instance = state_.find_instance(id);
  SIM_ASSERT(instance != nullptr, "only an instance has a network, not " + id);
  const bool changes = connected == instance->impaired_since.has_value();
  if (instance->State != InstanceStateName::running || hardware_.machine(id) == nullptr ||
      !changes) {
    return;
  }
  hardware_.set_network(id, connected);
  instance->impaired_since = connected ? std::nullopt : std::optional(cx.now());
  cx.as("ec2").trace("ec2.status_check",
                     {{"instanceId", id}, {"status", connected ? "ok" : "impaired"}});
  changed(id).notify();
}

Task<bool> Ec2::wait_for_state(Context cx, std::string id, InstanceStateName state) {
  for (;;) {
    const Instance* instance = state_.find_instance(id);
    if (instance == nullptr) {
      co_return false;
    }
    if (instance->State == state) {
      co_return true;
    }
    const bool ending = instance->State == InstanceStateName::shutting_down &&
                        state != InstanceStateName::terminated;
    if (ending || instance->State == InstanceStateName::terminated) {
      co_return false;
    }
    co_await changed(id).wait(cx);
  }
}

}  // namespace greenroom::ec2
