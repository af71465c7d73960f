// A kernel with nothing around it, and words for the tests: who does what, and what it said.
// Declare what tasks wait for before the world: tasks withdraw from it when the world ends.
#pragma once

#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/kernel.h"

namespace greenroom {

struct TestWorld {
  explicit TestWorld(Limits limits = {}) : kernel({Seed{7}, Epoch{}, limits}) {}
  ~TestWorld() { kernel.shutdown(); }
  TestWorld(const TestWorld&) = delete;
  TestWorld& operator=(const TestWorld&) = delete;

  Context as(std::string_view actor) { return {kernel, kernel.actor(actor)}; }
  // Notes that something happened, with the virtual second: "alice: awake at 3s".
  void note(const Context& cx, const std::string& what) {
    said.push_back(kernel.actor_name(cx.actor()) + ": " + what + " at " +
                   human(cx.now() - k_start));
  }
  RunEnd run(Outside* outside = nullptr) { return kernel.run(outside); }

  std::vector<std::string> said;  // outlives the tasks that write to it
  Kernel kernel;
};

using Said = std::vector<std::string>;

}  // namespace greenroom
