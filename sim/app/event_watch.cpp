#include "sim/app/event_watch.h"

#include <utility>

#include "sim/scenario/expectation.h"

namespace greenroom::app {

void EventWatch::on_line(const TraceLine& line) {
  for (Pending& pending : pending_) {
    if (!pending.came && scenario::matches(line, pending.wants)) {
      pending.came = true;
      pending.changed.notify();
    }
  }
}

Task<bool> EventWatch::wait_for(Context cx, scenario::Wants wants, Duration within) {
  const Instant deadline = cx.now() + within;
  Pending& pending = pending_.emplace_back();
  pending.wants = std::move(wants);
  while (!pending.came) {
    const bool in_time = co_await pending.changed.wait_until(cx, deadline);
    if (!in_time) {
      break;
    }
  }
  const bool came = pending.came;
  pending_.remove_if([&](const Pending& one) { return &one == &pending; });
  co_return came;
}

}  // namespace greenroom::app
