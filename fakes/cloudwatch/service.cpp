// Metrics, and the evaluation of alarms in virtual time.
#include "fakes/cloudwatch/service.h"

#include <algorithm>
#include <utility>

#include "fakes/cloudwatch/evaluation.h"
#include "fakes/cloudwatch/json_object.h"
#include "fakes/cloudwatch/messages.h"
#include "fakes/cloudwatch/reasons.h"
#include "fakes/cloudwatch/sites.h"
#include "fakes/cloudwatch/validation.h"

namespace greenroom::cloudwatch {
namespace {

std::string history_state(const AlarmState& state) {
  JsonObject json;
  json.text("stateValue", to_string(state.value)).text("stateReason", state.reason);
  if (!state.reasonData.empty()) {
    json.raw("stateReasonData", state.reasonData);
  }
  return json.take();
}

}  // namespace

Status CloudWatch::PutMetricData(Context cx, const std::string& name_space,
                                 const std::vector<MetricDatum>& data) {
  if (const Status checked = validate_data(name_space, data, cx.now()); !checked) {
    return checked;
  }
  if (cx.fault(site::metric_data_lost)) {
    return success();
  }
  for (const MetricDatum& datum : data) {
    state_.add(name_space, datum, cx.now());
  }
  return success();
}

Result<std::vector<Datapoint>> CloudWatch::GetMetricStatistics(
    const GetMetricStatisticsInput& input) const {
  if (const Status checked = validate_statistics(input); !checked) {
    return checked.failure();
  }
  return state_.datapoints(input);
}

void CloudWatch::start(Context cx) {
  SIM_ASSERT(!started_, "alarms are evaluated by one task");
  started_ = true;
  const Context evaluator = cx.as("cloudwatch");
  evaluator.spawn("alarms", evaluation_loop(evaluator));
}

Task<void> CloudWatch::evaluation_loop(Context cx) {
  Instant earliest = cx.now();  // no moment of evaluation comes twice
  for (;;) {
    if (state_.alarms().empty()) {
      co_await alarms_changed_.wait(cx);
      continue;
    }
    const Instant moment =
        next_evaluation(std::max(cx.now(), earliest), state_.has_high_resolution_alarm());
    const bool changed = co_await alarms_changed_.wait_until(cx, moment);
    if (!changed) {
      evaluate_due(cx, moment);
      earliest = moment + microseconds(1);
    }
  }
}

void CloudWatch::evaluate_due(Context cx, Instant moment) {
  const Instant end{moment.microseconds - k_evaluation_delay.microseconds};
  std::vector<std::string> names;  // who is told of a change may change alarms
  for (const auto& [name, alarm] : state_.alarms()) {
    if (is_due(alarm.Period, moment)) {
      names.push_back(name);
    }
  }
  for (const std::string& name : names) {
    MetricAlarm* alarm = state_.find(name);
    if (alarm == nullptr) {
      continue;
    }
    const Evaluation evaluation = evaluate(*alarm, state_.evaluated_periods(*alarm, end));
    if (evaluation.state && *evaluation.state != alarm->state.value) {
      change_state(cx, *alarm,
                   {*evaluation.state, state_reason(cx.epoch(), *alarm, evaluation),
                    state_reason_data(cx.epoch(), cx.now(), *alarm, evaluation), cx.now()});
    }
  }
}

void CloudWatch::change_state(Context cx, MetricAlarm& alarm, AlarmState state) {
  SIM_ASSERT(state.value != alarm.state.value, "a change of state");
  const AlarmState old_state = std::exchange(alarm.state, std::move(state));
  const Context teller = cx.as("cloudwatch/" + alarm.AlarmName);
  for (int times = cx.fault(site::change_told_twice) ? 2 : 1; times > 0; --times) {
    teller.trace("cloudwatch.alarm_state", {{"alarmName", alarm.AlarmName},
                                            {"stateValue", to_string(alarm.state.value)},
                                            {"previousStateValue", to_string(old_state.value)},
                                            {"stateReason", alarm.state.reason}});
  }
  JsonObject history;
  history.text("version", "1.0");
  history.raw("oldState", history_state(old_state));
  history.raw("newState", history_state(alarm.state));
  state_.add_history(
      {alarm.AlarmName, cx.now(), HistoryItemType::StateUpdate,
       "Alarm updated from " + to_string(old_state.value) + " to " + to_string(alarm.state.value),
       history.take()});
  if (actions_ == nullptr) {
    return;
  }
  const MetricAlarm told = alarm;  // who is told may delete it
  actions_->alarm_changed(teller, told, old_state, told.state);
  for (const std::string& action : actions_for(told)) {
    const Status ran = actions_->run_action(teller, action, told, old_state);
    JsonObject outcome;
    outcome.text("actionState", ran.ok() ? "Succeeded" : "Failed");
    outcome.text("notificationResource", action);
    if (!ran.ok()) {
      outcome.text("error", ran.failure().message);
    }
    // The words of a failure are UNVERIFIED.
    state_.add_history(
        {told.AlarmName, cx.now(), HistoryItemType::Action,
         (ran.ok() ? "Successfully executed action " : "Failed to execute action ") + action,
         outcome.take()});
  }
}

}  // namespace greenroom::cloudwatch
