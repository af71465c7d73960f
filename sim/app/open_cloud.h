// A cloud for whoever asks it for what they like, with its clock and its edge to the real world:
// furnished as a scenario's environment says, or an empty account. server.h puts it behind a door,
// sim/library gives it to tests.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/cloud.h"
#include "sim/app/world.h"
#include "sim/core/kernel.h"
#include "sim/real/cached_machine.h"
#include "sim/real/settlement.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// What was wrong with a world that is over. Never a failure of AWS's, which is data.
struct WorldProblems {
  std::vector<Violation> violations;      // of invariants: a bug of greenroom's
  std::vector<std::string> on_real_time;  // waits that virtual time did not reach
};

class OpenCloud {
 public:
  struct Options {
    std::string name;  // of the trace, without an environment
    std::uint64_t seed = 1;
    std::optional<scenario::Scenario> environment;  // its steps are not taken
    std::string npm_packages;
    std::string build_cache;  // folder of what builds answered; "": none is kept
    real::BuildCacheUse build_cache_use = real::BuildCacheUse::Off;  // at first
    // A machine may compute this long in REAL time, whatever the environment's limits say.
    Duration watchdog_least;
  };
  // real::enter_private_space() was called before. Throws HarnessError.
  explicit OpenCloud(Options options);
  ~OpenCloud();  // tasks refer to the cloud: they end before it does
  OpenCloud(const OpenCloud&) = delete;
  OpenCloud& operator=(const OpenCloud&) = delete;

  [[nodiscard]] Kernel& kernel() { return kernel_; }
  [[nodiscard]] real::Settlement& settlement() { return settlement_; }
  [[nodiscard]] Cloud& cloud() { return world_ ? world_->cloud() : *cloud_; }
  // nullptr without an environment. Not furnished yet: World::set_up() does that.
  [[nodiscard]] World* world() { return world_.get(); }
  [[nodiscard]] const std::optional<scenario::Scenario>& environment() const {
    return options_.environment;
  }

  // What follows elsewhere from operations of one service: listeners that are new get their
  // sockets (the first of them at `first_port`; 0: any free one), those deleted lose them, alarms
  // get their metrics. To be called after each operation. Gives the listeners that are new.
  std::vector<const Door*> join(Context cx, int first_port = 0);
  // Of all listeners.
  [[nodiscard]] std::vector<Door*> doors();
  // Whether a deployment, a build or a pipeline is under way, or an app owes a user an answer.
  [[nodiscard]] bool is_under_way();
  // Of what has happened so far.
  [[nodiscard]] WorldProblems problems_so_far();
  // Once, at the end: also of what should have happened by then.
  [[nodiscard]] WorldProblems problems();

 private:
  void close_doors();
  [[nodiscard]] bool has_door(const std::string& listener_arn);

  Options options_;
  Kernel kernel_;
  real::Settlement settlement_;
  std::unique_ptr<World> world_;
  std::unique_ptr<Cloud> cloud_;                        // without a world
  std::map<std::string, std::unique_ptr<Door>> doors_;  // by ARN; those clients made
  // Of listeners that were deleted: connections may still be there.
  std::vector<std::unique_ptr<Door>> closed_doors_;
  bool metrics_started_ = false;
};

}  // namespace greenroom::app
