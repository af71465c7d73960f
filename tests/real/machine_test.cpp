// What a machine of real processes promises: commands, isolation, quiescence, and a clean end.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

Task<void> run_script(RealLab& lab, std::string script, ProcessStatus& seen) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  seen = co_await lab.sh(cx, "i-1", std::move(script));
}

ProcessStatus result_of(const std::string& script) {
  RealLab lab;
  ProcessStatus seen;
  lab.run(run_script(lab, script, seen));
  return seen;
}

}  // namespace

TEST_CASE("a command's output and exit code come back, stdout and stderr apart") {
  const ProcessStatus seen = result_of("echo out; echo err >&2; exit 7");
  CHECK(seen.done());
  CHECK(seen.stdout_text == "out\n");
  CHECK(seen.stderr_text == "err\n");
  CHECK(seen.exit_code == 7);
  CHECK(seen.signal == 0);
}

TEST_CASE("a command ended by a signal says so") {
  const ProcessStatus seen = result_of("kill -9 $$");
  CHECK(seen.done());
  CHECK(seen.signal == 9);
}

TEST_CASE("the environment of the computer does not leak into a machine") {
  setenv("GREENROOM_LEAK", "leaked", 1);
  const ProcessStatus seen = result_of("env | sort");
  CHECK(seen.stdout_text == "LANG=C.UTF-8\nPATH=/usr/local/bin:/usr/bin:/bin\nPWD=/\n");
}

TEST_CASE("homes and secrets of the computer are hidden") {
  const ProcessStatus seen = result_of(
      "ls -A /root; ls -A /home; ls /etc/shadow /etc/ssh 2>&1 | sed 's/.*No such.*/hidden/'");
  CHECK(seen.stdout_text == "ec2-user\nhidden\nhidden\n");
}

TEST_CASE("a machine knows its host name, its address and its instance id") {
  const ProcessStatus seen =
      result_of("hostname; hostname -i; cat /var/lib/cloud/data/instance-id; pwd; umask");
  CHECK(seen.stdout_text == "ip-10-0-1-10.ec2.internal\n10.0.1.10\ni-1\n/\n0022\n");
}

TEST_CASE("what a machine writes is its own: neither the computer nor another machine sees it") {
  RealLab lab;
  ProcessStatus other;
  const auto story = [](RealLab& l, ProcessStatus& seen) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    co_await l.boot(cx, "i-2", "10.0.2.10");
    const ProcessStatus wrote =
        co_await l.sh(cx, "i-1", "echo x > /etc/greenroom-test; echo x > /tmp/greenroom-test");
    CHECK(wrote.exit_code == 0);
    seen = co_await l.sh(cx, "i-2", "cat /etc/greenroom-test /tmp/greenroom-test 2> /dev/null");
  };
  lab.run(story(lab, other));
  CHECK(other.stdout_text.empty());
  CHECK(access("/etc/greenroom-test", F_OK) != 0);
}

TEST_CASE("a program that does not exist fails as exec fails, not as an exit code") {
  RealLab lab;
  ProcessStatus seen;
  const auto story = [](RealLab& l, ProcessStatus& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Command command;
    command.argv = {"/no/such/program"};
    Machine* machine = l.hardware.machine("i-1");
    const ProcessId process = machine->start(cx, std::move(command));
    const Instant deadline = cx.now() + seconds(1);
    out = co_await machine->wait(cx, process, deadline);
  };
  lab.run(story(lab, seen));
  CHECK(seen.done());
  CHECK(seen.start_error == "No such file or directory");
}

TEST_CASE("a command that waits for ever lets virtual time reach the deadline, and TERM ends it") {
  RealLab lab;
  ProcessStatus at_deadline;
  ProcessStatus after_term;
  Instant when;
  const auto story = [](RealLab& l, ProcessStatus& first, ProcessStatus& second,
                        Instant& at) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = l.hardware.machine("i-1");
    const ProcessId process = machine->start(cx, shell("mkfifo /tmp/f; cat /tmp/f"));
    const Instant deadline = cx.now() + minutes(60);
    first = co_await machine->wait(cx, process, deadline);
    at = cx.now();
    machine->signal_group(process, SIGTERM);
    const Instant later = cx.now() + minutes(60);
    second = co_await machine->wait(cx, process, later);
    CHECK(cx.now() == at);
  };
  lab.run(story(lab, at_deadline, after_term, when));
  CHECK_FALSE(at_deadline.ended);
  CHECK(when == k_start + minutes(60));
  CHECK(after_term.done());
  CHECK(after_term.signal == SIGTERM);
}

TEST_CASE("a background child that keeps stdout open keeps the command from being done") {
  const ProcessStatus seen = result_of("mkfifo /tmp/f; cat /tmp/f & echo started");
  CHECK(seen.ended);
  CHECK(seen.exit_code == 0);
  CHECK_FALSE(seen.done());
  CHECK(seen.stdout_text == "started\n");
}

TEST_CASE("results come in the order of the actors, whoever finishes first") {
  const auto one = [](RealLab& l, std::string id, std::string script,
                      std::vector<std::string>& order) -> Task<void> {
    const Context cx = l.context("actor/" + id);
    const ProcessStatus status = co_await l.sh(cx, id, std::move(script));
    order.push_back(status.stdout_text);
  };
  RealLab lab;
  std::vector<std::string> order;
  const auto story = [&one](RealLab& l, std::vector<std::string>& seen) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    co_await l.boot(cx, "i-2", "10.0.2.10");
    co_await l.boot(cx, "i-3", "10.0.1.11");
    l.context("actor/i-1")
        .spawn("one",
               one(l, "i-1", "i=0; while [ $i -lt 90000 ]; do i=$((i+1)); done; echo slow", seen));
    l.context("actor/i-2")
        .spawn("one", one(l, "i-2", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done; echo middle",
                          seen));
    l.context("actor/i-3").spawn("one", one(l, "i-3", "echo fast", seen));
    co_await cx.sleep_for(seconds(1));
  };
  lab.run(story(lab, order));
  CHECK(order == std::vector<std::string>{"slow\n", "middle\n", "fast\n"});
}

TEST_CASE("a machine that is switched off takes every process with it, orphans included") {
  RealLab lab;
  const auto story = [](RealLab& l) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus status = co_await l.sh(
        cx, "i-1", "(setsid sh -c 'exec sleep 86399' > /dev/null 2>&1 &) ; echo gone");
    CHECK(status.done());
    l.hardware.power_off(cx, "i-1");
    CHECK(l.hardware.machine("i-1") == nullptr);
  };
  lab.run(story(lab));
  CHECK(std::system("pgrep -f '[s]leep 86399' > /dev/null") != 0);
}

TEST_CASE("whoever waits for a process of a machine that is switched off is told it was killed") {
  RealLab lab;
  ProcessStatus seen;
  const auto killer = [](RealLab& l) -> Task<void> {
    const Context cx = l.context("killer");
    co_await cx.sleep_for(seconds(10));
    l.hardware.power_off(cx, "i-1");
  };
  const auto story = [&killer](RealLab& l, ProcessStatus& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    l.context("killer").spawn("killer", killer(l));
    out = co_await l.sh(cx, "i-1", "mkfifo /tmp/f; cat /tmp/f");
  };
  lab.run(story(lab, seen));
  CHECK(seen.done());
  CHECK(seen.signal == SIGKILL);
  CHECK(lab.kernel.now() == k_start + seconds(10));
}

TEST_CASE("the watchdog names a program that spins for ever, as trouble, not as an AWS failure") {
  KernelOptions options;
  options.limits.watchdog_real = seconds(1);
  RealLab lab(options);
  ProcessStatus seen;
  // The sleep is progress: however slow this computer is, the shell is there when the time counts.
  CHECK_THROWS_WITH(lab.run(run_script(lab, "sleep 1; while :; do :; done", seen)),
                    Catch::Contains("watchdog") && Catch::Contains("sh (pid ") &&
                        Catch::Contains("is in state R"));
}

TEST_CASE("a loop of short programs ends at the real time an instant may take") {
  KernelOptions options;
  options.limits.instant_real_max = milliseconds(300);
  RealLab lab(options);
  ProcessStatus seen;
  CHECK_THROWS_WITH(lab.run(run_script(lab, "while :; do /bin/true; done", seen)),
                    Catch::Contains("limit instant_real_max") && Catch::Contains("(pid "));
}

TEST_CASE("a fork bomb ends at the limit of processes") {
  KernelOptions options;
  options.limits.processes_per_machine_max = 60;
  RealLab lab(options);
  ProcessStatus seen;
  CHECK_THROWS_WITH(lab.run(run_script(lab, "for i in $(seq 200); do sleep 5 & done; wait", seen)),
                    Catch::Contains("processes_per_machine_max"));
}

TEST_CASE("output over the limit ends the run with the name of the limit") {
  KernelOptions options;
  options.limits.process_output_bytes_max = 100'000;
  RealLab lab(options);
  ProcessStatus seen;
  CHECK_THROWS_WITH(lab.run(run_script(lab, "seq 100000", seen)),
                    Catch::Contains("process_output_bytes_max"));
}

TEST_CASE("two machines both listen on 8080, and localhost means each its own") {
  const std::string server =
      "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY))"
      " or die; listen(S, 9); fork and exit; open STDOUT, q(>), q(/dev/null);"
      " open STDERR, q(>), q(/dev/null); while (accept(C, S)) { sysread(C, $x, 999);"
      " syswrite(C, qq(HTTP/1.0 200 OK\\r\\n\\r\\n$ARGV[0]\\n)); close C }' ";
  RealLab lab;
  std::vector<std::string> answers;
  const auto story = [](RealLab& l, std::string command,
                        std::vector<std::string>& seen) -> Task<void> {
    const Context cx = l.context("story");
    for (const std::string id : {"i-1", "i-2"}) {
      co_await l.boot(cx, id, id == "i-1" ? "10.0.1.10" : "10.0.2.10");
      const ProcessStatus started = co_await l.sh(cx, id, command + id);
      CHECK(started.exit_code == 0);
    }
    for (const std::string id : {"i-1", "i-2"}) {
      const ProcessStatus status = co_await l.sh(cx, id, "curl -s http://localhost:8080/");
      seen.push_back(status.stdout_text);
    }
  };
  lab.run(story(lab, server, answers));
  CHECK(answers == std::vector<std::string>{"i-1\n", "i-2\n"});
}

TEST_CASE("appending, +x, owners and access control lists of files inside a machine") {
  RealLab lab;
  std::string told;
  std::vector<std::string> refused;
  const auto story = [](RealLab& l, std::string& out,
                        std::vector<std::string>& codes) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    Machine* machine = l.hardware.machine("i-1");
    std::vector<FileChange> changes;
    changes.push_back({FileChangeKind::AppendToFile, "/srv/a", "", "one\n", 0644});
    changes.push_back({FileChangeKind::AppendToFile, "/srv/a", "", "two\n", 0644});
    changes.push_back({FileChangeKind::AddExecute, "/srv/a", "", "", 0});
    changes.push_back({FileChangeKind::WriteFile, "/srv/b", "", "", 0700});
    changes.push_back({FileChangeKind::AddExecute, "/srv/b", "", "", 0});
    changes.push_back({FileChangeKind::ChangeOwner, "/srv/a", "", "root:", 0});
    changes.push_back({FileChangeKind::SetAcl, "/srv/a", "",
                       "user:root:rw-,user::rwx,group::r-x,other::---,mask::rwx", 0});
    const Status done = co_await machine->apply(cx, std::move(changes));
    CHECK(done.ok());
    const ProcessStatus seen = co_await l.sh(
        cx, "i-1", "cat /srv/a; stat -c '%a %U %G' /srv/a /srv/b; ls -l /srv/a | cut -c11");
    out = seen.stdout_text;
    const std::vector<std::pair<FileChangeKind, std::string>> wrong = {
        {FileChangeKind::ChangeOwner, "no-one:"},
        {FileChangeKind::ChangeOwner, ":no-group"},
        {FileChangeKind::SetAcl, "user:no-one:rw-,user::rwx,group::r-x,other::---,mask::rwx"},
        {FileChangeKind::SetAcl, "user::rwx,group::r-x,other::---,default:user::rwx"}};
    for (const auto& [kind, content] : wrong) {
      std::vector<FileChange> change;
      change.push_back({kind, "/srv/a", "", content, 0});
      const Status status = co_await machine->apply(cx, std::move(change));
      codes.push_back(status.ok() ? "ok" : status.failure().code);
    }
  };
  lab.run(story(lab, told, refused));
  CHECK(told == "one\ntwo\n770 root root\n700 root root\n+\n");
  CHECK(refused ==
        std::vector<std::string>{k_unknown_user, k_unknown_user, k_invalid_acl, k_invalid_acl});
}

TEST_CASE("what is appended goes to the file that has the name now, also after it was replaced") {
  RealLab lab;
  std::string told;
  const auto story = [](RealLab& l, std::string& out) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    std::vector<FileChange> changes;
    changes.push_back({FileChangeKind::AppendToFile, "/srv/log", "", "lost\n", 0644});
    changes.push_back({FileChangeKind::RemoveFile, "/srv/log", "", "", 0});
    changes.push_back({FileChangeKind::AppendToFile, "/srv/log", "", "one\n", 0644});
    changes.push_back({FileChangeKind::CopyFile, "/srv/copy", "/srv/log", "", 0});
    changes.push_back({FileChangeKind::AppendToFile, "/srv/log", "", "two\n", 0644});
    changes.push_back({FileChangeKind::AppendToFile, "/srv/other", "", "three\n", 0644});
    const Status done = co_await l.hardware.machine("i-1")->apply(cx, std::move(changes));
    CHECK(done.ok());
    const ProcessStatus seen = co_await l.sh(cx, "i-1", "cat /srv/log /srv/copy /srv/other");
    out = seen.stdout_text;
  };
  lab.run(story(lab, told));
  CHECK(told == "one\ntwo\none\nthree\n");
}

TEST_CASE("a copy keeps mode and time, replaces longer files, and is never one onto itself") {
  RealLab lab;
  std::string told;
  std::vector<std::string> failures;
  const auto story = [](RealLab& l, std::string& out,
                        std::vector<std::string>& failed) -> Task<void> {
    const Context cx = l.context("story");
    co_await l.boot(cx, "i-1", "10.0.1.10");
    const ProcessStatus made = co_await l.sh(
        cx, "i-1",
        "cd /srv; echo short > from; chmod 751 from; touch -d @1000000000 from; ln -s from link; "
        "seq 1000 > to; mkfifo pipe; ln from same");
    CHECK(made.exit_code == 0);
    Machine* machine = l.hardware.machine("i-1");
    const std::vector<std::pair<std::string, std::string>> copies = {
        {"/srv/from", "/srv/to"},   {"/srv/link", "/srv/linked"}, {"/srv/pipe", "/srv/x"},
        {"/srv/from", "/srv/pipe"}, {"/srv/from", "/srv/same"},   {"/srv/none", "/srv/x"}};
    for (const auto& [from, to] : copies) {
      std::vector<FileChange> change;
      change.push_back({FileChangeKind::CopyFile, to, from, "", 0});
      const Status status = co_await machine->apply(cx, std::move(change));
      failed.push_back(status.ok() ? "ok" : status.failure().code);
    }
    const ProcessStatus seen = co_await l.sh(
        cx, "i-1",
        "cd /srv; cat to same; stat -c '%a %Y' to; readlink linked; test -e x || echo none");
    out = seen.stdout_text;
  };
  lab.run(story(lab, told, failures));
  CHECK(failures ==
        std::vector<std::string>{"ok", "ok", "FileError", "FileError", "FileError", "FileError"});
  CHECK(told == "short\nshort\n751 1000000000\nfrom\nnone\n");
}

TEST_CASE("root may act as ec2-user: the agent's runas") {
  const ProcessStatus seen = result_of("su ec2-user -c 'id -un; echo $HOME'; echo $?");
  CAPTURE(seen.stderr_text);
  CHECK(seen.stdout_text == "ec2-user\n/home/ec2-user\n0\n");
}

// Where os.networkInterfaces() of Node.js and `hostname -I` look for it: not on the loopback.
TEST_CASE("an instance has its private address on eth0") {
  const ProcessStatus seen =
      result_of("hostname -I; grep -o eth0 /proc/net/dev; grep -c eth0 /proc/net/if_inet6");
  CHECK(seen.stdout_text == "10.0.1.10 \neth0\n0\n");
}
