#include "fakes/codedeploy/host_commands.h"

#include "fakes/aws/arn.h"
#include "fakes/aws/json.h"
#include "fakes/codedeploy/log_normalisation.h"
#include "fakes/wire/values.h"

namespace greenroom::codedeploy {
namespace {

constexpr Duration k_delivered_again_after = minutes(1);

Failure client_exception(std::string message) {
  return {"ClientException", std::move(message)};
}

// The agent's codes (reference 4); 6 and 7 have no public name of their own.
LifecycleErrorCode error_code_of(const aws::Json& diagnostics) {
  const std::string code = wire::text_of(diagnostics, "error_code");
  if (code == "1") {
    return LifecycleErrorCode::ScriptMissing;
  }
  if (code == "2") {
    return LifecycleErrorCode::ScriptNotExecutable;
  }
  if (code == "3") {
    return LifecycleErrorCode::ScriptTimedOut;
  }
  return code == "4" ? LifecycleErrorCode::ScriptFailed : LifecycleErrorCode::UnknownError;
}

Result<aws::Json> object_in(const std::string& payload) {
  Result<aws::Json> read = aws::parse_json(payload);
  if (!read || read.value().kind != aws::JsonKind::Object) {
    return client_exception("Diagnostics are not an object in JSON: " + payload.substr(0, 100));
  }
  return read;
}

std::string deployment_prefix(const aws::Account& account) {
  return "CodeDeploy/" + account.region + "/Prod/arn:aws:sds:" + account.region + ":" + account.id +
         ":deployment/";
}

}  // namespace

const char* to_string(DeploymentCommandStatus value) {
  switch (value) {
    case DeploymentCommandStatus::Pending:
      return "Pending";
    case DeploymentCommandStatus::InProgress:
      return "InProgress";
    case DeploymentCommandStatus::Succeeded:
      return "Succeeded";
    case DeploymentCommandStatus::Failed:
      return "Failed";
  }
  return "Failed";
}

HostAgent host_agent_of(const std::string& tag_value) {
  if (tag_value == "external") {
    return HostAgent::External;
  }
  if (tag_value == "external_beta") {
    return HostAgent::ExternalBeta;
  }
  return tag_value == "greenroom" ? HostAgent::Greenroom : HostAgent::Unsaid;
}

const HostCommandInstance* next_command(const std::vector<const HostCommandInstance*>& commands,
                                        Instant now) {
  for (const HostCommandInstance* command : commands) {
    const bool is_waiting = command->status == DeploymentCommandStatus::Pending;
    if (is_waiting &&
        (!command->delivered || now - *command->delivered >= k_delivered_again_after)) {
      return command;
    }
  }
  return nullptr;
}

DeploymentCommandStatus after_acknowledgement(DeploymentCommandStatus status, bool is_noop) {
  if (!is_ended_by_completion(status)) {
    return status;
  }
  return is_noop ? DeploymentCommandStatus::Succeeded : DeploymentCommandStatus::InProgress;
}

bool is_ended_by_completion(DeploymentCommandStatus status) {
  return status == DeploymentCommandStatus::Pending ||
         status == DeploymentCommandStatus::InProgress;
}

Result<Diagnostics> read_diagnostics(const std::string& payload, bool succeeded) {
  if (payload.empty()) {
    Diagnostics nothing;
    nothing.errorCode = succeeded ? LifecycleErrorCode::Success : LifecycleErrorCode::UnknownError;
    return nothing;
  }
  const Result<aws::Json> read = object_in(payload);
  if (!read) {
    return read.failure();
  }
  Diagnostics diagnostics;
  if (!succeeded) {
    diagnostics.errorCode = error_code_of(read.value());
    diagnostics.scriptName = wire::text_of(read.value(), "script_name");
    diagnostics.message = wire::text_of(read.value(), "message");
    diagnostics.logTail = normalised_log(wire::text_of(read.value(), "log"));
  }
  return diagnostics;
}

Result<bool> read_is_noop(const std::string& payload) {
  if (payload.empty()) {
    return false;
  }
  const Result<aws::Json> read = object_in(payload);
  if (!read) {
    return read.failure();
  }
  return wire::flag_of(read.value(), "IsCommandNoop");
}

std::string deployment_execution_id(const aws::Account& account, const std::string& deployment_id) {
  return deployment_prefix(account) + deployment_id;
}

std::string deployment_of_execution(const aws::Account& account, const std::string& execution_id) {
  const std::string prefix = deployment_prefix(account);
  return execution_id.rfind(prefix, 0) == 0 ? execution_id.substr(prefix.size()) : "";
}

std::string host_command_identifier(const aws::Account& account, const HostCommandInstance& command,
                                    std::size_t position) {
  return wire::base64(aws::to_text(
      wire::Object()
          .add("deploymentId", wire::text(deployment_execution_id(account, command.deployment_id)))
          .add("hostId", wire::text(aws::instance_arn(account, command.instance_id)))
          .add("commandName", wire::text(command.CommandName))
          .add("commandPosition", wire::number(static_cast<std::int64_t>(position)))
          .add("commandAttempt", wire::number(1))
          .take()));
}

Result<std::string> instance_of_host(const aws::Account& account,
                                     const std::string& host_identifier) {
  const std::string prefix = aws::instance_arn(account, "");
  const std::string id =
      host_identifier.rfind(prefix, 0) == 0 ? host_identifier.substr(prefix.size()) : "";
  if (id.empty()) {
    return client_exception("The HostIdentifier is no instance of this account and region (" +
                            prefix + "<id>): " + host_identifier);
  }
  return id;
}

std::string specification_text(const aws::Account& account, const DeploymentInfo& deployment,
                               const DeploymentGroup& group) {
  const S3Location& revision = deployment.revision;
  aws::Json s3 = wire::Object()
                     .add("Bucket", wire::text(revision.bucket))
                     .add("Key", wire::text(revision.key))
                     .add("BundleType", wire::text(revision.bundleType))
                     .add_unless_empty("Version", revision.version)
                     .add_unless_empty("ETag", revision.eTag)
                     .take();
  aws::Json overrides =
      wire::Object()
          .add("FileExistsBehavior", wire::text(to_string(deployment.fileExistsBehavior)))
          .take();
  return aws::to_text(
      wire::Object()
          .add("DeploymentId", wire::text("arn:aws:codedeploy:" + account.region + ":" +
                                          account.id + ":deployment/" + deployment.deploymentId))
          .add("DeploymentGroupId", wire::text(group.deploymentGroupId))
          .add("DeploymentGroupName", wire::text(group.deploymentGroupName))
          .add("ApplicationName", wire::text(group.applicationName))
          .add("DeploymentCreator", wire::text(to_string(deployment.creator)))
          .add("DeploymentType", wire::text(to_string(deployment.deploymentType)))
          .add("AppSpecFilename", wire::text("appspec.yml"))
          .add("Revision", wire::Object()
                               .add("RevisionType", wire::text("S3"))
                               .add("S3Revision", std::move(s3))
                               .take())
          .add("AgentActionOverrides",
               wire::Object().add("AgentOverrides", std::move(overrides)).take())
          .take());
}

}  // namespace greenroom::codedeploy
