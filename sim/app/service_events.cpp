#include "sim/app/service_events.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "fakes/aws/arn.h"

namespace greenroom::app {
namespace {

namespace json = boost::json;

// The states of events have words of their own (reference 2.8).
std::string event_state(const std::string& status) {
  static const std::map<std::string, std::string> states = {
      {"InProgress", "STARTED"}, {"Succeeded", "SUCCEEDED"}, {"Failed", "FAILED"},
      {"Stopping", "STOPPING"},  {"Stopped", "STOPPED"},     {"Superseded", "SUPERSEDED"},
      {"Cancelled", "CANCELED"}, {"Abandoned", "ABANDONED"},
  };
  const auto found = states.find(status);
  return found == states.end() ? status : found->second;
}

// UNVERIFIED: 1, and one more for each time a stage was begun again.
std::int64_t attempt_of(const codepipeline::Execution& execution) {
  std::int64_t attempt = 1;
  for (const auto& [name, stage] : execution.stages) {
    attempt += std::max(0, stage.attempts - 1);
  }
  return attempt;
}

const codepipeline::ActionDeclaration* declared(const codepipeline::Execution& execution,
                                                const TraceLine& line) {
  for (const codepipeline::StageDeclaration& stage : execution.declaration.stages) {
    for (const codepipeline::ActionDeclaration& action : stage.actions) {
      if (stage.name == line.text("stage") && action.name == line.text("action")) {
        return &action;
      }
    }
  }
  return nullptr;
}

json::array artifacts_of(const codepipeline::Execution& execution,
                         const std::vector<std::string>& names) {
  json::array list;
  for (const std::string& name : names) {
    json::object artifact{{"name", name}};
    const auto stored = execution.artifacts.find(name);
    if (stored != execution.artifacts.end()) {
      artifact["s3location"] = {{"bucket", stored->second.bucket}, {"key", stored->second.key}};
    }
    list.push_back(std::move(artifact));
  }
  return list;
}

std::string execution_url(const std::string& provider, const std::string& region,
                          const std::string& id) {
  const std::string console = "https://console.aws.amazon.com/";
  if (provider == "CodeBuild") {
    return console + "codebuild/home?region=" + region + "#/builds/" + id + "/view/new";
  }
  return provider == "CodeDeploy"
             ? console + "codedeploy/home?region=" + region + "#/deployments/" + id
             : "";
}

json::object result_of(const TraceLine& line, const std::string& region) {
  const std::string id = line.text("externalExecutionId");
  json::object result;
  const std::string url = id.empty() ? "" : execution_url(line.text("provider"), region, id);
  if (!url.empty()) {
    result["external-execution-url"] = url;
  }
  const std::string& summary = line.text("summary");
  result["external-execution-summary"] = summary.empty() ? line.text("errorMessage") : summary;
  if (!id.empty()) {
    result["external-execution-id"] = id;
  }
  if (!line.text("errorCode").empty()) {
    result["error-code"] = line.text("errorCode");
  }
  return result;
}

void add_action(json::object& detail, const codepipeline::Execution& execution,
                const TraceLine& line, const std::string& region) {
  const std::string& status = line.text("status");
  const codepipeline::ActionDeclaration* action = declared(execution, line);
  detail["action"] = line.text("action");
  detail["region"] = region;
  if (action != nullptr) {
    detail["type"] = {{"owner", action->actionTypeId.owner},
                      {"provider", action->actionTypeId.provider},
                      {"category", action->actionTypeId.category},
                      {"version", action->actionTypeId.version}};
    if (status == "InProgress" && !action->inputArtifacts.empty()) {
      detail["input-artifacts"] = artifacts_of(execution, action->inputArtifacts);
    }
    if (status == "Succeeded" && !action->outputArtifacts.empty()) {
      detail["output-artifacts"] = artifacts_of(execution, action->outputArtifacts);
    }
  }
  if (!line.text("externalExecutionId").empty() || !line.text("errorCode").empty()) {
    detail["execution-result"] = result_of(line, region);
  }
}

const codepipeline::Execution* execution_of(const codepipeline::Pipeline& pipeline,
                                            const TraceLine& line) {
  const std::int64_t ordinal = line.number("execution");
  const auto count = static_cast<std::int64_t>(pipeline.executions.size());
  return ordinal < 1 || ordinal > count
             ? nullptr
             : &pipeline.executions[static_cast<std::size_t>(ordinal - 1)];
}

// What begins again is resumed: a stage that was begun before, an execution that has stages.
bool is_resumed(const codepipeline::Execution& execution, const TraceLine& line) {
  if (line.text("status") != "InProgress") {
    return false;
  }
  return line.event == "codepipeline.execution" ? !execution.stages.empty()
                                                : line.number("attempt") > 1;
}

}  // namespace

std::string pipeline_arn(const aws::Account& account, const std::string& name) {
  return "arn:aws:codepipeline:" + account.region + ":" + account.id + ":" + name;
}

events::ServiceEvent instance_event(const aws::Account& account, const TraceLine& line) {
  const json::object detail{{"instance-id", line.text("instanceId")},
                            {"state", line.text("state")}};
  return {"aws.ec2",
          "EC2 Instance State-change Notification",
          {aws::instance_arn(account, line.text("instanceId"))},
          json::serialize(detail)};
}

std::optional<events::ServiceEvent> PipelineEvents::event_of(const codepipeline::Pipeline& pipeline,
                                                             Epoch epoch, const TraceLine& line) {
  const bool of_execution = line.event == "codepipeline.execution";
  const bool of_action = line.event == "codepipeline.action";
  const codepipeline::Execution* execution = execution_of(pipeline, line);
  if (execution == nullptr || (!of_execution && !of_action && line.event != "codepipeline.stage")) {
    return std::nullopt;
  }
  const bool begins = line.text("status") == "InProgress";
  const bool resumed = is_resumed(*execution, line);
  const std::string key =
      execution->pipelineExecutionId + "/" + line.text("stage") + "/" + line.text("action");
  if (begins && !(of_execution && resumed)) {
    begun_[key] = line.t;
  }
  json::object detail{{"pipeline", line.text("pipeline")},
                      {"execution-id", execution->pipelineExecutionId}};
  const auto begun = begun_.find(key);
  if (begun != begun_.end()) {  // UNVERIFIED: of all three kinds
    detail["start-time"] = iso8601(epoch, begun->second);
  }
  if (of_execution && begins && !resumed) {
    const codepipeline::ExecutionTrigger& trigger = execution->trigger;
    detail["execution-trigger"] = {{"trigger-type", codepipeline::to_string(trigger.triggerType)},
                                   {"trigger-detail", trigger.triggerDetail}};
  }
  if (!of_execution) {
    detail["stage"] = line.text("stage");
  }
  if (of_action) {
    add_action(detail, *execution, line, account_.region);
  }
  detail["state"] = resumed ? "RESUMED" : event_state(line.text("status"));
  detail["version"] = execution->declaration.version;
  detail["pipeline-execution-attempt"] = attempt_of(*execution);
  const char* kind = of_execution ? "Pipeline" : of_action ? "Action" : "Stage";
  return events::ServiceEvent{"aws.codepipeline",
                              std::string("CodePipeline ") + kind + " Execution State Change",
                              {pipeline_arn(account_, line.text("pipeline"))},
                              json::serialize(detail)};
}

}  // namespace greenroom::app
