// Judges of what the load balancer tells of its requests: access log lines and CloudWatch metrics.
#include <algorithm>

#include "fakes/elb/access_log.h"
#include "fakes/elb/metrics.h"
#include "sim/scenario/judge.h"
#include "sim/scenario/loader.h"

namespace greenroom::scenario {
namespace {

std::vector<elb::RequestRecord> records_meant(Judge& judge) {
  const Instant from = counted_from(judge);
  std::vector<elb::RequestRecord> meant = judge.seen.load_balancer_records;
  std::erase_if(meant, [&](const elb::RequestRecord& one) { return one.arrived < from; });
  return meant;
}

// Names of metrics that requests can move, for slips of the pen.
std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const elb::MetricKind& kind : elb::k_metrics) {
    if (kind.about != elb::About::Hosts) {
      names.emplace_back(kind.name);
    }
  }
  return names;
}

// Fields that no line has: they are asked for also when there is no line at all.
std::vector<std::string> unknown_fields(const Judge& judge) {
  const std::map<std::string, std::string> fields = elb::access_log_fields({}, {});
  std::vector<std::string> unknown;
  for (const auto& [key, values] : judge.wanted.wants) {
    const std::string name = key.rfind("contains.", 0) == 0 ? key.substr(9) : key;
    if (key != "times" && key != "since" && fields.count(name) == 0) {
      unknown.push_back(name);
    }
  }
  return unknown;
}

}  // namespace

// Of the load balancer as a whole, over all minutes. What nothing moved is missing on AWS; here it
// counts as 0.
void judge_metric(Judge& judge) {
  const std::string name = judge.wanted.want("name");
  const bool expects = judge.wanted.has("sum") || judge.wanted.has("minimum") ||
                       judge.wanted.has("maximum") || judge.wanted.has("samples");
  if (!expects) {
    judge.mismatch("metric", "sum, minimum, maximum or samples", "none of them");
    return;
  }
  const std::vector<std::string> names = metric_names();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    const auto meant = near_miss(name, names);
    judge.mismatch("name", "a metric of requests" + (meant ? ": " + *meant + "?" : std::string()),
                   name);
    return;
  }
  elb::Metrics metrics;
  for (const elb::RequestRecord& record : records_meant(judge)) {
    metrics.count(record);
  }
  elb::StatisticSet all;
  for (const elb::MetricDatum& datum : metrics.take(k_never)) {
    if (datum.MetricName == name && datum.Dimensions.size() == 1 &&
        datum.Dimensions.front().first == "LoadBalancer") {
      all.merge(datum.Statistics);
    }
  }
  expect_count(judge, "sum", all.Sum);
  expect_count(judge, "minimum", all.Minimum);
  expect_count(judge, "maximum", all.Maximum);
  expect_count(judge, "samples", all.SampleCount);
}

// Lines with these fields, by AWS's names; "contains.<field>" by a part. Without `times` at least
// one.
void judge_access_log(Judge& judge) {
  std::int64_t count = 0;
  for (const std::string& name : unknown_fields(judge)) {
    judge.mismatch("field", "one of an access log line", name);
  }
  for (const elb::RequestRecord& record : records_meant(judge)) {
    const std::map<std::string, std::string> fields =
        elb::access_log_fields(record, judge.seen.epoch);
    bool fits = true;
    for (const auto& [key, values] : judge.wanted.wants) {
      const bool part = key.rfind("contains.", 0) == 0;
      const std::string name = part ? key.substr(9) : key;
      const std::string value = values.empty() ? "" : values.front();
      if (key == "times" || key == "since") {
        continue;
      }
      const auto field = fields.find(name);
      if (field == fields.end()) {
        return;  // told above
      }
      fits =
          fits && (part ? field->second.find(value) != std::string::npos : field->second == value);
    }
    count += fits ? 1 : 0;
  }
  if (judge.wanted.has("times")) {
    expect_count(judge, "times", count);
  } else if (count == 0) {
    judge.mismatch("access_log", "a line such as this", "none");
  }
}

}  // namespace greenroom::scenario
