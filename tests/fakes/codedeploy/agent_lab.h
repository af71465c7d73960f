// One agent on one scripted host: executes host commands and looks at what they leave.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "fakes/codedeploy/agent.h"
#include "tests/support/fake_world.h"
#include "tests/support/scripted_machine.h"

namespace greenroom::codedeploy {

class Bundles final : public RevisionStore {
 public:
  explicit Bundles(std::map<std::string, std::string> given = {}) : bundles(std::move(given)) {}
  Result<Bundle> get(Context, const std::string&, const std::string&, const std::string& key,
                     const std::string&) override {
    const auto found = bundles.find(key);
    if (found == bundles.end()) {
      return Failure{"NoSuchKey", "The specified key does not exist."};
    }
    return Bundle{found->second, "v", "etag"};
  }
  void add(const std::string& key, const std::map<std::string, std::string>& files) {
    bundles[key] = test::scripted_archive(files);
  }
  std::map<std::string, std::string> bundles;
};

struct AgentLab {
  // Executes the events in turn, each for deployment "d-<key>", until one fails.
  EventOutcome execute(const std::string& key, std::vector<std::string> events) {
    EventOutcome outcome;
    test::FakeWorld world;
    CHECK(world.run(tell(*this, world.as("host"), key, std::move(events), outcome)));
    elapsed = world.elapsed();
    return outcome;
  }

  Bundles revisions;
  test::ScriptedMachine host;
  HostCommand command;  // what every command has in common
  LogFollower follower;
  Duration elapsed;

 private:
  static Task<void> tell(AgentLab& lab, Context cx, std::string key,
                         std::vector<std::string> events, EventOutcome& outcome) {
    AppSpecs appspecs;
    Agent agent(lab.host, lab.revisions, appspecs, lab.follower);
    for (const std::string& event : events) {
      HostCommand command = lab.command;
      command.eventName = event;
      command.deploymentId = "d-" + key;
      command.deploymentGroupId = "group-id";
      command.deploymentGroupName = "group";
      command.applicationName = "app";
      command.revision.bucket = "bucket";
      command.revision.key = key;
      outcome = co_await agent.execute(cx, std::move(command));
      if (!outcome.succeeded) {
        break;
      }
    }
  }
};

inline const std::string k_root_directory = "/opt/codedeploy-agent/deployment-root/";

}  // namespace greenroom::codedeploy
