// WebSockets (reference alb-ec2-asg 1.9, 1.11, 1.15).
#include <catch2/catch.hpp>

#include "fakes/elb/forwarding.h"
#include "tests/fakes/elb/elb_lab.h"

using namespace greenroom;
using namespace greenroom::elb;
using namespace greenroom::test;

namespace {

const HttpHeaders k_upgrade = {{"Connection", "keep-alive, Upgrade"}, {"Upgrade", "websocket"}};

struct ChatLab : ElbLab {
  ChatLab() {
    targets.behaviour["i-1"].status = 101;
    targets.behaviour["i-1"].headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}};
    targets.stream = std::make_shared<Stream>();
  }
  ClientSide client;
  Asked asked;
};

// A healthy target, and a client whose WebSocket is open.
Task<void> open_chat(ChatLab& l, HttpHeaders headers = k_upgrade) {
  l.targets.behaviour["i-1"].status = 200;
  l.add("i-1");
  co_await l.cx.sleep_for(seconds(30));
  l.targets.behaviour["i-1"].status = 101;
  l.cx.as("user").spawn("user", ask(l, "user", l.asked, "/chat", std::move(headers), &l.client));
  co_await l.cx.sleep_for(seconds(1));
}

}  // namespace

TEST_CASE("a request becomes a WebSocket when client and target agree, on HTTP/1.1 only") {
  struct Row {
    int version;
    std::string connection;
    std::string upgrade;
    bool asks;
  };
  const Row row = GENERATE(values<Row>({
      {11, "Upgrade", "websocket", true},
      {11, "keep-alive, upgrade", "WebSocket", true},
      {11, "keep-alive", "websocket", false},
      {11, "Upgrade", "h2c", false},
      {11, "", "websocket", false},
      {10, "Upgrade", "websocket", false},
  }));
  HttpRequest request;
  request.version = row.version;
  request.headers = {{"Host", "a"}, {"Connection", row.connection}, {"Upgrade", row.upgrade}};
  CAPTURE(row.version, row.connection, row.upgrade);
  CHECK(asks_for_websocket(request) == row.asks);
  make_forwarded(request, {});
  CHECK(find_header(request.headers, "Upgrade") == (row.asks ? "websocket" : ""));
  CHECK(find_header(request.headers, "Connection") == (row.asks ? "Upgrade" : ""));
}

TEST_CASE("bytes go both ways; one log line at the close, of type ws, with all that was carried") {
  ChatLab lab;
  const auto story = [](ChatLab& l) -> Task<void> {
    co_await open_chat(l);
    CHECK(l.client.upgraded_with.status == 101);
    CHECK(find_header(l.client.upgraded_with.headers, "Upgrade") == "websocket");
    l.client.stream->comes("hello");
    co_await l.cx.sleep_for(seconds(1));
    l.targets.stream->comes("welcome");
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.targets.stream->sent == "hello");
    CHECK(l.client.stream->sent == "welcome");
    CHECK(l.records.all.empty());
    l.client.stream->comes("");
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.targets.stream->closed);
  };
  CHECK(lab.world.run(story(lab)));
  REQUIRE(lab.records.all.size() == 1);
  const RequestRecord& record = lab.records.all.front();
  CHECK(record.type == "ws");
  CHECK(record.elb_status == 101);
  CHECK(record.target_status == 101);
  CHECK(record.ended == k_start + seconds(33));
  const std::int64_t of_request = bytes_of(lab.targets.asked.back());
  CHECK(record.received_bytes > 5);
  CHECK(record.received_bytes < of_request + 5);
  CHECK(record.sent_bytes == bytes_of(lab.asked.response) + 7);
}

TEST_CASE("the idle time-out cuts a WebSocket; any byte of either side begins it anew") {
  ChatLab lab;
  const Attributes changes = {{"idle_timeout.timeout_seconds", "20"}};
  REQUIRE(lab.elb.ModifyLoadBalancerAttributes(lab.cx, lab.balancer, changes).ok());
  CHECK(lab.targets.used.idle_timeout == seconds(20));
  const auto story = [](ChatLab& l) -> Task<void> {
    co_await open_chat(l);  // until 31 s
    co_await l.cx.sleep_for(seconds(18));
    l.client.stream->comes("ping");
    co_await l.cx.sleep_for(seconds(18));
    l.targets.stream->comes("ping");  // at 67 s
    co_await l.cx.sleep_for(seconds(30));
    CHECK(l.client.stream->closed);
    CHECK(l.targets.stream->closed);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.records.all.at(0).ended == k_start + seconds(87));
}

TEST_CASE("the end of the deregistration delay cuts a WebSocket, not its beginning") {
  ChatLab lab;
  const auto story = [](ChatLab& l) -> Task<void> {
    co_await open_chat(l);
    l.remove("i-1");  // at 31 s; the delay is 20 s
    co_await l.cx.sleep_for(seconds(19));
    CHECK_FALSE(l.client.stream->closed);
    co_await l.cx.sleep_for(seconds(2));
    CHECK(l.client.stream->closed);
  };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.records.all.at(0).ended == k_start + seconds(51));
  CHECK(lab.records.all.at(0).elb_status == 101);
}

TEST_CASE("rules that come later do not touch an open WebSocket, and it counts as in flight") {
  ChatLab lab;
  lab.set(lab.group, {{"load_balancing.algorithm.type", "least_outstanding_requests"}});
  const auto story = [](ChatLab& l) -> Task<void> {
    co_await open_chat(l);
    l.add("i-2");
    co_await l.cx.sleep_for(seconds(20));
    Action fixed;
    fixed.Type = ActionType::fixed_response;
    fixed.fixed_response = {"404", "text/plain", ""};
    Asked other;
    co_await ask(l, "other", other);
    CHECK(l.targets.served.back() == "i-2");
    co_await ask(l, "other", other);
    CHECK(l.targets.served.back() == "i-2");
    ModifyListenerInput input;
    input.ListenerArn = l.listener;
    input.DefaultActions = {fixed};
    CHECK(l.elb.ModifyListener(l.cx, std::move(input)).ok());
    l.client.stream->comes("still here");
    co_await l.cx.sleep_for(seconds(1));
    CHECK(l.targets.stream->sent == "still here");
  };
  CHECK(lab.world.run(story(lab)));
}

TEST_CASE("101 to a client that did not ask is a malformed answer: 502") {
  ChatLab lab;
  const auto story = [](ChatLab& l) -> Task<void> { co_await open_chat(l, {}); };
  CHECK(lab.world.run(story(lab)));
  CHECK(lab.asked.response.status == 502);
  CHECK(lab.records.all.at(0).type == "http");
}

TEST_CASE("a target that will not have a WebSocket just answers; a client that left is a 460") {
  ChatLab lab;
  const auto story = [](ChatLab& l) -> Task<void> {
    co_await open_chat(l);
    l.client.stream->comes("");
    co_await l.cx.sleep_for(seconds(1));
    l.client.left = l.cx.now();
    Asked second;
    co_await ask(l, "user", second, "/chat", k_upgrade, &l.client);
    CHECK(l.records.all.back().elb_status == 460);
    l.targets.behaviour["i-1"].status = 426;
    l.client.left.reset();
    co_await ask(l, "user", second, "/chat", k_upgrade, &l.client);
    CHECK(second.response.status == 426);
    CHECK(l.records.all.back().type == "http");
  };
  CHECK(lab.world.run(story(lab)));
}
