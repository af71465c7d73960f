// A rehearsal of AWS inside a test: a world with a clock of its own, in which deployments run with
// real processes, for Catch2, GoogleTest or any other framework.
//
//   greenroom::WorldOptions options;
//   options.app_folder = "app";           // with buildspec.yml and appspec.yml
//   greenroom::World world(options);      // the lab: load balancer, two instances, pipeline
//   world.push({"v1.0"});
//   world.run_until_rest();
//   CHECK(world.request().status == 200);
//   const auto state = world.call("codepipeline", "GetPipelineState", R"({"name": "lab-app"})");
//   CHECK(state.text("stageStates.2.latestExecution.status") == "Succeeded");
//
// A world lives in a child process: the test program's own namespaces, signals, environment and
// open files stay as they are, several worlds may live at once, and all that one has started ends
// with it. It needs root or user namespaces, as the program does (`greenroom doctor` tells what is
// missing), and throws WorldTrouble otherwise. It ends with the thread that made it; a World is
// not for several threads at once.
//
// Time moves only where a function says so. The same calls in the same order, with the same seed,
// app and programs, give the same trace, byte by byte.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "greenroom/values.h"

namespace greenroom {

struct WorldOptions {
  // A scenario file: its environment is furnished, and its app, seed and limits hold. Its steps,
  // traffic and expectations are not looked at. Empty: what the next two say.
  std::string scenario_file;
  // The app's folder. With it, or with a scenario, the world is furnished: buckets, load balancer,
  // instances, build project, application, deployment groups, pipeline. Without either it is an
  // empty account, 123456789012 in us-east-1.
  std::string app_folder;
  // What stands under `environment:` in a scenario, as YAML, for `app_folder`: "instances: 3".
  // Empty: the lab's environment.
  std::string environment;
  // Of all that is random, ids for example. Absent: the scenario's, or 1.
  std::optional<std::uint64_t> seed;
  // Folder of the packages in the npm registry of builds; empty: none.
  std::string npm_packages;
};

// A push to the lab's Git repository.
struct Push {
  // "v1.0" is the app's folder; "v1.1" the same with what lies in its commits/v1_1 over it. A
  // version with files of its own may have any name.
  std::string version;
  std::string message = "a push of a test";
  // Path in the app's folder -> content; they can be executed.
  std::map<std::string, std::string> files = {};
};

class World {
 public:
  // Takes no virtual time when empty, otherwise what it takes until the instances are in service.
  // Throws WorldMisuse, which says what is wrong in the options, or WorldTrouble.
  explicit World(const WorldOptions& options = {});
  ~World();  // ends every process of the world; takes no virtual time
  World(World&&) noexcept;
  World& operator=(World&&) noexcept;

  // ---- Acting. What AWS refuses is in the answer, and never thrown.

  // An operation of AWS by name, as any client would call it: call("codedeploy",
  // "CreateDeployment", "{...}"). `service` is AWS's name for it in host names ("elbv2" and
  // "elasticloadbalancing" are both known). Input and output are the API's own members as JSON,
  // checked as AWS checks them; times are seconds since 1970. `payload`: bytes of the input's body,
  // where the operation has one (PutObject of s3). Takes no virtual time: what it begins goes on
  // when time does. Nobody asks who is calling.
  Answer call(const std::string& service, const std::string& operation,
              const std::string& input = "{}", const std::string& payload = "");
  // A push, as a developer does it. Takes the virtual time it takes. Only in a furnished world. The
  // answer has no JSON; scm refuses an empty commit, for example.
  Answer push(const Push& push);
  // A user's request through the load balancer. Takes the virtual time it takes, at most `timeout`.
  // WorldMisuse when there is no listener at that port.
  UserAnswer request(const UserRequest& request = {});
  // Users who go on asking while other things happen: one request every `interval`.
  void start_users(const Users& users);
  // Switches a fault site of greenroom on, for good: something goes wrong that AWS would not do,
  // and a test can see whether it is noticed. fault_sites() names them; WorldMisuse otherwise.
  void inject(const std::string& fault_site);

  // ---- Advancing.

  // Time goes on by this much; all that is due until then has happened.
  void advance(std::chrono::microseconds length);
  // Time goes on until a line of the trace is written in which `event` and the given fields are as
  // wanted ({{"status", "Failed"}}), at most for `within`. Whether it was. Lines written before
  // do not count.
  [[nodiscard]] bool run_until(const std::string& event,
                               const std::map<std::string, std::string>& fields = {},
                               std::chrono::microseconds within = std::chrono::hours(24));
  // Time goes on until no deployment, build or pipeline is under way (who waits for an approval or
  // to be continued rests) and nothing else has been told for 10 minutes; at most for 24 hours
  // when something is told for ever.
  void run_until_rest();

  // ---- Reading. Takes no virtual time.

  // Since the world began.
  [[nodiscard]] std::chrono::microseconds now();
  // All lines so far, canonical JSON Lines: what two runs are compared by.
  [[nodiscard]] std::string trace_text();
  // The lines of that event, or all, in their order.
  [[nodiscard]] std::vector<Line> trace(const std::string& event = "");
  // Messages of a CloudWatch Logs group by time ("codedeploy-agent-deployment-log",
  // "/aws/codebuild/lab-app"); none when there is no such group.
  [[nodiscard]] std::vector<std::string> logs(const std::string& group);
  // What these users got so far, in the order in which they asked.
  [[nodiscard]] std::vector<UserRecord> requests_of(const std::string& users);
  // All fault sites: name -> what goes wrong.
  [[nodiscard]] std::map<std::string, std::string> fault_sites();
  // What is wrong with greenroom or with this run, and not with what is rehearsed: broken
  // invariants of the cloud, waits that virtual time does not reach (such a run may differ next
  // time). Empty in a good test.
  [[nodiscard]] std::vector<std::string> problems();

 private:
  class Remote;
  std::unique_ptr<Remote> remote_;
};

}  // namespace greenroom
