#include "fakes/elb/access_log.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "sim/core/assert.h"

namespace greenroom::elb {
namespace {

std::string padded(std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

// The most that a line takes beyond its texts.
constexpr std::size_t k_line_frame_bytes = 640;

// Writes a line field by field onto the end of a text. A line is written for every request, so it
// makes no strings on its way, and room for `text_bytes` of fields is made once.
class LineWriter {
 public:
  LineWriter(std::string& line, std::size_t text_bytes) : line_(line), begin_(line.size()) {
    line_.resize(begin_ + text_bytes + k_line_frame_bytes);
    at_ = line_.data() + begin_;
  }
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;
  ~LineWriter() { line_.resize(static_cast<std::size_t>(at_ - line_.data())); }

  void plain(std::string_view text) {
    char* to = field(std::max<std::size_t>(text.size(), 1));
    *to = '-';
    std::copy(text.begin(), text.end(), to);
  }
  // Text that others have chosen: quotes and backslashes are written as hexadecimal escapes.
  void quoted(std::string_view text) {
    const bool as_it_is =
        text.find('"') == std::string_view::npos && text.find('\\') == std::string_view::npos;
    as_it_is ? in_quotes(text) : in_quotes(escaped(text));
  }
  // Text that has neither.
  void in_quotes(std::string_view text) {
    const std::size_t size = std::max<std::size_t>(text.size(), 1);
    char* to = field(size + 2);
    to[0] = '"';
    to[1] = '-';
    std::copy(text.begin(), text.end(), to + 1);
    to[size + 1] = '"';
  }
  void number(std::int64_t value) { plain(digits_of(value)); }
  void status(int value) { plain(value == 0 ? std::string_view() : digits_of(value)); }
  void quoted_status(int value) { in_quotes(value == 0 ? std::string_view() : digits_of(value)); }
  // "0.002", "-1"
  void seconds(const std::optional<Duration>& duration) {
    if (!duration || *duration < milliseconds(1)) {
      plain(duration ? "0.000" : "-1");
      return;
    }
    const std::string_view whole = digits_of(duration->whole_seconds());
    char* to = field(whole.size() + 4);
    to = std::copy(whole.begin(), whole.end(), to);
    std::copy_n(".000", 4, to);
    put(to + 4, duration->whole_milliseconds() % 1000);
  }
  // "2026-01-01T00:01:02.345678Z"
  void time(Epoch epoch, Instant instant) {
    constexpr std::string_view k_zero = "0000-00-00T00:00:00.000000Z";
    char* text = field(k_zero.size());
    const std::int64_t second = instant.microseconds / 1'000'000;
    if (second == time_second_) {  // nearly all requests end in the second in which they came
      std::copy_n(time_, k_zero.size(), text);
      std::copy_n(".000000", 7, text + 19);
    } else {
      std::copy(k_zero.begin(), k_zero.end(), text);
      const CivilTime time = civil_time(epoch, instant);
      put(text + 4, time.year);
      put(text + 7, time.month);
      put(text + 10, time.day);
      put(text + 13, time.hour);
      put(text + 16, time.minute);
      put(text + 19, time.second);
      time_second_ = second;
      time_ = text;
    }
    put(text + 26, instant.microseconds % 1'000'000);
  }

 private:
  // Where the next field goes, after a space.
  char* field(std::size_t bytes) {
    if (at_ != line_.data() + begin_) {
      *at_++ = ' ';
    }
    SIM_ASSERT(at_ + bytes <= line_.data() + line_.size(), "the line has the room it asked for");
    at_ += bytes;
    return at_ - bytes;
  }
  static std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
      safe += c == '"' ? "\\x22" : c == '\\' ? "\\x5C" : std::string_view(&c, 1);
    }
    return safe;
  }
  // The digits of a number end before `end`; what it does not have stays as it is.
  static void put(char* end, std::int64_t value) {
    for (auto rest = static_cast<std::uint32_t>(value); rest > 0; rest /= 10) {
      *--end = static_cast<char>('0' + rest % 10);
    }
  }
  std::string_view digits_of(std::int64_t value) {
    const auto written = std::to_chars(digits_, digits_ + sizeof digits_, value);
    return {digits_, static_cast<std::size_t>(written.ptr - digits_)};
  }

  std::string& line_;
  const std::size_t begin_;
  char* at_ = nullptr;
  std::int64_t time_second_ = -1;  // of the last time written, and where it stands
  const char* time_ = nullptr;
  char digits_[24] = {};
};

// Each character of a quoted text may become four.
std::size_t text_bytes_of(const RequestRecord& record) {
  const std::size_t quoted = record.request_line.size() + record.user_agent.size() +
                             record.trace_id.size() + record.domain_name.size() +
                             record.redirect_url.size();
  return 4 * quoted + record.type.size() + record.client.size() + 2 * record.target.size() +
         record.action.size() + record.TargetGroupArn.size() + record.matched_rule_priority.size() +
         record.conn_trace_id.size() + record.node_ip.size();
}

// error_reason is for Lambda, WAF and authentication: none of them is here.
void write_classic_fields(LineWriter& writer, const RequestRecord& record,
                          std::string_view short_id, Epoch epoch) {
  const std::string_view target = record.target_chosen ? record.target : std::string_view();
  writer.plain(record.type);
  writer.time(epoch, record.ended);
  writer.plain(short_id);
  writer.plain(record.client);
  writer.plain(target);
  writer.seconds(record.request_processing);
  writer.seconds(record.target_processing);
  writer.seconds(record.response_processing);
  writer.status(record.elb_status);
  writer.status(record.target_status);
  writer.number(record.received_bytes);
  writer.number(record.sent_bytes);
  writer.quoted(record.request_line);
  writer.quoted(record.user_agent);
  writer.plain("- -");  // ssl_cipher, ssl_protocol
  writer.plain(record.TargetGroupArn);
  writer.quoted(record.trace_id);
  writer.quoted(record.domain_name);
  writer.in_quotes("");  // chosen_cert_arn
  writer.plain(record.matched_rule_priority);
  writer.time(epoch, record.arrived);
  writer.in_quotes(record.action);
  writer.quoted(record.redirect_url);
  writer.in_quotes("");  // error_reason
  writer.in_quotes(target);
  writer.quoted_status(record.target_status);
  // classification, classification_reason: the request keeps to RFC 7230
  writer.plain(R"("-" "-")");
}

// The next field of a line, without its quotes; quotes inside are escaped.
std::string_view take_field(std::string_view& line) {
  const bool in_quotes = !line.empty() && line.front() == '"';
  const std::size_t begin = in_quotes ? 1 : 0;
  const std::size_t end = std::min(line.find(in_quotes ? '"' : ' ', begin), line.size());
  const std::string_view field = line.substr(begin, end - begin);
  line.remove_prefix(std::min(end + begin + 1, line.size()));
  return field;
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
  std::string line;
  append_access_log_line(line, record, short_id_of(record.LoadBalancerArn), epoch,
                         LogFields::Classic);
  std::string_view rest = line;
  std::map<std::string, std::string> fields;
  for (const char* name : k_names) {
    SIM_ASSERT(!rest.empty(), "every name has a field");
    fields[name] = take_field(rest);
  }
  return fields;
}

void append_access_log_line(std::string& to, const RequestRecord& record, std::string_view short_id,
                            Epoch epoch, LogFields fields) {
  LineWriter writer(to, text_bytes_of(record) + short_id.size());
  write_classic_fields(writer, record, short_id, epoch);
  if (fields == LogFields::Current) {
    // conn_trace_id, transformed_host, transformed_uri, request_transform_status (UNVERIFIED: "-"
    // when rules do not rewrite), and the node that answered.
    writer.plain(record.conn_trace_id);
    writer.plain(R"("-" "-" -)");
    writer.plain(record.node_ip);
  }
}

std::string_view short_id_of(std::string_view arn) {
  constexpr std::string_view k_balancer = ":loadbalancer/";
  const std::size_t balancer = arn.find(k_balancer);
  if (balancer != std::string_view::npos) {
    return arn.substr(balancer + k_balancer.size());
  }
  return arn.substr(arn.rfind(':') + 1);  // all of it when there is no colon
}

std::string access_log_key(const std::string& prefix, const aws::Account& account,
                           std::string_view short_id, Epoch epoch, Instant end,
                           const std::string& node_ip, const std::string& suffix) {
  const CivilTime time = civil_time(epoch, end);
  const std::string day = padded(time.year, 4) + padded(time.month, 2) + padded(time.day, 2);
  std::string dotted(short_id);
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
