// What CloudWatch needs from others.
#pragma once

#include <string>
#include <vector>

#include "fakes/cloudwatch/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::cloudwatch {

// Who acts when an alarm changes its state. Everything here runs to its end at once: who has much
// to do spawns a task.
class AlarmActions {
 public:
  virtual ~AlarmActions() = default;
  // EventBridge hears of every change (state_change_event). `alarm` is in its new state already;
  // the reason is new_state.reason.
  virtual void alarm_changed(Context cx, const MetricAlarm& alarm, const AlarmState& old_state,
                             const AlarmState& new_state) = 0;
  // One action of the new state (sns_message). What fails is told in the alarm's history.
  virtual Status run_action(Context cx, const std::string& action_arn, const MetricAlarm& alarm,
                            const AlarmState& old_state) = 0;
};

}  // namespace greenroom::cloudwatch
