// EC2 as its users see it: instances that are launched, stopped, started, rebooted and terminated.
#include "fakes/ec2/service.h"

#include <catch2/catch.hpp>

#include "fakes/ec2/user_data.h"
#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

using namespace greenroom;
using namespace greenroom::ec2;
using namespace greenroom::test;

namespace {

class Racks final : public Hardware {
 public:
  Task<void> power_on(Context, InstanceIdentity identity) override {
    calls.push_back("on " + identity.PrivateIpAddress);
    on[identity.InstanceId] = true;
    machines[identity.InstanceId];
    co_return;
  }
  Task<void> shut_down(Context cx, std::string id, Duration grace) override {
    if (on[id]) {
      calls.push_back("button");
      co_await cx.sleep_for(grace);
      on[id] = false;
    }
  }
  void power_off(Context, const std::string& id) override {
    calls.push_back("off");
    on[id] = false;
  }
  void discard_disk(const std::string&) override { calls.push_back("disk gone"); }
  [[nodiscard]] Machine* machine(const std::string& id) override {
    return on[id] ? &machines[id] : nullptr;
  }
  std::map<std::string, bool> on;
  std::map<std::string, ScriptedMachine> machines;
  Lines calls;
};

struct Lab {
  Lab() : ec2(world.ids, {}, racks, {}) {}

  std::string run_one(LaunchTemplateData data = {}) {
    RunInstancesRequest request;
    data.ImageId = "ami-0123456789abcdef0";
    request.data = std::move(data);
    return ec2.RunInstances(world.as("user"), std::move(request)).value().at(0);
  }
  [[nodiscard]] Instance at(const std::string& id) const { return ec2.instance(id).value(); }
  [[nodiscard]] Lines states() const { return world.told("ec2.instance", {"state"}); }

  Racks racks;
  FakeWorld world;
  Ec2 ec2;
};

}  // namespace

TEST_CASE("an instance is pending, boots, runs, and passes its status checks later") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    CHECK(id.size() == 19);
    CHECK(l.at(id).State == InstanceStateName::pending);
    CHECK(l.at(id).PrivateDnsName == "ip-10-0-1-10.ec2.internal");
    CHECK(l.at(id).subnet.AvailabilityZone == "us-east-1a");
    const bool running = co_await l.ec2.wait_for_state(cx, id, InstanceStateName::running);
    CHECK(running);
    CHECK(cx.now() == k_start + seconds(20));
    CHECK(l.ec2.machine(id) != nullptr);
    CHECK(l.ec2.DescribeInstanceStatus(cx, {id}).value().at(0).SystemStatus ==
          SummaryStatus::initializing);
    co_await cx.sleep_for(seconds(120));
    CHECK(l.ec2.DescribeInstanceStatus(cx, {id}).value().at(0).Status == SummaryStatus::ok);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("stop and start keep the id, the private address and the disk, not the public address") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    LaunchTemplateData data;
    data.AssociatePublicIpAddress = true;
    data.UserData = "#!/bin/sh\n";
    const std::string id = l.run_one(data);
    co_await cx.sleep_for(seconds(21));
    const std::string address = l.at(id).PublicIpAddress;
    CHECK(address == "198.18.0.1");
    const auto stopping = l.ec2.StopInstances(cx, {id});
    CHECK(stopping.value().at(0).PreviousState == InstanceStateName::running);
    CHECK(stopping.value().at(0).CurrentState == InstanceStateName::stopping);
    CHECK(l.at(id).Reason->Code == "Client.UserInitiatedShutdown");
    CHECK(l.at(id).StateTransitionReason == "User initiated (2026-01-01 00:00:21 GMT)");
    co_await cx.sleep_for(seconds(11));
    CHECK(l.at(id).State == InstanceStateName::stopped);
    CHECK(l.at(id).PublicIpAddress.empty());
    CHECK(l.ec2.machine(id) == nullptr);
    CHECK(l.ec2.StartInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(21));
    CHECK(l.at(id).State == InstanceStateName::running);
    CHECK(l.at(id).PublicIpAddress == "198.18.0.2");
    CHECK(l.racks.calls == Lines{"on 10.0.1.10", "button", "on 10.0.1.10"});
    CHECK(l.racks.machines[id].count("part-001") == 1);  // user data: the first boot only
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.states() == Lines{"pending", "running", "stopping", "stopped", "pending", "running"});
}

TEST_CASE("ec2.user_data_runs_again: the fault runs user data on every boot") {
  Lab lab;
  lab.world.kernel.faults().enable("ec2.user_data_runs_again");
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    LaunchTemplateData data;
    data.UserData = "#!/bin/sh\n";
    const std::string id = l.run_one(data);
    co_await cx.sleep_for(seconds(21));
    CHECK(l.ec2.StopInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(11));
    CHECK(l.ec2.StartInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(21));
    CHECK(l.racks.machines[id].count("part-001") == 2);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a reboot keeps the instance running and its address") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    co_await cx.sleep_for(seconds(21));
    CHECK(l.ec2.RebootInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(11));
    CHECK(l.at(id).State == InstanceStateName::running);
    CHECK(l.ec2.machine(id) == nullptr);
    co_await cx.sleep_for(seconds(20));
    CHECK(l.ec2.machine(id) != nullptr);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.states() == Lines{"pending", "running"});
  CHECK(lab.world.told("ec2.reboot", {"status"}) == Lines{"rebooting", "up"});
}

TEST_CASE("a terminated instance loses its disk and stays visible") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    co_await cx.sleep_for(seconds(21));
    CHECK(l.ec2.TerminateInstances(cx, {id}).ok());
    CHECK(l.at(id).State == InstanceStateName::shutting_down);
    const bool terminated = co_await l.ec2.wait_for_state(cx, id, InstanceStateName::terminated);
    CHECK(terminated);
    CHECK(cx.now() == k_start + seconds(31));
    CHECK(l.ec2.TerminateInstances(cx, {id}).value().at(0).CurrentState ==
          InstanceStateName::terminated);
    CHECK(l.ec2.StartInstances(cx, {id}).failure().code == "IncorrectInstanceState");
    const std::string next = l.run_one();
    CHECK(l.at(next).PrivateIpAddress == "10.0.1.11");  // addresses are not used again
    const bool ran = co_await l.ec2.wait_for_state(cx, id, InstanceStateName::running);
    CHECK_FALSE(ran);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.racks.calls.at(1) == "button");
  CHECK(lab.racks.calls.at(2) == "disk gone");
}

TEST_CASE("an instance that is terminated while it boots never runs") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    co_await cx.sleep_for(seconds(5));
    CHECK(l.ec2.TerminateInstances(cx, {id}).ok());
    const bool running = co_await l.ec2.wait_for_state(cx, id, InstanceStateName::running);
    CHECK_FALSE(running);
    co_await cx.sleep_for(minutes(1));
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.states() == Lines{"pending", "shutting-down", "terminated"});
  CHECK(lab.racks.calls == Lines{"disk gone"});
}

TEST_CASE("3.3 user data runs as root once the instance runs; its failure is its own") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    LaunchTemplateData data;
    data.UserData = "#!/bin/bash\nexit 3\n";
    const std::string id = l.run_one(data);
    ScriptedCommand failing;
    failing.exit_code = 3;
    failing.takes = seconds(30);
    l.racks.machines[id].on("part-001", failing);
    co_await cx.sleep_for(seconds(21));
    CHECK(l.at(id).State == InstanceStateName::running);
    const ScriptedMachine& machine = l.racks.machines[id];
    CHECK(machine.files.at(k_user_data_script) == data.UserData);
    REQUIRE(machine.started.size() == 1);
    CHECK(machine.started[0].command.user == "root");
    CHECK(machine.started[0].text.find(">>/var/log/cloud-init-output.log 2>&1") !=
          std::string::npos);
    co_await cx.sleep_for(seconds(30));
    CHECK(l.at(id).State == InstanceStateName::running);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.world.told("ec2.user_data", {"status", "message"}) ==
        Lines{"error Failed running /var/lib/cloud/instance/scripts/part-001 [3]"});
}

TEST_CASE("3.3 user data that is no script is left alone, with cloud-init's warning") {
  Lab lab;
  std::string id;
  const auto story = [](Lab& l, std::string& out) -> Task<void> {
    LaunchTemplateData data;
    data.UserData = "echo hello\n";
    out = l.run_one(data);
    co_await l.world.as("story").sleep_for(seconds(21));
  };
  CHECK(lab.world.run(story(lab, id)));
  CHECK(lab.racks.machines[id].started.empty());
  CHECK(lab.racks.machines[id].files.at(k_cloud_init_log).rfind("Unhandled non-multipart", 0) == 0);
}

TEST_CASE("3.3 user data is limited, and changed only while the instance is stopped") {
  Lab lab;
  RunInstancesRequest request;
  request.data.ImageId = "ami-0123456789abcdef0";
  request.data.UserData = std::string(16385, '#');
  CHECK(lab.ec2.RunInstances(lab.world.as("user"), request).failure().code ==
        "InvalidParameterValue");
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    co_await cx.sleep_for(seconds(21));
    CHECK(l.ec2.modify_user_data(id, "#!/bin/sh\n").failure().code == "IncorrectInstanceState");
    CHECK(l.ec2.StopInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(11));
    CHECK(l.ec2.modify_user_data(id, "#!/bin/sh\n").ok());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("an instance that shuts itself down stops or terminates, as it was told") {
  for (const ShutdownBehavior behavior : {ShutdownBehavior::stop, ShutdownBehavior::terminate}) {
    Lab lab;
    const auto story = [](Lab& l, ShutdownBehavior b) -> Task<void> {
      const Context cx = l.world.as("story");
      LaunchTemplateData data;
      data.InstanceInitiatedShutdownBehavior = b;
      const std::string id = l.run_one(data);
      co_await cx.sleep_for(seconds(21));
      l.ec2.instance_shut_itself_down(cx, id);
      CHECK(l.at(id).Reason->Code == "Client.InstanceInitiatedShutdown");
      co_await cx.sleep_for(seconds(11));
      CHECK(l.at(id).State == (b == ShutdownBehavior::stop ? InstanceStateName::stopped
                                                           : InstanceStateName::terminated));
    };
    CHECK(lab.world.run(story(lab, behavior)));
  }
}

TEST_CASE("dead hardware shows in the status checks only; stop and start mend it") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    co_await cx.sleep_for(seconds(21));
    l.ec2.break_hardware(cx, id);
    CHECK(l.at(id).State == InstanceStateName::running);
    CHECK(l.ec2.machine(id) == nullptr);
    CHECK(l.ec2.DescribeInstanceStatus(cx, {id}).value().at(0).SystemStatus ==
          SummaryStatus::impaired);
    CHECK(l.ec2.StopInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(11));
    CHECK(l.ec2.StartInstances(cx, {id}).ok());
    co_await cx.sleep_for(seconds(21));
    CHECK_FALSE(l.at(id).impaired_since.has_value());
    CHECK(l.ec2.machine(id) != nullptr);
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("a network that is cut shows in the status checks until it is mended") {
  Lab lab;
  const auto story = [](Lab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    const std::string id = l.run_one();
    l.ec2.set_network(cx, id, false);  // nobody is there yet: nothing to cut
    CHECK_FALSE(l.at(id).impaired_since.has_value());
    co_await cx.sleep_for(seconds(21));
    l.ec2.set_network(cx, id, false);
    CHECK(l.at(id).impaired_since == cx.now());
    CHECK(l.at(id).State == InstanceStateName::running);
    CHECK(l.ec2.machine(id) != nullptr);
    l.ec2.set_network(cx, id, true);
    CHECK_FALSE(l.at(id).impaired_since.has_value());
    l.ec2.break_hardware(cx, id);
    l.ec2.set_network(cx, id, true);  // no cable mends a dead computer
    CHECK(l.at(id).impaired_since.has_value());
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("5.3 wrong ids and missing parameters, and nothing done to the right ones") {
  Lab lab;
  const Context cx = lab.world.as("user");
  const std::string id = lab.run_one();
  CHECK(lab.ec2.TerminateInstances(cx, {id, "i-0fedcba9876543210"}).failure() ==
        Failure{"InvalidInstanceID.NotFound",
                "The instance ID 'i-0fedcba9876543210' does not exist"});
  CHECK(lab.at(id).State == InstanceStateName::pending);
  CHECK(lab.ec2.TerminateInstances(cx, {"web"}).failure() ==
        Failure{"InvalidInstanceID.Malformed", "Invalid id: \"web\""});
  CHECK(lab.ec2.DescribeInstances({"i-00000001", "i-00000002"}, {}).failure().message ==
        "The instance IDs 'i-00000001, i-00000002' do not exist");
  RunInstancesRequest request;
  CHECK(lab.ec2.RunInstances(cx, request).failure().code == "MissingParameter");
  request.data.ImageId = "debian";
  CHECK(lab.ec2.RunInstances(cx, request).failure().code == "InvalidAMIID.Malformed");
  request.data.ImageId = "ami-0123456789abcdef0";
  request.AvailabilityZone = "mars-1a";
  CHECK(lab.ec2.RunInstances(cx, request).failure().code == "InvalidParameterValue");
  CHECK(lab.ec2.modify_termination_protection(id, true).ok());
  CHECK(lab.ec2.TerminateInstances(cx, {id}).failure().code == "OperationNotPermitted");
}

TEST_CASE("3.2 tags and filters: alternatives in one filter, all filters hold") {
  Lab lab;
  RunInstancesRequest request;
  request.data.ImageId = "ami-0123456789abcdef0";
  request.data.InstanceTags = {{"Name", "web"}, {"aws:autoscaling:groupName", "asg"}};
  request.MaxCount = 2;
  const InstanceIds ids = lab.ec2.RunInstances(lab.world.as("user"), request).value();
  CHECK(lab.ec2.CreateTags({ids[1]}, {{"Name", "db"}}).ok());
  CHECK(lab.ec2.CreateTags({ids[1]}, {{"aws:x", "y"}}).failure().code == "InvalidParameterValue");
  const auto count = [&](std::vector<Filter> filters) {
    return lab.ec2.DescribeInstances({}, filters).value().size();
  };
  CHECK(count({}) == 2);
  CHECK(count({{"tag:Name", {"web"}}}) == 1);
  CHECK(count({{"tag:Name", {"web", "db"}}}) == 2);
  CHECK(count({{"tag:Name", {"web", "db"}}, {"private-ip-address", {"10.0.1.11"}}}) == 1);
  CHECK(count({{"tag:name", {"web"}}}) == 0);  // case-sensitive
  CHECK(count({{"instance-state-name", {"pending"}}}) == 2);
  CHECK(lab.ec2.DescribeInstances({}, {{"colour", {"red"}}}).failure().code ==
        "InvalidParameterValue");
  CHECK(lab.ec2.DeleteTags({ids[0]}, {"Name"}).ok());
  CHECK(count({{"tag:Name", {"web"}}}) == 0);
  Tags many;
  for (int i = 0; i < 51; ++i) {
    many["key" + std::to_string(i)] = "";
  }
  CHECK(lab.ec2.CreateTags({ids[0]}, many).failure().code == "TagLimitExceeded");
}

TEST_CASE("3.4 launch templates: versions are kept, numbered once, and chosen at every launch") {
  Lab lab;
  const Context cx = lab.world.as("user");
  LaunchTemplateData data;
  data.ImageId = "ami-0123456789abcdef0";
  data.InstanceType = "t3.micro";
  const std::string id = lab.ec2.CreateLaunchTemplate(cx, "web", data).value().LaunchTemplateId;
  CHECK(lab.ec2.CreateLaunchTemplate(cx, "web", data).failure().code ==
        "InvalidLaunchTemplateName.AlreadyExistsException");
  const LaunchTemplateSpecification by_name{"", "web", ""};
  LaunchTemplateData larger;
  larger.InstanceType = "t3.large";
  CHECK(lab.ec2.CreateLaunchTemplateVersion(cx, by_name, "1", larger).value().VersionNumber == 2);
  const auto type_of = [&](const std::string& version) {
    return lab.ec2.resolve({id, "", version}).value().version.data.InstanceType;
  };
  CHECK(type_of("") == "t3.micro");
  CHECK(type_of("$Latest") == "t3.large");
  CHECK(lab.ec2.ModifyLaunchTemplate(by_name, "2").ok());
  CHECK(type_of("$Default") == "t3.large");
  CHECK(lab.ec2.DeleteLaunchTemplateVersion(by_name, 2).failure().code == "OperationNotPermitted");
  CHECK(lab.ec2.ModifyLaunchTemplate(by_name, "1").ok());
  CHECK(lab.ec2.DeleteLaunchTemplateVersion(by_name, 2).ok());
  CHECK(type_of("$Latest") == "t3.micro");
  CHECK(lab.ec2.CreateLaunchTemplateVersion(cx, by_name, "", larger).value().VersionNumber == 3);
  RunInstancesRequest request;
  request.LaunchTemplate = by_name;
  const InstanceIds launched = lab.ec2.RunInstances(cx, request).value();
  CHECK(lab.at(launched[0]).made_of.InstanceType == "t3.micro");
  CHECK(lab.ec2.DeleteLaunchTemplate(by_name).ok());
  CHECK(lab.ec2.resolve(by_name).failure().code == "InvalidLaunchTemplateName.NotFoundException");
  CHECK(lab.ec2.resolve({id, "", ""}).failure().code == "InvalidLaunchTemplateId.NotFound");
}

TEST_CASE("3.5 the metadata service answers for the instance that asks") {
  Lab lab;
  const std::string id = lab.run_one();
  HttpRequest request;
  request.target = "/latest/meta-data/instance-id";
  const Context cx = lab.world.as("user");
  CHECK(lab.ec2.answer_metadata(cx, id, request).body == id);
  InstanceMetadataOptions options;
  options.HttpTokens = HttpTokensState::required;
  options.HttpPutResponseHopLimit = 2;
  CHECK(lab.ec2.ModifyInstanceMetadataOptions(id, options).ok());
  CHECK(lab.ec2.answer_metadata(cx, id, request).status == 401);
  CHECK(lab.ec2.put_response_hop_limit(id) == 2);
  options.HttpPutResponseHopLimit = 65;
  CHECK(lab.ec2.ModifyInstanceMetadataOptions(id, options).failure().code ==
        "InvalidParameterValue");
}
