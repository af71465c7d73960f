// Connections that become streams (WebSockets), and clients that send nothing.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <optional>

#include "sim/real/http_front.h"
#include "sim/real/http_target.h"
#include "sim/real/http_user.h"
#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// Agrees to a WebSocket and gives every byte back; "bye" ends it. Writes each byte apart, to show
// that it makes no difference.
const std::string k_echo =
    "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, "
    "1); bind(S, sockaddr_in(8080, INADDR_ANY)) or die; listen(S, 9); fork and exit; open STDOUT, "
    "q(>), q(/dev/null); open STDERR, q(>), q(/dev/null); while (accept(C, S)) { sysread(C, $x, "
    "9999); syswrite(C, qq(HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\n"
    "Connection: Upgrade\\r\\n\\r\\nhello)); while (sysread(C, $x, 9999)) { last if $x eq q(bye); "
    "syswrite(C, $_) for split(//, $x); } close C }'";

const elb::TargetEndpoint k_target{"i-1", "10.0.1.10", 8080};
using Lines = std::vector<std::string>;

HttpRequest opening() {
  HttpRequest request;
  request.headers = {{"Host", "a"}, {"Connection", "Upgrade"}, {"Upgrade", "websocket"}};
  return request;
}

// What comes out of a stream until it is over, or until nothing has come for ten seconds.
Task<Lines> all_of(Context cx, ByteStream* stream, Lines to_send) {
  Lines came;
  Mailbox<StreamBytes> mailbox("bytes");
  stream->deliver_to(cx.actor(), mailbox, 0);
  for (std::size_t turn = 0;; ++turn) {
    const Instant deadline = cx.now() + seconds(10);
    const std::optional<StreamBytes> next = co_await mailbox.next_until(cx, deadline);
    came.push_back(next ? next->bytes : "silence");
    if (!next || next->bytes.empty()) {
      break;
    }
    if (turn < to_send.size()) {
      stream->send(to_send[turn]);
    }
  }
  stream->close();
  co_return came;
}

Task<void> talk_to_target(RealLab& lab, Lines to_send, bool cut, Lines& came) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  const ProcessStatus started = co_await lab.sh(cx, "i-1", k_echo);
  CHECK(started.exit_code == 0);
  HttpTarget target(lab.settlement, lab.hardware);
  const Instant deadline = cx.now() + minutes(1);
  HttpResult result =
      co_await target.send(cx, k_target, opening(), elb::ConnectionUse::Pooled, deadline);
  CHECK(result.response.status == 101);
  REQUIRE(result.stream != nullptr);
  if (cut) {
    const auto cutting = [](Context actor, HttpTarget& port) -> Task<void> {
      co_await actor.sleep_for(seconds(5));
      port.cut_exchanges(k_target);
    };
    const Context cutter = lab.context("cutter");
    cutter.spawn("cut", cutting(cutter, target));
  }
  came = co_await all_of(cx, result.stream, std::move(to_send));
}

}  // namespace

TEST_CASE("a target that answers 101 becomes a stream; what came by an instant comes as one") {
  RealLab lab;
  Lines came;
  lab.run(talk_to_target(lab, {"one", "two", "bye"}, false, came));
  CHECK(came == Lines{"hello", "one", "two", ""});
  CHECK(lab.kernel.now() == k_start);
}

TEST_CASE("a stream that says nothing lets virtual time pass; cutting exchanges ends it") {
  RealLab lab;
  Lines came;
  SECTION("silence") {
    lab.run(talk_to_target(lab, {"one"}, false, came));
    CHECK(came == Lines{"hello", "one", "silence"});
    CHECK(lab.kernel.now() == k_start + seconds(10));
  }
  SECTION("cut") {
    lab.run(talk_to_target(lab, {"one"}, true, came));
    CHECK(came == Lines{"hello", "one", ""});
    CHECK(lab.kernel.now() == k_start + seconds(5));
  }
}

TEST_CASE("a user's WebSocket reaches the handler as a stream, and its end the user") {
  RealLab lab;
  Lines at_front;
  Lines at_user;
  HttpFront front(lab.kernel, lab.settlement, 0,
                  [&at_front](Context cx, HttpRequest, elb::Client client) -> Task<HttpResponse> {
                    HttpResponse response;
                    response.status = 101;
                    response.headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}};
                    ByteStream* const stream = client.connection->upgrade(response);
                    stream->send("welcome");
                    Lines to_send(1, "again");
                    at_front = co_await all_of(cx, stream, std::move(to_send));
                    co_return response;
                  });
  HttpUser users(lab.settlement, front);
  const auto story = [](RealLab& l, HttpUser& agent, Lines& seen) -> Task<void> {
    const Context cx = l.context("user");
    const Instant deadline = cx.now() + seconds(5);
    HttpResult result = co_await agent.get(cx, opening(), deadline);
    CHECK(result.response.status == 101);
    REQUIRE(result.stream != nullptr);
    result.stream->send("first");
    Lines nothing;
    seen = co_await all_of(cx, result.stream, std::move(nothing));
    co_await cx.sleep_for(seconds(1));
  };
  lab.run(story(lab, users, at_user));
  CHECK(at_front == Lines{"first", "silence"});
  REQUIRE(at_user.size() == 3);
  CHECK(at_user[0] == "welcome");
  CHECK(at_user[1] == "again");
  CHECK((at_user[2].empty() || at_user[2] == "silence"));
  CHECK(lab.kernel.now() == k_start + seconds(11));
}

TEST_CASE(
    "a client that sends nothing, or half a request, gets 408; between requests just the end") {
  struct Row {
    std::string sends;
    std::string gets;
    int status;  // of what the handler was asked
  };
  const Row row = GENERATE(values<Row>({
      {"", "HTTP/1.1 408", 408},
      {"GET / HTTP/1.1\r\nHost", "HTTP/1.1 408", 408},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200", 0},
  }));
  RealLab lab;
  std::vector<int> unreadable;
  std::vector<Instant> when;
  HttpFront front(lab.kernel, lab.settlement, 0,
                  [&](Context cx, HttpRequest, elb::Client client) -> Task<HttpResponse> {
                    unreadable.push_back(client.unreadable);
                    when.push_back(cx.now());
                    HttpResponse response;
                    response.status = client.unreadable == 0 ? 200 : client.unreadable;
                    co_return response;
                  });
  elb::ConnectionTiming timing;
  timing.idle_timeout = seconds(30);
  front.use(timing);
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(front.port()));
  REQUIRE(connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(write(client, row.sends.data(), row.sends.size()) ==
          static_cast<ssize_t>(row.sends.size()));
  // As when something else is under way: otherwise nobody looks at sockets.
  const Ticket other = lab.settlement.begin(lab.kernel.actor("other"), nullptr);
  lab.settlement.take_in();  // all of it has arrived before virtual time begins
  const auto story = [](RealLab& l) -> Task<void> {
    const Context cx = l.context("story");
    co_await cx.sleep_for(seconds(40));
  };
  lab.run(story(lab));
  CHECK(unreadable == std::vector<int>{row.status});
  CHECK(when.at(0) == (row.status == 0 ? k_start : k_start + seconds(30)));
  lab.settlement.abandon(other);
  std::string got(400, ' ');
  ssize_t length = 0;
  ssize_t more = 1;
  while (more > 0) {
    more = recv(client, got.data() + length, got.size() - static_cast<std::size_t>(length),
                MSG_DONTWAIT);
    length += more > 0 ? more : 0;
  }
  CHECK(more == 0);  // the load balancer has closed
  CHECK(got.rfind(row.gets, 0) == 0);
  close(client);
}
