#include "sim/core/kernel.h"

#include <utility>

#include "sim/core/assert.h"

namespace greenroom {

Kernel::Kernel(KernelOptions options) : options_(options) {}

Kernel::~Kernel() {
  shutdown();
}

ActorId Kernel::actor(std::string_view name) {
  if (const auto found = actor_ids_.find(name); found != actor_ids_.end()) {
    return found->second;
  }
  const ActorId id{static_cast<std::uint32_t>(actors_.size())};
  actors_.push_back({std::string(name), 0, nullptr, k_start, 0});
  actor_ids_.emplace(std::string(name), id);
  return id;
}

const std::string& Kernel::actor_name(ActorId actor) const {
  SIM_ASSERT(actor.index < actors_.size(), "unknown actor");
  return actors_[actor.index].name;
}

std::uint64_t Kernel::next_sequence(ActorId actor) {
  SIM_ASSERT(actor.index < actors_.size(), "unknown actor");
  return actors_[actor.index].sequence++;
}

EventId Kernel::schedule(Instant at, Phase phase, ActorId actor, std::coroutine_handle<> resume) {
  SIM_ASSERT(at >= now_, "an event must not be scheduled in the past");
  return queue_.push({at, phase, actor, next_sequence(actor)}, {resume, {}, cause_});
}

EventId Kernel::schedule_call(Instant at, Phase phase, ActorId actor, std::function<void()> call) {
  SIM_ASSERT(at >= now_, "an event must not be scheduled in the past");
  return queue_.push({at, phase, actor, next_sequence(actor)}, {{}, std::move(call), cause_});
}

void Kernel::spawn(ActorId actor, const char* name, Task<void> task) {
  std::size_t index = roots_.size();
  if (free_roots_.empty()) {
    roots_.emplace_back();
  } else {
    index = free_roots_.back();
    free_roots_.pop_back();
  }
  task.handle().promise().listener = this;
  task.handle().promise().root = index;
  const EventId start = schedule(now_, Phase::Delivery, actor, task.handle());
  roots_[index] = {std::move(task), actor, name, start, true};
  ++actors_[actor.index].tasks;
}

// The task is moved out before it is destroyed: its clean-up may start other tasks, and these may
// take its place or move all roots.
void Kernel::end_root(std::size_t index) {
  Task<void> doomed = std::move(roots_[index].task);
  queue_.cancel(roots_[index].start);
  --actors_[roots_[index].actor.index].tasks;
  roots_[index].live = false;
  free_roots_.push_back(index);
}

void Kernel::cancel_tasks(ActorId actor) {
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    if (roots_[i].live && roots_[i].actor == actor) {
      end_root(i);
    }
  }
}

void Kernel::task_finished(std::size_t root) {
  finished_.push_back(root);
}

void Kernel::reap() {
  while (!finished_.empty()) {
    const std::size_t index = finished_.back();
    finished_.pop_back();
    const std::exception_ptr& error = roots_[index].task.handle().promise().error;
    if (error && !error_) {
      error_ = error;
    }
    end_root(index);
  }
}

void Kernel::shutdown() {
  finished_.clear();
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    if (roots_[i].live) {
      end_root(i);
    }
  }
  roots_.clear();
  free_roots_.clear();
}

bool Kernel::run_one_due() {
  if (queue_.empty() || queue_.front().at > now_) {
    return false;
  }
  EventAction action = queue_.pop();
  ++events_;
  ++events_this_instant_;
  cause_ = action.cause;
  if (action.resume) {
    action.resume.resume();
  } else {
    action.call();
  }
  reap();
  return true;
}

std::string Kernel::broken_limit() const {
  const Limits& limits = options_.limits;
  if (events_ > limits.events_max) {
    return "limit events_max: more than " + std::to_string(limits.events_max) + " events";
  }
  if (events_this_instant_ > limits.events_per_instant_max) {
    return "limit events_per_instant_max: more than " +
           std::to_string(limits.events_per_instant_max) +
           " events without any virtual time passing";
  }
  if (trace_.text().size() > limits.trace_bytes_max) {
    return "limit trace_bytes_max: the trace is larger than " +
           std::to_string(limits.trace_bytes_max) + " bytes";
  }
  if (actors_.size() > limits.actors_max) {
    return "limit actors_max: more than " + std::to_string(limits.actors_max) + " actors";
  }
  return "";
}

RunEnd Kernel::ended(RunEndKind kind, std::string what) const {
  return {kind, std::move(what), dump_waiting()};
}

RunEnd Kernel::run(Outside* outside) {
  stopped_ = false;
  while (!stopped_) {
    const bool ran = run_one_due();
    if (error_) {
      std::rethrow_exception(std::exchange(error_, nullptr));
    }
    if (ran) {
      if (std::string limit = broken_limit(); !limit.empty()) {
        return ended(RunEndKind::Limit, std::move(limit));
      }
      continue;
    }
    if (outside != nullptr && outside->settle()) {
      continue;
    }
    Instant next = next_event_at();
    if (outside != nullptr && outside->next_deadline() < next) {
      next = outside->next_deadline();
    }
    if (next == k_never) {
      return ended(RunEndKind::Deadlock, "nothing can happen any more");
    }
    if (next - k_start > options_.limits.virtual_time_max) {
      return ended(RunEndKind::Limit, "limit virtual_time_max: the run would pass " +
                                          human(options_.limits.virtual_time_max) +
                                          " of virtual time");
    }
    SIM_ASSERT(next > now_, "virtual time only moves forward");
    now_ = next;
    events_this_instant_ = 0;
    if (outside != nullptr) {
      outside->time_moved(now_);
    }
  }
  return ended(RunEndKind::Stopped, "");
}

void Kernel::note_waiting(ActorId actor, const char* what) {
  actors_[actor.index].waiting_for = what;
  actors_[actor.index].waiting_since = now_;
}

std::string Kernel::dump_waiting() const {
  std::string text;
  for (const Actor& actor : actors_) {
    if (actor.tasks > 0 && actor.waiting_for != nullptr) {
      text += actor.name + " waits for " + actor.waiting_for + " since " +
              human(actor.waiting_since - k_start) + "\n";
    }
  }
  return text;
}

std::int64_t Kernel::write_trace(ActorId actor, std::string_view event,
                                 std::span<const Field> fields) {
  cause_ = trace_.write(now_, actor_name(actor), event, fields, cause_);
  return cause_;
}

}  // namespace greenroom
