// Real HTTP between users, the load balancer's front and servers on instances.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <optional>

#include "sim/real/http_front.h"
#include "sim/real/http_target.h"
#include "sim/real/http_user.h"
#include "sim/real/http_wire.h"
#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// A server that gives `answer` to each request, one connection after the other. With "%s" in place
// of an answer's body it says who asked.
std::string server(const std::string& answer, int port = 8080) {
  return "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, "
         "SO_REUSEADDR, 1); bind(S, sockaddr_in(" +
         std::to_string(port) +
         ", INADDR_ANY)) or die; listen(S, 9); fork and exit; open STDOUT, q(>), q(/dev/null); "
         "open "
         "STDERR, q(>), q(/dev/null); while (my $p = accept(C, S)) { sysread(C, $x, 9999); " +
         answer + " close C }'";
}

const std::string k_ok = "syswrite(C, qq(HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi));";
const elb::TargetEndpoint k_target{"i-1", "10.0.1.10", 8080};

Task<void> ask(RealLab& lab, std::string script, HttpResult& seen, Duration patience = minutes(1)) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  if (!script.empty()) {
    const ProcessStatus started = co_await lab.sh(cx, "i-1", script);
    CHECK(started.exit_code == 0);
  }
  HttpTarget target(lab.settlement, lab.hardware);
  HttpRequest request;
  const Instant deadline = cx.now() + patience;
  elb::TargetEndpoint endpoint = k_target;
  seen = co_await target.send(cx, std::move(endpoint), std::move(request),
                              elb::ConnectionUse::Fresh, deadline);
}

HttpResult answer_of(const std::string& script) {
  RealLab lab;
  HttpResult seen;
  lab.run(ask(lab, script, seen));
  return seen;
}

}  // namespace

TEST_CASE("a server's answer comes back whole, and takes no virtual time") {
  RealLab lab;
  HttpResult seen;
  lab.run(ask(lab, server(k_ok), seen));
  CHECK(seen.end == HttpEnd::Answered);
  CHECK(seen.response.status == 200);
  CHECK(seen.response.body == "hi");
  CHECK(lab.kernel.now() == k_start);
}

namespace {

// What an answer to HEAD says of the length that a GET would have had.
Task<void> ask_for_head(RealLab& lab, HttpResult& seen) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  const std::string answer =
      "syswrite(C, qq(HTTP/1.1 200 OK\\r\\nContent-Length: 793\\r\\n\\r\\n));";
  co_await lab.sh(cx, "i-1", server(answer));
  HttpTarget target(lab.settlement, lab.hardware);
  HttpRequest request;
  request.method = "HEAD";
  const Instant deadline = cx.now() + minutes(1);
  elb::TargetEndpoint endpoint = k_target;
  seen = co_await target.send(cx, std::move(endpoint), std::move(request),
                              elb::ConnectionUse::Fresh, deadline);
}

}  // namespace

TEST_CASE("an answer to HEAD keeps the length that it tells, on its way in and out") {
  RealLab lab;
  HttpResult seen;
  lab.run(ask_for_head(lab, seen));
  CHECK(seen.end == HttpEnd::Answered);
  CHECK(seen.response.body.empty());
  CHECK(find_header(seen.response.headers, "Content-Length") == "793");
  const std::string head = head_of(seen.response, 11, true);
  CHECK(head.find("Content-Length: 793\r\n") != std::string::npos);
  CHECK(head.find("Content-Length") == head.rfind("Content-Length"));
  CHECK(to_wire(seen.response, 11, true, true)[boost::beast::http::field::content_length] == "793");
}

TEST_CASE("every way in which a request can fail is told apart") {
  CHECK(answer_of("").end == HttpEnd::Refused);
  CHECK(answer_of(server(k_ok, 80)).end == HttpEnd::Refused);
  CHECK(answer_of(server("")).end == HttpEnd::ClosedEarly);
  CHECK(answer_of(server("syswrite(C, qq(HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nhi));"))
            .end == HttpEnd::ClosedEarly);
  CHECK(answer_of(server("syswrite(C, qq(hello\\r\\n\\r\\n));")).end == HttpEnd::Malformed);
}

TEST_CASE("a server that never answers lets virtual time reach the deadline") {
  RealLab lab;
  HttpResult seen;
  lab.run(ask(lab, server("sysread(C, $x, 9999);"), seen));
  CHECK(seen.end == HttpEnd::DeadlineReached);
  CHECK(lab.kernel.now() == k_start + minutes(1));
}

TEST_CASE("a server that thinks for 700 ms answers after 700 ms of virtual time") {
  RealLab lab;
  HttpResult seen;
  lab.run(ask(lab, server("select(undef, undef, undef, 0.7); " + k_ok), seen));
  CHECK(seen.end == HttpEnd::Answered);
  CHECK(lab.kernel.now() == k_start + milliseconds(700));
}

TEST_CASE("the target sees the load balancer's address, not the computer's") {
  const HttpResult seen = answer_of(
      server("my ($q, $a) = sockaddr_in($p); my $t = inet_ntoa($a); syswrite(C, qq(HTTP/1.1 200 "
             "OK\\r\\nContent-Length: ) . length($t) . qq(\\r\\n\\r\\n$t));"));
  CHECK(seen.response.body == "10.0.0.4");
}

TEST_CASE("exchanges that are cut end at once, for whoever waits") {
  RealLab lab;
  HttpResult seen;
  const auto story = [](RealLab& l, HttpResult& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus started = co_await l.sh(cx, "i-1", server("sysread(C, $x, 9999);"));
    CHECK(started.exit_code == 0);
    HttpTarget target(l.settlement, l.hardware);
    const auto user = [](Context actor, HttpTarget& to, HttpResult& result) -> Task<void> {
      HttpRequest request;
      const Instant deadline = actor.now() + minutes(60);
      elb::TargetEndpoint endpoint = k_target;
      result = co_await to.send(actor, std::move(endpoint), std::move(request),
                                elb::ConnectionUse::Pooled, deadline);
    };
    const Context asking = l.context("user");
    asking.spawn("user", user(asking, target, out));
    co_await cx.sleep_for(seconds(10));
    target.cut_exchanges(k_target);
    co_await cx.sleep_for(seconds(1));
  };
  lab.run(story(lab, seen));
  CHECK(seen.end == HttpEnd::ClosedEarly);
  CHECK(lab.kernel.now() == k_start + seconds(11));
}

TEST_CASE("a target that closes idle connections after 5 s loses the request that meets its FIN") {
  // Answers, and then waits for the next request on the same connection for 5 s, as Node does.
  const std::string node = k_ok +
                           " my $r = q(); vec($r, fileno(C), 1) = 1; while (select(my $w = $r, "
                           "undef, undef, 5) > 0 && sysread(C, $x, 9999)) { " +
                           k_ok + " }";
  RealLab lab;
  std::string ends;
  const auto story = [](RealLab& l, std::string script, std::string& seen) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus started = co_await l.sh(cx, "i-1", script);
    CHECK(started.exit_code == 0);
    HttpTarget target(l.settlement, l.hardware);
    for (const int idle : {0, 4900, 5001, 0, 5500}) {  // milliseconds since the last answer
      co_await cx.sleep_for(milliseconds(idle));
      HttpRequest request;
      elb::TargetEndpoint endpoint = k_target;
      const Instant deadline = cx.now() + minutes(1);
      const HttpResult result = co_await target.send(cx, std::move(endpoint), std::move(request),
                                                     elb::ConnectionUse::Pooled, deadline);
      seen += result.end == HttpEnd::Answered      ? "+"
              : result.end == HttpEnd::ClosedEarly ? "L"
                                                   : "?";
    }
  };
  lab.run(story(lab, server(node), ends));
  CHECK(ends == "++L++");
}

TEST_CASE("an idle connection is closed when its time has come, and the target notices") {
  const std::string notices = k_ok + " sysread(C, $x, 9999); open(F, q(>), q(/tmp/over)); close F;";
  RealLab lab;
  std::vector<int> over;
  const auto story = [](RealLab& l, std::string script, std::vector<int>& seen) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus started = co_await l.sh(cx, "i-1", script);
    CHECK(started.exit_code == 0);
    HttpTarget target(l.settlement, l.hardware);
    elb::ConnectionTiming timing;
    timing.idle_timeout = seconds(30);
    target.use(timing);
    HttpRequest request;
    elb::TargetEndpoint endpoint = k_target;
    const Instant deadline = cx.now() + minutes(1);
    const HttpResult result = co_await target.send(cx, std::move(endpoint), std::move(request),
                                                   elb::ConnectionUse::Pooled, deadline);
    CHECK(result.end == HttpEnd::Answered);
    CHECK(result.new_connection);
    for (const int wait : {29, 2}) {
      co_await cx.sleep_for(seconds(wait));
      const ProcessStatus looked = co_await l.sh(cx, "i-1", "test -e /tmp/over");
      seen.push_back(looked.exit_code);
    }
  };
  lab.run(story(lab, server(notices), over));
  CHECK(over == std::vector<int>{1, 0});
}

TEST_CASE("the handler can see when a user gave up waiting") {
  RealLab lab;
  std::optional<Instant> left;
  HttpFront front(lab.kernel, lab.settlement, 0,
                  [&left](Context cx, HttpRequest, elb::Client client) -> Task<HttpResponse> {
                    co_await cx.sleep_for(seconds(9));
                    left = client.connection->left_at();
                    HttpResponse response;
                    response.status = 200;
                    co_return response;
                  });
  HttpUser users(lab.settlement, front);
  const auto story = [](RealLab& l, HttpUser& agent) -> Task<void> {
    const Context cx = l.context("story");
    HttpRequest request;
    const Instant deadline = cx.now() + seconds(5);
    const HttpResult result = co_await agent.get(cx, std::move(request), deadline);
    CHECK(result.end == HttpEnd::DeadlineReached);
    co_await cx.sleep_for(seconds(9));
  };
  lab.run(story(lab, users));
  CHECK(left == k_start + seconds(5));
}

TEST_CASE("users reach the handler through a real port, in their own order") {
  RealLab lab;
  std::vector<std::string> asked;
  std::vector<int> statuses(3);
  HttpFront front(lab.kernel, lab.settlement, 0,
                  [&asked](Context, HttpRequest request, elb::Client from) -> Task<HttpResponse> {
                    asked.push_back(request.target + " from " + from.ip);
                    HttpResponse response;
                    response.status = 200 + static_cast<int>(asked.size());
                    co_return response;
                  });
  HttpUser users(lab.settlement, front);
  const auto user = [](Context cx, HttpUser& agent, std::string path, int& status) -> Task<void> {
    HttpRequest request;
    request.target = std::move(path);
    const Instant deadline = cx.now() + seconds(5);
    const HttpResult result = co_await agent.get(cx, std::move(request), deadline);
    status = result.response.status;
  };
  const auto story = [&](RealLab& l) -> Task<void> {
    const Context cx = l.context("story");
    for (int i = 0; i < 3; ++i) {
      const Context actor = l.context("user/" + std::to_string(i));
      actor.spawn("user", user(actor, users, "/" + std::to_string(i), statuses.at(i)));
    }
    co_await cx.sleep_for(seconds(1));
  };
  lab.run(story(lab));
  CHECK(asked == std::vector<std::string>{"/0 from 203.0.113.10", "/1 from 203.0.113.10",
                                          "/2 from 203.0.113.10"});
  CHECK(statuses == std::vector<int>{201, 202, 203});
}

TEST_CASE("a port that is in use is named, with what to do") {
  const int taken = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(bind(taken, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(taken, 1) == 0);
  socklen_t size = sizeof address;
  getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
  const int port = ntohs(address.sin_port);
  RealLab lab;
  CHECK_THROWS_WITH(HttpFront(lab.kernel, lab.settlement, port, {}),
                    Catch::Contains(std::to_string(port)) && Catch::Contains("in use"));
  close(taken);
}
