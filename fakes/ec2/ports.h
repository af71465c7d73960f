// What EC2 and Auto Scaling need from others.
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::ec2 {

// Who a machine is: everything real software inside it can learn about itself.
struct InstanceIdentity {
  std::string InstanceId;
  std::string PrivateIpAddress;  // 10.0.x.y
  std::string PrivateDnsName;    // ip-10-0-x-y.ec2.internal; also the host name
};

// The hardware: sandboxed real processes (sim/real) or scripted machines (tests).
class Hardware {
 public:
  virtual ~Hardware() = default;
  // Boots a machine; it is up when this returns. Trouble with our own machine is a HarnessError.
  virtual Task<void> power_on(Context cx, InstanceIdentity identity) = 0;
  // Ends every process of the machine at once and forgets its file system.
  virtual void power_off(Context cx, const std::string& instance_id) = 0;
  // nullptr when it is not powered on.
  [[nodiscard]] virtual Machine* machine(const std::string& instance_id) = 0;
};

// The target group an Auto Scaling group is attached to.
class TargetRegistry {
 public:
  virtual ~TargetRegistry() = default;
  virtual void register_instance(Context cx, std::string target_group, std::string instance_id,
                                 std::string ip) = 0;
  // Returns when draining is over.
  virtual Task<void> deregister_instance(Context cx, std::string target_group,
                                         std::string instance_id) = 0;
};

}  // namespace greenroom::ec2
