// EC2: instances that are launched, started, stopped, rebooted and terminated; launch templates;
// the instance metadata service.
//
// AWS: docs.aws.amazon.com/ec2, reference alb-ec2-asg.md section 3. Operations check every id
// before they touch the first, as AWS does.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/ec2/instance_actions.h"
#include "fakes/ec2/ports.h"
#include "fakes/ec2/security_groups.h"
#include "fakes/ec2/state.h"
#include "fakes/ec2/types.h"
#include "sim/core/http.h"

namespace greenroom::ec2 {

using InstanceIds = std::vector<std::string>;

class Ec2 {
 public:
  // A VPC with a subnet in each of `zones` Availability Zones, and no instance.
  Ec2(aws::Ids& ids, aws::Account account, Hardware& hardware, Timing timing,
      std::size_t zones = 2);

  // An optional neighbour. Without it a profile has one role, of the profile's own name.
  void connect(const InstanceProfiles& profiles) { profiles_ = &profiles; }

  // Launches MaxCount pending instances; they boot, and then their user data runs. Returns at once.
  // MissingParameter (no ImageId), InvalidAMIID.Malformed, InvalidParameterValue, InvalidSubnetID
  // .NotFound, InvalidGroup.NotFound (of an id; names are taken as given), and the errors of the
  // launch template and the instance profile.
  Result<InstanceIds> RunInstances(Context cx, RunInstancesRequest request);
  // What such a launch would be made of, every choice made: template, groups, profile, subnet. The
  // errors of RunInstances.
  [[nodiscard]] Result<LaunchTemplateData> whole_launch(const RunInstancesRequest& request) const;
  // Those of `ids` (all when empty) that every filter lets through, in launch order, terminated
  // ones included. InvalidInstanceID.NotFound, InvalidInstanceID.Malformed, InvalidParameterValue.
  [[nodiscard]] Result<std::vector<Instance>> DescribeInstances(
      const InstanceIds& ids, const std::vector<Filter>& filters) const;
  [[nodiscard]] Result<std::vector<InstanceStatus>> DescribeInstanceStatus(
      Context cx, const InstanceIds& ids) const;
  // The errors above, and those of outcome_of (instance_actions.h).
  Result<std::vector<InstanceStateChange>> StartInstances(Context cx, InstanceIds ids);
  Result<std::vector<InstanceStateChange>> StopInstances(Context cx, InstanceIds ids);
  Result<std::vector<InstanceStateChange>> TerminateInstances(Context cx, InstanceIds ids);
  Status RebootInstances(Context cx, InstanceIds ids);
  // Of instances, launch templates, security groups, subnets, the VPC. InvalidParameterValue for
  // "aws:" keys, TagLimitExceeded above 50; InvalidID for what is not there.
  Status CreateTags(const InstanceIds& ids, const Tags& tags);
  Status DeleteTags(const InstanceIds& ids, const std::vector<std::string>& keys);
  Status ModifyInstanceMetadataOptions(const std::string& id, InstanceMetadataOptions options);
  // IncorrectInstanceState unless the instance is stopped (reference 3.3).
  Status modify_user_data(const std::string& id, std::string user_data);
  Status modify_instance_type(const std::string& id, std::string instance_type);
  Status modify_termination_protection(const std::string& id, bool is_protected);
  Status modify_shutdown_behavior(const std::string& id, ShutdownBehavior behavior);
  // InvalidGroup.NotFound.
  Status modify_groups(const std::string& id, const std::vector<std::string>& group_ids);

  // The id of the new group. InvalidGroup.Duplicate, InvalidVpcID.NotFound, InvalidParameterValue.
  Result<std::string> CreateSecurityGroup(CreateSecurityGroupInput input);
  // CannotDelete (the default group), DependencyViolation (an instance or a rule has it).
  Status DeleteSecurityGroup(const std::string& group_id);
  // AuthorizeSecurityGroupIngress and -Egress: all rules or none. With their new ids.
  // InvalidGroup.NotFound, InvalidPermission.Duplicate, InvalidParameterValue.
  Result<std::vector<SecurityGroupRule>> authorize(const std::string& group_id,
                                                   std::vector<SecurityGroupRule> rules);
  // RevokeSecurityGroupIngress and -Egress; rules by their ids or by what they let pass.
  // InvalidPermission.NotFound.
  Result<std::vector<SecurityGroupRule>> revoke(const std::string& group_id,
                                                const std::vector<SecurityGroupRule>& rules);

  // reference 3.4. InvalidLaunchTemplateName.AlreadyExistsException.
  Result<LaunchTemplate> CreateLaunchTemplate(Context cx, std::string name, LaunchTemplateData data,
                                              std::string description = "", Tags tags = {});
  // `source` names a version whose data is the base of the new one; "" = none.
  Result<LaunchTemplateVersion> CreateLaunchTemplateVersion(
      Context cx, const LaunchTemplateSpecification& which, const std::string& source,
      LaunchTemplateData data, std::string description = "");
  Status ModifyLaunchTemplate(const LaunchTemplateSpecification& which,
                              const std::string& default_version);
  Status DeleteLaunchTemplate(const LaunchTemplateSpecification& which);
  // The default version cannot be deleted: OperationNotPermitted (code UNVERIFIED).
  Status DeleteLaunchTemplateVersion(const LaunchTemplateSpecification& which,
                                     std::int64_t version);
  // What `which` means now: selectors are resolved at every call.
  [[nodiscard]] Result<ResolvedLaunchTemplate> resolve(
      const LaunchTemplateSpecification& which) const;

  // What 169.254.169.254:80 answers inside that instance (metadata.h). Whoever connects this to a
  // socket sends answers to PUT with the IP time-to-live of put_response_hop_limit().
  [[nodiscard]] HttpResponse answer_metadata(Context cx, const std::string& id,
                                             const HttpRequest& request) const;
  [[nodiscard]] int put_response_hop_limit(const std::string& id) const;
  // Auto Scaling tells where it wants an instance (autoscaling/target-lifecycle-state).
  void set_target_lifecycle_state(const std::string& id, std::string state);
  // The reserved tag aws:autoscaling:groupName, which only Auto Scaling writes; "" takes it away.
  void set_group_tag(const std::string& id, const std::string& group);

  // An instance ran `shutdown -h`: it stops or terminates, as its InstanceInitiatedShutdownBehavior
  // says.
  void instance_shut_itself_down(Context cx, const std::string& id);
  // The computer below an instance dies: every process ends, packets are lost, the state stays
  // running, the status checks are impaired. Stop and start moves it to other hardware.
  void break_hardware(Context cx, const std::string& id);
  // Packets to and from a running instance are lost from now on, or arrive again. Its status checks
  // are impaired meanwhile.
  void set_network(Context cx, const std::string& id, bool connected);

  // Waits until the instance is in `state` (true) or can never be (false: it has terminated).
  Task<bool> wait_for_state(Context cx, std::string id, InstanceStateName state);
  [[nodiscard]] Result<Instance> instance(const std::string& id) const;
  // nullptr when the instance is not powered on.
  [[nodiscard]] Machine* machine(const std::string& id) { return hardware_.machine(id); }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const aws::Account& account() const { return account_; }

 private:
  [[nodiscard]] Status check_ids(const InstanceIds& ids) const;
  // All may be done, or the first failure.
  [[nodiscard]] Status check_action(InstanceAction action, const InstanceIds& ids) const;
  Result<LaunchTemplateData> data_of(const RunInstancesRequest& request) const;
  [[nodiscard]] Status resolve_groups(LaunchTemplateData& data) const;
  [[nodiscard]] Status resolve_profile(LaunchTemplateData& data) const;
  // Of the subnet, or else of the zone, or else the first.
  [[nodiscard]] Result<std::size_t> zone_index(const std::string& subnet_id,
                                               const std::string& availability_zone) const;
  // Where it goes; `data` is the request's with its template's.
  [[nodiscard]] Result<std::size_t> zone_of(const RunInstancesRequest& request,
                                            const LaunchTemplateData& data) const;
  [[nodiscard]] Status check_tagged(const InstanceIds& ids) const;
  [[nodiscard]] Status check_stopped(const std::string& id) const;
  void add_instance(Context cx, std::size_t zone, const LaunchTemplateData& data,
                    const std::string& reservation, std::int64_t index);
  InstanceStateChange act(Context cx, InstanceAction action, const std::string& id);
  void set_state(Context cx, Instance& instance, InstanceStateName state);
  Task<void> boot(Context cx, std::string id, std::uint64_t transition);
  Task<void> run_user_data_once(Context cx, std::string id);
  Task<void> switch_off(Context cx, std::string id, std::uint64_t transition);
  Task<void> reboot(Context cx, std::string id, std::uint64_t transition);
  // The instance, when no later power request has overtaken this one; else nullptr.
  [[nodiscard]] Instance* still(const std::string& id, std::uint64_t transition);
  Signal& changed(const std::string& id);

  aws::Ids& ids_;
  aws::Account account_;
  Hardware& hardware_;
  Timing timing_;
  const InstanceProfiles* profiles_ = nullptr;
  State state_;
  std::map<std::string, std::unique_ptr<Signal>> changed_;  // by instance id
  std::uint64_t public_addresses_ = 0;                      // given out so far
};

}  // namespace greenroom::ec2
