// What the relay carries.
#include <catch2/catch.hpp>
#include <map>

#include "fakes/elb/access_log.h"
#include "tests/real/relay_lab.h"

using namespace greenroom;
using namespace greenroom::real;
using namespace greenroom::real::relay_lab;

TEST_CASE(
    "a target gets the load balancer's headers, a client its answer without hop-by-hop ones") {
  Lab lab;
  const auto [request, answer] = lab.exchange(
      "GET /a?b=c HTTP/1.1\r\nHost: Example.com:99\r\nConnection: x\r\nX-Mine: 1\r\n\r\n",
      "\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: 5\r\nX: y\r\n\r\nok", "ok");
  CHECK(request.rfind("GET /a?b=c HTTP/1.1\r\nHost: example.com\r\n", 0) == 0);
  CHECK(contains(request, "X-Mine: 1\r\n"));
  CHECK_FALSE(contains(request, "Connection"));
  CHECK(contains(request, "X-Forwarded-For: 127.0.0.1\r\n"));
  CHECK(contains(request, "X-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\n"));
  CHECK(contains(request, "X-Amzn-Trace-Id: Root=1-"));
  CHECK(answer == "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\n\r\nok");
  REQUIRE(lab.records.all.size() == 1);
  const elb::RequestRecord& record = lab.records.all.front();
  CHECK(record.target_status == 200);
  CHECK(record.target == "127.0.0.1:" + std::to_string(port_of(lab.server)));
  CHECK(record.sent_bytes > 2);
}

TEST_CASE("both connections are kept: the second request comes over the first's") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  for (int request = 0; request < 3; ++request) {
    CHECK(contains(lab.hear(connection, "\r\n\r\n"), "GET /a?b=c"));
    Lab::say(connection, k_ok);
    CHECK(contains(lab.hear(client, "ok"), "200 OK"));
    Lab::say(client, k_get);
  }
}

TEST_CASE("a request is logged as if it were the first of its connection") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client,
           "POST /long/path HTTP/1.1\r\nHost: a\r\nUser-Agent: x\r\nContent-Length: 4\r\n\r\nbody");
  (void)lab.hear(lab.accept_connection(), "body");
  Lab::say(lab.connection, "HTTP/1.1 404 Not Found\r\nA: 1\r\nContent-Length: 2\r\n\r\nno");
  (void)lab.hear(client, "no");
  Lab::say(client, "TRACE / HTTP/1.1\r\nHost: b\r\n\r\n");
  (void)lab.hear(client, "</html>\r\n");
  const int other = lab.connect_client();
  Lab::say(other, "TRACE / HTTP/1.1\r\nHost: b\r\n\r\n");
  (void)lab.hear(other, "</html>\r\n");
  REQUIRE(lab.records.all.size() == 3);
  CHECK(lab.records.all[0].user_agent == "x");
  CHECK(lab.records.all[0].target_status == 404);
  const elb::RequestRecord& second = lab.records.all[1];
  const elb::RequestRecord& first = lab.records.all[2];
  CHECK(second.received_bytes == first.received_bytes);
  CHECK(second.sent_bytes == first.sent_bytes);
  std::map<std::string, std::string> seen = elb::access_log_fields(second, Epoch{});
  std::map<std::string, std::string> wanted = elb::access_log_fields(first, Epoch{});
  seen.erase("client:port");
  wanted.erase("client:port");
  CHECK(seen == wanted);
  CHECK(seen["target:port"] == "-");
  CHECK(seen["elb_status_code"] == "405");
}

TEST_CASE("requests that come in one packet are answered one after the other") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get + k_get);
  const int connection = lab.accept_connection();
  const std::string first = lab.hear(connection, "\r\n\r\n");
  CHECK(first.find("GET", 1) == std::string::npos);
  Lab::say(connection, k_ok);
  CHECK(contains(lab.hear(client, "ok"), "200"));
  CHECK(contains(lab.hear(connection, "\r\n\r\n"), "GET"));
  Lab::say(connection, k_ok);
  CHECK(contains(lab.hear(client, "ok"), "200"));
}

TEST_CASE("bodies pass as they are, whatever tells their end") {
  struct Row {
    const char* request;
    const char* request_seen;  // its end
    const char* answer;
    const char* answer_seen;  // its end; "$" is the end of the connection
  };
  const Row row = GENERATE(values<Row>({
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
       "Content-Length: 5\r\n\r\nhello",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nT: 1\r\n\r\n",
       "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nT: 1\r\n\r\n"},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
       "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
       "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "Content-Length: 0\r\n\r\n"},
      {"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "200 OK\r\nContent-Length: 99\r\n\r\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
       "204 No Content\r\n\r\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "Content-Length: 9\r\n\r\n"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 024 Odd\r\nContent-Length: 0\r\n\r\n",
       "HTTP/1.1 024 Odd\r\nContent-Length: 0\r\n\r\n"},
      {"GET / HTTP/1.0\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
       "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nok$"},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "\r\n\r\n",
       "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "Connection: close\r\n\r\nok$"},
  }));
  Lab lab;
  const bool closes = std::string(row.answer_seen).back() == '$';
  const std::string end = row.answer_seen;
  const auto [request, answer] =
      lab.exchange(row.request, row.request_seen, row.answer, closes ? "" : end);
  CHECK(contains(request, row.request_seen));
  REQUIRE(answer.size() >= end.size());
  CHECK(answer.substr(answer.size() - end.size()) == end);
}

TEST_CASE("a body larger than every buffer passes whole, at the pace of who takes it") {
  Lab lab;
  const std::string body(8u << 20, 'x');
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  const int connection = lab.accept_connection();
  const std::string request = lab.hear(connection, "\r\n\r\n");
  const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  std::size_t sent = 0;
  std::size_t heard = 0;
  std::string head;
  for (int turn = 0; turn < 100'000 && heard < body.size(); ++turn) {
    const ssize_t written =
        ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    sent += written > 0 ? static_cast<std::size_t>(written) : 0;
    lab.relay->turn(1);
    char bytes[4096];
    const ssize_t got = recv(client, bytes, sizeof bytes, MSG_DONTWAIT);
    heard += got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  CHECK(sent == answer.size());
  CHECK(heard >= body.size());
}

TEST_CASE("exchanges do not mix: one answer goes on after another request has begun") {
  Lab lab;
  const int slow = lab.connect_client();
  Lab::say(slow, k_get);
  const int first = dup(lab.accept_connection());
  lab.clients.push_back(first);
  (void)lab.hear(first, "\r\n\r\n");
  Lab::say(first, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
  (void)lab.hear(slow, "abc");
  const int quick = lab.connect_client();
  Lab::say(quick, k_get);
  const int second = lab.accept_connection();
  (void)lab.hear(second, "\r\n\r\n");
  Lab::say(first, "def");
  CHECK(lab.hear(slow, "def") == "def");
  Lab::say(second, k_ok);
  CHECK(lab.hear(quick, "ok") == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

TEST_CASE("a target that closes an idle connection costs nobody a request") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client, k_get);
  int connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  Lab::say(connection, k_ok);
  (void)lab.hear(client, "ok");
  shutdown(connection, SHUT_RDWR);
  lab.relay->turn(100);  // the end arrives: the loopback brings it at once
  Lab::say(client, k_get);
  connection = lab.accept_connection();
  (void)lab.hear(connection, "\r\n\r\n");
  Lab::say(connection, k_ok);
  CHECK(contains(lab.hear(client, "ok"), "200 OK"));
}

TEST_CASE("a target is not asked for a WebSocket, so it answers as to any request") {
  Lab lab;
  const int client = lab.connect_client();
  Lab::say(client,
           "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  const int connection = lab.accept_connection();
  CHECK_FALSE(contains(lab.hear(connection, "\r\n\r\n"), "Upgrade"));
  Lab::say(connection, k_ok);
  CHECK(contains(lab.hear(client, "ok"), "200 OK"));
}
