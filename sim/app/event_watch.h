// Waiting for something in the trace: `wait: { event: ..., within: 10m }`.
#pragma once

#include <list>

#include "sim/core/context.h"
#include "sim/core/task.h"
#include "sim/core/trace.h"
#include "sim/core/waiting.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

class EventWatch final : public TraceObserver {
 public:
  void on_line(const TraceLine& line) override;
  // Whether a line that fits was written from now on and before the time is over.
  Task<bool> wait_for(Context cx, scenario::Wants wants, Duration within);

 private:
  struct Pending {
    scenario::Wants wants;
    bool came = false;
    Signal changed{"a line of the trace"};
  };
  std::list<Pending> pending_;
};

}  // namespace greenroom::app
