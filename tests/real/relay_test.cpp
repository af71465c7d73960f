// The relay over real sockets of this computer's loopback: a client and a server of the test's own,
// and a clock that the test moves. The test waits for bytes, never for time.
#include "sim/real/relay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/real/relay_message.h"

namespace greenroom::real {
namespace {

sockaddr_in loopback_address(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int port_of(int descriptor) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

int listener_on_any_port() {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const sockaddr_in address = loopback_address(0);
  REQUIRE(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(descriptor, 16) == 0);
  return descriptor;
}

// Its targets are on the loopback, and healthy as soon as they are asked.
class Loopback final : public elb::TargetPort,
                       public elb::InstanceDirectory,
                       public InstanceSockets {
 public:
  Task<HttpResult> send(Context, elb::TargetEndpoint, HttpRequest, elb::ConnectionUse,
                        Instant) override {
    HttpResult result;
    result.response.status = 200;
    co_return result;
  }
  void drop_connections(const elb::TargetEndpoint& target) override {
    if (relay != nullptr) {
      relay->drop_connections(target);
    }
  }
  void cut_exchanges(const elb::TargetEndpoint& target) override {
    if (relay != nullptr) {
      relay->cut_exchanges(target);
    }
  }
  void use(const elb::ConnectionTiming&) override {}
  [[nodiscard]] std::optional<elb::InstanceFacts> find(const std::string&) const override {
    return elb::InstanceFacts{"127.0.0.1", "running", ""};
  }
  int open_tcp_socket(const std::string&) override {
    return is_on ? socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0) : -1;
  }
  Watched* watched(const std::string&) override { return nullptr; }
  Relay* relay = nullptr;
  bool is_on = true;
};

class Records final : public elb::RequestObserver {
 public:
  void on_request(const elb::RequestRecord& record) override { all.push_back(record); }
  std::vector<elb::RequestRecord> all;
};

constexpr int k_turns_max = 2000;  // of at most 5 ms each: far more than anything here takes

// A relay before one server, of which the test plays the client and the server.
struct Lab {
  Lab()
      : server(listener_on_any_port()),
        kernel({Seed{7}, Epoch{}, {}}),
        ids(Seed{7}),
        elb(ids, {}, network, network, {}),
        cx(kernel, kernel.actor("test")) {
    elb.observe(records);
    const std::string balancer =
        elb.CreateLoadBalancer(cx, {"alb", "internet-facing", {}}).value().LoadBalancerArn;
    elb::TargetGroup wanted;
    wanted.TargetGroupName = "tg";
    wanted.Port = port_of(server);
    group = elb.CreateTargetGroup(cx, wanted).value().TargetGroupArn;
    elb::CreateListenerInput input;
    input.LoadBalancerArn = balancer;
    input.DefaultActions = {elb::forward_to(group)};
    const std::string arn = elb.CreateListener(cx, std::move(input)).value().ListenerArn;
    CHECK(elb.RegisterTargets(cx, group, {{"i-1", 0}}).ok());
    relay = std::make_unique<Relay>(kernel, elb, network,
                                    Relay::Options{arn, 0, [this] { return present; }});
    network.relay = relay.get();
  }
  ~Lab() {
    for (const int descriptor : {server, connection}) {
      if (descriptor >= 0) {
        close(descriptor);
      }
    }
    for (const int descriptor : clients) {
      close(descriptor);
    }
    network.relay = nullptr;
    kernel.shutdown();
  }
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  int connect_client() {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback_address(relay->port());
    REQUIRE(connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    clients.push_back(descriptor);
    return descriptor;
  }

  static void say(int descriptor, const std::string& bytes) {
    REQUIRE(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }
  // Lets the relay work until `descriptor` has brought text that ends so, or its end ("$").
  std::string hear(int descriptor, const std::string& ending) {
    std::string heard;
    for (int turn = 0; turn < k_turns_max; ++turn) {
      relay->turn(1);
      char bytes[65536];
      const ssize_t got = recv(descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
      if (got > 0) {
        heard.append(bytes, static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EAGAIN) {
        return heard + "$";
      }
      if (heard.size() >= ending.size() && !ending.empty() &&
          heard.compare(heard.size() - ending.size(), ending.size(), ending) == 0) {
        return heard;
      }
    }
    FAIL("heard only: " << heard);
    return heard;
  }
  // The server's side of the connection that the relay opens.
  int accept_connection() {
    for (int turn = 0; turn < k_turns_max; ++turn) {
      relay->turn(1);
      const int accepted = accept4(server, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted >= 0) {
        if (connection >= 0) {
          close(connection);
        }
        return connection = accepted;
      }
    }
    FAIL("no connection came to the server");
    return -1;
  }
  void until(const std::function<bool()>& holds) {
    for (int turn = 0; turn < k_turns_max; ++turn) {
      if (holds()) {
        return;
      }
      relay->turn(1);
    }
    FAIL("it never came to hold");
  }
  // One request of a fresh client, one answer of the server: what each of them saw.
  std::pair<std::string, std::string> exchange(const std::string& request,
                                               const std::string& request_end,
                                               const std::string& answer,
                                               const std::string& answer_end) {
    const int client = connect_client();
    say(client, request);
    accept_connection();
    const std::string seen = hear(connection, request_end);
    say(connection, answer);
    return {seen, hear(client, answer_end)};
  }

  Instant present = k_start;
  int server = -1;
  int connection = -1;  // the server's side of the newest one
  std::vector<int> clients;
  Loopback network;
  Kernel kernel;
  aws::Ids ids;
  Records records;
  elb::Elb elb;
  Context cx;
  std::string group;
  std::unique_ptr<Relay> relay;
};

const std::string k_get = "GET /a?b=c HTTP/1.1\r\nHost: Example.com\r\n\r\n";
const std::string k_ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

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

}  // namespace greenroom::real
