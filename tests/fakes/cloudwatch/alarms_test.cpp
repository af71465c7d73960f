// Alarms as their users see them: made, evaluated in time, told, set, switched off, deleted.
#include <catch2/catch.hpp>

#include "fakes/cloudwatch/reasons.h"
#include "tests/fakes/cloudwatch/cloudwatch_lab.h"

using namespace greenroom;
using namespace greenroom::cloudwatch;
using namespace greenroom::test;

TEST_CASE("an alarm begins without data, fires when a minute was bad, recovers when one was good") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.put_alarm(CloudWatchLab::alarm("errors")).ok());
    CHECK(l.at("errors").state.value == StateValue::INSUFFICIENT_DATA);
    CHECK(l.at("errors").state.reason == k_initial_reason);
    co_await cx.sleep_until(k_start + seconds(60));
    CHECK(l.put(6, k_start).ok());  // of the minute that is over
    co_await cx.sleep_until(k_start + seconds(120));
    CHECK(l.put(5, k_start + seconds(60)).ok());
    co_await cx.sleep_until(k_start + seconds(180));
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(lab.actions.told == Lines{"65 errors INSUFFICIENT_DATA ALARM", "125 errors ALARM OK"});
  CHECK(lab.world.told("cloudwatch.alarm_state", {"previousStateValue", "stateValue"}) ==
        Lines{"INSUFFICIENT_DATA ALARM", "ALARM OK"});
  CHECK(lab.at("errors").state.reason ==
        "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (01/01/26 00:01:00)] was not "
        "greater than the threshold (5.0) (minimum 1 datapoint for ALARM -> OK transition).");
}

TEST_CASE("an alarm keeps its state while it does not change: nobody is told again") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.put_alarm(CloudWatchLab::alarm("errors")).ok());
    for (std::int64_t minute = 0; minute < 5; ++minute) {
      CHECK(l.put(9, k_start + minutes(minute)).ok());
      co_await cx.sleep_until(k_start + minutes(minute + 1));
    }
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(lab.actions.told == Lines{"65 errors INSUFFICIENT_DATA ALARM"});
}

// Reference 4.2: "sliding window (5-minute period at minute 6 uses minutes 2-6)".
TEST_CASE("periods above a minute slide from minute to minute") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    PutMetricAlarmInput input = CloudWatchLab::alarm("errors");
    input.Period = minutes(5);
    CHECK(l.put_alarm(input).ok());
    CHECK(l.put(3, k_start + minutes(3)).ok());  // the fourth minute
    CHECK(l.put(3, k_start + minutes(6)).ok());  // the seventh
    co_await cx.sleep_until(k_start + minutes(10));
  };
  REQUIRE(lab.world.run(story(lab)));
  // The window that ends with the seventh minute holds both; the one after the eighth still does;
  // that after the ninth begins with the fifth.
  CHECK(lab.actions.told ==
        Lines{"245 errors INSUFFICIENT_DATA OK", "425 errors OK ALARM", "545 errors ALARM OK"});
}

TEST_CASE("an alarm of ten seconds is evaluated every ten seconds, from when it is made") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.put_alarm(CloudWatchLab::alarm("slow")).ok());
    co_await cx.sleep_until(k_start + seconds(22));
    PutMetricAlarmInput input = CloudWatchLab::alarm("quick");
    input.Period = seconds(10);
    CHECK(l.put_alarm(input).ok());
    MetricDatum datum;
    datum.MetricName = input.metric.MetricName;
    datum.Dimensions = input.metric.Dimensions;
    datum.Statistics = single(Decimal::whole(9));
    datum.StorageResolution = 1;
    CHECK(l.cloudwatch.PutMetricData(cx, input.metric.Namespace, {datum}).ok());
    co_await cx.sleep_until(k_start + seconds(70));
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(lab.actions.told == Lines{"35 quick INSUFFICIENT_DATA ALARM",
                                  "65 quick ALARM INSUFFICIENT_DATA",
                                  "65 slow INSUFFICIENT_DATA ALARM"});
}

TEST_CASE("without alarms nothing happens: the evaluation does not keep a run alive") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    CHECK(l.put_alarm(CloudWatchLab::alarm("errors")).ok());
    co_await l.world.as("story").sleep_for(minutes(2));
    CHECK(l.cloudwatch.DeleteAlarms(l.cx(), {"errors"}).ok());
    const std::uint64_t events = l.world.kernel.events();
    co_await l.world.as("story").sleep_for(hours(1));
    CHECK(l.world.kernel.events() <= events + 3);
  };
  REQUIRE(lab.world.run(story(lab)));
}

TEST_CASE("SetAlarmState acts at once and lasts until the next evaluation") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    CHECK(l.put_alarm(CloudWatchLab::alarm("errors")).ok());
    CHECK(l.put(1, k_start).ok());
    co_await cx.sleep_until(k_start + seconds(70));
    CHECK(l.cloudwatch.SetAlarmState(cx, {"errors", StateValue::ALARM, "drill", ""}).ok());
    CHECK(l.cloudwatch.state_of("errors").value() == StateValue::ALARM);
    CHECK(l.cloudwatch.in_alarm({"errors"}).value() == Lines{"errors"});
    CHECK(l.put(1, k_start + minutes(1)).ok());
    co_await cx.sleep_until(k_start + seconds(130));
    CHECK(l.cloudwatch.in_alarm({"errors"}).value().empty());
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(lab.actions.told ==
        Lines{"65 errors INSUFFICIENT_DATA OK", "70 errors OK ALARM", "125 errors ALARM OK"});
}

TEST_CASE("an alarm that is changed keeps its state, and is judged anew") {
  CloudWatchLab lab;
  const auto story = [](CloudWatchLab& l) -> Task<void> {
    const Context cx = l.world.as("story");
    PutMetricAlarmInput input = CloudWatchLab::alarm("errors");
    CHECK(l.put_alarm(input).ok());
    CHECK(l.put(9, k_start).ok());
    CHECK(l.put(9, k_start + minutes(1)).ok());
    co_await cx.sleep_until(k_start + seconds(100));
    input.Threshold = *parse_decimal("9.5");
    CHECK(l.put_alarm(input).ok());
    CHECK(l.at("errors").state.value == StateValue::ALARM);
    co_await cx.sleep_until(k_start + seconds(130));
    CHECK(l.at("errors").state.value == StateValue::OK);
  };
  REQUIRE(lab.world.run(story(lab)));
  CHECK(lab.world.told("cloudwatch.alarm", {"alarmName", "change"}) ==
        Lines{"errors created", "errors updated"});
}

TEST_CASE("history: newest first, of one type when asked") {
  CloudWatchLab lab;
  PutMetricAlarmInput input = CloudWatchLab::alarm("errors");
  input.AlarmActions = {"arn:aws:sns:us-east-1:123456789012:ops"};
  REQUIRE(lab.put_alarm(input).ok());
  REQUIRE(lab.cloudwatch.SetAlarmState(lab.cx(), {"errors", StateValue::ALARM, "drill", ""}).ok());
  REQUIRE(lab.cloudwatch.DisableAlarmActions(lab.cx(), {"errors", "no such alarm"}).ok());
  REQUIRE(lab.cloudwatch.SetAlarmState(lab.cx(), {"errors", StateValue::OK, "over", ""}).ok());
  REQUIRE(lab.cloudwatch.SetAlarmState(lab.cx(), {"errors", StateValue::ALARM, "again", ""}).ok());
  Lines summaries;
  for (const AlarmHistoryItem& item : lab.cloudwatch.DescribeAlarmHistory({"errors", {}, {}, {}})) {
    summaries.push_back(item.HistorySummary);
  }
  CHECK(summaries == Lines{"Alarm updated from OK to ALARM", "Alarm updated from ALARM to OK",
                           "Alarm \"errors\" updated",
                           "Successfully executed action arn:aws:sns:us-east-1:123456789012:ops",
                           "Alarm updated from INSUFFICIENT_DATA to ALARM",
                           "Alarm \"errors\" created"});
  const auto changes =
      lab.cloudwatch.DescribeAlarmHistory({"", HistoryItemType::StateUpdate, {}, {}});
  REQUIRE(changes.size() == 3);
  CHECK(changes.back().HistoryData ==
        R"({"version":"1.0","oldState":{"stateValue":"INSUFFICIENT_DATA",)"
        R"("stateReason":"Unchecked: Initial alarm creation"},)"
        R"("newState":{"stateValue":"ALARM","stateReason":"drill"}})");
}

TEST_CASE("DescribeAlarms finds by name, prefix, state and action") {
  CloudWatchLab lab;
  PutMetricAlarmInput input = CloudWatchLab::alarm("web-errors");
  input.OKActions = {"arn:aws:sns:us-east-1:123456789012:ops"};
  REQUIRE(lab.put_alarm(input).ok());
  REQUIRE(lab.put_alarm(CloudWatchLab::alarm("web-latency")).ok());
  REQUIRE(lab.put_alarm(CloudWatchLab::alarm("api-errors")).ok());
  REQUIRE(lab.cloudwatch.SetAlarmState(lab.cx(), {"web-latency", StateValue::ALARM, "", ""}).ok());
  const auto names = [&](const DescribeAlarmsInput& wanted) {
    Lines found;
    const Result<std::vector<MetricAlarm>> alarms = lab.cloudwatch.DescribeAlarms(wanted);
    for (const MetricAlarm& alarm : alarms.value()) {
      found.push_back(alarm.AlarmName);
    }
    return found;
  };
  CHECK(names({}) == Lines{"api-errors", "web-errors", "web-latency"});
  CHECK(names({{"web-latency", "no such alarm"}, "", "", {}}) == Lines{"web-latency"});
  CHECK(names({{}, "web-", "", {}}) == Lines{"web-errors", "web-latency"});
  CHECK(names({{}, "", "arn:aws:sns", {}}) == Lines{"web-errors"});
  CHECK(names({{}, "", "", StateValue::ALARM}) == Lines{"web-latency"});
  CHECK(lab.cloudwatch.DescribeAlarms({{"a"}, "b", "", {}}).failure().code == "ValidationError");
  CHECK(lab.at("web-errors").AlarmArn ==
        "arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-errors");
}

TEST_CASE("DeleteAlarms deletes all or none") {
  CloudWatchLab lab;
  REQUIRE(lab.put_alarm(CloudWatchLab::alarm("errors")).ok());
  CHECK(lab.cloudwatch.DeleteAlarms(lab.cx(), {"errors", "no such"}).failure().code ==
        "ResourceNotFound");
  CHECK(lab.cloudwatch.state_of("errors").ok());
  CHECK(lab.cloudwatch.DeleteAlarms(lab.cx(), {"errors", "errors"}).ok());
  CHECK(lab.cloudwatch.state_of("errors").failure().code == "ResourceNotFound");
  CHECK(lab.cloudwatch.in_alarm({"errors"}).failure().code == "ResourceNotFound");
  CHECK(lab.cloudwatch.SetAlarmState(lab.cx(), {"errors", StateValue::OK, "", ""}).failure().code ==
        "ResourceNotFound");
}

TEST_CASE("PutMetricAlarm refuses what AWS refuses, in its words") {
  struct Row {
    std::string message;
    void (*spoil)(PutMetricAlarmInput&);
  };
  const Row rows[] = {
      {"1 validation error detected: Value '' at 'alarmName' failed to satisfy constraint: Member "
       "must have length greater than or equal to 1",
       [](PutMetricAlarmInput& a) { a.AlarmName = ""; }},
      {"Period must be 10, 20, 30 or a multiple of 60",
       [](PutMetricAlarmInput& a) { a.Period = seconds(45); }},
      {"Period must be 10, 20, 30 or a multiple of 60",
       [](PutMetricAlarmInput& a) { a.Period = seconds(0); }},
      {"1 validation error detected: Value '0' at 'evaluationPeriods' failed to satisfy "
       "constraint: Member must have value greater than or equal to 1",
       [](PutMetricAlarmInput& a) { a.EvaluationPeriods = 0; }},
      {"DatapointsToAlarm must be less than or equal to EvaluationPeriods",
       [](PutMetricAlarmInput& a) { a.DatapointsToAlarm = 2; }},
      {"Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= "
       "86400) for alarms using period < 3600",
       [](PutMetricAlarmInput& a) { a.EvaluationPeriods = 1'441; }},
      {"Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= "
       "604800) for alarms using period >= 3600",
       [](PutMetricAlarmInput& a) {
         a.Period = hours(24);
         a.EvaluationPeriods = 8;
       }},
      {"Invalid arn syntax: ops", [](PutMetricAlarmInput& a) { a.OKActions = {"ops"}; }},
      {"1 validation error detected: Value '[a, a, a, a, a, a]' at 'alarmActions' failed to "
       "satisfy constraint: Member must have length less than or equal to 5",
       [](PutMetricAlarmInput& a) { a.AlarmActions.assign(6, "a"); }},
  };
  CloudWatchLab lab;
  for (const Row& row : rows) {
    PutMetricAlarmInput input = CloudWatchLab::alarm("errors");
    row.spoil(input);
    CHECK(lab.put_alarm(input).failure() == Failure{"ValidationError", row.message});
  }
  CHECK(lab.cloudwatch.state().alarms().empty());
  PutMetricAlarmInput day = CloudWatchLab::alarm("day");
  day.EvaluationPeriods = 1'440;
  CHECK(lab.put_alarm(day).ok());
}

TEST_CASE("an action that fails is no success in the alarm's history") {
  CloudWatchLab lab;
  lab.actions.refuses = true;
  PutMetricAlarmInput input = CloudWatchLab::alarm("errors");
  input.AlarmActions = {"arn:aws:sns:us-east-1:123456789012:nobody"};
  REQUIRE(lab.put_alarm(input).ok());
  REQUIRE(lab.cloudwatch.SetAlarmState(lab.cx(), {"errors", StateValue::ALARM, "why", ""}).ok());
  CHECK(lab.actions.ran == Lines{"arn:aws:sns:us-east-1:123456789012:nobody"});
  DescribeAlarmHistoryInput asked;
  asked.AlarmName = "errors";
  asked.HistoryItemType = HistoryItemType::Action;
  const auto history = lab.cloudwatch.DescribeAlarmHistory(asked);
  REQUIRE(history.size() == 1);
  CHECK_THAT(history[0].HistorySummary, Catch::StartsWith("Failed to execute action"));
  CHECK_THAT(history[0].HistoryData, Catch::Contains("Topic does not exist"));
}
