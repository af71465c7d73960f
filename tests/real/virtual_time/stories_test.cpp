// What a row cannot say: several commands, several machines, and the seams of virtual time.
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "tests/real/real_lab.h"
#include "tests/real/virtual_time/rows/compiled.h"
#include "tests/real/virtual_time/rows/row_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

std::string printed_by(const std::string& script) {
  return play({{"", script, {}, ""}}).endings.front().status.stdout_text;
}

// Starts a script on i-1, waits that long for it, and tells how it stands.
Task<void> do_script(RealLab& lab, std::string actor, std::string script, Duration patience,
                     Ending& ending) {
  const Context cx = lab.context(actor);
  Machine* machine = lab.hardware.machine("i-1");
  const Instant begin = cx.now();
  Command command = shell(std::move(script));
  command.argv[0] = "bash";
  const ProcessId process = machine->start(cx, std::move(command));
  const Instant deadline = begin + patience;
  ending.status = co_await machine->wait(cx, process, deadline);
  ending.took = cx.now() - begin;
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
  // semget, then semtimedop of one that stays zero, with a time-out of 0.1 real seconds.
  const Played played = play(
      {{"",
        "perl -e '$id = syscall(64, 0, 1, 0600); $op = pack(q(sss), 0, -1, 0); $t = pack(q(qq), 0, "
        "100_000_000); syscall(220, $id, $op, 1, $t)'",
        {},
        ""}});
  CHECK(played.escapes ==
        std::set<std::string>{"perl waits in semtimedop on machine i-1, on real time"});
}

TEST_CASE("a 32-bit program is named, so that the run counts as not deterministic") {
  const std::string program =
      compiled("gcc -m32 -nostdlib -static -no-pie -o", "bits_32.S", "bits_32");
  if (program.empty()) {
    WARN("no compiler makes 32-bit programs here: skipped");
    return;
  }
  const Played played = play({{"", "/srv/bits_32", {}, ""}}, {{"/srv/bits_32", program}});
  if (played.endings.front().status.exit_code == 126) {
    WARN("this kernel runs no 32-bit programs: skipped");
    return;
  }
  CHECK(played.endings.front().status.exit_code == 0);
  CHECK(played.escapes ==
        std::set<std::string>{"bits_32 is a 32-bit program, whose waits and clocks stay real, on "
                              "machine i-1"});
}

// While threads end, the kernel's list of a process's threads leaves out some that live. With those
// taken for gone, this ends by the watchdog most of the time.
TEST_CASE("threads that wait are not forgotten while others come and go") {
  const std::string program = compiled("gcc -static -pthread -o", "waits.c", "waits");
  const std::vector<Row> rows = {{"", "/srv/waits crowd", seconds(4), "all 0 4000\n"}};
  for (int attempt = 0; attempt < 5; ++attempt) {
    const Played played = play(rows, {{"/srv/waits", program}});
    CHECK(difference(rows.front(), played.endings.front()) == "");
  }
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

TEST_CASE("two hooks that print at once on one machine are kept apart, and take turns") {
  RealLab lab;
  Ending one;
  Ending two;
  std::string file;
  const auto story = [](RealLab& l, Ending& a, Ending& b, std::string& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const std::string loop =
        "for n in 1 2 3; do sleep 2; echo $who$n; echo $who$n >> /tmp/both; done";
    l.context("hook/a").spawn("a", do_script(l, "hook/a", "who=a; " + loop, hours(1), a));
    l.context("hook/b").spawn("b", do_script(l, "hook/b", "who=b; " + loop, hours(1), b));
    co_await cx.sleep_for(minutes(1));
    Result<std::string> both = co_await l.hardware.machine("i-1")->read_file(cx, "/tmp/both");
    out = both.ok() ? both.value() : "";
  };
  lab.run(story(lab, one, two, file));
  CHECK(one.status.stdout_text == "a1\na2\na3\n");
  CHECK(two.status.stdout_text == "b1\nb2\nb3\n");
  CHECK(one.took == seconds(6));
  CHECK(two.took == seconds(6));
  CHECK(file == "a1\nb1\na2\nb2\na3\nb3\n");
}

TEST_CASE("what a hook left in the background is gone when its machine is switched off") {
  RealLab lab;
  Ending hook;
  Ending holder;
  const auto story = [](RealLab& l, Ending& a, Ending& b) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    co_await do_script(l, "hook/a", "(sleep 100; echo x) > /dev/null 2>&1 & echo ok", hours(1), a);
    l.context("hook/b").spawn("b", do_script(l, "hook/b", "sleep 200 & echo ok", hours(1), b));
    co_await cx.sleep_for(seconds(30));
    CHECK(l.settlement.next_deadline() == k_start + seconds(100));
    l.hardware.power_off(cx, "i-1");
    CHECK(l.settlement.next_deadline() == k_never);
    co_await cx.sleep_for(seconds(1));
  };
  lab.run(story(lab, hook, holder));
  CHECK(hook.status.done());
  CHECK(hook.took == Duration{});
  CHECK(holder.status.done());
  CHECK(holder.status.exit_code == 0);
  CHECK(holder.status.stdout_text == "ok\n");
  CHECK(holder.took == seconds(30));
}

TEST_CASE("a signal to the group of a hook ends what waits in it, and what ignores it lives on") {
  RealLab lab;
  ProcessStatus asked;
  ProcessStatus killed;
  const auto story = [](RealLab& l, ProcessStatus& first, ProcessStatus& last) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = l.hardware.machine("i-1");
    const ProcessId process =
        machine->start(cx, shell("trap 'echo asked' TERM; sleep 50; echo on; sleep 500"));
    co_await cx.sleep_for(seconds(20));
    machine->signal_group(process, SIGTERM);
    first = co_await machine->wait(cx, process, k_start + seconds(30));
    machine->signal_group(process, SIGKILL);
    last = co_await machine->wait(cx, process, k_start + seconds(40));
    CHECK(cx.now() == k_start + seconds(30));
  };
  lab.run(story(lab, asked, killed));
  CHECK(asked.stdout_text == "asked\non\n");  // its sleep had no trap
  CHECK_FALSE(asked.ended);
  CHECK(killed.done());
  CHECK(killed.signal == SIGKILL);
}
