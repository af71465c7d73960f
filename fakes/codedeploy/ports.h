// What CodeDeploy needs from others. sim/app/world connects them; unit tests use recording ports.
#pragma once

#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

// One instance of a deployment group as CodeDeploy sees it, in launch order.
struct FleetInstance {
  std::string InstanceId;
  bool running = true;  // stopped instances are targeted too and count as failed
};

// The Auto Scaling side.
class Fleet {
 public:
  virtual ~Fleet() = default;
  // InService instances of an Auto Scaling group, in launch order.
  [[nodiscard]] virtual std::vector<FleetInstance> instances(const std::string& group) const = 0;
  // COPY_AUTO_SCALING_GROUP, steps 1 to 4 of reference 9.3: a copy named `copy` with as many
  // instances as are healthy in `source`, all InService, not registered with the load balancer.
  virtual Task<Result<std::vector<FleetInstance>>> copy_group(Context cx, std::string source,
                                                              std::string copy,
                                                              std::string deployment_id) = 0;
  // Step 7: green's suspended processes are resumed.
  virtual void resume_processes(Context cx, std::string group) = 0;
  // Step 9: TERMINATE of the blue group and its instances.
  virtual Task<void> delete_group(Context cx, std::string group) = 0;
};

// The load balancer side: "stop sending traffic to X", "send traffic to X".
class TrafficGate {
 public:
  virtual ~TrafficGate() = default;
  // BlockTraffic: deregister, wait until draining is over.
  virtual Task<Status> block(Context cx, std::string instance_id, Instant deadline) = 0;
  // AllowTraffic: register, wait until healthy. Failure when the deadline comes first.
  virtual Task<Status> allow(Context cx, std::string instance_id, Instant deadline) = 0;
};

// Where revisions live (S3).
class RevisionStore {
 public:
  virtual ~RevisionStore() = default;
  struct Bundle {
    std::string body;
    std::string version_id;
    std::string etag;
  };
  // `version` empty means newest. Failure carries S3's code and text.
  virtual Result<Bundle> get(Context cx, const std::string& bucket, const std::string& key,
                             const std::string& version) = 0;
};

// The machines that the agents run on.
class Hosts {
 public:
  virtual ~Hosts() = default;
  // The machine of a running instance; nullptr when it is gone.
  [[nodiscard]] virtual Machine* machine(const std::string& instance_id) = 0;
};

}  // namespace greenroom::codedeploy
