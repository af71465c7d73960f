// What EC2 needs from others: machines, and what instance profiles are.
#pragma once

#include <string>

#include "fakes/ec2/types.h"
#include "sim/core/context.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

// Who a machine is: everything real software inside it can learn about itself without asking the
// instance metadata service.
struct InstanceIdentity {
  std::string InstanceId;
  std::string PrivateIpAddress;  // 10.0.x.y
  std::string PrivateDnsName;    // ip-10-0-x-y.ec2.internal; also the host name
};

// The hardware: sandboxed real processes (sim/real) or scripted machines (tests).
class Hardware {
 public:
  virtual ~Hardware() = default;
  // Boots a machine; it is up when this returns. A machine that was switched off before finds the
  // disk it had, until that is discarded. Trouble with our own computer is a HarnessError.
  virtual Task<void> power_on(Context cx, InstanceIdentity identity) = 0;
  // The power button (ACPI): every process is asked to end with SIGTERM; what is left after `grace`
  // is ended. The machine is off when this returns. One that is off already stays so.
  virtual Task<void> shut_down(Context cx, std::string instance_id, Duration grace) = 0;
  // Pulls the plug: ends every process at once. The disk stays.
  virtual void power_off(Context cx, const std::string& instance_id) = 0;
  // Forgets the disk of a machine that is off.
  virtual void discard_disk(const std::string& instance_id) = 0;
  // The cable: without it no packet comes in or goes out. Machines in memory have none to pull.
  virtual void set_network(const std::string& /*instance_id*/, bool /*connected*/) {}
  // nullptr when it is not powered on.
  [[nodiscard]] virtual Machine* machine(const std::string& instance_id) = 0;
};

// IAM, where instance profiles live.
class InstanceProfiles {
 public:
  virtual ~InstanceProfiles() = default;
  // The profile of that name, or of that ARN when no name is given, with its role ("" when it has
  // none). InvalidParameterValue: "Value (web) for parameter iamInstanceProfile.name is invalid.
  // Invalid IAM Instance Profile name".
  [[nodiscard]] virtual Result<IamInstanceProfile> find(const std::string& name,
                                                        const std::string& arn) const = 0;
};

}  // namespace greenroom::ec2
