// Access log lines and metrics (reference alb-ec2-asg 1.15, 1.16).
#include <catch2/catch.hpp>

#include "fakes/elb/access_log.h"
#include "fakes/elb/metrics.h"

using namespace greenroom;
using namespace greenroom::elb;

namespace {

std::string line_of(const RequestRecord& record, const std::string& short_id, Epoch epoch,
                    LogFields fields) {
  std::string line = "the line before\n";
  append_access_log_line(line, record, short_id, epoch, fields);
  return line.substr(line.find('\n') + 1);
}

const std::string k_balancer =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/alb/50dc6c495c0c9188";
const std::string k_group =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tg/73e2d6bc24d8a067";

RequestRecord answered(int status, Duration took, Instant ended = k_start + seconds(62)) {
  RequestRecord record;
  record.LoadBalancerArn = k_balancer;
  record.TargetGroupArn = k_group;
  record.arrived = ended;
  record.ended = ended;
  record.elb_status = status;
  record.target_status = status;
  record.target_chosen = true;
  record.action = "forward";
  record.request_processing = Duration{};
  record.target_processing = took;
  record.response_processing = Duration{};
  record.received_bytes = 34;
  record.sent_bytes = 366;
  record.client = "203.0.113.10:40000";
  record.target = "10.0.1.10:8080";
  record.request_line = "GET http://example.com:80/ HTTP/1.1";
  record.user_agent = "curl/7.46.0";
  record.trace_id = "Root=1-58337262-36d228ad5d99923122bbe354";
  record.matched_rule_priority = "0";
  return record;
}

RequestRecord refused(int status) {
  RequestRecord record = answered(status, Duration{});
  record.target_status = 0;
  record.request_processing.reset();
  record.target_processing.reset();
  record.response_processing.reset();
  return record;
}

RequestRecord without_target(int status) {
  RequestRecord record = refused(status);
  record.target_chosen = false;
  return record;
}

std::size_t fields_of(const std::string& line) {
  std::size_t fields = 1;
  bool quoted = false;
  for (const char c : line) {
    quoted = c == '"' ? !quoted : quoted;
    fields += c == ' ' && !quoted ? 1 : 0;
  }
  return fields;
}

std::string times_and_codes(const RequestRecord& record) {
  const std::string line = line_of(record, "app/alb/1", Epoch{}, LogFields::Classic);
  std::size_t begin = 0;
  for (int skipped = 0; skipped < 5; ++skipped) {
    begin = line.find(' ', begin) + 1;
  }
  std::size_t end = begin;
  for (int taken = 0; taken < 5; ++taken) {
    end = line.find(' ', end) + 1;
  }
  return line.substr(begin, end - begin - 1);
}

// Statistics of the only datum of that name with `dimensions` many dimensions.
std::optional<StatisticSet> told(const Metrics& metrics, const std::string& name,
                                 std::size_t dimensions = 1,
                                 Instant minute = k_start + minutes(1)) {
  std::optional<StatisticSet> found;
  for (const MetricDatum& datum : metrics.look(minute)) {
    if (datum.MetricName == name && datum.Dimensions.size() == dimensions) {
      REQUIRE_FALSE(found);
      found = datum.Statistics;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a log line has AWS's 29 fields in AWS's order") {
  CHECK(line_of(answered(200, milliseconds(1)), "app/alb/50dc6c495c0c9188", Epoch{},
                LogFields::Classic) ==
        "http 2026-01-01T00:01:02.000000Z app/alb/50dc6c495c0c9188 203.0.113.10:40000 "
        "10.0.1.10:8080 0.000 0.001 0.000 200 200 34 366 \"GET http://example.com:80/ HTTP/1.1\" "
        "\"curl/7.46.0\" - - " +
            k_group +
            " \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" 0 "
            "2026-01-01T00:01:02.000000Z \"forward\" \"-\" \"-\" \"10.0.1.10:8080\" \"200\" \"-\" "
            "\"-\"");
}

TEST_CASE("29 fields in the classic mode, 34 in the current one") {
  RequestRecord record = answered(200, milliseconds(1));
  record.user_agent = "with \"quotes\"";
  CHECK(fields_of(line_of(record, "a", Epoch{}, LogFields::Classic)) == 29);
  CHECK(fields_of(line_of(record, "a", Epoch{}, LogFields::Current)) == 34);
}

TEST_CASE("failures look as users post them") {
  CHECK(times_and_codes(refused(502)) == "-1 -1 -1 502 -");
  RequestRecord slow = refused(504);
  slow.request_processing = milliseconds(1);
  slow.target_processing = milliseconds(60001);
  CHECK(times_and_codes(slow) == "0.001 60.001 -1 504 -");
}

TEST_CASE("log files are named by account, region, day, end, node and a random part") {
  const aws::Account account{"123456789012", "us-east-1"};
  CHECK(short_id_of(k_balancer) == "app/alb/50dc6c495c0c9188");
  CHECK(short_id_of(k_group) == "targetgroup/tg/73e2d6bc24d8a067");
  CHECK(access_log_key("prefix", account, "app/alb/50dc", Epoch{}, k_start + minutes(65),
                       "10.0.0.4", "20sg8hgm") ==
        "prefix/AWSLogs/123456789012/elasticloadbalancing/us-east-1/2026/01/01/"
        "123456789012_elasticloadbalancing_us-east-1_app.alb.50dc_20260101T0105Z_10.0.0.4_20sg8hgm"
        ".log");
  CHECK(access_log_test_key("", account) == "AWSLogs/123456789012/ELBAccessLogTestFile");
}

TEST_CASE("answers of targets count for the load balancer and for the target group") {
  Metrics metrics;
  metrics.count(answered(200, milliseconds(3)));
  metrics.count(answered(200, milliseconds(5)));
  metrics.count(answered(503, milliseconds(4)));
  for (const std::size_t dimensions : {1u, 2u}) {
    CHECK(told(metrics, "RequestCount", dimensions) == StatisticSet{3, 3, 1, 1});
    CHECK(told(metrics, "HTTPCode_Target_2XX_Count", dimensions) == StatisticSet{2, 2, 1, 1});
    CHECK(told(metrics, "HTTPCode_Target_5XX_Count", dimensions) == StatisticSet{1, 1, 1, 1});
    CHECK(told(metrics, "TargetResponseTime", dimensions) == StatisticSet{3, 12000, 3000, 5000});
  }
  CHECK_FALSE(told(metrics, "HTTPCode_ELB_5XX_Count"));  // absent, not zero
}

TEST_CASE("the load balancer's own 5XX are told apart; RequestCount has only routed requests") {
  Metrics metrics;
  metrics.count(refused(502));
  metrics.count(without_target(503));
  metrics.count(without_target(503));
  CHECK(told(metrics, "HTTPCode_ELB_5XX_Count")->Sum == 3);
  CHECK(told(metrics, "HTTPCode_ELB_502_Count")->Sum == 1);
  CHECK(told(metrics, "HTTPCode_ELB_503_Count")->Sum == 2);
  CHECK(told(metrics, "RequestCount")->Sum == 1);
  CHECK_FALSE(told(metrics, "TargetResponseTime"));
}

TEST_CASE("connection errors, fail-open, broken stickiness, redirects and fixed answers") {
  Metrics metrics;
  RequestRecord record = refused(502);
  record.connection_failed = true;
  record.fail_open = true;
  record.sticky_broken = true;
  metrics.count(record);
  RequestRecord redirect = without_target(301);
  redirect.action = "redirect";
  metrics.count(redirect);
  RequestRecord fixed = without_target(404);
  fixed.action = "fixed-response";
  metrics.count(fixed);
  CHECK(told(metrics, "TargetConnectionErrorCount")->Sum == 1);
  CHECK(told(metrics, "UnhealthyRoutingRequestCount")->Sum == 1);
  CHECK(told(metrics, "NonStickyRequestCount")->Sum == 1);
  CHECK(told(metrics, "HTTP_Redirect_Count")->Sum == 1);
  CHECK(told(metrics, "HTTPCode_ELB_3XX_Count")->Sum == 1);
  CHECK(told(metrics, "HTTP_Fixed_Response_Count")->Sum == 1);
  CHECK(told(metrics, "HTTPCode_ELB_4XX_Count")->Sum == 1);
}

TEST_CASE("host counts are per group, with the least and the most that a node sees") {
  Metrics metrics;
  metrics.sample(k_start + seconds(119), {k_balancer, k_group, 2, 0});
  metrics.sample(k_start + seconds(119), {k_balancer, k_group, 1, 1});
  CHECK(told(metrics, "HealthyHostCount", 2) == StatisticSet{2, 3, 1, 2});
  CHECK(told(metrics, "UnHealthyHostCount", 2) == StatisticSet{2, 1, 0, 1});
  CHECK_FALSE(told(metrics, "HealthyHostCount", 1));
}

TEST_CASE("a minute is taken once, when it is over") {
  Metrics metrics;
  metrics.count(answered(200, milliseconds(3), k_start + seconds(59)));
  metrics.count(answered(200, milliseconds(3), k_start + seconds(60)));
  CHECK(metrics.take(k_start + seconds(59)).empty());
  const std::vector<MetricDatum> first = metrics.take(k_start + seconds(60));
  REQUIRE_FALSE(first.empty());
  CHECK(first.front().Timestamp == k_start);
  CHECK(metrics.take(k_start + seconds(60)).empty());
  CHECK_FALSE(metrics.take(k_start + minutes(2)).empty());
}
