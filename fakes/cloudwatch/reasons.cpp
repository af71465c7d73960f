#include "fakes/cloudwatch/reasons.h"

#include "fakes/cloudwatch/json_object.h"
#include "sim/core/assert.h"

namespace greenroom::cloudwatch {
namespace {

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string was_or_were(std::size_t count) {
  return count == 1 ? "was" : "were";
}

// "02/10/19 16:59:00": day, month, year.
std::string short_time(Epoch epoch, Instant instant) {
  const std::string plain = plain_seconds(epoch, instant);  // "2019-10-02 16:59:00"
  return plain.substr(8, 2) + "/" + plain.substr(5, 2) + "/" + plain.substr(2, 2) +
         plain.substr(10);
}

std::string words_of(ComparisonOperator comparison) {
  switch (comparison) {
    case ComparisonOperator::GreaterThanOrEqualToThreshold:
      return "greater than or equal to";
    case ComparisonOperator::GreaterThanThreshold:
      return "greater than";
    case ComparisonOperator::LessThanThreshold:
      return "less than";
    case ComparisonOperator::LessThanOrEqualToThreshold:
      return "less than or equal to";
  }
  return "";
}

// "3 missing datapoints were treated as [Breaching]"
std::string missing_text(const PutMetricAlarmInput& alarm, std::int64_t missing) {
  const char* treated =
      alarm.TreatMissingData == TreatMissingData::breaching ? "Breaching" : "NonBreaching";
  return counted(missing, "missing datapoint") + " " +
         was_or_were(static_cast<std::size_t>(missing)) + " treated as [" + treated + "]";
}

bool fills_gaps(const PutMetricAlarmInput& alarm) {
  return alarm.TreatMissingData == TreatMissingData::breaching ||
         alarm.TreatMissingData == TreatMissingData::notBreaching;
}

std::string threshold_text(Epoch epoch, const PutMetricAlarmInput& alarm,
                           const Evaluation& evaluation) {
  const bool to_alarm = evaluation.state == StateValue::ALARM;
  std::string list;
  std::size_t count = 0;
  for (auto point = evaluation.real.rbegin(); point != evaluation.real.rend(); ++point) {
    if (is_breaching(alarm.ComparisonOperator, *point->value, alarm.Threshold) == to_alarm) {
      list += (count++ == 0 ? "" : ", ") + to_text(*point->value) + " (" +
              short_time(epoch, point->start) + ")";
    }
  }
  const std::int64_t needed = alarm.DatapointsToAlarm.value_or(alarm.EvaluationPeriods);
  // As many good ones as make M bad ones of N impossible.
  const std::int64_t least = to_alarm ? needed : alarm.EvaluationPeriods - needed + 1;
  std::string text =
      std::to_string(count) + " out of the last " + std::to_string(alarm.EvaluationPeriods) +
      " datapoints [" + list + "] " + was_or_were(count) + (to_alarm ? " " : " not ") +
      words_of(alarm.ComparisonOperator) + " the threshold (" + to_text(alarm.Threshold) + ")";
  if (evaluation.missing > 0 && fills_gaps(alarm)) {
    text += " and " + missing_text(alarm, evaluation.missing);  // UNVERIFIED where it stands
  }
  return text + " (minimum " + counted(least, "datapoint") + " for " +
         (to_alarm ? "OK -> ALARM" : "ALARM -> OK") + " transition).";
}

}  // namespace

std::string state_reason(Epoch epoch, const PutMetricAlarmInput& alarm,
                         const Evaluation& evaluation) {
  SIM_ASSERT(evaluation.state.has_value(), "only a state has a reason");
  if (*evaluation.state == StateValue::INSUFFICIENT_DATA) {
    return "Insufficient Data: " + counted(evaluation.missing, "datapoint") + " " +
           was_or_were(static_cast<std::size_t>(evaluation.missing)) + " unknown.";
  }
  if (evaluation.real.empty()) {
    return "Threshold Crossed: no datapoints were received for " +
           counted(evaluation.missing, "period") + " and " +
           missing_text(alarm, evaluation.missing) + ".";
  }
  return "Threshold Crossed: " + threshold_text(epoch, alarm, evaluation);
}

std::string state_reason_data(Epoch epoch, Instant now, const PutMetricAlarmInput& alarm,
                              const Evaluation& evaluation) {
  std::vector<std::string> recent;
  for (const EvaluatedPeriod& point : evaluation.real) {
    recent.push_back(to_text(*point.value));
  }
  JsonObject json;
  json.text("version", "1.0");
  json.text("queryDate", alarm_time(epoch, now));
  if (!evaluation.real.empty()) {
    json.text("startDate", alarm_time(epoch, evaluation.real.front().start));
  }
  if (!alarm.Unit.empty()) {
    json.text("unit", alarm.Unit);
  }
  json.text("statistic", to_string(alarm.Statistic));
  json.number("period", alarm.Period.whole_seconds());
  json.raw("recentDatapoints", json_list(recent));
  json.raw("threshold", to_text(alarm.Threshold));
  return json.take();
}

std::string alarm_time(Epoch epoch, Instant instant) {
  std::string text = iso8601(epoch, instant);
  text.pop_back();  // the Z
  return text + "+0000";
}

}  // namespace greenroom::cloudwatch
