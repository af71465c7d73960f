// CloudWatch Logs in a rehearsal: what is written into it, and who waits for that.
//
// Builds log by themselves. On every instance a CloudWatch agent follows the files of the
// CodeDeploy agent. Simplified: what it reads arrives at once, where AWS's agent sends every five
// seconds.
#pragma once

#include <string>
#include <vector>

#include "fakes/codebuild/ports.h"
#include "fakes/codedeploy/ports.h"
#include "fakes/logs/service.h"
#include "sim/core/waiting.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// An entry of collect_list in the CloudWatch agent's configuration.
struct CollectedFile {
  const char* file_path;
  const char* log_group_name;
  const char* log_stream_name;  // "{instance_id}" stands for the instance's
};
// The one AWS gives for CodeDeploy ("Send CodeDeploy agent logs to CloudWatch" of its user guide).
// What scripts print is in the log of the deployments; the agent's scripts.log has the same lines.
inline constexpr CollectedFile k_collect_list[] = {
    {"/var/log/aws/codedeploy-agent/codedeploy-agent.log", "codedeploy-agent-log",
     "{instance_id}-agent-log"},
    {"/opt/codedeploy-agent/deployment-root/deployment-logs/codedeploy-agent-deployments.log",
     "codedeploy-agent-deployment-log", "{instance_id}-codedeploy-agent-deployment-log"},
};

class RehearsalLogs final : public codebuild::BuildLogs, public codedeploy::LogFiles {
 public:
  // Not `traced`, nothing of it stands in the trace, which is the same then as without logs.
  RehearsalLogs(aws::Account account, bool traced) : logs_(std::move(account), traced) {}

  void put(Context cx, const std::string& group, const std::string& stream,
           std::vector<std::string> messages) override;
  void appended(Context cx, const std::string& instance_id, const std::string& path,
                const std::vector<std::string>& lines) override;

  // Whether an event that fits (sim/scenario/log_query.h) came from now on and before the time is
  // over.
  Task<bool> wait_for(Context cx, scenario::Wants wants, Duration within);

  [[nodiscard]] logs::Logs& logs() { return logs_; }
  [[nodiscard]] const logs::Logs& logs() const { return logs_; }

 private:
  void make_stream(Context cx, const std::string& group, const std::string& stream);
  void send(Context cx, logs::PutLogEventsInput batch);

  logs::Logs logs_;
  Signal came_{"an event in CloudWatch Logs"};
};

}  // namespace greenroom::app
