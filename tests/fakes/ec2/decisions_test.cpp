// EC2's pure decisions, each as a table that quotes its section of alb-ec2-asg.
#include <catch2/catch.hpp>

#include "fakes/ec2/instance_actions.h"
#include "fakes/ec2/launch_template.h"
#include "fakes/ec2/user_data.h"

using namespace greenroom;
using namespace greenroom::ec2;

using State_ = InstanceStateName;

TEST_CASE("3.1 states, their names and codes") {
  struct Row {
    State_ state;
    int code;
    const char* name;
  };
  const Row rows[] = {{State_::pending, 0, "pending"},
                      {State_::running, 16, "running"},
                      {State_::shutting_down, 32, "shutting-down"},
                      {State_::terminated, 48, "terminated"},
                      {State_::stopping, 64, "stopping"},
                      {State_::stopped, 80, "stopped"}};
  for (const Row& row : rows) {
    CHECK(code_of(row.state) == row.code);
    CHECK(std::string(to_string(row.state)) == row.name);
  }
}

TEST_CASE("3.1 what a request does in each state") {
  struct Row {
    State_ state;
    const char* start;
    const char* stop;
    const char* reboot;
    const char* terminate;
  };
  const char* no = "IncorrectInstanceState";
  const Row rows[] = {
      {State_::pending, "pending", no, no, "shutting-down"},
      {State_::running, "running", "stopping", "running", "shutting-down"},
      {State_::stopping, no, "stopping", no, "shutting-down"},
      {State_::stopped, "pending", "stopped", no, "shutting-down"},
      {State_::shutting_down, no, no, no, "shutting-down"},
      {State_::terminated, no, no, no, "terminated"},
  };
  for (const Row& row : rows) {
    CAPTURE(to_string(row.state));
    Instance instance;
    instance.InstanceId = "i-1";
    instance.State = row.state;
    const auto outcome = [&](InstanceAction action) {
      const Result<State_> result = outcome_of(action, instance);
      return result.ok() ? std::string(to_string(result.value())) : result.failure().code;
    };
    CHECK(outcome(InstanceAction::Start) == row.start);
    CHECK(outcome(InstanceAction::Stop) == row.stop);
    CHECK(outcome(InstanceAction::Reboot) == row.reboot);
    CHECK(outcome(InstanceAction::Terminate) == row.terminate);
  }
  Instance stopping;
  stopping.InstanceId = "i-1";
  stopping.State = State_::stopping;
  CHECK(outcome_of(InstanceAction::Start, stopping).failure().message ==
        "The instance 'i-1' is not in a state from which it can be started.");
  stopping.made_of.DisableApiTermination = true;
  CHECK(outcome_of(InstanceAction::Terminate, stopping).failure().code == "OperationNotPermitted");
}

TEST_CASE("3.2 addresses and names") {
  CHECK(private_ip_of(0, 2, 0) == "10.0.1.10");
  CHECK(private_ip_of(1, 2, 0) == "10.0.2.10");
  CHECK(private_ip_of(0, 2, 239) == "10.0.1.249");
  CHECK(private_ip_of(0, 2, 240) == "10.0.3.10");
  CHECK(private_dns_of("10.24.34.0", "us-east-1") == "ip-10-24-34-0.ec2.internal");
  CHECK(private_dns_of("10.24.34.0", "eu-west-1") == "ip-10-24-34-0.eu-west-1.compute.internal");
  CHECK(public_dns_of("192.0.2.54", "us-east-1") == "ec2-192-0-2-54.compute-1.amazonaws.com");
  CHECK(public_dns_of("192.0.2.54", "eu-west-1") ==
        "ec2-192-0-2-54.eu-west-1.compute.amazonaws.com");
  CHECK(mac_address_of("10.0.1.10") == "0a:00:0a:00:01:0a");
}

TEST_CASE("3.4 which version a selector means") {
  LaunchTemplate made;
  made.LaunchTemplateId = "lt-1";
  made.versions[1] = {1, "", k_start, {}};
  made.versions[3] = {3, "", k_start, {}};
  made.DefaultVersionNumber = 1;
  made.LatestVersionNumber = 3;
  CHECK(version_of(made, "").value().VersionNumber == 1);
  CHECK(version_of(made, "$Default").value().VersionNumber == 1);
  CHECK(version_of(made, "$Latest").value().VersionNumber == 3);
  CHECK(version_of(made, "3").value().VersionNumber == 3);
  CHECK(version_of(made, "2").failure() ==
        Failure{"InvalidLaunchTemplateId.VersionNotFound",
                "Could not find launch template version 2 of lt-1."});
  CHECK(version_of(made, "newest").failure().code == "InvalidParameterValue");
}

TEST_CASE("3.4 what is given at the launch wins over the template, tags are joined") {
  LaunchTemplateData base;
  base.ImageId = "ami-1";
  base.InstanceType = "t3.micro";
  base.DisableApiTermination = true;
  base.InstanceTags = {{"a", "1"}, {"b", "1"}};
  LaunchTemplateData request;
  request.InstanceType = "t3.large";
  request.DisableApiTermination = false;
  request.InstanceTags = {{"b", "2"}};
  const LaunchTemplateData both = merged(base, request);
  CHECK(both.ImageId == "ami-1");
  CHECK(both.InstanceType == "t3.large");
  CHECK(both.DisableApiTermination == false);
  CHECK(both.InstanceTags == Tags{{"a", "1"}, {"b", "2"}});
}

TEST_CASE("3.3 user data is a script when it begins with #!") {
  CHECK(kind_of_user_data("") == UserDataKind::None);
  CHECK(kind_of_user_data("#!/bin/bash\n") == UserDataKind::Script);
  CHECK(kind_of_user_data("#cloud-config\n") == UserDataKind::Unsupported);
  CHECK(kind_of_user_data("echo hello\n") == UserDataKind::Unsupported);
}
