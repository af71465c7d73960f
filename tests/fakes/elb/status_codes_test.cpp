// The table of reference alb-ec2-asg 1.13, through whole requests: which code, and what the access
// log says of the target. Not reachable in this world: 401, 403, 413, 464, 561, 000.
#include <catch2/catch.hpp>

#include "fakes/elb/access_log.h"
#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

struct Row {
  std::string trigger;
  int code;
  std::string target;  // target:port of the log
  std::string target_status;
  std::string counted;  // the metric beside HTTPCode_ELB_4XX or 5XX; "" for none
};

struct CodeLab : ElbLab {
  HttpRequest request;
  Client client;
  ClientSide side;
};

// Makes the trigger true.
void prepare(CodeLab& lab, const std::string& trigger) {
  Targets::Behaviour& target = lab.targets.behaviour["i-1"];
  lab.request.headers = {{"Host", "example.com"}};
  if (trigger == "malformed request") {
    lab.client.unreadable = 400;
  } else if (trigger == "a header over 16 K") {
    lab.request.headers.emplace_back("X", std::string(17000, 'x'));
  } else if (trigger == "TRACE") {
    lab.request.method = "TRACE";
  } else if (trigger == "the client sent nothing before the idle timeout") {
    lab.client.unreadable = 408;
  } else if (trigger == "URL too long") {
    lab.request.target = "/" + std::string(17000, 'x');
  } else if (trigger == "the client left") {
    target.takes = seconds(5);
    lab.side.left = k_start + seconds(31);
  } else if (trigger == "31 addresses") {
    std::string addresses = "192.0.2.1";
    for (int i = 0; i < 30; ++i) {
      addresses += ", 192.0.2.1";
    }
    lab.request.headers.emplace_back("X-Forwarded-For", addresses);
  } else if (trigger == "Transfer-Encoding: gzip") {
    lab.request.headers.emplace_back("Transfer-Encoding", "gzip");
  } else if (trigger == "RST while connecting") {
    target.end = HttpEnd::Refused;
  } else if (trigger == "FIN with a request outstanding") {
    target.end = HttpEnd::ClosedEarly;
  } else if (trigger == "malformed response") {
    target.end = HttpEnd::Malformed;
  } else if (trigger == "no registered target") {
    lab.remove("i-1");
  } else if (trigger == "no connection in 10 s") {
    target.end = HttpEnd::Unreachable;
  } else if (trigger == "no answer before the idle timeout") {
    target.takes = hours(1);
  } else if (trigger == "the delay expired under a running request") {
    target.takes = hours(1);
    lab.remove("i-1");
  } else if (trigger == "HTTP/2.0") {
    lab.request.version = 20;
  } else if (trigger == "a 500 of the target's own") {
    target.status = 500;
  }
}

Task<void> ask_so(CodeLab& lab, std::string trigger) {
  lab.add("i-1");
  co_await lab.cx.sleep_for(seconds(30));
  lab.client.ip = "198.51.100.7";
  lab.client.connection = &lab.side;
  const bool drained = trigger == "the delay expired under a running request";
  prepare(lab, drained ? "no answer before the idle timeout" : trigger);
  const auto user = [](CodeLab& l) -> Task<void> {
    const Context cx = l.world.as("user");
    const HttpResponse answer = co_await l.elb.handle(cx, l.listener, l.request, l.client);
    (void)answer;
  };
  lab.cx.as("user").spawn("user", user(lab));
  co_await lab.cx.sleep_for(seconds(1));
  if (drained) {
    lab.remove("i-1");
  }
  co_await lab.cx.sleep_for(minutes(2));
}

}  // namespace

TEST_CASE("every status code has its trigger, and its target in the log") {
  const std::string i1 = "10.0.1.10:8080";
  const Row row = GENERATE_COPY(values<Row>({
      {"malformed request", 400, "-", "-", ""},
      {"a header over 16 K", 400, "-", "-", ""},
      {"TRACE", 405, "-", "-", ""},
      {"the client sent nothing before the idle timeout", 408, "-", "-", ""},
      {"URL too long", 414, "-", "-", ""},
      {"the client left", 460, i1, "-", ""},
      {"31 addresses", 463, "-", "-", ""},
      {"Transfer-Encoding: gzip", 501, "-", "-", ""},
      {"RST while connecting", 502, i1, "-", "HTTPCode_ELB_502_Count"},
      {"FIN with a request outstanding", 502, i1, "-", "HTTPCode_ELB_502_Count"},
      {"malformed response", 502, i1, "-", "HTTPCode_ELB_502_Count"},
      {"the delay expired under a running request", 502, i1, "-", "HTTPCode_ELB_502_Count"},
      {"no registered target", 503, "-", "-", "HTTPCode_ELB_503_Count"},
      {"no connection in 10 s", 504, i1, "-", "HTTPCode_ELB_504_Count"},
      {"no answer before the idle timeout", 504, i1, "-", "HTTPCode_ELB_504_Count"},
      {"HTTP/2.0", 505, "-", "-", ""},
      {"a 500 of the target's own", 500, i1, "500", ""},
  }));
  CAPTURE(row.trigger);
  CodeLab lab;
  CHECK(lab.world.run(ask_so(lab, row.trigger)));
  REQUIRE(lab.records.all.size() == 1);
  const std::map<std::string, std::string> fields =
      access_log_fields(lab.records.all.front(), Epoch{});
  CHECK(fields.at("elb_status_code") == std::to_string(row.code));
  CHECK(fields.at("target:port") == row.target);
  CHECK(fields.at("target_status_code") == row.target_status);
  Metrics metrics;
  metrics.count(lab.records.all.front());
  std::string moved;
  for (const MetricDatum& datum : metrics.take(k_never)) {
    if (datum.Dimensions.size() == 1) {
      moved += datum.MetricName + "=" + std::to_string(datum.Statistics.Sum) + " ";
    }
  }
  CAPTURE(moved);
  const bool routed = row.target != "-";
  CHECK((moved.find("RequestCount=1") != std::string::npos) == routed);
  const bool own = row.target_status == "-";
  const std::string by_class = row.code < 500 ? "HTTPCode_ELB_4XX_Count" : "HTTPCode_ELB_5XX_Count";
  CHECK((moved.find(by_class + "=1") != std::string::npos) == own);
  CHECK((moved.find("HTTPCode_Target_5XX_Count=1") != std::string::npos) == !own);
  if (!row.counted.empty()) {
    CHECK(moved.find(row.counted + "=1") != std::string::npos);
  }
}
