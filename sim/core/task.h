// Task<T>: a story told by a coroutine. Lazy, awaited once, owned by whoever holds it.
//
// Rules (sim/core/README.md has the reasons): parameters by value; no reference held across
// co_await except to Context and to the owning object; no co_await in conditions or arguments;
// cancellation is destruction, so clean-up lives in destructors.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "sim/core/assert.h"

namespace greenroom {

// Told when a root task has run to its end. Implemented by the kernel.
class TaskListener {
 public:
  virtual void task_finished(std::size_t root) = 0;

 protected:
  ~TaskListener() = default;
};

namespace detail {

struct PromiseBase {
  std::coroutine_handle<> continuation;
  std::exception_ptr error;
  TaskListener* listener = nullptr;
  std::size_t root = 0;

  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <typename Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> handle) noexcept {
      PromiseBase& promise = handle.promise();
      if (promise.listener != nullptr) {
        promise.listener->task_finished(promise.root);
      }
      return promise.continuation ? promise.continuation : std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };

  std::suspend_always initial_suspend() noexcept { return {}; }
  FinalAwaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
};

template <typename T>
struct Promise : PromiseBase {
  std::optional<T> value;
  auto get_return_object() { return std::coroutine_handle<Promise>::from_promise(*this); }
  template <typename U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
};

template <>
struct Promise<void> : PromiseBase {
  auto get_return_object() { return std::coroutine_handle<Promise>::from_promise(*this); }
  void return_void() noexcept {}
};

}  // namespace detail

template <typename T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  Task() = default;
  Task(Handle handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      destroy();
      handle_ = std::exchange(other.handle_, {});
    }
    return *this;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() { destroy(); }

  [[nodiscard]] Handle handle() const { return handle_; }

  // Awaiting runs the child at once, as part of the same actor, and resumes the parent at its end.
  auto operator co_await() && noexcept {
    struct Awaiter {
      Handle handle;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> parent) noexcept {
        handle.promise().continuation = parent;
        return handle;
      }
      T await_resume() {
        if (handle.promise().error) {
          std::rethrow_exception(handle.promise().error);
        }
        if constexpr (!std::is_void_v<T>) {
          SIM_ASSERT(handle.promise().value.has_value(), "a finished task has a value");
          return std::move(*handle.promise().value);
        }
      }
    };
    return Awaiter{handle_};
  }

 private:
  void destroy() {
    if (handle_) {
      std::exchange(handle_, {}).destroy();
    }
  }
  Handle handle_;
};

}  // namespace greenroom
