// EC2's words as plain data (reference alb-ec2-asg 3).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/time.h"

namespace greenroom::ec2 {

// reference 3.1.
enum class InstanceStateName { pending, running, shutting_down, terminated, stopping, stopped };
[[nodiscard]] const char* to_string(InstanceStateName state);  // "shutting-down"
// What the API calls InstanceState.Code: 0, 16, 32, 48, 64, 80.
[[nodiscard]] int code_of(InstanceStateName state);

// Modelled durations. UNVERIFIED (reference alb-ec2-asg 6).
struct Timing {
  Duration boot = seconds(20);            // pending -> running; also the way up of a reboot
  Duration shutdown = seconds(10);        // power button -> off, and terminated or stopped
  Duration status_checks = seconds(120);  // running -> status checks passed
};

// Why an instance is in its state: "Client.UserInitiatedShutdown".
struct StateReason {
  std::string Code;
  std::string Message;
};

// Key to value; keys are case-sensitive (reference 3.2).
using Tags = std::map<std::string, std::string>;
inline constexpr const char* k_group_name_tag = "aws:autoscaling:groupName";

// The role that software on an instance can act as.
struct IamInstanceProfile {
  std::string Arn;   // arn:aws:iam::123456789012:instance-profile/web
  std::string Id;    // AIPA...; "" of one that is only named, as in a template: see Name
  std::string role;  // the name of its one role
  std::string Name;  // as a template or a request gives it; "" when it gives the ARN
};

enum class HttpTokensState { optional, required };
enum class InstanceMetadataEndpointState { disabled, enabled };
enum class InstanceMetadataTagsState { disabled, enabled };

// reference 3.5; the defaults are those of API launches.
struct InstanceMetadataOptions {
  HttpTokensState HttpTokens = HttpTokensState::optional;
  InstanceMetadataEndpointState HttpEndpoint = InstanceMetadataEndpointState::enabled;
  int HttpPutResponseHopLimit = 1;  // 1-64
  InstanceMetadataTagsState InstanceMetadataTags = InstanceMetadataTagsState::disabled;
};

enum class ShutdownBehavior { stop, terminate };

// What an instance is made of; in a template, what is left empty may be given at the launch.
struct LaunchTemplateData {
  std::string ImageId;       // taken as given: what boots is always this computer's software
  std::string InstanceType;  // taken as given
  std::string KeyName;
  std::vector<std::string> SecurityGroups;  // names
  std::vector<std::string> SecurityGroupIds;
  std::string UserData;  // decoded; on the wire it is base64
  std::optional<IamInstanceProfile> IamProfile;
  std::optional<InstanceMetadataOptions> MetadataOptions;
  std::optional<ShutdownBehavior> InstanceInitiatedShutdownBehavior;  // stop unless given
  std::optional<bool> DisableApiTermination;
  std::optional<bool> AssociatePublicIpAddress;
  std::string SubnetId;  // "" = where the launch says, or the first
  Tags InstanceTags;     // TagSpecifications of type instance
};

struct LaunchTemplateVersion {
  std::int64_t VersionNumber = 0;
  std::string VersionDescription;
  Instant CreateTime;
  LaunchTemplateData data;
};

// reference 3.4: versions are immutable and their numbers never used again.
struct LaunchTemplate {
  std::string LaunchTemplateId;
  std::string LaunchTemplateName;
  Instant CreateTime;
  Tags tags;
  std::int64_t DefaultVersionNumber = 1;
  std::int64_t LatestVersionNumber = 1;
  std::map<std::int64_t, LaunchTemplateVersion> versions;
  std::int64_t numbers_used = 1;  // ours
};

// Which template: by id or by name. Version: a number, "$Latest", "$Default", or "" for the
// default.
struct LaunchTemplateSpecification {
  std::string LaunchTemplateId;
  std::string LaunchTemplateName;
  std::string Version;
};

// What a specification means at one moment.
struct ResolvedLaunchTemplate {
  std::string LaunchTemplateId;
  LaunchTemplateVersion version;
};

struct Vpc {
  std::string VpcId;
  std::string CidrBlock;  // 10.0.0.0/16
  std::string OwnerId;
  Tags tags;
};

struct Subnet {
  std::string SubnetId;
  std::string AvailabilityZone;    // us-east-1a
  std::string AvailabilityZoneId;  // use1-az1
  std::string CidrBlock;           // 10.0.1.0/24
  Tags tags;
};

struct Instance {
  std::string InstanceId;
  std::string ReservationId;
  std::int64_t AmiLaunchIndex = 0;
  InstanceStateName State = InstanceStateName::pending;
  std::optional<StateReason> Reason;  // the API's StateReason
  std::string StateTransitionReason;  // "User initiated (2026-01-01 00:00:00 GMT)"; "" at first
  Instant LaunchTime;                 // of the last start
  std::string VpcId;
  Subnet subnet;
  std::string PrivateIpAddress;
  std::string PrivateDnsName;
  std::string PublicIpAddress;  // "" when it has none
  std::string PublicDnsName;
  std::string NetworkInterfaceId;
  std::string MacAddress;
  std::string RootVolumeId;
  LaunchTemplateData made_of;  // with every choice made
  Tags tags;

  std::string target_lifecycle_state;  // Auto Scaling's, for IMDS; "" when in no group
  std::uint64_t launch_order = 0;      // ours
  std::uint64_t transition = 0;  // ours: counts power requests, so that an overtaken one stops
  Instant running_since;
  std::optional<Instant> impaired_since;  // the hardware is dead; the state does not show it
  bool user_data_has_run = false;
};

// One line of what Start, Stop and TerminateInstances answer.
struct InstanceStateChange {
  std::string InstanceId;
  InstanceStateName PreviousState = InstanceStateName::pending;
  InstanceStateName CurrentState = InstanceStateName::pending;
};

// SummaryStatus of system and instance status.
enum class SummaryStatus { ok, impaired, not_applicable, initializing };
[[nodiscard]] const char* to_string(SummaryStatus status);  // "not-applicable"

struct InstanceStatus {
  std::string InstanceId;
  SummaryStatus SystemStatus = SummaryStatus::not_applicable;
  SummaryStatus Status = SummaryStatus::not_applicable;  // the API's InstanceStatus
};

// Several values of one filter are alternatives; several filters must all hold (reference 3.2).
struct Filter {
  std::string Name;
  std::vector<std::string> Values;
};

struct RunInstancesRequest {
  std::optional<LaunchTemplateSpecification> LaunchTemplate;
  LaunchTemplateData data;       // wins over the template's
  std::string AvailabilityZone;  // "" = the first
  std::int64_t MaxCount = 1;
  std::string ClientToken;  // whoever asks again with it gets what was launched then; "" = none
};

struct CreateSecurityGroupInput {
  std::string GroupName;
  std::string Description;
  std::string VpcId;  // "" = the default one
  Tags tags;
};

}  // namespace greenroom::ec2
