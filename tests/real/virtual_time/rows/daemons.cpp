// Daemons and servers: those that come up late, on the wrong port, or never; what hooks leave
// behind.
#include "tests/real/virtual_time/rows/rows.h"
#include "tests/real/virtual_time/rows/servers.h"

namespace greenroom::real {
namespace {

// Forks that race, equal deadlines, a server that is up on the third poll, time-outs that hit.
const char* const k_busy_script = R"(
(sleep 2; perl -MSocket -e '
  socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(8080, INADDR_ANY)); listen(S, 9);
  accept(C, S); sysread(C, $x, 9999); syswrite(C, qq(HTTP/1.0 200 OK\r\n\r\nup\n))') &
until curl -s http://localhost:8080/; do echo "down at $SECONDS"; sleep 1; done
for i in 1 2 3 4; do (sleep 1; echo $i; timeout $i sleep 3; echo "$i ended $?") & done
wait
date -u +%T
)";

const std::string k_poll =
    "until curl -sf http://localhost:8080/; do echo down at $SECONDS; "
    "sleep 1; done\n";

// Forks twice, out of the session, and writes a line every two seconds.
const std::string k_daemon = R"(perl -e '
  exit if fork; syscall(112); exit if fork;  # 112: setsid
  open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null";
  open P, ">", "/tmp/pid"; print P $$; close P;
  for $i (1..100) {
    sleep 2;
    open F, ">>", "/tmp/beats"; print F "$i at ", time - $^T, "\n"; close F;
  }'
)";

std::vector<Row> servers() {
  return {
      {"forks that race, equal deadlines, a server up on the third poll, time-outs that hit",
       k_busy_script, seconds(6),
       "down at 0\ndown at 1\nup\n1\n2\n3\n4\n1 ended 124\n2 ended 124\n3 ended 124\n"
       "4 ended 0\n00:00:06\n"},
      {"a server that needs three polls to come up",
       k_serve + "(sleep 1.5; serve 8080 0.7) &\n" + k_poll + "kill $!; wait; echo up at $SECONDS",
       milliseconds(2700), "down at 0\ndown at 1\nup\nup at 2\n"},
      {"a server that never listens",
       "for i in 1 2 3; do curl -s http://localhost:8080/ && exit; rc=$?; sleep 3; done; "
       "echo gave up; exit $rc",
       seconds(9), "gave up\n", 7},
      {"a server on the wrong port",
       k_serve + "serve 80 0 &\nfor i in 1 2; do curl -s http://localhost:8080/ && exit; "
                 "sleep 3; done; echo gave up; curl -s http://localhost/",
       seconds(6), "gave up\nup\n"},
      {"two servers that come up one after the other",
       k_serve + R"((sleep 1.5; serve 8080 0.7) & (sleep 3; serve 9090 0.1) &
         for port in 8080 9090; do
           until curl -sf http://localhost:$port/; do sleep 1; done; echo $port at $SECONDS
         done; pkill perl; wait)",
       milliseconds(3800), "up\n8080 at 2\nup\n9090 at 3\n"},
      {"a second server on the same port fails at once",
       k_serve + "serve 8080 0 & sleep 1; (serve 8080 0); echo $?", seconds(1), "98\n"},
      {"kill -9 of the app while it keeps a request waiting",
       k_serve + "serve 8080 9999 & sleep 1; (sleep 4; kill -9 $!) & curl -s "
                 "http://localhost:8080/; echo $? at $SECONDS; curl -s http://localhost:8080/; "
                 "echo $?",
       seconds(5), "52 at 5\n7\n"},
      {"kill -9 of the app while it waits for requests, and a new one",
       k_serve + "serve 8080 0 & sleep 1; curl -s http://localhost:8080/; kill -9 $!; wait; "
                 "curl -s http://localhost:8080/; echo $?; serve 8080 0.5 & sleep 1; "
                 "curl -s http://localhost:8080/",
       milliseconds(2500), "up\n7\nup\n"},
  };
}

std::vector<Row> left_behind() {
  return {
      {"a daemon that forks twice, out of its session, lives on",
       k_daemon + "sleep 7; cat /tmp/beats; ps -o ppid= -p $(cat /tmp/pid)", seconds(7),
       "1 at 2\n2 at 4\n3 at 6\n      1\n"},
      {"a daemon that forks twice can be stopped by its number",
       k_daemon + "sleep 7; kill $(cat /tmp/pid); sleep 10; wc -l < /tmp/beats", seconds(17),
       "3\n"},
      {"a background sleep that holds no output holds nothing",
       "(sleep 1000; echo late > /tmp/late) > /dev/null 2>&1 & echo started",
       {},
       "started\n"},
      {"a background sleep that holds the output holds the command until it ends",
       "sleep 40 & echo started", seconds(40), "started\n"},
      {"a background sleep that holds the output beyond the deadline",
       "sleep 1000 & echo started; exit 3", seconds(60), "started\n", 3, RowEnd::OutputHeld},
      {"a background child that holds the output goes on printing to it",
       "(for i in 1 2 3 4; do sleep 20; echo $i; done) & echo started", seconds(70),
       "started\n1\n2\n3\n", 0, RowEnd::OutputHeld},
      {"a command that has not ended by the deadline", "echo begun; sleep 1000; echo over",
       seconds(60), "begun\n", 0, RowEnd::StillRuns},
  };
}

}  // namespace

Group daemons_group() {
  Group group{"daemons", servers()};
  const std::vector<Row> more = left_behind();
  group.rows.insert(group.rows.end(), more.begin(), more.end());
  return group;
}

}  // namespace greenroom::real
