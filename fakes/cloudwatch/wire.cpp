#include "fakes/cloudwatch/wire.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "fakes/cloudwatch/wire_values.h"
#include "fakes/wire/pages.h"
#include "fakes/wire/refuse.h"
#include "sim/core/assert.h"

namespace greenroom::cloudwatch {
namespace {

using Answer = Result<aws::Json>;

constexpr wire::PageSpelling pages(std::int64_t standard, std::int64_t most) {
  return {"MaxRecords", standard, most, "NextToken", "NextToken", "InvalidNextToken"};
}
constexpr wire::PageSpelling k_metrics = pages(500, 500);  // without MaxRecords
constexpr wire::PageSpelling k_alarms = pages(50, 100);    // UNVERIFIED what AWS gives when nothing
constexpr wire::PageSpelling k_history = pages(100, 100);  // is said, of both
constexpr std::size_t k_datapoints_max = 100'800;

Answer answer_of(const Status& done) {
  return done ? Answer(wire::Object().take()) : Answer(done.failure());
}

Answer put_metric_data(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  const Status supported =
      wire::refuse(input, "InvalidParameterValue", {"EntityMetricData", "StrictEntityValidation"});
  const Result<std::vector<MetricDatum>> data = read_data(cx, input);
  if (!supported || !data) {
    return supported ? data.failure() : supported.failure();
  }
  return answer_of(cloudwatch.PutMetricData(cx, wire::text_of(input, "Namespace"), data.value()));
}

Answer get_metric_statistics(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  const Status supported = wire::refuse(input, "InvalidParameterValue", {"ExtendedStatistics"});
  const std::vector<std::string> statistics = wire::texts_of(input, "Statistics");
  Result<GetMetricStatisticsInput> get =
      read_span(cx, input, seconds(wire::number_of(input, "Period", 60)));
  if (!supported || !get) {
    return supported ? get.failure() : supported.failure();
  }
  if (statistics.empty()) {
    return Failure{"InvalidParameterCombination",
                   "At least one of the parameters Statistics and ExtendedStatistics must be "
                   "specified."};
  }
  get.value().metric = read_metric(input);
  get.value().Unit = wire::text_of(input, "Unit");
  const Result<std::vector<Datapoint>> found = cloudwatch.GetMetricStatistics(get.value());
  if (!found) {
    return found.failure();
  }
  return wire::Object()
      .add("Label", wire::text(get.value().metric.MetricName))
      .add("Datapoints",
           wire::list_of(found.value(),
                         [&](const auto& each) { return datapoint_of(cx, each, statistics); }))
      .take();
}

// One query of GetMetricData.
Result<MetricDataQuery> read_query(Context cx, const aws::Json& input, const aws::Json& given) {
  const aws::Json* metric_stat = given.find("MetricStat");
  const Status supported =
      wire::refuse(given, "InvalidParameterValue", {"Expression", "Period", "AccountId"});
  if (!supported || metric_stat == nullptr) {
    return supported ? Failure{"InvalidParameterValue", "A query needs a MetricStat here."}
                     : supported.failure();
  }
  const std::string label = wire::text_of(given, "Label");
  if (label.find("${") != std::string::npos) {
    return Failure{"InvalidParameterValue", "A Label that is computed is not supported here"};
  }
  MetricDataQuery query;
  Result<GetMetricStatisticsInput> stat =
      read_span(cx, input, seconds(wire::number_of(*metric_stat, "Period", 60)));
  const std::string name = wire::text_of(*metric_stat, "Stat");
  const std::optional<Statistic> statistic = read_statistic(name);
  if (!stat || !statistic) {
    return stat ? Failure{"InvalidParameterValue", "Stat " + name + " is not supported here"}
                : stat.failure();
  }
  query.Id = wire::text_of(given, "Id");
  query.Label = label;
  query.Stat = *statistic;
  query.MetricStat = std::move(stat.value());
  query.MetricStat.metric = read_metric(*metric_stat->find("Metric"));
  query.MetricStat.Unit = wire::text_of(*metric_stat, "Unit");
  return query;
}

aws::Json result_of(Context cx, const MetricDataResult& result, bool ascending) {
  aws::Json timestamps =
      wire::list_of(result.Timestamps, [&](Instant at) { return wire::timestamp(cx.epoch(), at); });
  aws::Json values = wire::list_of(result.Values, number_of);
  if (!ascending) {
    std::reverse(timestamps.items.begin(), timestamps.items.end());
    std::reverse(values.items.begin(), values.items.end());
  }
  return wire::Object()
      .add("Id", wire::text(result.Id))
      .add("Label", wire::text(result.Label))
      .add("Timestamps", std::move(timestamps))
      .add("Values", std::move(values))
      .add("StatusCode", wire::text("Complete"))
      .take();
}

Answer get_metric_data(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  if (input.find("NextToken") != nullptr) {
    return Failure{"InvalidNextToken", "The next token specified is invalid."};
  }
  std::set<std::string> ids;
  std::vector<MetricDataQuery> queries;
  for (const aws::Json& given : input.find("MetricDataQueries")->items) {
    Result<MetricDataQuery> query = read_query(cx, input, given);
    if (!query) {
      return query.failure();
    }
    if (!ids.insert(query.value().Id).second) {
      return Failure{"ValidationError",  // UNVERIFIED text
                     "The values for parameter id in MetricDataQueries are not unique."};
    }
    const aws::Json* returned = given.find("ReturnData");
    if (returned == nullptr || returned->kind == aws::JsonKind::True) {
      queries.push_back(std::move(query.value()));
    }
  }
  const Result<std::vector<MetricDataResult>> results = cloudwatch.GetMetricData(queries);
  if (!results) {
    return results.failure();
  }
  std::size_t datapoints = 0;
  for (const MetricDataResult& result : results.value()) {
    datapoints += result.Values.size();
  }
  const std::int64_t most = wire::number_of(input, "MaxDatapoints", k_datapoints_max);
  if (most < 1 || datapoints > static_cast<std::size_t>(most)) {
    return Failure{"InvalidParameterValue",
                   "There are more datapoints than MaxDatapoints, and no pages here; raise the "
                   "period or shorten the span."};
  }
  const bool ascending = wire::text_of(input, "ScanBy") == "TimestampAscending";
  return wire::Object()
      .add("MetricDataResults",
           wire::list_of(results.value(),
                         [&](const auto& each) { return result_of(cx, each, ascending); }))
      .add("Messages", wire::texts({}))
      .take();
}

Answer list_metrics(CloudWatch& cloudwatch, Context, const aws::Json& input) {
  if (const Status supported =
          wire::refuse(input, "InvalidParameterValue",
                       {"RecentlyActive", "IncludeLinkedAccounts", "OwningAccount"});
      !supported) {
    return supported.failure();
  }
  const Metric wanted = read_metric(input);
  return wire::page_of(
      k_metrics, input, "Metrics",
      cloudwatch.ListMetrics({wanted.Namespace, wanted.MetricName, wanted.Dimensions}), metric_of);
}

Answer put_metric_alarm(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  Result<PutMetricAlarmInput> alarm = read_alarm(input);
  return alarm ? answer_of(cloudwatch.PutMetricAlarm(cx, std::move(alarm.value())))
               : Answer(alarm.failure());
}

// Whether metric alarms are asked for: they are unless only others are named.
bool wants_metric_alarms(const aws::Json& input) {
  const std::vector<std::string> types = wire::texts_of(input, "AlarmTypes");
  return types.empty() || std::find(types.begin(), types.end(), "MetricAlarm") != types.end();
}

Answer describe_alarms(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  if (const Status supported =
          wire::refuse(input, "ValidationError", {"ChildrenOfAlarmName", "ParentsOfAlarmName"});
      !supported) {
    return supported.failure();
  }
  DescribeAlarmsInput describe;
  describe.AlarmNames = wire::texts_of(input, "AlarmNames");
  describe.AlarmNamePrefix = wire::text_of(input, "AlarmNamePrefix");
  describe.ActionPrefix = wire::text_of(input, "ActionPrefix");
  describe.StateValue = read_state(wire::text_of(input, "StateValue"));
  Result<std::vector<MetricAlarm>> alarms = cloudwatch.DescribeAlarms(describe);
  if (!alarms) {
    return alarms.failure();
  }
  if (!wants_metric_alarms(input)) {
    alarms.value().clear();
  }
  Answer page = wire::page_of(k_alarms, input, "MetricAlarms", alarms.value(),
                              [&](const auto& alarm) { return alarm_of(cx, alarm); });
  if (page) {
    page.value().members.push_back({"CompositeAlarms", wire::texts({})});
  }
  return page;
}

Answer describe_alarms_for_metric(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  if (const Status supported = wire::refuse(input, "ValidationError", {"ExtendedStatistic"});
      !supported) {
    return supported.failure();
  }
  const std::string statistic = wire::text_of(input, "Statistic");
  const std::string unit = wire::text_of(input, "Unit");
  const std::int64_t period = wire::number_of(input, "Period", 0);
  aws::Json alarms{aws::JsonKind::Array, {}, {}, {}};
  for (const MetricAlarm& alarm : cloudwatch.DescribeAlarmsForMetric(read_metric(input))) {
    if ((statistic.empty() || to_string(alarm.Statistic) == statistic) &&
        (unit.empty() || alarm.Unit == unit) && (period == 0 || alarm.Period == seconds(period))) {
      alarms.items.push_back(alarm_of(cx, alarm));
    }
  }
  return wire::Object().add("MetricAlarms", std::move(alarms)).take();
}

Answer describe_alarm_history(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  const std::string type = wire::text_of(input, "HistoryItemType");
  if (const Status supported = wire::refuse(input, "ValidationError", {"AlarmContributorId"});
      !supported || type.rfind("AlarmContributor", 0) == 0) {
    return supported ? Failure{"ValidationError", type + " is not supported here"}
                     : supported.failure();
  }
  DescribeAlarmHistoryInput describe;
  describe.AlarmName = wire::text_of(input, "AlarmName");
  for (const HistoryItemType each : {HistoryItemType::ConfigurationUpdate,
                                     HistoryItemType::StateUpdate, HistoryItemType::Action}) {
    if (to_string(each) == type) {
      describe.HistoryItemType = each;
    }
  }
  describe.StartDate = wire::instant_of(cx.epoch(), input, "StartDate");
  describe.EndDate = wire::instant_of(cx.epoch(), input, "EndDate");
  if ((input.find("StartDate") != nullptr && !describe.StartDate) ||
      (input.find("EndDate") != nullptr && !describe.EndDate)) {
    return Failure{"ValidationError", "StartDate and EndDate must be times."};
  }
  std::vector<AlarmHistoryItem> items = cloudwatch.DescribeAlarmHistory(describe);
  if (!wants_metric_alarms(input)) {
    items.clear();
  }
  if (wire::text_of(input, "ScanBy") == "TimestampAscending") {
    std::reverse(items.begin(), items.end());
  }
  return wire::page_of(k_history, input, "AlarmHistoryItems", items,
                       [&](const auto& item) { return history_item_of(cx, item); });
}

Answer delete_alarms(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  return answer_of(cloudwatch.DeleteAlarms(cx, wire::texts_of(input, "AlarmNames")));
}

Answer set_alarm_state(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  return answer_of(cloudwatch.SetAlarmState(
      cx, {wire::text_of(input, "AlarmName"), *read_state(wire::text_of(input, "StateValue")),
           wire::text_of(input, "StateReason"), wire::text_of(input, "StateReasonData")}));
}

Answer enable_alarm_actions(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  return answer_of(cloudwatch.EnableAlarmActions(cx, wire::texts_of(input, "AlarmNames")));
}

Answer disable_alarm_actions(CloudWatch& cloudwatch, Context cx, const aws::Json& input) {
  return answer_of(cloudwatch.DisableAlarmActions(cx, wire::texts_of(input, "AlarmNames")));
}

Answer tag_resource(CloudWatch& cloudwatch, Context, const aws::Json& input) {
  return answer_of(
      cloudwatch.TagResource(wire::text_of(input, "ResourceARN"), wire::read_tags(input, "Tags")));
}

Answer untag_resource(CloudWatch& cloudwatch, Context, const aws::Json& input) {
  return answer_of(cloudwatch.UntagResource(wire::text_of(input, "ResourceARN"),
                                            wire::texts_of(input, "TagKeys")));
}

Answer list_tags_for_resource(CloudWatch& cloudwatch, Context, const aws::Json& input) {
  const Result<Tags> tags = cloudwatch.ListTagsForResource(wire::text_of(input, "ResourceARN"));
  if (!tags) {
    return tags.failure();
  }
  return wire::Object().add("Tags", wire::tags_of(tags.value())).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(CloudWatch&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"PutMetricData", put_metric_data},
      {"GetMetricStatistics", get_metric_statistics},
      {"GetMetricData", get_metric_data},
      {"ListMetrics", list_metrics},
      {"PutMetricAlarm", put_metric_alarm},
      {"DescribeAlarms", describe_alarms},
      {"DescribeAlarmsForMetric", describe_alarms_for_metric},
      {"DescribeAlarmHistory", describe_alarm_history},
      {"DeleteAlarms", delete_alarms},
      {"SetAlarmState", set_alarm_state},
      {"EnableAlarmActions", enable_alarm_actions},
      {"DisableAlarmActions", disable_alarm_actions},
      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},
      {"ListTagsForResource", list_tags_for_resource},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(cloudwatch_, cx, input);
}

}  // namespace greenroom::cloudwatch
