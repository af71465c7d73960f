// What a row cannot say: several commands, several machines, and the seams of virtual time.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>

#include "tests/real/real_lab.h"
#include "tests/real/virtual_time/rows/row_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

std::string printed_by(const std::string& script) {
  return play({{"", script, {}, ""}}).endings.front().status.stdout_text;
}

}  // namespace

TEST_CASE("what a program draws at random is the same every run") {
  const std::string script =
      "echo $RANDOM $RANDOM; mktemp -u; awk 'BEGIN { srand(); print rand() }'";
  const std::string first = printed_by(script);
  CHECK(first.size() > 20);
  CHECK(printed_by(script) == first);
}

TEST_CASE("a command marked to live on real time does, with its children") {
  RealLab lab;
  Ending seen;
  const auto story = [](RealLab& l, Ending& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Command command = shell("(sleep 0.1; date -u +%s); env -u GREENROOM_TIME date -u +%s");
    command.environment[k_time_variable] = "real";
    Machine* machine = l.hardware.machine("i-1");
    const ProcessId process = machine->start(cx, std::move(command));
    const Instant deadline = cx.now() + hours(1);
    out.status = co_await machine->wait(cx, process, deadline);
    out.took = cx.now() - k_start;
  };
  lab.run(story(lab, seen));
  CHECK(seen.status.done());
  CHECK(seen.took == Duration{});
  const std::int64_t real = std::atoll(seen.status.stdout_text.c_str());
  CHECK(std::llabs(real - std::time(nullptr)) < 60);
  CHECK(seen.status.stdout_text.substr(11) == "1767225600\n");  // without the mark: virtual again
  CHECK(lab.settlement.escapes().empty());
}

TEST_CASE("a time-out that cannot be held is named, so that the run counts as not deterministic") {
  const Played played = play(
      {{"",
        "perl -MSocket -e 'socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); setsockopt(A, SOL_SOCKET, "
        "SO_RCVTIMEO, pack(q(qq), 0, 1000)); sysread(A, $x, 1)'",
        {},
        ""}});
  CHECK(played.escapes ==
        std::set<std::string>{
            "perl gives a socket a time-out (SO_RCVTIMEO or SO_SNDTIMEO) on machine i-1"});
}

TEST_CASE("two instances wait at once, each for itself") {
  const std::vector<Row> rows = {
      {"one", "sleep 100; date -u +%T", seconds(100), "00:01:40\n"},
      {"two", "sleep 40; sleep 60; date -u +%T", seconds(100), "00:01:40\n"},
  };
  const Played played = play(rows);
  CHECK(difference(rows[0], played.endings[0]) == "");
  CHECK(difference(rows[1], played.endings[1]) == "");
}
