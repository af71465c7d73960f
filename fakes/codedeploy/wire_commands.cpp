#include "fakes/codedeploy/wire_commands.h"

#include "fakes/aws/arn.h"
#include "fakes/codedeploy/wire_values.h"
#include "sim/core/assert.h"

namespace greenroom::codedeploy {
namespace {

constexpr const char* k_signed_format = "PKCS7/JSON";
constexpr const char* k_diagnostics_format = "JSON";

// The payload of Diagnostics; "" without any. ClientException for a format that no agent uses.
Result<std::string> payload_of(const aws::Json& input) {
  const aws::Json* envelope = input.find("Diagnostics");
  if (envelope == nullptr) {
    return std::string();
  }
  const std::string format = wire::text_of(*envelope, "Format");
  if (format != k_diagnostics_format) {
    return Failure{"ClientException", "Diagnostics have the Format " +
                                          std::string(k_diagnostics_format) + ", not " + format};
  }
  return wire::text_of(*envelope, "Payload");
}

aws::Json status_json(DeploymentCommandStatus status) {
  return wire::Object().add("CommandStatus", wire::text(to_string(status))).take();
}

}  // namespace

Result<aws::Json> CommandWire::poll(Context cx, const aws::Json& input) {
  const std::string host = wire::text_of(input, "HostIdentifier");
  const Result<std::optional<HostCommandInstance>> polled = codedeploy_.PollHostCommand(cx, host);
  if (!polled) {
    return polled.failure();
  }
  if (!polled.value()) {
    return object();
  }
  const HostCommandInstance& command = *polled.value();
  return wire::Object()
      .add("HostCommand",
           wire::Object()
               .add("HostCommandIdentifier", wire::text(command.HostCommandIdentifier))
               .add("HostIdentifier", wire::text(host))
               .add("DeploymentExecutionId", wire::text(deployment_execution_id(
                                                 codedeploy_.account(), command.deployment_id)))
               .add("CommandName", wire::text(command.CommandName))
               .take())
      .take();
}

Result<aws::Json> CommandWire::specification(const aws::Json& input) {
  const Result<HostSpecification> found = codedeploy_.GetDeploymentSpecification(
      wire::text_of(input, "DeploymentExecutionId"), wire::text_of(input, "HostIdentifier"));
  if (!found) {
    return found.failure();
  }
  aws::Json envelope =
      wire::Object()
          .add("Format", wire::text(k_signed_format))
          .add("Payload", wire::text(signer_.sign(found.value().text, found.value().common_name)))
          .take();
  return wire::Object()
      .add("DeploymentSystem", wire::text("CodeDeploy"))
      .add("DeploymentSpecification",
           wire::Object().add("GenericEnvelope", std::move(envelope)).take())
      .take();
}

Result<aws::Json> CommandWire::acknowledge(Context cx, const aws::Json& input) {
  const Result<std::string> payload = payload_of(input);
  if (!payload) {
    return payload.failure();
  }
  const Result<bool> is_noop = read_is_noop(payload.value());
  if (!is_noop) {
    return is_noop.failure();
  }
  const Result<DeploymentCommandStatus> status = codedeploy_.PutHostCommandAcknowledgement(
      cx, wire::text_of(input, "HostCommandIdentifier"), is_noop.value());
  return status ? Result<aws::Json>(status_json(status.value())) : status.failure();
}

Result<aws::Json> CommandWire::complete(Context cx, const aws::Json& input) {
  const Result<std::string> payload = payload_of(input);
  if (!payload) {
    return payload.failure();
  }
  const auto status =
      enum_of(wire::text_of(input, "CommandStatus"), DeploymentCommandStatus::Failed);
  SIM_ASSERT(status.has_value(), "the table knows all statuses of a command");
  Result<Diagnostics> diagnostics =
      read_diagnostics(payload.value(), *status == DeploymentCommandStatus::Succeeded);
  if (!diagnostics) {
    return diagnostics.failure();
  }
  const Status done = codedeploy_.PutHostCommandComplete(
      cx, wire::text_of(input, "HostCommandIdentifier"), *status, std::move(diagnostics).value());
  return done.ok() ? Result<aws::Json>(object()) : done.failure();
}

Result<aws::Json> CommandWire::call(Context cx, const std::string& operation,
                                    const aws::Json& input) {
  if (operation == "PollHostCommand") {
    return poll(cx, input);
  }
  if (operation == "GetDeploymentSpecification") {
    return specification(input);
  }
  if (operation == "PutHostCommandAcknowledgement") {
    return acknowledge(cx, input);
  }
  if (operation == "PutHostCommandComplete") {
    return complete(cx, input);
  }
  SIM_ASSERT(operation == "PostHostCommandUpdate", "the table has no other operation");
  const Result<std::string> payload = payload_of(input);
  const Result<DeploymentCommandStatus> status =
      payload ? codedeploy_.PostHostCommandUpdate(wire::text_of(input, "HostCommandIdentifier"))
              : Result<DeploymentCommandStatus>(payload.failure());
  return status ? Result<aws::Json>(status_json(status.value())) : status.failure();
}

}  // namespace greenroom::codedeploy
