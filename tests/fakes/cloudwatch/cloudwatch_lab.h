// A CloudWatch with one metric and one alarm on it, and who is told of changes.
#pragma once

#include <string>
#include <vector>

#include "fakes/cloudwatch/service.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

class ToldActions final : public cloudwatch::AlarmActions {
 public:
  void alarm_changed(Context cx, const cloudwatch::MetricAlarm& alarm,
                     const cloudwatch::AlarmState& old_state,
                     const cloudwatch::AlarmState& new_state) override {
    told.push_back(std::to_string(cx.now().microseconds / 1'000'000) + " " + alarm.AlarmName + " " +
                   to_string(old_state.value) + " " + to_string(new_state.value));
  }
  Status run_action(Context, const std::string& action_arn, const cloudwatch::MetricAlarm&,
                    const cloudwatch::AlarmState&) override {
    ran.push_back(action_arn);
    return refuses ? Status(Failure{"NotFound", "Topic does not exist"}) : success();
  }
  bool refuses = false;
  Lines told;
  Lines ran;
};

struct CloudWatchLab {
  CloudWatchLab() {
    cloudwatch.connect(actions);
    cloudwatch.start(world.as("story"));
  }

  static cloudwatch::Metric errors() {
    return {"AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", {{"LoadBalancer", "app/web/1"}}};
  }
  // More than 5 errors a minute, in one minute.
  static cloudwatch::PutMetricAlarmInput alarm(const std::string& name) {
    cloudwatch::PutMetricAlarmInput input;
    input.AlarmName = name;
    input.metric = errors();
    input.Statistic = cloudwatch::Statistic::Sum;
    input.Threshold = cloudwatch::Decimal::whole(5);
    return input;
  }
  // One datum of the errors, at `at`.
  Status put(std::int64_t value, Instant at) {
    cloudwatch::MetricDatum datum;
    datum.MetricName = errors().MetricName;
    datum.Dimensions = errors().Dimensions;
    datum.Timestamp = at;
    datum.Unit = "Count";
    datum.Statistics = cloudwatch::single(cloudwatch::Decimal::whole(value));
    return cloudwatch.PutMetricData(cx(), errors().Namespace, {datum});
  }
  Status put_alarm(const cloudwatch::PutMetricAlarmInput& input) {
    return cloudwatch.PutMetricAlarm(cx(), input);
  }
  [[nodiscard]] cloudwatch::MetricAlarm at(const std::string& name) const {
    return *cloudwatch.state().find(name);
  }
  [[nodiscard]] Context cx() { return world.as("user"); }

  ToldActions actions;
  FakeWorld world;
  cloudwatch::CloudWatch cloudwatch{aws::Account{}};
};

}  // namespace greenroom::test
