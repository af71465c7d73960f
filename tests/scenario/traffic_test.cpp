// The users of a scenario: an open loop on the virtual clock, told in windows and streaks.
#include "sim/scenario/traffic.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::scenario;
using namespace greenroom::test;

namespace {

// Answers by the clock: from second `bad_from` to `bad_to`, every `bad_every`th request fails.
class Site final : public UserAgent {
 public:
  Task<HttpResult> get(Context cx, HttpRequest, Instant) override {
    const std::int64_t number = ++asked;
    actors.insert(cx.actor());
    co_await cx.sleep_for(takes);
    const std::int64_t second = (cx.now() - k_start).whole_seconds();
    HttpResult result;
    const bool bad = second >= bad_from && second < bad_to && number % bad_every == 0;
    result.response.status = bad ? 502 : 200;
    if (!bad) {
      result.response.headers = {{"X-App-Version", "v1.0"}, {"X-Instance-Id", "i-1"}};
    }
    co_return result;
  }
  std::int64_t asked = 0;
  std::int64_t bad_from = 0;
  std::int64_t bad_to = 0;
  std::int64_t bad_every = 1;
  Duration takes;
  std::set<ActorId> actors;
};

struct Lab {
  Lab() : users(site, settings()) {}
  static Traffic settings() {
    Traffic traffic;
    traffic.name = "users";
    return traffic;
  }
  void play(Duration time) {
    const auto story = [](Lab& lab, Duration length) -> Task<void> {
      const Context cx = lab.world.as("traffic/users");
      cx.spawn("traffic", lab.users.run(cx));
      const Context waiter = lab.world.as("story");
      co_await waiter.sleep_for(length);
    };
    CHECK(world.run(story(*this, time)));
  }
  Site site;
  FakeWorld world;
  TrafficGenerator users;
};

}  // namespace

TEST_CASE("requests are sent on time, however long answers take") {
  Lab lab;
  lab.site.takes = seconds(3);
  lab.play(seconds(10));
  CHECK(lab.site.asked == 40);          // 4 a second
  CHECK(lab.site.actors.size() == 13);  // 3 s of requests at once, and one that ends as it starts
  CHECK(lab.users.requests().size() == 28);  // those of the last 3 s have no answer yet
  CHECK(lab.users.requests()[0].ended - lab.users.requests()[0].sent == seconds(3));
}

TEST_CASE("the first answer of a version by an instance is told once") {
  Lab lab;
  lab.play(seconds(5));
  CHECK(lab.world.told("traffic.version", {"version", "instance"}) == Lines{"v1.0 i-1"});
}

TEST_CASE("failures in a row are one streak, told by its first and its end") {
  Lab lab;
  lab.site.bad_from = 2;
  lab.site.bad_to = 5;
  lab.play(seconds(20));
  CHECK(lab.world.told("traffic.failed", {"status"}) == Lines{"502"});
  CHECK(lab.world.told("traffic.streak_over", {"status"}) == Lines{"502"});
}

TEST_CASE("failures that come and go are one streak until two seconds pass without any") {
  Lab lab;
  lab.site.bad_from = 2;
  lab.site.bad_to = 10;
  lab.site.bad_every = 2;
  lab.play(seconds(30));
  CHECK(lab.world.told("traffic.failed", {"status"}).size() == 1);
  CHECK(lab.world.told("traffic.streak_over", {"status"}).size() == 1);
  std::int64_t failed = 0;
  for (const RequestRecord& request : lab.users.requests()) {
    failed += request.failed() ? 1 : 0;
  }
  CHECK(failed == 16);
}

TEST_CASE("windows count every request") {
  Lab lab;
  lab.play(seconds(35));
  CHECK(lab.world.told("traffic.window", {"digest"}).size() == 3);
}
