// Requests that wait for something: those that ask SQS for messages of which there are none.
//
// SQS says so while it carries such a request out. Whoever let it in (the door of clients, the
// endpoint in machines) keeps it then, and carries it out again whenever there may be something,
// for the last time when its wait is over.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "fakes/sqs/ports.h"
#include "sim/core/kernel.h"

namespace greenroom::app {

class LongPolls final : public sqs::Receivers {
 public:
  explicit LongPolls(Kernel& kernel) : kernel_(kernel) {}

  // Calls `look_again` when who is kept may find something. It must not carry out anything at once.
  void connect(std::function<void()> look_again) { doors_.push_back(std::move(look_again)); }
  // Before a request is carried out.
  void begin_request() { wish_.reset(); }
  // Whether the request that has just been carried out is to be kept, instead of being told that
  // there is nothing. `asked_at` is when it came first.
  [[nodiscard]] bool is_to_wait(Instant asked_at);

  void nothing_yet(Duration longest, Instant next) override { wish_ = {longest, next}; }
  void something_new() override;

 private:
  struct Wish {
    Duration longest;
    Instant next;
  };
  Kernel& kernel_;
  std::vector<std::function<void()>> doors_;
  std::optional<Wish> wish_;
};

}  // namespace greenroom::app
