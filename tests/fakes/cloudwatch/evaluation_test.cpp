// M out of N datapoints, with missing ones: the tables of the user guide.
#include "fakes/cloudwatch/evaluation.h"

#include <catch2/catch.hpp>
#include <string>

#include "fakes/cloudwatch/reasons.h"

using namespace greenroom;
using namespace greenroom::cloudwatch;

namespace {

constexpr TreatMissingData k_treatments[] = {TreatMissingData::missing, TreatMissingData::ignore,
                                             TreatMissingData::breaching,
                                             TreatMissingData::notBreaching};

PutMetricAlarmInput alarm_of(std::int64_t needed, std::int64_t periods,
                             TreatMissingData treatment) {
  PutMetricAlarmInput alarm;
  alarm.EvaluationPeriods = periods;
  alarm.DatapointsToAlarm = needed;
  alarm.TreatMissingData = treatment;
  alarm.Threshold = Decimal::whole(50);
  return alarm;
}

// "0 - X": 0 ok, X breach, - missing; the newest is last.
std::vector<EvaluatedPeriod> points(const std::string& text) {
  std::vector<EvaluatedPeriod> all;
  for (const char c : text) {
    if (c != ' ') {
      const Instant start = k_start + minutes(static_cast<std::int64_t>(all.size()));
      all.push_back({start, std::nullopt});
      if (c != '-') {
        all.back().value = StatisticValue{Decimal::whole(c == 'X' ? 99 : 0)};
      }
    }
  }
  return all;
}

std::string state_after(std::int64_t needed, std::int64_t periods, TreatMissingData treatment,
                        const std::string& text) {
  const auto state = evaluate(alarm_of(needed, periods, treatment), points(text)).state;
  return state ? to_string(*state) : "keep";
}

}  // namespace

// Reference codebuild-codepipeline-s3 4.2, "Test table from the docs (range 5, right = newest; 0
// ok, X breach, - missing)", of three periods each.
TEST_CASE("missing data: the ten rows of the user guide") {
  struct Row {
    std::int64_t needed;
    const char* points;
    std::string expected[4];  // missing, ignore, breaching, notBreaching
  };
  const std::string none = "INSUFFICIENT_DATA";
  const Row rows[] = {
      {3, "0 - X - X", {"OK", "OK", "OK", "OK"}},
      {3, "0 - - - -", {"OK", "OK", "OK", "OK"}},
      {3, "- - - - -", {none, "keep", "ALARM", "OK"}},
      {3, "0 X X - X", {"ALARM", "ALARM", "ALARM", "ALARM"}},
      {3, "- - X - -", {"ALARM", "keep", "ALARM", "OK"}},
      {2, "0 - X - X", {"ALARM", "ALARM", "ALARM", "ALARM"}},
      {2, "0 0 X 0 X", {"ALARM", "ALARM", "ALARM", "ALARM"}},
      {2, "0 - X - -", {"OK", "OK", "ALARM", "OK"}},
      {2, "- - - - 0", {"OK", "OK", "ALARM", "OK"}},
      {2, "- - - X -", {"ALARM", "keep", "ALARM", "OK"}},
  };
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < 4; ++i) {
      INFO(row.needed << " out of 3, " << row.points << ", " << to_string(k_treatments[i]));
      CHECK(state_after(row.needed, 3, k_treatments[i], row.points) == row.expected[i]);
    }
  }
}

// Reference 4.2: "(3/3 with `- - - - X` or `- - - X -` does not alarm yet.)"
TEST_CASE("missing data: breaching points alone alarm only when they are old enough") {
  CHECK(state_after(3, 3, TreatMissingData::missing, "- - - - X") == "keep");
  CHECK(state_after(3, 3, TreatMissingData::missing, "- - - X -") == "keep");
  CHECK(state_after(3, 3, TreatMissingData::missing, "- - X X -") == "ALARM");
}

TEST_CASE("evaluation: only the newest N real points count") {
  CHECK(state_after(2, 3, TreatMissingData::missing, "X X 0 0 0") == "OK");
  CHECK(state_after(2, 3, TreatMissingData::missing, "X X 0 0 X") == "OK");
  CHECK(state_after(1, 1, TreatMissingData::missing, "- X 0") == "OK");
  CHECK(state_after(1, 1, TreatMissingData::missing, "0 0 X") == "ALARM");
  CHECK(evaluation_range(3) == 5);
}

TEST_CASE("comparison: all operators, at the threshold and on either side of it") {
  struct Row {
    ComparisonOperator comparison;
    bool below, equal, above;
  };
  const Row rows[] = {
      {ComparisonOperator::GreaterThanOrEqualToThreshold, false, true, true},
      {ComparisonOperator::GreaterThanThreshold, false, false, true},
      {ComparisonOperator::LessThanThreshold, true, false, false},
      {ComparisonOperator::LessThanOrEqualToThreshold, true, true, false},
  };
  const Decimal threshold = *parse_decimal("0.5");
  for (const Row& row : rows) {
    INFO(to_string(row.comparison));
    CHECK(is_breaching(row.comparison, {*parse_decimal("0.499999")}, threshold) == row.below);
    CHECK(is_breaching(row.comparison, {*parse_decimal("0.5")}, threshold) == row.equal);
    CHECK(is_breaching(row.comparison, {*parse_decimal("0.500001")}, threshold) == row.above);
  }
}

TEST_CASE("comparison: an average is compared exactly, though it is written rounded") {
  StatisticSet third = single(Decimal::whole(1));
  third.merge(single(Decimal::whole(0)));
  third.merge(single(Decimal::whole(0)));
  const StatisticValue average = value_of(third, Statistic::Average);
  CHECK(to_text(average) == "0.333333");
  CHECK(
      is_breaching(ComparisonOperator::GreaterThanThreshold, average, *parse_decimal("0.333333")));
  CHECK(is_breaching(ComparisonOperator::LessThanThreshold, average, *parse_decimal("0.333334")));
}

TEST_CASE("moments of evaluation: every minute, every ten seconds below a minute") {
  const auto at = [](std::int64_t s) { return k_start + seconds(s); };
  CHECK(next_evaluation(at(0), false) == at(5));
  CHECK(next_evaluation(at(5), false) == at(5));
  CHECK(next_evaluation(at(5) + microseconds(1), false) == at(65));
  CHECK(next_evaluation(at(6), true) == at(15));
  CHECK(is_due(minutes(5), at(65)));
  CHECK_FALSE(is_due(minutes(1), at(75)));
  CHECK(is_due(seconds(30), at(75)));
}

TEST_CASE("state reason: as AWS words it") {
  const auto reason = [](PutMetricAlarmInput alarm, const std::string& text) {
    return state_reason(Epoch{}, alarm, evaluate(alarm, points(text)));
  };
  using enum TreatMissingData;
  // Reference 4.2, "State reason text".
  CHECK(reason(alarm_of(1, 1, missing), "X") ==
        "Threshold Crossed: 1 out of the last 1 datapoints [99.0 (01/01/26 00:00:00)] was greater "
        "than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).");
  CHECK(reason(alarm_of(2, 3, missing), "X 0 X") ==
        "Threshold Crossed: 2 out of the last 3 datapoints [99.0 (01/01/26 00:02:00), 99.0 "
        "(01/01/26 00:00:00)] were greater than the threshold (50.0) (minimum 2 datapoints for OK "
        "-> ALARM transition).");
  CHECK(reason(alarm_of(1, 1, missing), "0") ==
        "Threshold Crossed: 1 out of the last 1 datapoints [0.0 (01/01/26 00:00:00)] was not "
        "greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).");
  CHECK(reason(alarm_of(2, 2, breaching), "- - -") ==
        "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints "
        "were treated as [Breaching].");
  CHECK(reason(alarm_of(1, 1, notBreaching), "-") ==
        "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was "
        "treated as [NonBreaching].");
  CHECK(reason(alarm_of(3, 3, missing), "- - -") ==
        "Insufficient Data: 3 datapoints were unknown.");
}

TEST_CASE("state reason data: what was looked at, as JSON") {
  const PutMetricAlarmInput alarm = alarm_of(2, 3, TreatMissingData::missing);
  CHECK(state_reason_data(Epoch{}, k_start + minutes(5), alarm, evaluate(alarm, points("X 0 X"))) ==
        R"({"version":"1.0","queryDate":"2026-01-01T00:05:00.000+0000",)"
        R"("startDate":"2026-01-01T00:00:00.000+0000","statistic":"Average","period":60,)"
        R"("recentDatapoints":[99.0,0.0,99.0],"threshold":50.0})");
}

TEST_CASE("decimals: exact both ways") {
  struct Row {
    const char* text;
    const char* back;
  };
  for (const Row& row : {Row{"50", "50.0"}, Row{"99.5", "99.5"}, Row{"-0.000001", "-0.000001"},
                         Row{"999999999999.999999", "999999999999.999999"}}) {
    CHECK(to_text(parse_decimal(row.text).value()) == row.back);
  }
  for (const char* text : {"", "-", ".5", "5.", "1e3", "0.0000001", "1000000000000", "1 ", "+1"}) {
    INFO(text);
    CHECK_FALSE(parse_decimal(text).has_value());
  }
  // What has no room stays at the end of the line and does not come round.
  CHECK(sum(Decimal::whole(9'000'000'000'000), Decimal::whole(9'000'000'000'000)) >
        Decimal::whole(9'000'000'000'000));
}
