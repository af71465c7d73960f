#include "sim/app/long_polls.h"

#include <algorithm>

namespace greenroom::app {

bool LongPolls::is_to_wait(Instant asked_at) {
  const Instant ends = asked_at + (wish_ ? wish_->longest : Duration{});
  if (ends <= kernel_.now()) {
    return false;
  }
  kernel_.schedule_call(std::min(ends, wish_->next), Phase::Control, kernel_.actor("sqs"),
                        [this] { something_new(); });
  return true;
}

void LongPolls::something_new() {
  for (const std::function<void()>& look_again : doors_) {
    look_again();
  }
}

}  // namespace greenroom::app
