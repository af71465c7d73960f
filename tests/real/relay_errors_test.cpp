// What the relay answers when something goes wrong, or too slowly.
#include <catch2/catch.hpp>

#include "tests/real/relay_lab.h"

using namespace greenroom;
using namespace greenroom::real;
using namespace greenroom::real::relay_lab;

TEST_CASE("502 for a target that closes, or answers what is no HTTP") {
  for (const char* answer : {"", "HTTP/1.1 200 OK\r\nContent-Le", "nonsense\r\n\r\n"}) {
    Lab lab;
    const int client = lab.connect_client();
    Lab::say(client, k_get);
    const int connection = lab.accept_connection();
    (void)lab.hear(connection, "\r\n\r\n");
    Lab::say(connection, answer);
    shutdown(connection, SHUT_RDWR);
    const std::string seen = lab.hear(client, "</html>\r\n");
    CHECK(contains(seen, "HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\n"));
    REQUIRE(lab.records.all.size() == 1);
    CHECK(lab.records.all.front().elb_status == 502);
    CHECK(lab.records.all.front().target_status == 0);
  }
}

TEST_CASE("an answer that breaks off half-way ends the client's connection") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  Lab::say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  shutdown(connection, SHUT_RDWR);
  const std::string seen = lab.hear(client, "");
  CHECK(seen.substr(seen.size() - 5) == "half$");
  CHECK(lab.records.all.size() == 1);
}

TEST_CASE("an answer without a length lasts until the target closes") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  Lab::say(connection, "HTTP/1.1 200 OK\r\n\r\nall of it");
  shutdown(connection, SHUT_RDWR);
  const std::string seen = lab.hear(client, "");
  CHECK(contains(seen, "Connection: close\r\n\r\nall of it$"));
}

TEST_CASE("what the load balancer answers by itself") {
  struct Row {
    std::string request;
    const char* answer;
    bool closes;
  };
  const std::string many(31, ',');
  const Row row = GENERATE_COPY(values<Row>({
      {"GET / HTTP/1.1\r\n\r\n", "400 Bad Request", true},
      {"rubbish\r\n\r\n", "400 Bad Request", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "400 Bad Request", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nB: " + std::string(17u << 10, 'b') + "\r\n\r\n",
       "400 Bad Request", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nB: " + std::string(70u << 10, 'b') + "\r\n\r\n",
       "400 Bad Request", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + many + "\r\n\r\n", "463", false},
      {"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", "405 Method Not Allowed", false},
      {"GET / HTTP/2.3\r\nHost: a\r\n\r\n", "505 HTTP Version Not Supported", true},
  }));
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, row.request);
  const std::string seen = lab.hear(client, row.closes ? "" : "</html>\r\n");
  INFO(seen);
  CHECK(seen.rfind(std::string("HTTP/1.1 ") + row.answer, 0) == 0);
  CHECK((seen.back() == '$') == row.closes);
}

TEST_CASE("502 when nothing listens, 503 without a target, 504 without a machine") {
  Lab lab;
  const int client = lab.connect_client();
  close(lab.server);
  lab.server = -1;
  Lab::say(client, k_get);
  CHECK(contains(lab.hear(client, "</html>\r\n"), "502 Bad Gateway"));
  CHECK(lab.records.all.back().connection_failed);
  lab.network.is_on = false;
  Lab::say(client, k_get);
  CHECK(contains(lab.hear(client, "</html>\r\n"), "504 Gateway Time-out"));
  CHECK(lab.elb.DeregisterTargets(lab.cx, lab.group, {{"i-1", 0}}).ok());
  Lab::say(client, k_get);
  CHECK(contains(lab.hear(client, "</html>\r\n"), "503 Service Temporarily Unavailable"));
}

TEST_CASE("504 when the target says nothing for the idle time-out, by the world's clock") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  lab.present = k_start + seconds(59);
  lab.relay->turn(0);
  CHECK(lab.records.all.empty());
  lab.present = k_start + seconds(61);
  CHECK(contains(lab.hear(client, "</html>\r\n"), "504 Gateway Time-out"));
}

TEST_CASE("idle clients are let go, those with half a request get 408") {
  Lab lab;
  const int idle = lab.connect_client();
  const int half = lab.connect_client();
  Lab::say(half, "GET / HT");
  lab.relay->turn(100);
  lab.relay->turn(0);
  lab.present = k_start + seconds(61);
  CHECK(lab.hear(idle, "") == "$");
  CHECK(contains(lab.hear(half, ""), "408 Request Timeout"));
}

TEST_CASE("a client that leaves before its answer is logged as 460, and its target is let go") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  shutdown(client, SHUT_RDWR);
  CHECK(lab.hear(connection, "") == "$");
  REQUIRE(lab.records.all.size() == 1);
  CHECK(lab.records.all.front().elb_status == 460);
  CHECK(lab.elb.state().groups.front().targets.front().requests_in_flight == 0);
}

TEST_CASE("the end of the deregistration delay cuts a request that still runs") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  lab.present = k_start + seconds(50);
  lab.relay->turn(0);
  CHECK(lab.elb
            .ModifyTargetGroupAttributes(lab.cx, lab.group,
                                         {{"deregistration_delay.timeout_seconds", "5"}})
            .ok());
  CHECK(lab.elb.DeregisterTargets(lab.cx, lab.group, {{"i-1", 0}}).ok());
  lab.present = k_start + seconds(56);
  CHECK(contains(lab.hear(client, "</html>\r\n"), "502 Bad Gateway"));
}

TEST_CASE("the end of a chunked body is found however its bytes are cut") {
  const std::string body = "5;ext=1\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    BodyScan scan(BodyScan::Kind::Chunked, 0);
    std::string payload;
    const std::string first = body.substr(0, cut);
    const std::string second = body.substr(cut) + "GET";
    CHECK(scan.take(first, &payload) == cut);
    CHECK(scan.done() == (cut == body.size()));
    CHECK(scan.take(second, &payload) == body.size() - cut);
    CHECK(scan.done());
    CHECK(payload == "hello0123456789");
  }
  for (const char* bad : {"x\r\n", "\r\n", "2\r\nabc", "11111111111111111\r\n"}) {
    BodyScan scan(BodyScan::Kind::Chunked, 0);
    (void)scan.take(bad);
    INFO(bad);
    CHECK(scan.bad());
  }
}
