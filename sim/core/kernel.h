// The deterministic kernel: virtual clock, ordered queue, tasks. One thread, no I/O.
//
// The advance rule: virtual time moves only when nothing can happen any more at this instant: no
// event is due and the outside (real processes) is settled. Then it jumps to the next deadline.
#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/event_queue.h"
#include "sim/core/faults.h"
#include "sim/core/limits.h"
#include "sim/core/outside.h"
#include "sim/core/random.h"
#include "sim/core/task.h"
#include "sim/core/time.h"
#include "sim/core/trace.h"

namespace greenroom {

struct KernelOptions {
  Seed seed;
  Epoch epoch;
  Limits limits;
};

enum class RunEndKind { Stopped, Deadlock, Limit };

struct RunEnd {
  RunEndKind kind = RunEndKind::Stopped;
  std::string what;  // for Limit: which one and what to do; for Deadlock: that nothing is pending
  std::string waiting;  // who waits for what, one line each
};

class Kernel final : private TaskListener {
 public:
  explicit Kernel(KernelOptions options);
  ~Kernel();
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  // Declares an actor. Names are unique; declaring a name again gives the same id.
  ActorId actor(std::string_view name);
  [[nodiscard]] const std::string& actor_name(ActorId actor) const;
  // The next number of this actor's own sequence; orders what the actor starts.
  std::uint64_t next_sequence(ActorId actor);

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Epoch epoch() const { return options_.epoch; }
  [[nodiscard]] Seed seed() const { return options_.seed; }
  [[nodiscard]] const Limits& limits() const { return options_.limits; }
  [[nodiscard]] Trace& trace() { return trace_; }
  [[nodiscard]] Faults& faults() { return faults_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  // When the next event is due; k_never when there is none.
  [[nodiscard]] Instant next_event_at() { return queue_.empty() ? k_never : queue_.front().at; }

  EventId schedule(Instant at, Phase phase, ActorId actor, std::coroutine_handle<> resume);
  EventId schedule_call(Instant at, Phase phase, ActorId actor, std::function<void()> call);
  void cancel(EventId id) { queue_.cancel(id); }

  // Starts a root task of `actor` at this instant. `name` is a literal: it names the task in
  // reports.
  void spawn(ActorId actor, const char* name, Task<void> task);
  // Ends all tasks of `actor` by destroying them. Never call it from a task of that same actor.
  void cancel_tasks(ActorId actor);

  // What happens next was caused by nothing that stands in the trace: somebody outside asked.
  void caused_by_nobody() { cause_ = 0; }

  // Runs until stop(), until nothing can happen any more, or until a limit is hit.
  // Throws what a task threw (HarnessError).
  RunEnd run(Outside* outside);
  void stop() { stopped_ = true; }

  // Destroys every task. Called by whoever owns both the kernel and what its tasks refer to, before
  // the latter goes away.
  void shutdown();

  // Bookkeeping for dump_waiting(): what an actor waits for now. `what` is a literal.
  void note_waiting(ActorId actor, const char* what);
  [[nodiscard]] std::string dump_waiting() const;

  std::int64_t write_trace(ActorId actor, std::string_view event, std::span<const Field> fields);

 private:
  struct Actor {
    std::string name;
    std::uint64_t sequence = 0;
    const char* waiting_for = nullptr;
    Instant waiting_since;
    std::size_t tasks = 0;
  };
  struct Root {
    Task<void> task;
    ActorId actor;
    const char* name = "";
    EventId start;  // pending until the task takes its first step
    bool live = false;
  };

  void task_finished(std::size_t root) override;
  void reap();
  void end_root(std::size_t index);
  bool run_one_due();
  [[nodiscard]] std::string broken_limit() const;
  [[nodiscard]] RunEnd ended(RunEndKind kind, std::string what) const;

  KernelOptions options_;
  Trace trace_;
  Faults faults_;
  Instant now_ = k_start;
  EventQueue queue_;
  std::vector<Actor> actors_;
  std::map<std::string, ActorId, std::less<>> actor_ids_;
  std::vector<Root> roots_;
  std::vector<std::size_t> free_roots_;
  std::vector<std::size_t> finished_;
  std::uint64_t events_ = 0;
  std::uint64_t events_this_instant_ = 0;
  std::int64_t cause_ = 0;
  std::exception_ptr error_;
  bool stopped_ = false;
};

}  // namespace greenroom
