// How fast machines come and go: an instance from nothing to an init that takes commands, and its
// end.
#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/kernel.h"
#include "sim/real/real_machine.h"
#include "sim/real/settlement.h"

namespace greenroom::real {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

SandboxPlan plan_of(std::size_t number) {
  SandboxPlan plan;
  plan.private_ip = "10.0.1." + std::to_string(10 + number);
  plan.instance_id = "i-0123456789abcde" + std::to_string(10 + number);
  plan.host_name = "ip-10-0-1-" + std::to_string(10 + number) + ".ec2.internal";
  return plan;
}

void enter_once() {
  static const bool entered = (enter_private_space(), true);
  (void)entered;
}

// `range` machines, one after the other; the time of one.
void instance_launch(benchmark::State& state) {
  enter_once();
  const auto count = static_cast<std::size_t>(state.range(0));
  for ([[maybe_unused]] const auto round : state) {
    Kernel kernel({Seed{7}, Epoch{}, {}});
    Settlement settlement(kernel);
    std::vector<std::unique_ptr<RealMachine>> machines;
    const Clock::time_point begin = Clock::now();
    for (std::size_t i = 0; i < count; ++i) {
      machines.push_back(std::make_unique<RealMachine>(kernel, settlement, plan_of(i)));
    }
    state.SetIterationTime(seconds_since(begin) / static_cast<double>(count));
  }
}

void instance_power_off(benchmark::State& state) {
  enter_once();
  for ([[maybe_unused]] const auto round : state) {
    Kernel kernel({Seed{7}, Epoch{}, {}});
    Settlement settlement(kernel);
    RealMachine machine(kernel, settlement, plan_of(0));
    const Clock::time_point begin = Clock::now();
    machine.power_off();
    state.SetIterationTime(seconds_since(begin));
  }
}

BENCHMARK(instance_launch)->Arg(1)->Arg(20)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(instance_power_off)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace greenroom::real

BENCHMARK_MAIN();
