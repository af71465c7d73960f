// A child process that answers questions: what it gets, what it keeps of its maker, how it ends.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "sim/core/harness_error.h"
#include "sim/real/companion.h"

using greenroom::HarnessError;
using greenroom::real::Companion;
using greenroom::real::Parts;

namespace {

void echo(const Companion::Next& next) {
  const auto answer = [](const Parts& question) {
    Parts parts = question;
    parts.insert(parts.begin(), std::to_string(getpid()));
    return parts;
  };
  while (next(answer)) {
  }
}

}  // namespace

TEST_CASE("a companion is another process and answers with any bytes") {
  Companion companion(echo);
  const Parts answer = companion.ask({"a", "", std::string("\0\xff", 2), std::string(300000, 'x')});
  REQUIRE(answer.size() == 5);
  CHECK(answer[0] != std::to_string(getpid()));
  CHECK(answer[3] == std::string("\0\xff", 2));
  CHECK(answer[4].size() == 300000);
  CHECK(companion.ask({})[0] == answer[0]);
}

TEST_CASE("a companion does not know its maker's time zone, language and standard input") {
  setenv("TZ", "Asia/Tokyo", 1);
  Companion companion([](const Companion::Next& next) {
    next([](const Parts&) {
      char byte = 0;
      return Parts{getenv("TZ"), getenv("LANG"), std::to_string(read(0, &byte, 1))};
    });
  });
  CHECK(companion.ask({}) == Parts{"UTC", "C.UTF-8", "0"});
}

TEST_CASE("the end of a companion is an error that says how it ended") {
  Companion companion(
      [](const Companion::Next& next) { next([](const Parts&) -> Parts { _exit(7); }); });
  CHECK_THROWS_WITH(companion.ask({}), Catch::Contains("ended with code 7"));
  CHECK_THROWS_AS(companion.ask({}), HarnessError);
}
