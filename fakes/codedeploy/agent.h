// The CodeDeploy agent of one host: carries out one host command, that is one lifecycle event.
//
// AWS: reference codedeploy.md sections 3 (layout, DownloadBundle), 4 (scripts), 6 (Install). The
// agent's memory is on the host, as files; only the list of kept archives is handed in.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codedeploy/appspec.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

struct HostCommand {
  std::string eventName;
  std::string deploymentId;
  std::string deploymentGroupId;
  std::string deploymentGroupName;
  std::string applicationName;
  DeploymentCreator creator = DeploymentCreator::user;
  DeploymentType type = DeploymentType::IN_PLACE;
  S3Location revision;
  FileExistsBehavior fileExistsBehavior = FileExistsBehavior::DISALLOW;
  Timing timing;
  bool real_time = false;                       // ours: the scripts of this event run on real time
  std::vector<std::string> archives_to_delete;  // deployment ids whose directories go (5 are kept)
};

struct EventOutcome {
  bool succeeded = true;
  bool noop = false;     // nothing was executed on the host
  bool unheard = false;  // no agent said so: the service gave it up
  Diagnostics diagnostics;
};

// Who is told of the lines an agent appends to its logs, and as which host's; nobody without.
struct LogFollower {
  std::string instance_id;
  LogFiles* log_files = nullptr;
};

class Agent {
 public:
  Agent(Machine& machine, RevisionStore& revisions, AppSpecs& appspecs, LogFollower follower = {})
      : machine_(machine),
        revisions_(revisions),
        appspecs_(appspecs),
        follower_(std::move(follower)) {}

  Task<EventOutcome> execute(Context cx, HostCommand command);

 private:
  Task<EventOutcome> download_bundle(Context cx, HostCommand command);
  Task<EventOutcome> install(Context cx, HostCommand command);
  Task<EventOutcome> run_hook(Context cx, HostCommand command);
  Task<EventOutcome> run_scripts(Context cx, HostCommand command,
                                 std::vector<AppSpecScript> scripts, std::string archive);
  // Around each command that is no no-op.
  Task<void> begin_command(Context cx, HostCommand command);
  Task<void> end_command(Context cx, HostCommand command, EventOutcome outcome);
  // The deployment directory whose scripts the event runs; "" when there is none on this host.
  Task<std::string> select_revision(Context cx, HostCommand command);
  Task<Result<std::string>> read_appspec(Context cx, std::string deployment_directory);
  Task<Status> strip_top_level_folder(Context cx, std::string archive);
  Task<Status> unpack_bundle(Context cx, HostCommand command, std::string body);
  Task<Status> clean_up_last_install(Context cx, HostCommand command);
  // Makes the plan against what is on the host now, and carries it out.
  Task<Status> carry_out_plan(Context cx, HostCommand command, AppSpec spec);
  // apply() for what only this computer, and no host of AWS's, can fail at: HarnessError then.
  Task<Status> change_files(Context cx, std::vector<FileChange> changes);
  // Runs one script of an event; its lines go to `log`.
  Task<EventOutcome> run_one(Context cx, HostCommand command, AppSpecScript script,
                             std::string archive, std::vector<std::string>* log);
  // Appends to scripts.log of this deployment and to the agent's log of all deployments.
  Task<void> write_log(Context cx, HostCommand command, std::vector<std::string> lines);
  void tell(Context cx, const std::string& path, const std::vector<std::string>& lines) const;

  Machine& machine_;
  RevisionStore& revisions_;
  AppSpecs& appspecs_;
  LogFollower follower_;
};

// "<root>/<group id>/<deployment id>".
[[nodiscard]] std::string deployment_directory(const std::string& group_id,
                                               const std::string& deployment_id);
// What codedeploy-agent.log has of a command that ended: "<ISO time> INFO  [codedeploy-agent(pid)]:
// ..." (reference 4). Simplified: of a command's requests only the last one, without its duration;
// no identifier and no backtrace; the pid is 1.
[[nodiscard]] std::vector<std::string> agent_log_lines(Epoch epoch, Instant now,
                                                       const EventOutcome& outcome);
// What a script sees: the agent's own variables and those that describe the deployment.
[[nodiscard]] std::map<std::string, std::string> script_environment(const HostCommand& command);
// The newest whole lines that fit into less than 2 KB.
[[nodiscard]] std::string log_tail(const std::vector<std::string>& lines);

}  // namespace greenroom::codedeploy
