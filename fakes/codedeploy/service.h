// CodeDeploy: deployments of the Server platform, in place and blue/green, and their rollback.
//
// AWS: docs.aws.amazon.com/codedeploy, reference codedeploy.md (lifecycle 1, operations 2, agent 3,
// scripts 4, AppSpec 5, Install 6, scheduling 7, rollback 8, blue/green 9, Auto Scaling 11,
// notifications 12).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/rights.h"
#include "fakes/codedeploy/agent.h"
#include "fakes/codedeploy/host.h"
#include "fakes/codedeploy/host_commands.h"
#include "fakes/codedeploy/lifecycle.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codedeploy/resources.h"
#include "fakes/codedeploy/state.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

// What a lifecycle hook of Auto Scaling is answered.
enum class LifecycleActionResult { CONTINUE, ABANDON };

// What GetDeploymentSpecification has, to be signed.
struct HostSpecification {
  std::string text;         // JSON
  std::string common_name;  // whose certificate the agent expects
};

class CodeDeploy {
 public:
  CodeDeploy(aws::Ids& ids, aws::Account account, Fleet& fleet, TrafficGate& traffic,
             RevisionStore& revisions, Hosts& hosts)
      : ids_(ids),
        account_(std::move(account)),
        fleet_(fleet),
        traffic_(traffic),
        revisions_(revisions),
        hosts_(hosts) {}

  // Optional neighbours. Without them nobody is told, nobody follows the agents' logs, no alarm
  // ever fires, and every service role may do everything.
  void connect(Notifications& notifications) { notifications_ = &notifications; }
  void connect(AlarmState& alarms) { alarms_ = &alarms; }
  void connect(LogFiles& log_files) { log_files_ = &log_files; }
  void connect(const aws::Rights& rights) { rights_ = &rights; }

  // Applications (service_applications.cpp). Exceptions as in reference 2.6. Gives the
  // applicationId.
  Result<std::string> CreateApplication(Context cx, const std::string& name, Tags tags);
  // One that is there from the start.
  Status CreateApplication(const std::string& name);
  [[nodiscard]] Result<Application> GetApplication(const std::string& name) const;
  // Renames: groups, revisions and deployments go along. An id stays as it is.
  Status UpdateApplication(const std::string& name, const std::string& new_name);
  // With its groups and the records of its deployments. One that is not there is deleted, too. A
  // deployment that runs goes on unseen (UNVERIFIED).
  Status DeleteApplication(Context cx, const std::string& name);
  // Names, 100 a page as in all lists here (UNVERIFIED). InvalidNextTokenException.
  [[nodiscard]] Result<Page<std::string>> ListApplications(const std::string& next_token) const;

  // Revisions (service_revisions.cpp). RevisionDoesNotExistException. A deployment registers its
  // revision by itself.
  Status RegisterApplicationRevision(Context cx, const std::string& application,
                                     S3Location revision, std::string description);
  [[nodiscard]] Result<RevisionInfo> GetApplicationRevision(const std::string& application,
                                                            const S3Location& revision) const;
  [[nodiscard]] Result<Page<S3Location>> ListApplicationRevisions(
      const ListRevisionsInput& input) const;

  // Tags of applications and deployment groups, by their ARNs (service_tags.cpp). InvalidArn,
  // ArnNotSupported, TagRequired, InvalidTagsToAdd.
  Status TagResource(const std::string& arn, const Tags& tags);
  Status UntagResource(const std::string& arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(const std::string& arn) const;

  // Groups (service_groups.cpp). Gives the deploymentGroupId; the hooks of environments are put by
  // those who make the environment.
  Result<std::string> CreateDeploymentGroup(DeploymentGroup group);
  // The same as clients do it: with hooks on its Auto Scaling groups. InvalidAutoScalingGroup,
  // InvalidRoleException.
  Result<std::string> CreateDeploymentGroup(Context cx, DeploymentGroup group);
  [[nodiscard]] Result<DeploymentGroup> GetDeploymentGroup(const std::string& application,
                                                           const std::string& group) const;
  [[nodiscard]] Result<Page<std::string>> ListDeploymentGroups(const std::string& application,
                                                               const std::string& next_token) const;
  // Replaces the settings of a group; its id, its tags and its history stay.
  Status UpdateDeploymentGroup(DeploymentGroup group);
  // The same as clients do it: the group may get another name, hooks come and go with the Auto
  // Scaling groups. Gives hooksNotCleanedUp.
  Result<std::vector<std::string>> UpdateDeploymentGroup(Context cx, const std::string& name,
                                                         DeploymentGroup group);
  // A group that is not there is deleted, too. What it has deployed stays on the hosts, and a
  // deployment that runs goes on (UNVERIFIED). Gives hooksNotCleanedUp.
  Result<std::vector<std::string>> DeleteDeploymentGroup(Context cx, const std::string& application,
                                                         const std::string& group);

  // Configurations (service_configs.cpp). CreateDeploymentConfig gives the deploymentConfigId.
  Result<std::string> CreateDeploymentConfig(DeploymentConfig config);
  [[nodiscard]] Result<DeploymentConfig> GetDeploymentConfig(const std::string& name) const;
  Status DeleteDeploymentConfig(const std::string& name);
  [[nodiscard]] std::vector<std::string> ListDeploymentConfigs() const;

  // Starts a deployment and gives its id. DeploymentLimitExceededException while another deployment
  // of the group is active.
  Result<std::string> CreateDeployment(Context cx, CreateDeploymentInput input);
  // A copy of how the deployment stands now. DeploymentDoesNotExistException.
  [[nodiscard]] Result<DeploymentInfo> GetDeployment(const std::string& deployment_id) const;
  // Ids, newest first (UNVERIFIED order) (service_lists.cpp).
  [[nodiscard]] std::vector<std::string> ListDeployments(const std::string& application,
                                                         const std::string& group) const;
  // The names must be there, or not be given. InvalidTimeRangeException.
  [[nodiscard]] Result<Page<std::string>> ListDeployments(const ListDeploymentsInput& input) const;
  // Instance ids. DeploymentNotStartedException before the targets are known.
  [[nodiscard]] Result<std::vector<std::string>> ListDeploymentTargets(
      const std::string& deployment_id) const;
  // The same, filtered. InvalidDeploymentInstanceTypeException: labels of a deployment in place.
  [[nodiscard]] Result<Page<std::string>> ListDeploymentTargets(
      const ListTargetsInput& input) const;
  [[nodiscard]] Result<InstanceTarget> GetDeploymentTarget(const std::string& deployment_id,
                                                           const std::string& target_id) const;

  // Control (service_control.cpp). A stop schedules nothing more; an event that runs on a host runs
  // to its end. `autoRollbackEnabled` absent: the group decides (DEPLOYMENT_STOP_ON_REQUEST).
  Result<StopDeploymentOutput> StopDeployment(const std::string& deployment_id,
                                              std::optional<bool> autoRollbackEnabled);
  Status ContinueDeployment(const std::string& deployment_id, DeploymentWaitType wait_type);
  // The deprecated twin of ContinueDeployment with TERMINATION_WAIT.
  Status SkipWaitTimeForInstanceTermination(const std::string& deployment_id);

  // The hooks of an Auto Scaling group that a deployment group watches (service_auto_scaling.cpp):
  // deploys the last successful revision to a new instance; takes a leaving one out.
  Task<LifecycleActionResult> on_instance_launch(Context cx, std::string auto_scaling_group,
                                                 std::string instance_id);
  Task<LifecycleActionResult> on_instance_termination(Context cx, std::string auto_scaling_group,
                                                      std::string instance_id);

  // Whether a deployment group hears of that Auto Scaling group's hooks of this kind.
  [[nodiscard]] bool watches_launches(const std::string& auto_scaling_group) const;
  [[nodiscard]] bool watches_terminations(const std::string& auto_scaling_group) const;

  // The service role of the (first) deployment group that watches it; "" when none does.
  [[nodiscard]] std::string role_watching(const std::string& auto_scaling_group) const;

  // The agent of a host (service_host.cpp): a stop is refused while a command runs, a kill is not;
  // a start fails the command that ran when it was killed.
  Status stop_agent(const std::string& instance_id);
  void kill_agent(const std::string& instance_id);
  void start_agent(const std::string& instance_id);
  // Cut off, the agent goes on with what it does, and neither hears nor is heard. Simplified: a
  // bundle that is on its way still arrives.
  void set_network(const std::string& instance_id, bool connected);

  // The command service, for hosts with AWS's own agent (service_commands.cpp). A host that says
  // nothing of its agent has an external one from its first poll on; a command that our agent
  // carries out then is its last. Nothing is here for the host: no command. Simplified: answered at
  // once, where AWS waits for up to 45 s. ClientException, as from all of these.
  Result<std::optional<HostCommandInstance>> PollHostCommand(Context cx,
                                                             const std::string& host_identifier);
  // How the command stands then: Failed when it was given up meanwhile.
  Result<DeploymentCommandStatus> PutHostCommandAcknowledgement(Context cx,
                                                                const std::string& identifier,
                                                                bool is_noop);
  // Too late, it changes nothing.
  Status PutHostCommandComplete(Context cx, const std::string& identifier,
                                DeploymentCommandStatus status, Diagnostics diagnostics);
  // How the command stands; an estimate of its end changes nothing (UNVERIFIED).
  Result<DeploymentCommandStatus> PostHostCommandUpdate(const std::string& identifier);
  Result<HostSpecification> GetDeploymentSpecification(const std::string& execution_id,
                                                       const std::string& host_identifier);
  [[nodiscard]] bool has_external_agent(const std::string& instance_id) const;

  // Waits until the deployment has ended (Succeeded, Failed or Stopped).
  Task<DeploymentInfo> wait_for_end(Context cx, std::string deployment_id);
  // Waits until no deployment of any group is active (rollbacks included).
  Task<void> wait_until_idle(Context cx);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const aws::Account& account() const { return account_; }
  [[nodiscard]] const Fleet& fleet() const { return fleet_; }

 private:
  // Which hooks an Auto Scaling group has, or should have.
  struct Watched {
    bool launches = false;
    bool terminations = false;
  };
  using HookChanges = std::vector<std::pair<std::string, Watched>>;  // group, and what it had
  // The part of a lifecycle that a rollout brings to each of its instances.
  struct Rollout {
    std::string deployment_id;
    std::vector<Candidate> instances;  // in their order
    std::vector<LifecycleStep> steps;
    TargetStatus status_at_end = TargetStatus::Succeeded;
    Instant deadline = k_never;  // of the deployment
  };
  // What an instance's task reports when it is through.
  struct InstanceEnd {
    std::string AvailabilityZone;
    TargetStatus status = TargetStatus::Failed;  // Skipped: stopped on its way
  };
  // How a running deployment is steered from outside.
  struct Control {
    std::optional<Verdict> stop;
    std::optional<bool> roll_back;  // what StopDeployment said
    bool waits_ready = false;
    bool waits_termination = false;
    bool continued = false;
    Signal changed{"a deployment to be continued or stopped"};
  };
  // A host command under way.
  struct HostRun {
    std::string instance_id;
    Slot<EventOutcome> outcome{"a host command to be completed"};
    bool given_up = false;  // the service no longer waits for it
  };

  // A command for an external agent. Kept after its end: its agent may still ask.
  struct QueuedCommand {
    HostCommandInstance instance;
    EventOutcome outcome;
    Signal changed{"a host command to be acknowledged or completed"};
  };
  struct CommandLimits {
    Duration pick_up;            // until it is acknowledged
    Duration event;              // from then on, until it is completed
    EventOutcome when_given_up;  // by either
  };

  // Stories (service_deployment.cpp, service_blue_green.cpp).
  Task<void> run(Context cx, std::string deployment_id);
  Task<Verdict> deploy_in_place(Context cx, std::string deployment_id);
  Task<Verdict> deploy_blue_green(Context cx, std::string deployment_id);
  Task<Verdict> wait_until_continued(Context cx, std::string deployment_id);
  Task<Verdict> move_all_traffic(Context cx, std::string deployment_id,
                                 std::vector<std::string> green, std::vector<std::string> blue);
  Task<Verdict> retire_blue(Context cx, std::string deployment_id, std::string green_group,
                            std::vector<std::string> blue);
  Task<Result<std::vector<FleetInstance>>> provision_green(Context cx, std::string deployment_id,
                                                           std::string green_group);
  Task<Verdict> roll_back_blue_green(Context cx, std::string deployment_id);
  Task<Verdict> roll_out(Context cx, Rollout rollout);
  void start_instances(Context cx, const Rollout& rollout, RolloutState& state, std::size_t& next,
                       Mailbox<InstanceEnd>& ends);
  Task<void> deploy_to_instance(Context cx, Rollout rollout, Candidate instance,
                                Mailbox<InstanceEnd>* ends);
  Task<EventOutcome> carry_out(Context cx, std::string deployment_id, std::string instance_id,
                               LifecycleStep step);
  Task<EventOutcome> move_traffic(Context cx, std::string deployment_id, std::string instance_id,
                                  LifecycleStep step);
  Task<EventOutcome> command_host(Context cx, std::string deployment_id, std::string instance_id,
                                  LifecycleStep step);
  Task<bool> wait_for_agent(Context cx, std::string deployment_id, std::string instance_id);
  Task<void> tell_agent(Context cx, std::uint64_t run, HostCommand command);
  [[nodiscard]] Duration pick_up_limit(const std::string& deployment_id) const;
  Task<EventOutcome> command_own_agent(Context cx, std::string deployment_id,
                                       std::string instance_id, LifecycleStep step);
  Task<EventOutcome> queue_command(Context cx, HostCommand command, std::string instance_id,
                                   CommandLimits limits);
  void end_command(Context cx, QueuedCommand& queued, DeploymentCommandStatus status,
                   EventOutcome outcome);
  void set_command(Context cx, QueuedCommand& queued, DeploymentCommandStatus status);
  [[nodiscard]] Result<QueuedCommand*> find_command(const std::string& identifier);
  Task<void> watch_alarms(Context cx, std::string deployment_id);
  Task<LifecycleActionResult> deploy_to_one(Context cx, std::string auto_scaling_group,
                                            std::string instance_id, DeploymentCreator creator);
  // Waits, unless the deployment is stopped; whether the whole time has passed.
  Task<bool> rest(Context cx, std::string deployment_id, Duration duration);

  // What service roles may do (service_roles.cpp).
  [[nodiscard]] Status check_role(const std::string& role_arn) const;
  [[nodiscard]] Status may(const std::string& role_arn, const std::string& action,
                           const std::string& resource) const;
  [[nodiscard]] bool may_publish(const DeploymentGroup& group, const TriggerConfig& trigger) const;
  Verdict refused(const std::string& deployment_id, const std::string& role_arn,
                  const std::string& service);
  // Why the deployment cannot even look at what it deploys to.
  [[nodiscard]] std::optional<ErrorInformation> role_error(const std::string& deployment_id) const;

  // Pieces (service_groups.cpp, service_applications.cpp, service_revisions.cpp).
  [[nodiscard]] Status check_application(const std::string& name) const;
  [[nodiscard]] Status check_group(const DeploymentGroup& group) const;
  void add_application(const std::string& name, Instant created, Tags tags);
  void rename_group(const std::string& application, const std::string& name,
                    const std::string& new_application, const std::string& new_name);
  [[nodiscard]] Watched watched(const std::string& auto_scaling_group) const;
  Status settle_hooks(Context cx, const std::string& role_arn,
                      const std::string& auto_scaling_group, Watched before,
                      std::vector<std::string>& left);
  Status settle_hooks(Context cx, const std::string& role_arn, const HookChanges& changes,
                      std::vector<std::string>& left, const std::function<void()>& restore);
  void note_use(Context cx, const std::string& application, const S3Location& revision,
                const std::string& deployment_id);
  [[nodiscard]] std::vector<std::string> groups_at(const std::string& application,
                                                   const S3Location& revision) const;
  [[nodiscard]] Result<Tags*> tags_of(const std::string& arn);

  // Pieces (service_records.cpp, service_rollback.cpp).
  [[nodiscard]] HostCommand host_command(const std::string& deployment_id,
                                         const std::string& instance_id, const LifecycleStep& step);
  [[nodiscard]] std::vector<FleetInstance> instances_of(
      const std::vector<std::string>& auto_scaling_groups, const EC2TagSet& tags) const;
  [[nodiscard]] std::vector<Candidate> candidates_for(const std::string& deployment_id) const;
  [[nodiscard]] LifecycleScenario scenario_of(const std::string& deployment_id) const;
  void add_targets(Context cx, const std::string& deployment_id,
                   const std::vector<std::string>& instances, TargetLabel label,
                   LifecycleScenario scenario);
  [[nodiscard]] InstanceTarget* find_target(const std::string& deployment_id,
                                            const std::string& instance_id);
  void set_status(Context cx, const std::string& deployment_id, DeploymentStatus status);
  void set_target(Context cx, const std::string& deployment_id, const std::string& instance_id,
                  TargetStatus status);
  void set_event(Context cx, const std::string& deployment_id, const std::string& instance_id,
                 std::string_view event, LifecycleEventStatus status,
                 const Diagnostics& diagnostics);
  void skip_rest(Context cx, const std::string& deployment_id, const std::string& instance_id);
  void skip_instances(Context cx, const std::string& deployment_id,
                      const std::vector<std::string>& instances);
  void skip_untouched(Context cx, const std::string& deployment_id);
  void trace_deployment(Context cx, const DeploymentInfo& deployment) const;
  void notify(Context cx, const DeploymentInfo& deployment) const;
  void notify(Context cx, const DeploymentInfo& deployment, const InstanceTarget& target) const;
  void end_deployment(Context cx, const std::string& deployment_id, Verdict verdict);
  void roll_back_if_wanted(Context cx, const std::string& deployment_id, Verdict verdict);
  void bring_up_to_date(Context cx, const std::string& deployment_id);
  [[nodiscard]] const DeploymentGroup& group_of(const std::string& deployment_id) const;
  [[nodiscard]] DeploymentGroup& group_of(const std::string& deployment_id);
  [[nodiscard]] bool group_is_deleted(const std::string& deployment_id) const;
  [[nodiscard]] bool stopped(const std::string& deployment_id) const {
    return controls_.at(deployment_id).stop.has_value();
  }
  void stop(const std::string& deployment_id, Verdict why);
  // Whether an alarm (or an unreadable one) stops the deployment now; it is stopped then.
  bool stop_on_alarm(const std::string& deployment_id);

  aws::Ids& ids_;
  aws::Account account_;
  Fleet& fleet_;
  TrafficGate& traffic_;
  RevisionStore& revisions_;
  Hosts& hosts_;
  Notifications* notifications_ = nullptr;
  AlarmState* alarms_ = nullptr;
  LogFiles* log_files_ = nullptr;
  const aws::Rights* rights_ = nullptr;
  AppSpecs appspecs_;
  State state_;
  // Where a deployment's targets are (they are only ever added to), by instance id.
  using TargetPlaces = std::map<std::string, std::size_t>;
  std::map<std::string, TargetPlaces> target_places_;  // by deployment id
  std::map<std::string, Control> controls_;            // by deployment id
  std::map<std::string, AgentProcess> agents_;         // by instance id
  std::map<std::uint64_t, HostRun> host_runs_;         // by number
  std::uint64_t last_run_ = 0;
  std::set<std::string> hosts_that_polled_;                           // instance ids
  std::map<std::string, QueuedCommand> queued_commands_;              // by identifier
  std::map<std::string, std::vector<std::string>> commands_of_host_;  // those under way
  Signal deployments_changed_{"a deployment to end"};
};

}  // namespace greenroom::codedeploy
