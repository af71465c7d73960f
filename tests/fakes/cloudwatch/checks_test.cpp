// Each invariant of CloudWatch trips when it should, and only then; its fault sites at work.
#include "fakes/cloudwatch/checks.h"

#include <catch2/catch.hpp>

#include "fakes/cloudwatch/sites.h"
#include "tests/fakes/cloudwatch/cloudwatch_lab.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine change(const std::string& from, const std::string& to) {
  return line("cloudwatch.alarm_state",
              {{"alarmName", "a"}, {"stateValue", to}, {"previousStateValue", from}});
}

}  // namespace

TEST_CASE("cloudwatch.only_changes: each change begins where the last one ended") {
  const TraceLine created = line("cloudwatch.alarm", {{"alarmName", "a"}, {"change", "created"}});
  const TraceLine to_ok = change("INSUFFICIENT_DATA", "OK");
  const TraceLine to_alarm = change("OK", "ALARM");
  CHECK(broken_by(cloudwatch::invariants(), {created, to_ok, to_alarm}).empty());
  // Deleted and made again.
  CHECK(broken_by(cloudwatch::invariants(), {created, to_ok, created, to_ok}).empty());
  CHECK(broken_by(cloudwatch::invariants(), {to_alarm, to_alarm}) ==
        Ids{"cloudwatch.only_changes"});
  CHECK(broken_by(cloudwatch::invariants(), {created, to_alarm}) == Ids{"cloudwatch.only_changes"});
  CHECK(broken_by(cloudwatch::invariants(), {change("OK", "OK")}) ==
        Ids{"cloudwatch.only_changes"});
}

TEST_CASE("the fault change_told_twice breaks cloudwatch.only_changes") {
  CloudWatchLab lab;
  lab.world.kernel.faults().enable(std::string(cloudwatch::site::change_told_twice.name));
  REQUIRE(lab.put_alarm(CloudWatchLab::alarm("errors")).ok());
  REQUIRE(lab.cloudwatch
              .SetAlarmState(lab.cx(), {"errors", cloudwatch::StateValue::ALARM, "by hand", ""})
              .ok());
  const Lines told = lab.world.told("cloudwatch.alarm_state", {"previousStateValue", "stateValue"});
  CHECK(told == Lines{"INSUFFICIENT_DATA ALARM", "INSUFFICIENT_DATA ALARM"});
  CHECK(broken_by(cloudwatch::invariants(),
                  {change("INSUFFICIENT_DATA", "ALARM"), change("INSUFFICIENT_DATA", "ALARM")}) ==
        Ids{"cloudwatch.only_changes"});
}

TEST_CASE("the fault metric_data_lost: data is taken and is not there") {
  CloudWatchLab lab;
  lab.world.kernel.faults().enable(std::string(cloudwatch::site::metric_data_lost.name));
  CHECK(lab.put(1, k_start).ok());
  CHECK(lab.cloudwatch.ListMetrics({}).empty());
}
