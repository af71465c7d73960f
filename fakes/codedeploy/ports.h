// What CodeDeploy needs from others. sim/app/cloud connects them; unit tests use recording ports.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codedeploy/host_commands.h"
#include "sim/core/context.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

// The session's name when CodeDeploy acts in a service role's name (UNVERIFIED).
inline constexpr const char* k_role_session = "codedeploy";

// One instance of a deployment group as CodeDeploy sees it, in launch order.
struct FleetInstance {
  std::string InstanceId;
  bool running = true;  // stopped instances are targeted too and count as failed
  std::string AvailabilityZone;
  std::map<std::string, std::string> Tags;
};

enum class HookKind { Launch, Termination };

// The Auto Scaling side. What changes something is done in the name of the deployment group's
// service role, `role_arn`: what the role may not do is refused as AccessDenied.
class Fleet {
 public:
  virtual ~Fleet() = default;
  // InService instances of an Auto Scaling group, in launch order.
  [[nodiscard]] virtual std::vector<FleetInstance> instances(const std::string& group) const = 0;
  // COPY_AUTO_SCALING_GROUP, steps 1 to 4 of reference 9.3: a copy named `copy` with as many
  // instances as are healthy in `source`, all InService, not registered with the load balancer.
  virtual Task<Result<std::vector<FleetInstance>>> copy_group(Context cx, std::string role_arn,
                                                              std::string source, std::string copy,
                                                              std::string deployment_id) = 0;
  // All instances outside of Auto Scaling groups that are not terminated, in launch order:
  // deployment groups find theirs by tags.
  [[nodiscard]] virtual std::vector<FleetInstance> tagged_instances() const { return {}; }
  // Step 8: the launch hook leaves the old group and comes to the green one.
  virtual Status move_launch_hook(Context, std::string /*role_arn*/, std::string /*from*/,
                                  std::string /*to*/) {
    return success();
  }
  // A client makes a deployment group watch an Auto Scaling group: CodeDeploy puts its hook for
  // launches, or for terminations, there. A failure (no such group) refuses the call.
  virtual Status put_hook(Context, const std::string& /*role_arn*/, const std::string& /*group*/,
                          HookKind) {
    return success();
  }
  // The name of the hook there; "" without one.
  [[nodiscard]] virtual std::string hook(const std::string& /*group*/, HookKind) const {
    return "";
  }
  // A deployment group is deleted: its hooks leave the Auto Scaling group. Gives the names of those
  // that stay, because the service role may not delete them, say.
  virtual std::vector<std::string> delete_hooks(Context, const std::string& /*role_arn*/,
                                                const std::string& /*group*/) {
    return {};
  }
  // TERMINATE without an Auto Scaling group (DISCOVER_EXISTING).
  virtual Status terminate_instance(Context, std::string /*role_arn*/,
                                    std::string /*instance_id*/) {
    return success();
  }
  // Step 7: green's suspended processes are resumed.
  virtual Status resume_processes(Context cx, std::string role_arn, std::string group) = 0;
  // Step 9: TERMINATE of the blue group and its instances.
  virtual Task<Status> delete_group(Context cx, std::string role_arn, std::string group) = 0;
};

// The load balancer side: "stop sending traffic to X", "send traffic to X", in the name of the
// service role as above.
class TrafficGate {
 public:
  virtual ~TrafficGate() = default;
  // BlockTraffic: deregister, wait until draining is over.
  // `target_groups` are names; none: whatever load balancer the environment has.
  virtual Task<Status> block(Context cx, std::string role_arn,
                             std::vector<std::string> target_groups, std::string instance_id,
                             Instant deadline) = 0;
  // AllowTraffic: register, wait until healthy. Failure when the deadline comes first.
  virtual Task<Status> allow(Context cx, std::string role_arn,
                             std::vector<std::string> target_groups, std::string instance_id,
                             Instant deadline) = 0;
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
  // As the instance asks, with the credentials of its profile's role. `version` empty means newest.
  // Failure carries S3's code and text.
  virtual Result<Bundle> get(Context cx, const std::string& instance_id, const std::string& bucket,
                             const std::string& key, const std::string& version) = 0;
};

// The machines that the agents run on.
class Hosts {
 public:
  virtual ~Hosts() = default;
  // The machine of a running instance; nullptr when it is gone.
  [[nodiscard]] virtual Machine* machine(const std::string& instance_id) = 0;
  // Which agent whoever made the instance wants there.
  [[nodiscard]] virtual HostAgent agent(const std::string& /*instance_id*/) const {
    return HostAgent::Unsaid;
  }
};

// Signs what AWS's own agent is told of a deployment (PKCS #7).
class SpecificationSigner {
 public:
  virtual ~SpecificationSigner() = default;
  // A signed message in PEM with `text` and one certificate in it, of
  // "/C=US/ST=Washington/L=Seattle/O=Amazon.com, Inc./CN=<common_name>". The same bytes always.
  [[nodiscard]] virtual std::string sign(const std::string& text,
                                         const std::string& common_name) const = 0;
  // Whom an agent must trust to believe it: the certificate of the authority, in PEM.
  [[nodiscard]] virtual std::string authority() const = 0;
};

// CloudWatch: which of these alarms are in ALARM now, in their order. A Failure: the state cannot
// be read.
class AlarmState {
 public:
  virtual ~AlarmState() = default;
  virtual Result<std::vector<std::string>> in_alarm(const std::vector<std::string>& names) = 0;
};

// Whoever follows the log files of hosts, as the CloudWatch agent does.
class LogFiles {
 public:
  virtual ~LogFiles() = default;
  // Whole lines, without their ends, that the CodeDeploy agent has appended to the file.
  virtual void appended(Context cx, const std::string& instance_id, const std::string& path,
                        const std::vector<std::string>& lines) = 0;
};

struct SnsMessage {
  std::string TopicArn;
  std::string Subject;
  std::string Message;  // JSON
};

struct EventBridgeEvent {
  std::string source = "aws.codedeploy";
  std::string detail_type;
  std::vector<std::string> resources;
  std::string detail;  // JSON
};

// Who hears of it: SNS topics and EventBridge.
class Notifications {
 public:
  virtual ~Notifications() = default;
  virtual void publish(Context cx, SnsMessage message) = 0;
  virtual void put_event(Context cx, EventBridgeEvent event) = 0;
};

}  // namespace greenroom::codedeploy
