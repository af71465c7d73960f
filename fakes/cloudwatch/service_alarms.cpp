// The operations on alarms.
#include <algorithm>
#include <utility>

#include "fakes/cloudwatch/json_object.h"
#include "fakes/cloudwatch/reasons.h"
#include "fakes/cloudwatch/service.h"
#include "fakes/cloudwatch/validation.h"

namespace greenroom::cloudwatch {
namespace {

bool has_action(const MetricAlarm& alarm, const std::string& prefix) {
  for (const auto* actions :
       {&alarm.OKActions, &alarm.AlarmActions, &alarm.InsufficientDataActions}) {
    for (const std::string& action : *actions) {
      if (action.rfind(prefix, 0) == 0) {
        return true;
      }
    }
  }
  return false;
}

bool matches(const MetricAlarm& alarm, const DescribeAlarmsInput& input) {
  const std::vector<std::string>& names = input.AlarmNames;
  return (names.empty() || std::find(names.begin(), names.end(), alarm.AlarmName) != names.end()) &&
         alarm.AlarmName.rfind(input.AlarmNamePrefix, 0) == 0 &&
         (input.ActionPrefix.empty() || has_action(alarm, input.ActionPrefix)) &&
         (!input.StateValue || alarm.state.value == *input.StateValue);
}

}  // namespace

Status CloudWatch::PutMetricAlarm(Context cx, PutMetricAlarmInput input) {
  if (const Status checked = validate_alarm(input); !checked) {
    return checked;
  }
  MetricAlarm alarm;
  static_cast<PutMetricAlarmInput&>(alarm) = std::move(input);
  const MetricAlarm* existing = state_.find(alarm.AlarmName);
  const bool is_new = existing == nullptr;
  alarm.AlarmArn =
      "arn:aws:cloudwatch:" + account_.region + ":" + account_.id + ":alarm:" + alarm.AlarmName;
  alarm.AlarmConfigurationUpdatedTimestamp = cx.now();
  if (!is_new) {
    alarm.Tags = existing->Tags;
  }
  alarm.state = is_new ? AlarmState{StateValue::INSUFFICIENT_DATA, k_initial_reason, "", cx.now()}
                       : existing->state;
  note_configuration(cx, state_.put(std::move(alarm)), is_new ? "created" : "updated");
  alarms_changed_.notify();
  return success();
}

Result<std::vector<MetricAlarm>> CloudWatch::DescribeAlarms(
    const DescribeAlarmsInput& input) const {
  if (!input.AlarmNames.empty() && !input.AlarmNamePrefix.empty()) {
    return Failure{"ValidationError",  // UNVERIFIED text
                   "AlarmNames and AlarmNamePrefix cannot be specified together"};
  }
  std::vector<MetricAlarm> all;
  for (const auto& [name, alarm] : state_.alarms()) {
    if (matches(alarm, input)) {
      all.push_back(alarm);
    }
  }
  return all;
}

Status CloudWatch::SetAlarmState(Context cx, SetAlarmStateInput input) {
  if (const Status checked = validate_alarm_state(input); !checked) {
    return checked;
  }
  MetricAlarm* alarm = state_.find(input.AlarmName);
  if (alarm == nullptr) {
    return alarm_not_found(input.AlarmName);
  }
  AlarmState state{input.StateValue, std::move(input.StateReason), std::move(input.StateReasonData),
                   cx.now()};
  if (state.value == alarm->state.value) {  // no change: no action runs
    state.timestamp = alarm->state.timestamp;
    alarm->state = std::move(state);
  } else {
    change_state(cx, *alarm, std::move(state));
  }
  return success();
}

Status CloudWatch::EnableAlarmActions(Context cx, const std::vector<std::string>& names) {
  return set_actions_enabled(cx, names, true);
}

Status CloudWatch::DisableAlarmActions(Context cx, const std::vector<std::string>& names) {
  return set_actions_enabled(cx, names, false);
}

Status CloudWatch::set_actions_enabled(Context cx, const std::vector<std::string>& names,
                                       bool enabled) {
  for (const std::string& name : names) {
    MetricAlarm* alarm = state_.find(name);
    if (alarm != nullptr && alarm->ActionsEnabled != enabled) {
      alarm->ActionsEnabled = enabled;
      alarm->AlarmConfigurationUpdatedTimestamp = cx.now();
      note_configuration(cx, *alarm, enabled ? "actions enabled" : "actions disabled");
    }
  }
  return success();
}

Status CloudWatch::DeleteAlarms(Context cx, const std::vector<std::string>& names) {
  if (names.size() > k_alarms_per_deletion_max) {
    return constraint_failure(std::to_string(names.size()) + " names", "alarmNames",
                              "Member must have length less than or equal to " +
                                  std::to_string(k_alarms_per_deletion_max));
  }
  for (const std::string& name : names) {
    if (state_.find(name) == nullptr) {
      return alarm_not_found(name);  // UNVERIFIED that none is deleted then
    }
  }
  for (const std::string& name : names) {
    if (const MetricAlarm* alarm = state_.find(name)) {
      note_configuration(cx, *alarm, "deleted");
      state_.remove(name);
    }
  }
  alarms_changed_.notify();
  return success();
}

Result<StateValue> CloudWatch::state_of(const std::string& alarm_name) const {
  const MetricAlarm* alarm = state_.find(alarm_name);
  return alarm == nullptr ? Result<StateValue>(alarm_not_found(alarm_name))
                          : Result<StateValue>(alarm->state.value);
}

Result<std::vector<std::string>> CloudWatch::in_alarm(const std::vector<std::string>& names) const {
  std::vector<std::string> active;
  for (const std::string& name : names) {
    const Result<StateValue> state = state_of(name);
    if (!state) {
      return state.failure();
    }
    if (state.value() == StateValue::ALARM) {
      active.push_back(name);
    }
  }
  return active;
}

void CloudWatch::note_configuration(Context cx, const MetricAlarm& alarm,
                                    const std::string& change) {
  cx.as("cloudwatch/" + alarm.AlarmName)
      .trace("cloudwatch.alarm", {{"alarmName", alarm.AlarmName}, {"change", change}});
  const std::string type = change == "created"   ? "Create"
                           : change == "deleted" ? "Delete"
                                                 : "Update";
  state_.add_history(
      {alarm.AlarmName, cx.now(), HistoryItemType::ConfigurationUpdate,
       "Alarm \"" + alarm.AlarmName + "\" " + (type == "Update" ? "updated" : change),
       JsonObject().text("version", "1.0").text("type", type).take()});
}

}  // namespace greenroom::cloudwatch
