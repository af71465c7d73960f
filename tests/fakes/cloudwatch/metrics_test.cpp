// What is measured: put, aggregated by period and unit, listed, refused.
#include <catch2/catch.hpp>

#include "tests/fakes/cloudwatch/cloudwatch_lab.h"

using namespace greenroom;
using namespace greenroom::cloudwatch;
using namespace greenroom::test;

namespace {

std::string described(const Datapoint& point) {
  return std::to_string((point.Timestamp - k_start).whole_seconds()) + " " + point.Unit +
         " n=" + std::to_string(point.Statistics.SampleCount) +
         " sum=" + to_text(point.Statistics.Sum) + " min=" + to_text(point.Statistics.Minimum) +
         " max=" + to_text(point.Statistics.Maximum);
}

Lines described(const std::vector<Datapoint>& points) {
  Lines lines;
  for (const Datapoint& point : points) {
    lines.push_back(described(point));
  }
  return lines;
}

MetricDatum datum(const std::string& name, Dimensions dimensions = {}) {
  MetricDatum made;
  made.MetricName = name;
  made.Dimensions = std::move(dimensions);
  made.Statistics = single(Decimal::whole(1));
  return made;
}

}  // namespace

TEST_CASE("statistics of a period: every sample of every minute in it") {
  CloudWatchLab lab;
  REQUIRE(lab.put(4, k_start + seconds(10)).ok());
  REQUIRE(lab.put(1, k_start + seconds(59)).ok());
  REQUIRE(lab.put(7, k_start + seconds(60)).ok());
  REQUIRE(lab.put(9, k_start + minutes(10)).ok());
  GetMetricStatisticsInput input{CloudWatchLab::errors(), k_start, k_start + minutes(10),
                                 minutes(1), ""};
  const auto of = [&] { return described(lab.cloudwatch.GetMetricStatistics(input).value()); };
  CHECK(of() ==
        Lines{"0 Count n=2 sum=5.0 min=1.0 max=4.0", "60 Count n=1 sum=7.0 min=7.0 max=7.0"});
  input.Period = minutes(5);
  CHECK(of() == Lines{"0 Count n=3 sum=12.0 min=1.0 max=7.0"});
  input.Unit = "Bytes";
  CHECK(of().empty());
}

TEST_CASE("a statistic set counts as its samples") {
  CloudWatchLab lab;
  MetricDatum set = datum("Latency");
  set.Statistics = {4, *parse_decimal("1.5"), *parse_decimal("0.1"), *parse_decimal("0.9")};
  REQUIRE(lab.cloudwatch.PutMetricData(lab.cx(), "App", {set, datum("Latency")}).ok());
  const StatisticSet all =
      lab.cloudwatch.state().statistics({"App", "Latency", {}}, "", k_start, minutes(1));
  CHECK(to_text(value_of(all, Statistic::SampleCount)) == "5.0");
  CHECK(to_text(value_of(all, Statistic::Average)) == "0.5");
  CHECK(to_text(value_of(all, Statistic::Sum)) == "2.5");
  CHECK(to_text(value_of(all, Statistic::Minimum)) == "0.1");
  CHECK(to_text(value_of(all, Statistic::Maximum)) == "1.0");
}

TEST_CASE("averages are written rounded, away from zero at the half") {
  CHECK(to_text(StatisticValue{Decimal::whole(2), 3}) == "0.666667");
  CHECK(to_text(StatisticValue{Decimal::whole(-2), 3}) == "-0.666667");
  CHECK(to_text(StatisticValue{{1}, 2}) == "0.000001");
  CHECK(to_text(StatisticValue{{1}, 3}) == "0.0");
}

TEST_CASE("a metric is its namespace, name and dimensions") {
  CloudWatchLab lab;
  const Context cx = lab.cx();
  REQUIRE(lab.cloudwatch
              .PutMetricData(cx, "App",
                             {datum("B", {{"Host", "1"}}), datum("B", {{"Host", "2"}}), datum("A")})
              .ok());
  REQUIRE(lab.cloudwatch.PutMetricData(cx, "Zoo", {datum("A")}).ok());
  const auto names = [&](const ListMetricsInput& input) {
    Lines found;
    for (const Metric& metric : lab.cloudwatch.ListMetrics(input)) {
      const auto host = metric.Dimensions.find("Host");
      found.push_back(metric.Namespace + "/" + metric.MetricName +
                      (host == metric.Dimensions.end() ? "" : "/" + host->second));
    }
    return found;
  };
  CHECK(names({}) == Lines{"App/A", "App/B/1", "App/B/2", "Zoo/A"});
  CHECK(names({"App", "A", {}}) == Lines{"App/A"});
  CHECK(names({"", "", {{"Host", ""}}}) == Lines{"App/B/1", "App/B/2"});
  CHECK(names({"", "", {{"Host", "2"}}}) == Lines{"App/B/2"});
}

TEST_CASE("data is kept for fifteen days") {
  State state;
  MetricDatum old = datum("A");
  old.Timestamp = k_start;
  state.add("App", old, k_start);
  const auto kept = [&] {
    return state.statistics({"App", "A", {}}, "", k_start, minutes(1)).SampleCount;
  };
  state.add("App", datum("A"), k_start + hours(24 * 15));
  CHECK(kept() == 1);
  state.add("App", datum("A"), k_start + hours(24 * 15) + seconds(1));
  CHECK(kept() == 0);
}

TEST_CASE("PutMetricData refuses all of a request that has one bad datum") {
  struct Row {
    std::string code, message;
    void (*spoil)(MetricDatum&);
  };
  const Row rows[] = {
      {"MissingParameter", "The parameter MetricData.member.2.MetricName is required.",
       [](MetricDatum& d) { d.MetricName = ""; }},
      {"InvalidParameterValue",
       "The parameter MetricData.member.2.StorageResolution must be 1 or 60.",
       [](MetricDatum& d) { d.StorageResolution = 5; }},
      {"InvalidParameterValue",
       "The parameter MetricData.member.2.Timestamp must specify a time within the past two weeks.",
       [](MetricDatum& d) { d.Timestamp = Instant{-(hours(24 * 14).microseconds + 1)}; }},
      {"InvalidParameterValue",
       "The parameter MetricData.member.2.Timestamp must specify a time no more than two hours in "
       "the future.",
       [](MetricDatum& d) { d.Timestamp = k_start + hours(2) + microseconds(1); }},
      {"InvalidParameterValue",
       "The parameter MetricData.member.2.StatisticValues.SampleCount must be greater than 0.",
       [](MetricDatum& d) { d.Statistics = {}; }},
      {"InvalidParameterValue",
       "The parameter MetricData.member.2.Dimensions.member.1.Value must be between 1 and 1024 "
       "characters long.",
       [](MetricDatum& d) {
         d.Dimensions = {{"Host", ""}};
       }},
  };
  CloudWatchLab lab;
  for (const Row& row : rows) {
    MetricDatum bad = datum("A");
    row.spoil(bad);
    CHECK(lab.cloudwatch.PutMetricData(lab.cx(), "App", {datum("A"), bad}).failure() ==
          Failure{row.code, row.message});
  }
  CHECK(lab.cloudwatch.PutMetricData(lab.cx(), "", {datum("A")}).failure().code ==
        "MissingParameter");
  MetricDatum odd = datum("A");
  odd.Unit = "Apples";
  CHECK(lab.cloudwatch.PutMetricData(lab.cx(), "App", {odd}).failure().code ==
        "InvalidParameterValue");
  CHECK(lab.cloudwatch.ListMetrics({}).empty());
}

TEST_CASE("GetMetricStatistics refuses bad periods, empty times and too many datapoints") {
  CloudWatchLab lab;
  const auto failure = [&](Instant start, Instant end, Duration period) {
    return lab.cloudwatch.GetMetricStatistics({CloudWatchLab::errors(), start, end, period, ""})
        .failure();
  };
  CHECK(failure(k_start, k_start, minutes(1)).message ==
        "The parameter StartTime must be less than the parameter EndTime.");
  CHECK(failure(k_start, k_start + hours(1), seconds(45)).code == "InvalidParameterValue");
  CHECK(failure(k_start, k_start + hours(48), minutes(1)) ==
        Failure{"InvalidParameterCombination",
                "You have requested up to 2880 datapoints, which exceeds the limit of 1,440. You "
                "may reduce the datapoints requested by increasing Period, or decreasing the time "
                "range."});
}
