// When virtual time goes on while clients may come: a table, in the order in which a server lives.
#include "sim/app/pace.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::app;

namespace {

constexpr Instant k_noon = k_start + hours(12);

// Noon; the next thing happens in ten seconds; all has been quiet since the morning.
PaceSituation quiet_noon() {
  PaceSituation situation;
  situation.now = situation.paced_now = situation.run_until = k_noon;
  situation.next = k_noon + seconds(10);
  situation.last_activity = k_start + hours(10);
  situation.last_request = k_start + hours(11);
  return situation;
}

}  // namespace

TEST_CASE("at max, time rests when all is quiet") {
  CHECK(next_move(quiet_noon()) == Move::Rest);
}

TEST_CASE("at max, time runs ahead while a deployment is under way, however long it takes") {
  PaceSituation situation = quiet_noon();
  situation.under_way = true;
  CHECK(next_move(situation) == Move::Advance);
  situation.last_request = k_start;
  situation.now = k_start + hours(24 * 6);
  situation.next = situation.now + seconds(1);
  CHECK(next_move(situation) == Move::Advance);
}

TEST_CASE("at max, time runs ahead to what happens within ten minutes of what was told last") {
  PaceSituation situation = quiet_noon();
  situation.last_activity = situation.next + Duration{-minutes(10).microseconds};
  CHECK(next_move(situation) == Move::Advance);
  situation.last_activity = situation.next + Duration{-minutes(10).microseconds - 1};
  CHECK(next_move(situation) == Move::Rest);
}

TEST_CASE("at max, a schedule that always has something to do runs ahead for a day at most") {
  PaceSituation situation = quiet_noon();
  situation.last_activity = k_noon;
  situation.last_request = situation.next + Duration{-hours(24).microseconds - 1};
  CHECK(next_move(situation) == Move::Rest);
  situation.last_request = situation.next + Duration{-hours(24).microseconds};
  CHECK(next_move(situation) == Move::Advance);
}

TEST_CASE("paused, time rests whatever is under way, unless a client wants it to go on") {
  PaceSituation situation = quiet_noon();
  situation.under_way = true;
  situation.paused = true;
  CHECK(next_move(situation) == Move::Rest);
  situation.run_until = k_noon + microseconds(1);
  CHECK(next_move(situation) == Move::Advance);
}

TEST_CASE("without anything to happen time rests") {
  PaceSituation situation = quiet_noon();
  situation.under_way = true;
  situation.next = k_never;
  CHECK(next_move(situation) == Move::Rest);
}

TEST_CASE("at 60x the next thing happens when the clock is there, and not before") {
  PaceSituation situation = quiet_noon();
  situation.speed = {60};
  situation.paced_now = situation.next + Duration{-1};
  CHECK(next_move(situation) == Move::Wait);
  situation.paced_now = situation.next;
  CHECK(next_move(situation) == Move::Advance);
}

TEST_CASE("a speed is max or a whole factor") {
  CHECK(parse_speed("max")->times == 0);
  CHECK(parse_speed("1x")->times == 1);
  CHECK(parse_speed("60x")->times == 60);
  CHECK(to_string(Speed{60}) == "60x");
  CHECK(to_string(Speed{}) == "max");
  for (const char* wrong : {"", "x", "0x", "-1x", "60", "60X", "1.5x", "maximum", "100001x"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_speed(wrong).has_value());
  }
}
