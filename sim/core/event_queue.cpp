#include "sim/core/event_queue.h"

#include <algorithm>
#include <utility>

#include "sim/core/assert.h"

namespace greenroom {

EventId EventQueue::push(const EventKey& key, EventAction action) {
  std::uint32_t slot = 0;
  if (free_slots_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  slots_[slot].action = std::move(action);
  slots_[slot].live = true;
  const EventId id{slot, slots_[slot].generation};
  heap_.push_back({key, id});
  std::push_heap(heap_.begin(), heap_.end(), later);
  ++live_;
  return id;
}

void EventQueue::release(std::uint32_t slot) {
  slots_[slot].live = false;
  ++slots_[slot].generation;
  free_slots_.push_back(slot);
}

void EventQueue::cancel(EventId id) {
  if (id.slot >= slots_.size()) {
    return;
  }
  Slot& slot = slots_[id.slot];
  if (slot.live && slot.generation == id.generation) {
    slot.action = {};
    slot.live = false;  // the heap entry stays behind as a tombstone and frees the slot when met
    --live_;
    if (heap_.size() > k_compact_from && live_ < heap_.size() / 2) {
      compact();
    }
  }
}

// Without this, deadlines far ahead that were withdrawn would pile up until their time comes.
void EventQueue::compact() {
  std::erase_if(heap_, [this](const Entry& entry) {
    const bool cancelled = !slots_[entry.id.slot].live;
    if (cancelled) {
      release(entry.id.slot);
    }
    return cancelled;
  });
  std::make_heap(heap_.begin(), heap_.end(), later);
}

void EventQueue::drop_cancelled() {
  while (!heap_.empty() && !slots_[heap_.front().id.slot].live) {
    const std::uint32_t slot = heap_.front().id.slot;
    std::pop_heap(heap_.begin(), heap_.end(), later);
    heap_.pop_back();
    release(slot);
  }
}

bool EventQueue::empty() {
  drop_cancelled();
  return heap_.empty();
}

const EventKey& EventQueue::front() {
  drop_cancelled();
  SIM_ASSERT(!heap_.empty(), "front() of an empty event queue");
  return heap_.front().key;
}

EventAction EventQueue::pop() {
  drop_cancelled();
  SIM_ASSERT(!heap_.empty(), "pop() of an empty event queue");
  const std::uint32_t slot = heap_.front().id.slot;
  std::pop_heap(heap_.begin(), heap_.end(), later);
  heap_.pop_back();
  EventAction action = std::move(slots_[slot].action);
  slots_[slot].action = {};
  release(slot);
  --live_;
  return action;
}

}  // namespace greenroom
