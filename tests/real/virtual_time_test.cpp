// Real programs on virtual time: each waits exactly as long as it says, in no real time worth
// mentioning, and every clock it can read agrees.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

struct Seen {
  ProcessStatus status;
  Duration took;
};

Task<void> tell(RealLab& lab, std::string script, Seen& seen) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  Command command;
  command.argv = {"bash", "-c", std::move(script)};
  command.environment = {{"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
  Machine* machine = lab.hardware.machine("i-1");
  const Instant begin = cx.now();
  const ProcessId process = machine->start(cx, std::move(command));
  const Instant deadline = begin + hours(100);
  seen.status = co_await machine->wait(cx, process, deadline);
  seen.took = cx.now() - begin;
}

Seen result_of(const std::string& script) {
  RealLab lab;
  Seen seen;
  lab.run(tell(lab, script, seen));
  return seen;
}

struct Row {
  std::string script;
  Duration takes;
  std::string prints;
  int exit_code = 0;
};

void check(const Row& row) {
  CAPTURE(row.script);
  const Seen seen = result_of(row.script);
  CAPTURE(seen.status.stderr_text, seen.status.start_error);
  CHECK(seen.status.done());
  CHECK(seen.took.microseconds == row.takes.microseconds);
  CHECK(seen.status.stdout_text == row.prints);
  CHECK(seen.status.exit_code == row.exit_code);
}

bool has(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

}  // namespace

TEST_CASE("shells wait on virtual time") {
  check(GENERATE(values<Row>({
      {"sleep 3600", hours(1), ""},
      {"sleep 0.25; sleep 0", milliseconds(250), ""},
      {"sleep 10 & wait; echo done", seconds(10), "done\n"},
      {"sleep 5 & sleep 9 & wait -n; echo first; wait; echo all", seconds(9), "first\nall\n"},
      {"timeout 5 sleep 100", seconds(5), "", 124},
      {"timeout 100 sleep 5; echo $?", seconds(5), "0\n"},
      {"mkfifo /tmp/f; exec 3<>/tmp/f; read -t 7 -u 3 x; echo $?", seconds(7), "142\n"},
      {"SECONDS=0; sleep 35; echo $SECONDS", seconds(35), "35\n"},
      {"a=$(date +%s); sleep 90; b=$(date +%s); echo $((b - a))", seconds(90), "90\n"},
      {"date -u +%FT%T; sleep 86400; date -u +%FT%T", hours(24),
       "2026-01-01T00:00:00\n2026-01-02T00:00:00\n"},
      {"sleep 61; TZ=UTC printf '%(%T)T\\n'", seconds(61), "00:01:01\n"},
      {"for i in 1 2 3; do (sleep $i; echo $i) & done; wait", seconds(3), "1\n2\n3\n"},
      {"for i in 3 2 1; do (sleep 1; echo $i) & done; wait", seconds(1), "3\n2\n1\n"},
      {"(for i in $(seq 50); do sleep 2; done; echo loop) & sleep 1; wait; echo over", seconds(100),
       "loop\nover\n"},
      {"sleep 1000 & pid=$!; sleep 3; kill $pid; wait $pid; echo $?", seconds(3), "143\n"},
      {"sleep 1000 & pid=$!; sleep 3; kill -9 $pid; wait $pid; echo $?", seconds(3), "137\n"},
      {"trap 'echo usr1' USR1; (sleep 4; kill -USR1 $$) & sleep 10; echo end", seconds(10),
       "usr1\nend\n"},
  })));
}

TEST_CASE("a program interrupted by a signal it handles goes on with what is left") {
  const std::string perl =
      "perl -e '$SIG{USR1} = sub { print qq(caught\\n) }; $| = 1; $left = 10; $left -= "
      "sleep($left) "
      "while $left > 0; print qq(slept\\n)' & pid=$!; sleep 4; kill -USR1 $pid; wait $pid; wait";
  check({perl, seconds(10), "caught\nslept\n"});
}

TEST_CASE("a stopped program goes on to its first deadline") {
  check({"sleep 10 & pid=$!; sleep 2; kill -STOP $pid; sleep 3; kill -CONT $pid; wait; echo end",
         seconds(10), "end\n"});
}

TEST_CASE("perl: alarm, select, sleep and time agree") {
  check(GENERATE(values<Row>({
      {"perl -e '$SIG{ALRM} = sub { print time - $t, qq(\\n); exit 3 }; $t = time; alarm 30; sleep "
       "100'",
       seconds(30), "30\n", 3},
      {"perl -e 'select(undef, undef, undef, 2.5); print qq(ok\\n)'", milliseconds(2500), "ok\n"},
      {"perl -MTime::HiRes=ualarm,setitimer,ITIMER_REAL -e '$SIG{ALRM} = sub { print ++$n, "
       "qq(\\n); "
       "exit if $n == 3 }; setitimer(ITIMER_REAL, 1, 2); sleep 100 while 1'",
       seconds(5), "1\n2\n3\n"},
  })));
}

TEST_CASE("curl: time-outs and retries") {
  const std::string silent =
      "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, "
      "INADDR_ANY));"
      " listen(S, 9); exit if fork; close STDOUT; close STDERR; accept(C, S); sleep 9999'; ";
  check({silent + "curl -s -m 2 http://localhost:8080/; echo $?", seconds(2), "28\n"});
  check({"curl -s --retry 5 --retry-delay 3 --retry-connrefused http://localhost:8080/; echo $?",
         seconds(15), "7\n"});
}

TEST_CASE("node: timers, clocks, children") {
  if (!has("node")) {
    WARN("node is not installed: skipped");
    return;
  }
  check(GENERATE(values<Row>({
      {"node -e 'const t = Date.now(); setTimeout(() => console.log(Date.now() - t), 12000)'",
       seconds(12), "12000\n"},
      {"node -e 'let n = 0; const i = setInterval(() => { console.log(++n); if (n == 3) "
       "clearInterval(i) }, 4000)'",
       seconds(12), "1\n2\n3\n"},
      {"node -e 'const p = performance.now(); setTimeout(() => console.log(Math.round("
       "performance.now() - p)), 700)'",
       milliseconds(700), "700\n"},
      {"node -e 'const r = require(\"child_process\").spawnSync(\"sleep\", [\"100\"], {timeout: "
       "5000}); console.log(r.signal)'",
       seconds(5), "SIGTERM\n"},
  })));
}

TEST_CASE("python: sleeps, conditions, timers, subprocesses, sockets") {
  if (!has("/usr/bin/python3")) {
    WARN("python3 is not installed: skipped");
    return;
  }
  check(GENERATE(values<Row>({
      {"/usr/bin/python3 -c 'import time; a = time.time(); time.sleep(45); print(round(time.time() "
       "- "
       "a))'",
       seconds(45), "45\n"},
      {"/usr/bin/python3 -c 'import asyncio; asyncio.run(asyncio.sleep(30)); print(1)'",
       seconds(30), "1\n"},
      {"/usr/bin/python3 -c 'import threading as t; t.Timer(20, lambda: print(1)).start()'",
       seconds(20), "1\n"},
      {"/usr/bin/python3 -c 'import threading as t\nc = t.Condition()\nwith c: print(c.wait(15))'",
       seconds(15), "False\n"},
      {"/usr/bin/python3 -c 'import threading as t, time\nc = t.Condition()\ndef f():\n "
       "time.sleep(4)\n "
       "with c: c.notify()\nt.Thread(target=f).start()\nwith c: print(c.wait(15))'",
       seconds(4), "True\n"},
      {"/usr/bin/python3 -c 'import subprocess as s\ntry: s.run([\"sleep\", \"99\"], "
       "timeout=6)\nexcept s.TimeoutExpired: print(1)'",
       microseconds(6'000'001), "1\n"},  // Python adds up its waits as floating point
      {"/usr/bin/python3 -c 'import socket\na, b = socket.socketpair(); a.settimeout(8)\ntry: "
       "a.recv(1)\nexcept TimeoutError: print(1)'",
       seconds(8), "1\n"},
  })));
}

TEST_CASE("what a program draws at random is the same every run") {
  const std::string script =
      "echo $RANDOM $RANDOM; mktemp -u; awk 'BEGIN { srand(); print rand() }'";
  const Seen first = result_of(script);
  const Seen second = result_of(script);
  CHECK(first.status.stdout_text.size() > 20);
  CHECK(first.status.stdout_text == second.status.stdout_text);
}

// Waits in every way there is, and tells by every clock there is how long it took.
const char* const k_static_program = R"c(
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
static void nothing(int number) { (void)number; }
int main(void) {
  struct timespec begin, end, wait = {10, 0};
  struct timeval day, later, two = {2, 0};
  clock_gettime(CLOCK_MONOTONIC, &begin);
  gettimeofday(&day, 0);
  time_t start = time(0);
  nanosleep(&wait, 0);
  clock_gettime(CLOCK_REALTIME, &wait);
  wait.tv_sec += 5;
  clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &wait, 0);
  poll(0, 0, 3000);
  select(0, 0, 0, 0, &two);
  struct epoll_event event;
  epoll_wait(epoll_create1(0), &event, 1, 4000);
  int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  struct itimerspec setting = {{1, 0}, {6, 0}};
  timerfd_settime(timer, 0, &setting, 0);
  unsigned long rings = 0;
  long got = read(timer, &rings, sizeof rings);
  printf("%ld %lu\n", got, rings);
  close(timer);
  signal(SIGALRM, nothing);
  alarm(7);
  pause();
  timer_t made;
  timer_create(CLOCK_MONOTONIC, 0, &made);
  struct itimerspec once = {{0, 0}, {8, 0}};
  timer_settime(made, 0, &once, 0);
  pause();
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  struct timespec nine = {9, 0};
  sigtimedwait(&set, 0, &nine);
  clock_gettime(CLOCK_MONOTONIC, &end);
  gettimeofday(&later, 0);
  printf("%ld %ld %ld\n", end.tv_sec - begin.tv_sec, later.tv_sec - day.tv_sec, time(0) - start);
}
)c";

TEST_CASE("a statically linked program lives on virtual time, by every wait and every clock") {
  std::string folder = "/tmp/greenroom-static-XXXXXX";
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  std::ofstream(folder + "/waits.c") << k_static_program;
  const std::string linking = GENERATE("-static", "-no-pie");
  const std::string compile = "gcc " + linking + " -o " + folder + "/waits " + folder + "/waits.c";
  REQUIRE(std::system(compile.c_str()) == 0);
  std::ifstream file(folder + "/waits", std::ios::binary);
  std::string program{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove_all(folder);
  RealLab lab;
  Seen seen;
  const auto story = [](RealLab& l, std::string bytes, Seen& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = l.hardware.machine("i-1");
    std::vector<FileChange> install;
    install.push_back({FileChangeKind::WriteFile, "/srv/waits", "", std::move(bytes), 0755});
    const Status installed = co_await machine->apply(cx, std::move(install));
    CHECK(installed.ok());
    Command command;
    command.argv = {"/srv/waits"};
    const ProcessId process = machine->start(cx, std::move(command));
    const Instant deadline = cx.now() + hours(1);
    out.status = co_await machine->wait(cx, process, deadline);
    out.took = cx.now() - k_start;
  };
  lab.run(story(lab, program, seen));
  CHECK(seen.status.done());
  CHECK(seen.took == seconds(10 + 5 + 3 + 2 + 4 + 6 + 7 + 8 + 9));
  CHECK(seen.status.stdout_text == "8 1\n54 54 54\n");
}

TEST_CASE("a command marked to live on real time does, with its children") {
  RealLab lab;
  Seen seen;
  const auto story = [](RealLab& l, Seen& out) -> Task<void> {
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
  RealLab lab;
  Seen seen;
  lab.run(tell(lab,
               "perl -MSocket -e 'socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); setsockopt(A, "
               "SOL_SOCKET, SO_RCVTIMEO, pack(q(qq), 0, 1000)); sysread(A, $x, 1)'",
               seen));
  CHECK(lab.settlement.escapes() ==
        std::set<std::string>{
            "perl gives a socket a time-out (SO_RCVTIMEO or SO_SNDTIMEO) on machine i-1"});
}

TEST_CASE("two instances wait at once, each for itself") {
  RealLab lab;
  Seen one;
  Seen two;
  const auto on = [](RealLab& l, std::string id, std::string script, Seen& seen) -> Task<void> {
    const Context cx = l.context("actor/" + id);
    Machine* machine = l.hardware.machine(id);
    const Instant begin = cx.now();
    const ProcessId process = machine->start(cx, shell(std::move(script)));
    const Instant deadline = begin + hours(9);
    seen.status = co_await machine->wait(cx, process, deadline);
    seen.took = cx.now() - begin;
  };
  const auto story = [&on](RealLab& l, Seen& first, Seen& second) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    co_await l.boot(cx, "i-2", "10.0.2.10");
    l.context("actor/i-1").spawn("one", on(l, "i-1", "sleep 100; date -u +%T", first));
    l.context("actor/i-2").spawn("two", on(l, "i-2", "sleep 40; sleep 60; date -u +%T", second));
    co_await cx.sleep_for(hours(1));
  };
  lab.run(story(lab, one, two));
  CHECK(one.took == seconds(100));
  CHECK(two.took == seconds(100));
  CHECK(one.status.stdout_text == "00:01:40\n");
  CHECK(two.status.stdout_text == "00:01:40\n");
}

// Forks that race, equal deadlines, a server that is up on the third poll, time-outs that hit.
const char* const k_busy_script = R"sh(
(sleep 2; perl -MSocket -e '
  socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 9);
  accept(C, S); sysread(C, $x, 9999); syswrite(C, qq(HTTP/1.0 200 OK\r\n\r\nup\n))') &
until curl -s http://localhost:8080/; do echo "down at $SECONDS"; sleep 1; done
for i in 1 2 3 4; do (sleep 1; echo $i; timeout $i sleep 3; echo "$i ended $?") & done
wait
date -u +%T
)sh";

TEST_CASE("two hundred runs of racing processes are one run") {
  const Seen first = result_of(k_busy_script);
  CAPTURE(first.status.stdout_text, first.status.stderr_text);
  CHECK_THAT(first.status.stdout_text,
             Catch::StartsWith("down at 0\ndown at 1\nup\n1\n2\n3\n4\n1 ended 124\n"));
  for (int run = 1; run < 200; ++run) {
    const Seen again = result_of(k_busy_script);
    REQUIRE(again.status.stdout_text == first.status.stdout_text);
    REQUIRE(again.took.microseconds == first.took.microseconds);
  }
}

TEST_CASE("fifty runs while both processors are busy are the same run") {
  const Seen first = result_of(k_busy_script);
  std::array<pid_t, 4> spinners{};
  for (pid_t& spinner : spinners) {
    spinner = fork();
    if (spinner == 0) {
      alarm(120);  // never outlives a test by much, whatever happens
      for (std::atomic<unsigned long> turn = 0;; ++turn) {
      }
    }
  }
  int equal = 0;
  for (int run = 0; run < 50; ++run) {
    equal += result_of(k_busy_script).status.stdout_text == first.status.stdout_text ? 1 : 0;
  }
  for (const pid_t spinner : spinners) {
    kill(spinner, SIGKILL);
    waitpid(spinner, nullptr, 0);
  }
  CHECK(equal == 50);
}
