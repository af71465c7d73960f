// Randomness is a function of the seed and a name: known values, independent streams, fair bounds.
#include "sim/core/random.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace greenroom;

namespace {

std::vector<std::uint64_t> first_draws(Seed seed, const std::string& name, std::size_t count) {
  RandomStream stream(seed, name);
  std::vector<std::uint64_t> draws;
  for (std::size_t i = 0; i < count; ++i) {
    draws.push_back(stream.next());
  }
  return draws;
}

}  // namespace

TEST_CASE("mix is the published SplitMix64: its first values from seed 1234567") {
  // SplitMix64 adds the golden ratio to its state and then finalises, so value k of the generator
  // is mix(seed + (k - 1) * golden ratio).
  constexpr std::uint64_t k_golden_ratio = 0x9e3779b97f4a7c15u;
  const std::vector<std::uint64_t> published = {6457827717110365317u, 3203168211198807973u,
                                                9817491932198370423u, 4593380528125082431u,
                                                16408922859458223821u};
  std::uint64_t state = 1234567;
  for (const std::uint64_t value : published) {
    CHECK(mix(state) == value);
    state += k_golden_ratio;
  }
}

TEST_CASE("hash_text is FNV-1a, finalised by mix") {
  CHECK(hash_text("") == mix(0xcbf29ce484222325u));
  CHECK(hash_text("a") == mix(0xaf63dc4c8601ec8cu));
  CHECK(hash_text("foobar") == mix(0x85944171f73967e8u));
}

TEST_CASE("hash_text reads bytes as unsigned, whatever char is") {
  CHECK(hash_text("\xff") == mix((0xcbf29ce484222325u ^ 0xffu) * 0x100000001b3u));
}

TEST_CASE("a stream's values never change: golden traces depend on them") {
  const std::vector<std::uint64_t> draws = first_draws(Seed{7}, "i-0002/hook.duration", 3);
  CHECK(draws == std::vector<std::uint64_t>{8540943988001763191u, 17601975565506714647u,
                                            13205549616674061743u});
}

TEST_CASE("the same seed and name give the same stream") {
  CHECK(first_draws(Seed{7}, "traffic", 100) == first_draws(Seed{7}, "traffic", 100));
}

TEST_CASE("another name or another seed gives an unrelated stream") {
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const std::string name : {"a", "b", "aa", "a/b", ""}) {
      for (const std::uint64_t draw : first_draws(Seed{seed}, name, 20)) {
        seen.insert(draw);
        ++drawn;
      }
    }
  }
  CHECK(seen.size() == drawn);
}

TEST_CASE("drawing from one stream does not move another") {
  const std::vector<std::uint64_t> alone = first_draws(Seed{3}, "quiet", 10);
  RandomStream quiet(Seed{3}, "quiet");
  RandomStream noisy(Seed{3}, "noisy");
  for (const std::uint64_t expected : alone) {
    for (int i = 0; i < 5; ++i) {
      CHECK(noisy.next() != expected);
    }
    CHECK(quiet.next() == expected);
  }
}

TEST_CASE("below stays below its bound and reaches every value evenly") {
  RandomStream stream(Seed{1}, "dice");
  std::map<std::uint64_t, int> counts;
  for (int i = 0; i < 60'000; ++i) {
    ++counts[stream.below(6)];
  }
  REQUIRE(counts.size() == 6);
  CHECK(counts.rbegin()->first == 5);
  for (const auto& [face, count] : counts) {
    CAPTURE(face);
    CHECK(count > 9'600);  // a fixed seed: the numbers are always the same
    CHECK(count < 10'400);
  }
}

TEST_CASE("below one is always zero, and the largest bound works") {
  RandomStream stream(Seed{1}, "edge");
  CHECK(stream.below(1) == 0);
  CHECK(stream.below(UINT64_MAX) < UINT64_MAX);
}

TEST_CASE("below draws again instead of favouring small values") {
  // Above half of the range only one multiple of the bound fits, so nearly every second draw is
  // thrown away, and what is kept is the draw itself.
  constexpr std::uint64_t k_bound = (std::uint64_t{1} << 63) + 1;
  RandomStream stream(Seed{1}, "again");
  RandomStream same(Seed{1}, "again");
  std::size_t thrown_away = 0;
  for (int i = 0; i < 100; ++i) {
    std::uint64_t expected = same.next();
    for (; expected >= k_bound; expected = same.next()) {
      ++thrown_away;
    }
    CHECK(stream.below(k_bound) == expected);
  }
  CHECK(thrown_away > 50);
}

TEST_CASE("chance zero never happens and chance one always does") {
  RandomStream stream(Seed{5}, "coin");
  for (int i = 0; i < 1'000; ++i) {
    CHECK_FALSE(stream.chance({0, 1}));
    CHECK(stream.chance({1, 1}));
    CHECK(stream.chance({3, 2}));  // more than certain is certain
  }
}

TEST_CASE("a chance of one in four comes about one time in four") {
  RandomStream stream(Seed{5}, "coin");
  int hits = 0;
  for (int i = 0; i < 40'000; ++i) {
    hits += stream.chance({1, 4}) ? 1 : 0;
  }
  CHECK(hits > 9'700);
  CHECK(hits < 10'300);
}

TEST_CASE("a keyed draw depends on every part of its key and on nothing else") {
  const std::uint64_t draw = keyed_draw(Seed{1}, "alb.flap", "elb/tg-1", 4);
  CHECK(keyed_draw(Seed{1}, "alb.flap", "elb/tg-1", 4) == draw);
  CHECK(keyed_draw(Seed{2}, "alb.flap", "elb/tg-1", 4) != draw);
  CHECK(keyed_draw(Seed{1}, "alb.slow", "elb/tg-1", 4) != draw);
  CHECK(keyed_draw(Seed{1}, "alb.flap", "elb/tg-2", 4) != draw);
  CHECK(keyed_draw(Seed{1}, "alb.flap", "elb/tg-1", 5) != draw);
  CHECK(keyed_draw(Seed{1}, "elb/tg-1", "alb.flap", 4) != draw);
}
