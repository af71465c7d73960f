// CloudWatch as its clients meet it, in JSON 1.0.
#include "fakes/cloudwatch/wire.h"

#include <catch2/catch.hpp>

#include "tests/fakes/cloudwatch/cloudwatch_lab.h"
#include "tests/support/json_client.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct WireLab : CloudWatchLab, JsonClient {
  WireLab() : JsonClient(cx(), "GraniteServiceVersion20100801") { endpoint.add(wire); }
  Lines alarms(const std::string& operation, const std::string& input) {
    const aws::Json body = answer(operation, input);
    Lines names;
    for (const aws::Json& alarm : body.find("MetricAlarms")->items) {
      names.push_back(alarm.find("AlarmName")->text);
    }
    return names;
  }

  cloudwatch::Wire wire{cloudwatch};
};

std::string data(const std::string& datum) {
  return R"({"Namespace": "App", "MetricData": [{"MetricName": "Latency", )" + datum + "}]}";
}
std::string alarm(const std::string& name, const std::string& more = "") {
  return R"({"AlarmName": ")" + name +
         R"(", "Namespace": "App", "MetricName": "Latency", "Statistic": "Average", "Period": 60,
            "EvaluationPeriods": 2, "Threshold": 0.1,
            "ComparisonOperator": "GreaterThanThreshold")" +
         more + "}";
}
// From half a minute after the start, which is rounded down.
std::string statistics(const std::string& more) {
  return R"({"Namespace": "App", "MetricName": "Latency", "StartTime": 1767225630.5,
             "EndTime": 1767225720, "Period": 60)" +
         more + "}";
}
std::string query(const std::string& more) {
  return R"({"StartTime": 1767225600, "EndTime": 1767225720, "MetricDataQueries": [
             {"Id": "q", "MetricStat": {"Metric": {"Namespace": "App", "MetricName": "Latency"},
              "Period": 60, "Stat": "Sum"}}])" +
         more + "}";
}

}  // namespace

TEST_CASE("data comes back as statistics, exactly, whatever its numbers look like") {
  WireLab lab;
  CHECK(lab.ask("PutMetricData", data(R"("Value": 0.1, "Unit": "Seconds")")) == "{}");
  CHECK(lab.ask("PutMetricData", data(R"("Value": 2e-1, "Unit": "Seconds")")) == "{}");
  CHECK(lab.ask("PutMetricData", data(R"("Values": [1.5, 0.3], "Counts": [2, 1.0],
                                         "Unit": "Seconds", "Timestamp": 1767225601.25)")) == "{}");
  CHECK(lab.ask("PutMetricData", data(R"("StatisticValues": {"SampleCount": 4, "Sum": 8,
                    "Minimum": 0.05, "Maximum": 5}, "Unit": "Count", "Timestamp": 1767225665)")) ==
        "{}");
  CHECK(lab.ask("GetMetricStatistics",
                statistics(R"(, "Statistics": ["Average", "SampleCount", "Sum", "Minimum",
                                               "Maximum"])")) ==
        R"({"Label":"Latency","Datapoints":[{"Timestamp":1767225600.000,"SampleCount":5.0,)"
        R"("Average":0.72,"Sum":3.6,"Minimum":0.1,"Maximum":1.5,"Unit":"Seconds"},)"
        R"({"Timestamp":1767225660.000,"SampleCount":4.0,"Average":2.0,"Sum":8.0,)"
        R"("Minimum":0.05,"Maximum":5.0,"Unit":"Count"}]})");
  CHECK(lab.told("ListMetrics", "{}", "Metrics") ==
        R"([{"Namespace":"App","MetricName":"Latency","Dimensions":[]}])");
}

TEST_CASE("GetMetricData gives times and values, the newest first unless told otherwise") {
  WireLab lab;
  for (const char* at : {"1767225600", "1767225660"}) {
    REQUIRE(lab.refusal("PutMetricData", data(R"("Value": 2, "Timestamp": )" + std::string(at)))
                .empty());
  }
  REQUIRE(lab.refusal("PutMetricData", data(R"("Value": 1, "Unit": "Count")")).empty());
  CHECK(lab.told("GetMetricData", query(""), "MetricDataResults") ==
        R"([{"Id":"q","Label":"Latency","Timestamps":[1767225660.000,1767225600.000],)"
        R"("Values":[2.0,3.0],"StatusCode":"Complete"}])");
  CHECK(lab.told("GetMetricData", query(R"(, "ScanBy": "TimestampAscending")"), "MetricDataResults")
            .find(R"("Values":[3.0,2.0])") != std::string::npos);
  CHECK(lab.refusal("GetMetricData", query(R"(, "MaxDatapoints": 1)")) == "InvalidParameterValue");
  CHECK(lab.refusal("GetMetricData", R"({"StartTime": 1767225600, "EndTime": 1767225720,
          "MetricDataQueries": [{"Id": "q", "Expression": "a+b"}]})") == "InvalidParameterValue");
  const std::string stat = R"({"Id": "q", "MetricStat": {"Metric": {"Namespace": "App",
                                "MetricName": "Latency"}, "Period": 60, "Stat": "Sum"})";
  const std::string span = R"({"StartTime": 1767225600, "EndTime": 1767225720,
                               "MetricDataQueries": [)";
  CHECK(lab.refusal("GetMetricData", span + stat + R"(, "Label": "${SUM}"}]})") ==
        "InvalidParameterValue");
  CHECK(lab.refusal("GetMetricData", span + stat + "}," + stat + "}]}") == "ValidationError");
}

TEST_CASE("data that cannot be held, or says nothing or too much, is refused") {
  WireLab lab;
  const std::vector<std::pair<std::string, std::string>> refused = {
      {R"("Value": 1e15)", "InvalidParameterValue"},
      {R"("Unit": "Count")", "MissingParameter"},
      {R"("Value": 1, "Values": [1])", "InvalidParameterCombination"},
      {R"("Values": [1, 2], "Counts": [1])", "InvalidParameterValue"},
      {R"("Values": [1], "Counts": [0.5])", "InvalidParameterValue"},
      {R"("Values": [999999999999], "Counts": [1000])", "InvalidParameterValue"},
      {R"("Value": 1, "Unit": "Parsecs")", "ValidationException"}};
  for (const auto& [datum, code] : refused) {
    CAPTURE(datum);
    CHECK(lab.refusal("PutMetricData", data(datum)) == code);
  }
  CHECK(lab.refusal("GetMetricStatistics", statistics(R"(, "ExtendedStatistics": ["p99"])")) ==
        "InvalidParameterValue");
  CHECK(lab.refusal("GetMetricStatistics", statistics("")) == "InvalidParameterCombination");
  CHECK(lab.refusal("ListMetrics", R"({"RecentlyActive": "PT3H"})") == "InvalidParameterValue");
}

TEST_CASE("an alarm is put, described, set, and tells its history") {
  WireLab lab;
  REQUIRE(lab.refusal("PutMetricAlarm",
                      alarm("slow", R"(, "AlarmActions": ["arn:aws:sns:us-east-1:1:t"],
                                        "Dimensions": [{"Name": "Host", "Value": "a"}])"))
              .empty());
  CHECK(lab.ask("DescribeAlarms", "{}") ==
        R"({"MetricAlarms":[{"AlarmName":"slow",)"
        R"("AlarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:slow",)"
        R"("AlarmConfigurationUpdatedTimestamp":1767225600.000,"ActionsEnabled":true,)"
        R"("OKActions":[],"AlarmActions":["arn:aws:sns:us-east-1:1:t"],)"
        R"("InsufficientDataActions":[],"StateValue":"INSUFFICIENT_DATA",)"
        R"("StateReason":"Unchecked: Initial alarm creation",)"
        R"("StateUpdatedTimestamp":1767225600.000,"MetricName":"Latency","Namespace":"App",)"
        R"("Statistic":"Average","Dimensions":[{"Name":"Host","Value":"a"}],"Period":60,)"
        R"("EvaluationPeriods":2,"Threshold":0.1,"ComparisonOperator":"GreaterThanThreshold",)"
        R"("TreatMissingData":"missing","StateTransitionedTimestamp":1767225600.000}],)"
        R"("CompositeAlarms":[]})");
  CHECK(lab.ask("SetAlarmState", R"({"AlarmName": "slow", "StateValue": "ALARM",
                                     "StateReason": "a test"})") == "{}");
  CHECK(lab.actions.ran == Lines{"arn:aws:sns:us-east-1:1:t"});
  CHECK(lab.alarms("DescribeAlarms", R"({"StateValue": "ALARM"})") == Lines{"slow"});
  CHECK(lab.alarms("DescribeAlarms", R"({"StateValue": "OK"})") == Lines{});
  CHECK(lab.alarms("DescribeAlarms", R"({"AlarmTypes": ["CompositeAlarm"]})") == Lines{});
  const std::string history =
      lab.told("DescribeAlarmHistory", R"({"AlarmName": "slow", "HistoryItemType": "StateUpdate"})",
               "AlarmHistoryItems");
  CHECK(history.find(R"("HistorySummary":"Alarm updated from INSUFFICIENT_DATA to ALARM")") !=
        std::string::npos);
  CHECK(lab.told("DescribeAlarmHistory", R"({"MaxRecords": 1, "ScanBy": "TimestampAscending"})",
                 "AlarmHistoryItems")
            .find(R"(Alarm \"slow\" created)") != std::string::npos);
  CHECK(lab.told("DescribeAlarmHistory", R"({"MaxRecords": 1})", "NextToken") == R"("1")");
  CHECK(lab.ask("DeleteAlarms", R"({"AlarmNames": ["slow"]})") == "{}");
  CHECK(lab.refusal("DeleteAlarms", R"({"AlarmNames": ["slow"]})") == "ResourceNotFound");
}

TEST_CASE("alarms are found by their metric, and their actions switched off and on") {
  WireLab lab;
  REQUIRE(lab.refusal("PutMetricAlarm", alarm("a")).empty());
  REQUIRE(lab.refusal("PutMetricAlarm",
                      alarm("b", R"(, "Dimensions": [{"Name": "Host", "Value": "a"}])"))
              .empty());
  const std::string metric = R"({"Namespace": "App", "MetricName": "Latency")";
  CHECK(lab.alarms("DescribeAlarmsForMetric", metric + "}") == Lines{"a"});
  CHECK(lab.alarms("DescribeAlarmsForMetric", metric + R"(, "Statistic": "Sum"})") == Lines{});
  CHECK(lab.alarms("DescribeAlarmsForMetric", metric + R"(, "Period": 60})") == Lines{"a"});
  CHECK(lab.ask("DisableAlarmActions", R"({"AlarmNames": ["a"]})") == "{}");
  CHECK_FALSE(lab.at("a").ActionsEnabled);
  CHECK(lab.ask("EnableAlarmActions", R"({"AlarmNames": ["a"]})") == "{}");
  CHECK(lab.at("a").ActionsEnabled);
  CHECK(lab.told("DescribeAlarms", R"({"MaxRecords": 1})", "NextToken") == R"("1")");
  CHECK(lab.alarms("DescribeAlarms", R"({"NextToken": "1"})") == Lines{"b"});
}

TEST_CASE("alarms that are not here, and half of one, are refused") {
  WireLab lab;
  const std::vector<std::string> refused = {
      alarm("a", R"(, "ExtendedStatistic": "p99")"), alarm("a", R"(, "TreatMissingData": "no")"),
      alarm("a", R"(, "Metrics": [{"Id": "m", "Expression": "a+b"}])"),
      R"({"AlarmName": "a", "EvaluationPeriods": 1})",
      R"({"AlarmName": "a", "Namespace": "App", "MetricName": "L", "Statistic": "Sum",
          "Period": 60, "EvaluationPeriods": 1, "Threshold": 1,
          "ComparisonOperator": "GreaterThanUpperThreshold"})"};
  for (const std::string& input : refused) {
    CAPTURE(input);
    CHECK(lab.refusal("PutMetricAlarm", input) == "ValidationError");
  }
  CHECK(lab.refusal("DescribeAlarms", R"({"ParentsOfAlarmName": "a"})") == "ValidationError");
  CHECK(lab.refusal("DescribeAlarmHistory", R"({"HistoryItemType": "AlarmContributorAction"})") ==
        "ValidationError");
  CHECK(lab.refusal("PutCompositeAlarm", "{}") == "NotImplemented");
}

TEST_CASE("an alarm's tags stay when it is put again") {
  WireLab lab;
  REQUIRE(lab.refusal("PutMetricAlarm", alarm("a", R"(, "Tags": [{"Key": "k", "Value": "v"}])"))
              .empty());
  REQUIRE(lab.refusal("PutMetricAlarm", alarm("a")).empty());
  const std::string arn = R"({"ResourceARN": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a")";
  CHECK(lab.ask("TagResource", arn + R"(, "Tags": [{"Key": "l", "Value": "w"}]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", arn + "}") ==
        R"({"Tags":[{"Key":"k","Value":"v"},{"Key":"l","Value":"w"}]})");
  CHECK(lab.ask("UntagResource", arn + R"(, "TagKeys": ["k"]})") == "{}");
  CHECK(lab.ask("ListTagsForResource", arn + "}") == R"({"Tags":[{"Key":"l","Value":"w"}]})");
  CHECK(lab.refusal("ListTagsForResource", R"({"ResourceARN": "arn:none"})") ==
        "ResourceNotFoundException");
}

TEST_CASE("numbers are read as clients write them") {
  using cloudwatch::read_decimal;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"3", "3.0"},          {"-0.5", "-0.5"},      {"0.30000000000000004", "0.3"},
      {"1e-3", "0.001"},     {"1.5E+2", "150.0"},   {"0.0000005", "0.000001"},
      {"0.00000049", "0.0"}, {"1e-30", "0.0"},      {"123456789012", "123456789012.0"},
      {"0e99", "0.0"},       {"-1.9999999", "-2.0"}};
  for (const auto& [text, value] : rows) {
    CAPTURE(text);
    REQUIRE(read_decimal(text).has_value());
    CHECK(to_text(*read_decimal(text)) == value);
  }
  for (const char* bad : {"", "-", "x", "1e", "1.2.3", "1234567890123", "1e12"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_decimal(bad).has_value());
  }
}
