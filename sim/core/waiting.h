// What a task can wait for: a moment, a signal, a value, a message. Nothing else exists.
//
// Nothing here resumes anything inline: waking means scheduling an event for the waiting actor.
#pragma once

#include <algorithm>
#include <coroutine>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "sim/core/kernel.h"

namespace greenroom {

class WaitPoint;

// One suspended coroutine. Lives in the coroutine's frame; destroying the frame withdraws it.
class Waiter {
 public:
  Waiter(Kernel& kernel, ActorId actor, const char* what, WaitPoint* point, Instant deadline)
      : kernel_(kernel), actor_(actor), what_(what), point_(point), deadline_(deadline) {}
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  ~Waiter() { withdraw(); }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle);
  // Whether it was woken (true) or its deadline came (false).
  bool await_resume() noexcept {
    if (!woken_) {
      withdraw();
    }
    return woken_;
  }
  void wake();

 private:
  void withdraw();
  Kernel& kernel_;
  ActorId actor_;
  const char* what_;
  WaitPoint* point_;
  Instant deadline_;
  std::coroutine_handle<> handle_;
  EventId event_;
  bool woken_ = false;
};

// The tasks that wait for one thing, in the order in which they began to wait.
class WaitPoint {
 public:
  void add(Waiter* waiter) { waiters_.push_back(waiter); }
  void remove(Waiter* waiter) { std::erase(waiters_, waiter); }
  void wake_all() {
    const std::vector<Waiter*> woken = std::exchange(waiters_, {});
    for (Waiter* waiter : woken) {
      waiter->wake();
    }
  }
  [[nodiscard]] bool empty() const { return waiters_.empty(); }

 private:
  std::vector<Waiter*> waiters_;
};

inline void Waiter::await_suspend(std::coroutine_handle<> handle) {
  handle_ = handle;
  kernel_.note_waiting(actor_, what_);
  if (point_ != nullptr) {
    point_->add(this);
  }
  if (deadline_ != k_never) {
    const Instant at = std::max(deadline_, kernel_.now());
    event_ = kernel_.schedule(at, Phase::Control, actor_, handle);
  }
}

inline void Waiter::wake() {
  woken_ = true;
  point_ = nullptr;
  kernel_.cancel(event_);
  event_ = kernel_.schedule(kernel_.now(), Phase::Delivery, actor_, handle_);
}

inline void Waiter::withdraw() {
  if (point_ != nullptr) {
    std::exchange(point_, nullptr)->remove(this);
  }
  kernel_.cancel(event_);
}

// "Something changed": wakes everybody who waits now. Keeps no memory, so check the state first:
//   while (!healthy(target)) { const bool changed = co_await signal.wait_until(cx, deadline); ... }
class Signal {
 public:
  explicit Signal(const char* what) : what_(what) {}
  template <typename Cx>
  Waiter wait(const Cx& cx) {
    return Waiter(cx.kernel(), cx.actor(), what_, &point_, k_never);
  }
  template <typename Cx>
  Waiter wait_until(const Cx& cx, Instant deadline) {
    return Waiter(cx.kernel(), cx.actor(), what_, &point_, deadline);
  }
  void notify() { point_.wake_all(); }

 private:
  const char* what_;
  WaitPoint point_;
};

// A value that is set once and taken once.
template <typename T>
class Slot {
 public:
  explicit Slot(const char* what) : what_(what) {}

  void set(T value) {
    SIM_ASSERT(!value_.has_value(), "a slot is set once");
    value_.emplace(std::move(value));
    point_.wake_all();
  }
  [[nodiscard]] bool has_value() const { return value_.has_value(); }

  struct Taker : Waiter {
    Slot& slot;
    Taker(Kernel& kernel, ActorId actor, Slot& from, Instant deadline)
        : Waiter(kernel, actor, from.what_, &from.point_, deadline), slot(from) {}
    bool await_ready() const noexcept { return slot.value_.has_value(); }
    std::optional<T> await_resume() noexcept {
      Waiter::await_resume();
      return std::exchange(slot.value_, std::nullopt);
    }
  };
  // The value; never empty.
  template <typename Cx>
  Taker take(const Cx& cx) {
    return Taker(cx.kernel(), cx.actor(), *this, k_never);
  }
  // The value, or nothing when the deadline came first.
  template <typename Cx>
  Taker take_until(const Cx& cx, Instant deadline) {
    return Taker(cx.kernel(), cx.actor(), *this, deadline);
  }

 private:
  const char* what_;
  WaitPoint point_;
  std::optional<T> value_;
};

// Messages in order of arrival (arrival being an event, so its order is that of the keys).
template <typename T>
class Mailbox {
 public:
  explicit Mailbox(const char* what) : what_(what) {}

  void put(T message) {
    messages_.push_back(std::move(message));
    point_.wake_all();
  }
  [[nodiscard]] bool empty() const { return messages_.empty(); }

  struct Receiver : Waiter {
    Mailbox& box;
    Receiver(Kernel& kernel, ActorId actor, Mailbox& from, Instant deadline)
        : Waiter(kernel, actor, from.what_, &from.point_, deadline), box(from) {}
    bool await_ready() const noexcept { return !box.messages_.empty(); }
    std::optional<T> await_resume() noexcept {
      Waiter::await_resume();
      if (box.messages_.empty()) {
        return std::nullopt;
      }
      std::optional<T> message(std::move(box.messages_.front()));
      box.messages_.pop_front();
      return message;
    }
  };
  // The next message. One receiver at a time.
  template <typename Cx>
  Receiver next(const Cx& cx) {
    return Receiver(cx.kernel(), cx.actor(), *this, k_never);
  }
  // The next message, or nothing when the deadline came first.
  template <typename Cx>
  Receiver next_until(const Cx& cx, Instant deadline) {
    return Receiver(cx.kernel(), cx.actor(), *this, deadline);
  }

 private:
  const char* what_;
  WaitPoint point_;
  std::deque<T> messages_;
};

}  // namespace greenroom
