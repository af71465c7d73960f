// The ordered queue of the kernel. Order comes from identity: (time, phase, actor, sequence).
#pragma once

#include <compare>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/core/time.h"

namespace greenroom {

// What happens first within one instant: faults, then time-outs and kills, then arrivals, then all
// real work is started, only then collected, then observers look.
enum class Phase : std::uint8_t { Fault, Control, Delivery, Launch, Join, Probe, Check };

// A dense number in order of declaration. Who acts, independent of addresses and of arrival.
struct ActorId {
  std::uint32_t index = 0;
  friend constexpr auto operator<=>(ActorId, ActorId) = default;
};

struct EventKey {
  Instant at;
  Phase phase = Phase::Delivery;
  ActorId actor;
  std::uint64_t sequence = 0;  // counts per actor
  friend constexpr auto operator<=>(const EventKey&, const EventKey&) = default;
};

// Names a pending event, so that it can be cancelled. Stale ids are harmless.
struct EventId {
  std::uint32_t slot = UINT32_MAX;
  std::uint32_t generation = 0;
};

// What an event does: resume a coroutine or call a function.
struct EventAction {
  std::coroutine_handle<> resume;
  std::function<void()> call;
  std::int64_t cause = 0;  // trace line that led to this event
};

class EventQueue {
 public:
  EventId push(const EventKey& key, EventAction action);
  // Removes the event if it is still pending.
  void cancel(EventId id);
  [[nodiscard]] bool empty();
  // The key of the earliest pending event. The queue must not be empty.
  [[nodiscard]] const EventKey& front();
  EventAction pop();
  [[nodiscard]] std::size_t size() const { return live_; }

 private:
  struct Entry {
    EventKey key;
    EventId id;
  };
  struct Slot {
    EventAction action;
    std::uint32_t generation = 0;
    bool live = false;
  };
  static bool later(const Entry& a, const Entry& b) { return b.key < a.key; }
  static constexpr std::size_t k_compact_from = 64;
  void drop_cancelled();
  void compact();
  void release(std::uint32_t slot);

  std::vector<Entry> heap_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::size_t live_ = 0;
};

}  // namespace greenroom
