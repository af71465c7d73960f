// What virtual time costs: a held wait, a clock read, a look at quiet machines, a build that only
// computes.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/kernel.h"
#include "sim/real/real_machine.h"
#include "sim/real/settlement.h"

namespace greenroom::real {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void enter_once() {
  static const bool entered = (enter_private_space(), true);
  (void)entered;
}

// Machines with one command each; the kernel that drives them.
struct Lab {
  explicit Lab(std::size_t count) : kernel((enter_once(), KernelOptions{})), settlement(kernel) {
    for (std::size_t i = 0; i < count; ++i) {
      SandboxPlan plan;
      plan.private_ip = "10.0.1." + std::to_string(10 + i);
      plan.instance_id = "i-" + std::to_string(i);
      plan.host_name = plan.instance_id;
      machines.push_back(std::make_unique<RealMachine>(kernel, settlement, std::move(plan)));
    }
  }
  ~Lab() { kernel.shutdown(); }
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  // Runs a script on the first machine to its end; real seconds.
  double run(const std::string& script) {
    const auto story = [](Context cx, Machine& machine, std::string text) -> Task<void> {
      Command command;
      command.argv = {"sh", "-c", std::move(text)};
      command.environment = {{"PATH", "/usr/bin:/bin"}};
      const ProcessId process = machine.start(cx, std::move(command));
      const Instant deadline = cx.now() + hours(100);
      const ProcessStatus status = co_await machine.wait(cx, process, deadline);
      if (!status.done() || status.exit_code != 0) {
        std::fprintf(stderr, "a command ended with %d, signal %d: %s\n", status.exit_code,
                     status.signal, status.stderr_text.c_str());
        std::abort();
      }
      cx.kernel().stop();
    };
    const Context cx(kernel, kernel.actor("story"));
    cx.spawn("story", story(cx, *machines.front(), script));
    const Clock::time_point begin = Clock::now();
    (void)kernel.run(&settlement);
    return seconds_since(begin);
  }

  Kernel kernel;
  Settlement settlement;
  std::vector<std::unique_ptr<RealMachine>> machines;
};

const std::string k_compute = "perl -e 'for (my $i = 0; $i < 20_000_000; ++$i) { $x += $i }'";
constexpr int k_times = 2'000;

// One virtual sleep of 1 ms, start of the program taken off.
void virtual_sleep(benchmark::State& state) {
  Lab lab(1);
  for ([[maybe_unused]] const auto round : state) {
    const double without = lab.run("perl -e '1'");
    const double with = lab.run("perl -e 'select(undef, undef, undef, 0.001) for 1 .. 2000'");
    state.SetIterationTime((with - without) / k_times);
  }
}

void clock_read(benchmark::State& state) {
  Lab lab(1);
  for ([[maybe_unused]] const auto round : state) {
    const double without = lab.run("perl -MTime::HiRes=time -e '1'");
    const double with = lab.run("perl -MTime::HiRes=time -e 'time for 1 .. 2000'");
    state.SetIterationTime((with - without) / k_times);
  }
}

// Proof that `range` machines, each with a sleeping process, are quiet.
void quiescence_check(benchmark::State& state) {
  Lab lab(static_cast<std::size_t>(state.range(0)));
  for (const std::unique_ptr<RealMachine>& machine : lab.machines) {
    Command command;
    command.argv = {"sleep", "1000000"};
    command.environment = {{"PATH", "/usr/bin:/bin"}};
    machine->start(Context(lab.kernel, lab.kernel.actor("starter")), std::move(command));
  }
  (void)lab.settlement.settle();
  for ([[maybe_unused]] const auto round : state) {
    for (const std::unique_ptr<RealMachine>& machine : lab.machines) {
      lab.settlement.touch(machine.get());
    }
    const Clock::time_point begin = Clock::now();
    (void)lab.settlement.settle();
    state.SetIterationTime(seconds_since(begin));
  }
}

void computing_in_a_machine(benchmark::State& state) {
  Lab lab(1);
  for ([[maybe_unused]] const auto round : state) {
    state.SetIterationTime(lab.run(k_compute));
  }
}

void computing_bare(benchmark::State& state) {
  for ([[maybe_unused]] const auto round : state) {
    const Clock::time_point begin = Clock::now();
    if (std::system(k_compute.c_str()) != 0) {
      std::abort();
    }
    state.SetIterationTime(seconds_since(begin));
  }
}

BENCHMARK(virtual_sleep)->UseManualTime()->Iterations(3)->Unit(benchmark::kMicrosecond);
BENCHMARK(clock_read)->UseManualTime()->Iterations(3)->Unit(benchmark::kMicrosecond);
BENCHMARK(quiescence_check)->Arg(2)->Arg(50)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(computing_in_a_machine)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(computing_bare)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace greenroom::real

BENCHMARK_MAIN();
