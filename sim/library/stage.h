// The world of a test, in the process that lives it: does what greenroom::World is asked for.
//
// Whatever is asked begins, and ends, when all of the present instant has happened: so it does not
// matter how fast anybody was, and a script of questions gives one trace.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/app/open_cloud.h"
#include "sim/app/pace.h"
#include "sim/real/companion.h"
#include "sim/scenario/traffic.h"

namespace greenroom::library {

// What the test did wrong.
class Misuse : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

struct StageOptions {
  std::string scenario_file;  // "" = what follows
  std::string app_folder;     // "" = an empty account
  std::string environment;    // YAML
  std::string seed;           // decimal; "" = the scenario's
  std::string npm_packages;
};

// The scenario that the options mean; nothing for an empty account. Throws Misuse.
[[nodiscard]] std::optional<scenario::Scenario> scenario_of(const StageOptions& options);

class Stage final : public TraceObserver {
 public:
  // Furnishes the world. Throws HarnessError, Misuse.
  explicit Stage(const StageOptions& options);
  ~Stage() override;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // What the question asks for, without k_ok. Throws HarnessError, Misuse.
  real::Parts answer(const real::Parts& question);
  void on_line(const TraceLine& line) override;

 private:
  using Parts = real::Parts;
  Parts call(const Parts& question);
  Parts push(const Parts& question);
  Parts request(const Parts& question);
  Parts start_users(const Parts& question);
  Parts requests_of(const Parts& question);
  Parts inject(const Parts& question);
  Parts advance(const Parts& question);
  Parts run_until(const Parts& question);
  Parts run_until_rest(const Parts& question);
  Parts now(const Parts& question);
  Parts trace(const Parts& question);
  Parts fault_sites(const Parts& question);
  Parts problems(const Parts& question);

  // Until somebody stops the kernel. `outside` is the settlement, or looks after it.
  void run(Outside& outside);
  // Until the task has ended.
  void run(Context cx, const char* name, Task<void> task);
  void finish_instant();
  [[nodiscard]] UserAgent& users_of_listener(int port);
  [[nodiscard]] Kernel& kernel() { return open_.kernel(); }

  app::OpenCloud open_;
  app::Pace pace_;
  std::map<std::string, std::unique_ptr<scenario::TrafficGenerator>> users_;  // by name
  std::optional<scenario::Wants> wish_;  // the line of the trace that time runs to
  bool wish_came_ = false;
};

// The life of that process: answers questions, of which the first is "open" with StageOptions.
void live_on_stage(const real::Companion::Next& next);

}  // namespace greenroom::library
