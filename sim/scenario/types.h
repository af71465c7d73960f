// A scenario as plain data: what a YAML file says, with every default filled in.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fakes/cloudwatch/types.h"
#include "fakes/codebuild/types.h"
#include "fakes/codepipeline/types.h"
#include "fakes/elb/types.h"
#include "sim/core/limits.h"
#include "sim/core/time.h"

namespace greenroom::scenario {

// Node.js, npm, and the packages that `make apps` fetches.
inline constexpr const char* k_needs_npm_packages = "npm_packages";

// Where something stands in the scenario file. Lines and columns count from 1.
struct Place {
  int line = 0;
  int column = 0;
};

struct HealthCheckSettings {
  std::string path = "/";
  Duration interval = seconds(10);
  Duration timeout = seconds(5);
  int healthy_threshold = 2;
  int unhealthy_threshold = 2;
  std::string matcher = "200";
};

// What a listener does. A target group's name stands for its ARN. No default actions: forward to
// the lab's group.
struct ListenerSettings {
  int port = 80;
  std::vector<elb::Rule> rules;
  std::vector<elb::Action> default_actions;
};

struct LoadBalancerSettings {
  int target_port = 8080;
  ListenerSettings listener;
  std::vector<ListenerSettings> more_listeners;
  int host_port =
      0;  // the listener's on this computer's loopback; 0, and the others': any free one
  Duration deregistration_delay = seconds(20);
  HealthCheckSettings health_check;
  // Changes to the defaults, by AWS's names. The delay above is one of the target group's too.
  elb::Attributes attributes;
  elb::Attributes target_group_attributes;
  elb::Timing timing;
};

// Who is subscribed to a topic. The endpoint of sqs is a queue's name.
struct SubscriptionSettings {
  std::string protocol;
  std::string endpoint;
  std::string filter_policy;  // on the message's body; "": none
  bool raw = false;           // RawMessageDelivery
};

// Somebody on the network who takes what SNS posts to http://<name>/...
struct ReceiverSettings {
  bool confirms = true;  // visits the SubscribeURL of a SubscriptionConfirmation it has taken
  // To its requests, in order: a status code, "refused" (nothing listens) or "silent" (no answer).
  // The last one stays; none: 200.
  std::vector<std::string> answers;
};

// A rule of EventBridge's default bus.
struct EventRuleSettings {
  std::string event_pattern;         // JSON
  std::string schedule;              // rate(5 minutes)
  std::vector<std::string> targets;  // "pipeline", or topics
};

// An SNS topic that a deployment group tells of events: DeploymentFailure, InstanceSuccess ...
struct TriggerSettings {
  std::string topic;
  std::vector<std::string> events;
};

// A deployment group. The environment's own keys are the defaults of all of them.
struct DeploymentGroupSettings {
  std::string application = "lab-app";
  std::string type = "IN_PLACE";  // or BLUE_GREEN
  bool auto_scaling = true;       // watches the environment's Auto Scaling group
  std::vector<std::pair<std::string, std::string>> tags;  // and every instance with all of these
  // Predefined, a key of `deployment_configs`, or "HOST_COUNT:2", "FLEET_PERCENT:75".
  std::string deployment_config = "CodeDeployDefault.OneAtATime";
  std::vector<std::string> rollback_on = {"DEPLOYMENT_FAILURE"};  // AutoRollbackEvents
  std::vector<std::string> alarms;                                // names
  bool traffic_control = true;                          // otherwise WITHOUT_TRAFFIC_CONTROL
  std::string green_fleet = "COPY_AUTO_SCALING_GROUP";  // or DISCOVER_EXISTING
  bool keep_blue = true;                                // KEEP_ALIVE; otherwise TERMINATE
  Duration ready_wait;        // STOP_DEPLOYMENT, with this long for ContinueDeployment; 0: none
  Duration termination_wait;  // of TERMINATE
  std::string outdated_instances = "UPDATE";  // or IGNORE
  bool termination_hook = false;              // instances that leave get a deployment, too
  std::vector<TriggerSettings> triggers;
};

// A deployment configuration of one's own. The counts are spelled as above.
struct DeploymentConfigSettings {
  std::string minimum_healthy_hosts = "HOST_COUNT:1";
  bool zonal = false;
  std::string minimum_healthy_hosts_per_zone = "FLEET_PERCENT:0";
  Duration monitor;             // after each zone but the last
  Duration first_zone_monitor;  // 0: as the others
};

// Instances outside of the Auto Scaling group. CodeDeploy finds them by their tags.
struct HostSettings {
  int count = 1;
  std::vector<std::pair<std::string, std::string>> tags;
  // Where the app's own sources lie from the start, as on a developer's instance, which also
  // reaches the npm registry of builds: an absolute path. "": not such an instance.
  std::string app;
  std::string agent;  // as Environment::agent; "": what that says
};

// The build project. Types and defaults are AWS's, but for the time-out's unit.
struct BuildSettings {
  Duration timeout = minutes(60);
  Duration queued_timeout = minutes(480);
  int concurrent_builds = 0;  // 0: no limit
  bool local_cache = false;
  codebuild::RuntimePolicy runtime_policy = codebuild::RuntimePolicy::nearest;
  codebuild::EnvironmentVariables variables;
  codebuild::CloudWatchLogsConfig cloud_watch_logs;  // logsConfig
};

// A bucket beside the lab's own, by AWS's words.
struct BucketSettings {
  std::string versioning = "Enabled";                    // Suspended, NeverEnabled
  std::string object_ownership = "BucketOwnerEnforced";  // BucketOwnerPreferred, ObjectWriter
};

// What a role has instead of what the lab gives it: identity policies, and nothing else.
struct RoleSettings {
  std::vector<std::string> attached;                   // ARNs of AWS's managed policies
  std::map<std::string, std::string> inline_policies;  // JSON documents by name
};

// The environment; the defaults are the lab's.
struct Environment {
  std::string account = "123456789012";
  std::string region = "us-east-1";
  int zones = 2;  // Availability Zones
  int instances = 2;
  int min_instances = 2;
  int max_instances = 4;
  std::vector<HostSettings> hosts;
  // By name; the lab's "in-place" and "blue-green" are always there.
  std::map<std::string, DeploymentGroupSettings> deployment_groups;
  std::map<std::string, DeploymentConfigSettings> deployment_configs;  // by name
  std::string health_check_type = "EC2";                               // or ELB
  Duration health_check_grace_period;
  std::string user_data;
  // CodeDeploy's on the instances: greenroom (ours), external or external_beta (AWS's own, which
  // user_data starts). "": ours, until another one polls.
  std::string agent;
  bool notifications = false;  // what is told to SNS and EventBridge stands in the trace
  bool logs = false;           // what CloudWatch Logs is told stands in the trace
  Duration poll_interval = seconds(60);
  LoadBalancerSettings load_balancer;
  BuildSettings build;
  // In AWS's own structure. Without stages: the lab's Source, Build, Production. Settings that an
  // action leaves out are the lab's.
  codepipeline::PipelineDeclaration pipeline;
  // Alarms on the load balancer's metrics; the world fills in whose.
  std::vector<cloudwatch::PutMetricAlarmInput> metric_alarms;
  std::map<std::string, std::vector<SubscriptionSettings>> topics;  // by name
  std::map<std::string, ReceiverSettings> receivers;                // by host name
  std::map<std::string, EventRuleSettings> event_rules;             // by name
  std::map<std::string, std::string> parameters;  // of Parameter Store, SecureString
  std::map<std::string, std::string> secrets;     // of Secrets Manager, SecretString
  std::map<std::string, BucketSettings> buckets;  // by name
  std::map<std::string, RoleSettings> roles;      // by k_role_names
};

// The lab's roles, as scenarios name them; "instances" is that of the instances' profile.
inline constexpr std::array k_role_names = {"codebuild", "codedeploy", "codepipeline", "instances"};

// Steady users: one request every `interval` of virtual time, whether or not earlier ones are done;
// or `connections` WebSockets, opened again one second after they were closed.
struct Traffic {
  std::string name;
  Duration interval = milliseconds(250);
  // How long a user waits for an answer. The default is longer than the load balancer's idle
  // time-out, so that its answer comes first.
  Duration timeout = seconds(120);
  int listener_port = 0;  // 0: the (first) listener's
  std::string path = "/";
  bool cookies = false;  // keeps the cookies that answers set
  bool websocket = false;
  int connections = 1;
  Duration ping;  // between two pings of a WebSocket; 0: none
  std::string version_header = "X-App-Version";
  std::string instance_header = "X-Instance-Id";
};

enum class StepKind {
  Push,
  WaitForPipeline,
  WaitForDeployments,
  WaitFor,
  WaitForEvent,
  WaitForLog,
  UseDeploymentGroup,
  Visit,
  Act,
};

// Keys and their values. Nested keys are joined with dots, a single value is a list of one.
using Wants = std::map<std::string, std::vector<std::string>>;

// A file of the app as one push has it.
struct FileOverride {
  std::string path;  // inside the app folder
  std::string content;
  std::uint32_t mode = 0755;
};

struct Step {
  StepKind kind = StepKind::Push;
  Place place;
  std::string text;                 // as reports show it: "push v1.1"
  std::string version;              // Push
  std::string message;              // Push
  std::vector<FileOverride> files;  // Push
  Duration duration;                // WaitFor; WaitForEvent, WaitForLog: how long at most
  std::string group;                // UseDeploymentGroup
  std::string action;               // Act: a name of actions.h
  std::string command;              // Visit: for the shell of this computer
  // Act: its keys. WaitForEvent: "event", and the fields of the trace line it waits for.
  // WaitForLog: "log_group", "filter" ...
  Wants with;

  // The (first) value of a key; "" when it is absent.
  [[nodiscard]] std::string value(const std::string& key) const {
    const auto found = with.find(key);
    return found == with.end() || found->second.empty() ? std::string() : found->second.front();
  }
};

// One expectation: a subject and what is expected of it ("targets.Failed").
struct Expectation {
  std::string subject;
  Wants wants;
  Place place;
  std::string text;  // as the file says it, on one line

  // The (first) value of a key; "" when it is absent.
  [[nodiscard]] std::string want(const std::string& key) const {
    const auto found = wants.find(key);
    return found == wants.end() || found->second.empty() ? std::string() : found->second.front();
  }
  [[nodiscard]] bool has(const std::string& key) const { return wants.count(key) > 0; }
};

struct Scenario {
  std::string name;
  std::string file;    // as given on the command line
  std::string source;  // the file's bytes
  std::uint64_t seed = 1;
  Epoch start;
  std::string app;  // absolute folder
  Environment environment;
  std::vector<Traffic> traffic;
  std::vector<Step> steps;
  std::vector<Expectation> expectations;
  // What runs on real time: "build", and lifecycle events by name. The run is not deterministic
  // then.
  std::set<std::string> real_time;
  // What this computer must have for it: k_needs_npm_packages.
  std::set<std::string> needs;
  Limits limits;
};

// The overlay folder of a version inside the app folder: "commits/v1_1" for v1.1.
[[nodiscard]] std::string overlay_of(const std::string& version);

}  // namespace greenroom::scenario
