// WebSockets of a scenario's users, and users who keep cookies.
#include <catch2/catch.hpp>

#include "sim/core/byte_stream.h"
#include "sim/scenario/traffic.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::scenario;
using namespace greenroom::test;

namespace {

struct Chat final : ByteStream {
  void deliver_to(ActorId, Mailbox<StreamBytes>& mailbox, int stream) override {
    out = &mailbox;
    number = stream;
  }
  void send(std::string bytes) override { sent.push_back(std::move(bytes)); }
  void close() override { out = nullptr; }
  Mailbox<StreamBytes>* out = nullptr;
  int number = 0;
  Lines sent;
};

// Agrees to every WebSocket, and gives every other request a cookie.
class Site final : public UserAgent {
 public:
  Task<HttpResult> get(Context, HttpRequest request, Instant) override {
    asked.push_back(request);
    HttpResult result;
    result.response.headers = {{"X-Instance-Id", "i-1"}, {"X-App-Version", "v1.0"}};
    result.response.status = 200;
    if (find_header(request.headers, "Upgrade") == "websocket") {
      chats.push_back(std::make_shared<Chat>());
      result.response.status = 101;
      result.stream = chats.back().get();
    } else {
      result.response.headers.emplace_back("Set-Cookie",
                                           "visits=" + std::to_string(asked.size()) + "; Path=/");
      result.response.headers.emplace_back("Set-Cookie", "a=b");
    }
    co_return result;
  }
  std::vector<HttpRequest> asked;
  std::vector<std::shared_ptr<Chat>> chats;
};

}  // namespace

TEST_CASE("a WebSocket pings, and is opened again a second after it was closed") {
  Traffic settings;
  settings.name = "chat";
  settings.websocket = true;
  settings.ping = seconds(25);
  Site site;
  FakeWorld world;
  TrafficGenerator users(site, settings);
  const auto story = [](FakeWorld& w, TrafficGenerator& traffic, Site& at) -> Task<void> {
    const Context cx = w.as("traffic/chat");
    cx.spawn("traffic", traffic.run(cx));
    const Context waiter = w.as("story");
    co_await waiter.sleep_for(seconds(60));
    REQUIRE(at.chats.size() == 1);
    CHECK(at.chats[0]->sent ==
          Lines{std::string("\x89\x80\0\0\0\0", 6), std::string("\x89\x80\0\0\0\0", 6)});
    at.chats[0]->out->put({at.chats[0]->number, "12345"});
    at.chats[0]->out->put({at.chats[0]->number, ""});
    co_await waiter.sleep_for(milliseconds(999));
    CHECK(at.chats.size() == 1);
    co_await waiter.sleep_for(milliseconds(2));
    CHECK(at.chats.size() == 2);
  };
  CHECK(world.run(story(world, users, site)));
  CHECK(world.told("traffic.websocket", {"state"}) == Lines{"open", "closed", "open"});
  CHECK(world.kernel.trace().text().find("\"openFor\":60000000,\"receivedBytes\":5") !=
        std::string::npos);
  CHECK(users.requests().size() == 2);
  CHECK(users.requests().at(0).outcome == "101");
  CHECK_FALSE(users.requests().at(0).failed());
}

TEST_CASE("users keep the cookies that answers set, when the scenario says so") {
  const bool kept = GENERATE(true, false);
  Traffic settings;
  settings.name = "users";
  settings.cookies = kept;
  Site site;
  FakeWorld world;
  TrafficGenerator users(site, settings);
  const auto story = [](FakeWorld& w, TrafficGenerator& traffic) -> Task<void> {
    const Context cx = w.as("traffic/users");
    cx.spawn("traffic", traffic.run(cx));
    const Context waiter = w.as("story");
    co_await waiter.sleep_for(milliseconds(600));
  };
  CHECK(world.run(story(world, users)));
  REQUIRE(site.asked.size() == 3);
  CHECK(find_header(site.asked[0].headers, "Cookie").empty());
  CHECK(find_header(site.asked[2].headers, "Cookie") == (kept ? "a=b; visits=2" : ""));
}
