#include "fakes/elb/access_log.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "sim/core/assert.h"

namespace greenroom::elb {
namespace {

std::string padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

// "2026-01-01T00:01:02.345678Z"
std::string microsecond_time(Epoch epoch, Instant instant) {
  const CivilTime time = civil_time(epoch, instant);
  std::string text = "0000-00-00T00:00:00.000000Z";
  const auto put = [&](std::size_t end, std::int64_t value) {
    for (; value > 0; value /= 10) {
      text[--end] = static_cast<char>('0' + value % 10);
    }
  };
  put(4, time.year);
  put(7, time.month);
  put(10, time.day);
  put(13, time.hour);
  put(16, time.minute);
  put(19, time.second);
  put(26, time.microsecond);
  return text;
}

const std::string& or_dash(const std::string& text) {
  static const std::string k_dash = "-";
  return text.empty() ? k_dash : text;
}

// In quotes; quotes and backslashes inside are written as hexadecimal escapes.
std::string quoted(const std::string& text) {
  const std::string& shown = or_dash(text);
  std::string result = "\"";
  result.reserve(shown.size() + 2);
  if (shown.find_first_of("\"\\") == std::string::npos) {
    result += shown;
  } else {
    for (const char c : shown) {
      result += c == '"' ? "\\x22" : c == '\\' ? "\\x5C" : std::string(1, c);
    }
  }
  result += '"';
  return result;
}

std::string status_or_dash(int status) {
  return status == 0 ? "-" : std::to_string(status);
}

// "error_reason" is for Lambda, WAF and authentication: none of them is here.
std::vector<std::string> classic_fields(const RequestRecord& record, const std::string& short_id,
                                        Epoch epoch) {
  const std::string target_list = record.target_chosen ? record.target : "";
  std::string all[] = {
      record.type,
      microsecond_time(epoch, record.ended),
      short_id,
      or_dash(record.client),
      or_dash(target_list),
      log_seconds(record.request_processing),
      log_seconds(record.target_processing),
      log_seconds(record.response_processing),
      status_or_dash(record.elb_status),
      status_or_dash(record.target_status),
      std::to_string(record.received_bytes),
      std::to_string(record.sent_bytes),
      quoted(record.request_line),
      quoted(record.user_agent),
      "-",  // ssl_cipher
      "-",  // ssl_protocol
      or_dash(record.TargetGroupArn),
      quoted(record.trace_id),
      quoted(record.domain_name),
      quoted(""),  // chosen_cert_arn
      or_dash(record.matched_rule_priority),
      microsecond_time(epoch, record.arrived),
      quoted(record.action),
      quoted(record.redirect_url),
      quoted(""),
      quoted(target_list),
      quoted(record.target_status == 0 ? "" : std::to_string(record.target_status)),
      quoted(""),   // classification: the request keeps to RFC 7230
      quoted("")};  // classification_reason
  return {std::make_move_iterator(std::begin(all)), std::make_move_iterator(std::end(all))};
}

constexpr const char* k_names[] = {"type",
                                   "time",
                                   "elb",
                                   "client:port",
                                   "target:port",
                                   "request_processing_time",
                                   "target_processing_time",
                                   "response_processing_time",
                                   "elb_status_code",
                                   "target_status_code",
                                   "received_bytes",
                                   "sent_bytes",
                                   "request",
                                   "user_agent",
                                   "ssl_cipher",
                                   "ssl_protocol",
                                   "target_group_arn",
                                   "trace_id",
                                   "domain_name",
                                   "chosen_cert_arn",
                                   "matched_rule_priority",
                                   "request_creation_time",
                                   "actions_executed",
                                   "redirect_url",
                                   "error_reason",
                                   "target:port_list",
                                   "target_status_code_list",
                                   "classification",
                                   "classification_reason"};

}  // namespace

std::map<std::string, std::string> access_log_fields(const RequestRecord& record, Epoch epoch) {
  const std::vector<std::string> values =
      classic_fields(record, short_id_of(record.LoadBalancerArn), epoch);
  SIM_ASSERT(values.size() == std::size(k_names), "every field has a name");
  std::map<std::string, std::string> fields;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string& value = values[i];
    const bool in_quotes = value.size() >= 2 && value.front() == '"';
    fields[k_names[i]] = in_quotes ? value.substr(1, value.size() - 2) : value;
  }
  return fields;
}

std::string log_seconds(const std::optional<Duration>& duration) {
  if (!duration) {
    return "-1";
  }
  return std::to_string(duration->whole_seconds()) + "." +
         padded(duration->whole_milliseconds() % 1000, 3);
}

std::string access_log_line(const RequestRecord& record, const std::string& short_id, Epoch epoch,
                            LogFields fields) {
  std::vector<std::string> all = classic_fields(record, short_id, epoch);
  if (fields == LogFields::Current) {
    // conn_trace_id, transformed_host, transformed_uri, request_transform_status (UNVERIFIED: "-"
    // when rules do not rewrite), and the node that answered.
    all.insert(all.end(), {or_dash(record.conn_trace_id), quoted(""), quoted(""), "-",
                           or_dash(record.node_ip)});
  }
  std::string line;
  line.reserve(512);
  for (const std::string& field : all) {
    line.append(line.empty() ? "" : " ").append(field);
  }
  return line;
}

std::string short_id_of(const std::string& arn) {
  for (const char* begin : {":loadbalancer/", ":"}) {
    const std::size_t at = arn.rfind(begin);
    if (at != std::string::npos) {
      return arn.substr(at + std::char_traits<char>::length(begin));
    }
  }
  return arn;
}

std::string access_log_key(const std::string& prefix, const aws::Account& account,
                           const std::string& short_id, Epoch epoch, Instant end,
                           const std::string& node_ip, const std::string& suffix) {
  const CivilTime time = civil_time(epoch, end);
  const std::string day = padded(time.year, 4) + padded(time.month, 2) + padded(time.day, 2);
  std::string dotted = short_id;
  std::replace(dotted.begin(), dotted.end(), '/', '.');
  return (prefix.empty() ? "" : prefix + "/") + "AWSLogs/" + account.id + "/elasticloadbalancing/" +
         account.region + "/" + padded(time.year, 4) + "/" + padded(time.month, 2) + "/" +
         padded(time.day, 2) + "/" + account.id + "_elasticloadbalancing_" + account.region + "_" +
         dotted + "_" + day + "T" + padded(time.hour, 2) + padded(time.minute, 2) + "Z_" + node_ip +
         "_" + suffix + ".log";
}

std::string access_log_test_key(const std::string& prefix, const aws::Account& account) {
  return (prefix.empty() ? "" : prefix + "/") + "AWSLogs/" + account.id + "/ELBAccessLogTestFile";
}

}  // namespace greenroom::elb
