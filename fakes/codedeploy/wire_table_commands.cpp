// AWS: the API model of the command service that the agent 1.8.1 carries with it (aws-codedeploy-
// agent, vendor/gems/codedeploy-commands-1.0.0/apis: CodeDeployCommand of version 2014-10-06 and
// CodeDeployCommandSecure of 2019-11-11, which differ in their names only). botocore has none.
// Absent: envelopes of variants, which no agent reads. All errors are ClientException or
// ServerException.
#include "fakes/codedeploy/wire_commands.h"

namespace greenroom::codedeploy {

namespace {

constexpr const char* k_plain =
    "service codedeploy-commands json-1.1 CodeDeployCommandService_v20141006\n";
constexpr const char* k_secure =
    "service codedeploy-commands-secure json-1.1 CodeDeployCommandService\n";

constexpr const char* k_table = R"(
operation PollHostCommand PollHostCommandInput PollHostCommandOutput
right PollHostCommand none
operation GetDeploymentSpecification GetDeploymentSpecificationInput
  GetDeploymentSpecificationOutput
right GetDeploymentSpecification none
operation PutHostCommandAcknowledgement PutHostCommandAcknowledgementInput
  PutHostCommandAcknowledgementOutput
right PutHostCommandAcknowledgement none
operation PutHostCommandComplete PutHostCommandCompleteInput Unit
right PutHostCommandComplete none
operation PostHostCommandUpdate PostHostCommandUpdateInput PostHostCommandUpdateOutput
right PostHostCommandUpdate none
structure Unit
structure PollHostCommandInput HostIdentifier:HostIdentifier!
string HostIdentifier
structure PollHostCommandOutput HostCommand:HostCommandInstance
structure HostCommandInstance HostCommandIdentifier:HostCommandIdentifier
  HostIdentifier:HostIdentifier DeploymentExecutionId:DeploymentExecutionId
  CommandName:DeploymentCommandName Nonce:GenericLong
string HostCommandIdentifier
string DeploymentExecutionId 1..129 ~[^/]+/[^/]+/[^/]+/.+
string DeploymentCommandName
long GenericLong
structure GetDeploymentSpecificationInput DeploymentExecutionId:DeploymentExecutionId!
  HostIdentifier:HostIdentifier!
structure GetDeploymentSpecificationOutput DeploymentSystem:GenericString
  DeploymentSpecification:DeploymentSpecification
string GenericString
structure DeploymentSpecification GenericEnvelope:Envelope
structure Envelope Format:Format Payload:Payload
string Format 1..64
string Payload 0..8192
structure PutHostCommandAcknowledgementInput HostCommandIdentifier:HostCommandIdentifier!
  Diagnostics:Envelope
structure PutHostCommandAcknowledgementOutput CommandStatus:DeploymentCommandStatus
enum DeploymentCommandStatus Pending InProgress Succeeded Failed
structure PutHostCommandCompleteInput HostCommandIdentifier:HostCommandIdentifier!
  CommandStatus:DeploymentCommandStatus! Diagnostics:Envelope
structure PostHostCommandUpdateInput HostCommandIdentifier:HostCommandIdentifier!
  EstimatedCompletionTime:GenericDateTimestamp Diagnostics:Envelope
timestamp GenericDateTimestamp
structure PostHostCommandUpdateOutput CommandStatus:DeploymentCommandStatus
)";

}  // namespace

wire::Table command_wire_table(CommandStack stack) {
  return wire::Table((stack == CommandStack::Plain ? k_plain : k_secure) + std::string(k_table));
}

}  // namespace greenroom::codedeploy
