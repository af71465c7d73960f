// How fast the kernel is: events with and without a trace line, queue operations at several sizes.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/event_queue.h"
#include "sim/core/kernel.h"
#include "sim/core/random.h"
#include "sim/core/trace.h"
#include "sim/core/waiting.h"

namespace greenroom {
namespace {

constexpr std::int64_t k_events = 200'000;
constexpr std::int64_t k_actors = 100;

Limits without_limits() {
  Limits limits;
  limits.events_max = UINT64_MAX;
  limits.trace_bytes_max = SIZE_MAX;
  limits.virtual_time_max = hours(1'000'000);
  return limits;
}

// A line as the fakes write them: about 150 bytes, AWS's words.
void trace_a_target(const Context& cx) {
  cx.trace("elb.target", {{"instanceId", "i-0f1e2d3c4b5a69788"},
                          {"ip", "10.0.1.17"},
                          {"port", 8080},
                          {"state", "healthy"}});
}

Task<void> live(Context cx, std::int64_t events, bool traced) {
  RandomStream random = cx.random("pause");
  for (std::int64_t i = 0; i < events; ++i) {
    const Duration pause = microseconds(static_cast<std::int64_t>(random.below(1'000)));
    co_await cx.sleep_for(pause);
    if (traced) {
      trace_a_target(cx);
    }
  }
}

class Listener : public TraceObserver {
 public:
  std::int64_t targets = 0;
  void on_line(const TraceLine& line) override { targets += line.event == "elb.target" ? 1 : 0; }
};

// A hundred tasks that sleep, and write a line each time they wake.
void run_tasks(benchmark::State& state, bool traced, int observers) {
  std::uint64_t events = 0;
  for ([[maybe_unused]] const auto round : state) {
    std::vector<Listener> listeners(static_cast<std::size_t>(observers));
    Kernel kernel({Seed{7}, Epoch{}, without_limits()});
    for (Listener& listener : listeners) {
      kernel.trace().observe(listener);
    }
    for (std::int64_t i = 0; i < k_actors; ++i) {
      const Context cx(kernel, kernel.actor("actor/" + std::to_string(i)));
      cx.spawn("live", live(cx, k_events / k_actors, traced));
    }
    (void)kernel.run(nullptr);
    events += kernel.events();
    benchmark::DoNotOptimize(kernel.trace().chain());
    kernel.shutdown();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

void events_without_trace(benchmark::State& state) {
  run_tasks(state, false, 0);
}
void events_with_trace(benchmark::State& state) {
  run_tasks(state, true, 0);
}
void events_with_trace_and_observers(benchmark::State& state) {
  run_tasks(state, true, 5);
}

// Hold: pop the earliest, push it again a little later, with `range` events pending.
void queue_hold(benchmark::State& state) {
  EventQueue queue;
  RandomStream random(Seed{7}, "hold");
  std::uint64_t sequence = 0;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const Instant at{static_cast<std::int64_t>(random.below(1'000'000))};
    queue.push({at, Phase::Delivery, ActorId{0}, sequence++}, {});
  }
  for ([[maybe_unused]] const auto round : state) {
    EventKey key = queue.front();
    EventAction action = queue.pop();
    key.at = key.at + microseconds(static_cast<std::int64_t>(random.below(1'000'000)));
    key.sequence = sequence++;
    queue.push(key, std::move(action));
  }
  state.SetItemsProcessed(state.iterations());
}

// A deadline that is withdrawn because the answer came first: the usual fate of a deadline.
void queue_push_and_cancel(benchmark::State& state) {
  EventQueue queue;
  std::uint64_t sequence = 0;
  for ([[maybe_unused]] const auto round : state) {
    const Instant at{static_cast<std::int64_t>(sequence)};
    queue.push({at, Phase::Delivery, ActorId{0}, sequence++}, {});
    const EventId deadline =
        queue.push({at + seconds(60), Phase::Control, ActorId{0}, sequence++}, {});
    queue.cancel(deadline);
    queue.pop();
  }
  state.SetItemsProcessed(state.iterations() * 2);
}

void trace_line(benchmark::State& state) {
  auto kernel = std::make_unique<Kernel>(KernelOptions{Seed{7}, Epoch{}, without_limits()});
  const ActorId actor = kernel->actor("elb/lab-app-target-group");
  std::size_t bytes = 0;
  for ([[maybe_unused]] const auto round : state) {
    if (kernel->trace().lines() > 100'000) {
      state.PauseTiming();
      bytes += kernel->trace().text().size();
      kernel = std::make_unique<Kernel>(KernelOptions{Seed{7}, Epoch{}, without_limits()});
      (void)kernel->actor("elb/lab-app-target-group");
      state.ResumeTiming();
    }
    trace_a_target(Context(*kernel, actor));
  }
  bytes += kernel->trace().text().size();
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

BENCHMARK(events_without_trace)->Unit(benchmark::kMillisecond);
BENCHMARK(events_with_trace)->Unit(benchmark::kMillisecond);
BENCHMARK(events_with_trace_and_observers)->Unit(benchmark::kMillisecond);
BENCHMARK(queue_hold)->Arg(10)->Arg(1'000)->Arg(100'000);
BENCHMARK(queue_push_and_cancel);
BENCHMARK(trace_line);

}  // namespace
}  // namespace greenroom

BENCHMARK_MAIN();
