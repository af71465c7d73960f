// What CloudWatch needs from others.
#pragma once

#include <string>
#include <vector>

#include "fakes/cloudwatch/types.h"
#include "sim/core/context.h"

namespace greenroom::cloudwatch {

// Who acts when an alarm changes its state: EventBridge hears of every change, the actions of the
// new state run when they are enabled (actions_for and the texts in messages.h).
class AlarmActions {
 public:
  virtual ~AlarmActions() = default;
  // `alarm` is in its new state already; the reason is new_state.reason. Runs to its end at once:
  // who has much to do spawns a task.
  virtual void alarm_changed(Context cx, const MetricAlarm& alarm, const AlarmState& old_state,
                             const AlarmState& new_state) = 0;
};

}  // namespace greenroom::cloudwatch
