// Signals to programs that wait: those that end them, those they handle or ignore, those that stop
// them.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group signals_group() {
  return {
      "signals",
      {
          {"kill ends a sleep", "sleep 1000 & pid=$!; sleep 3; kill $pid; wait $pid; echo $?",
           seconds(3), "143\n"},
          {"kill -9 ends a sleep", "sleep 1000 & pid=$!; sleep 3; kill -9 $pid; wait $pid; echo $?",
           seconds(3), "137\n"},
          {"timeout -k ends a shell that ignores SIGTERM",
           R"(timeout -k 5 10 bash -c "trap '' TERM; sleep 100; echo survived"; echo $?)",
           seconds(15), "137\n"},
          {"timeout -k ends a program that ignores SIGTERM",
           "timeout -k 5 10 perl -e '$SIG{TERM} = q(IGNORE); sleep 100'; echo $?", seconds(15),
           "137\n"},
          {"timeout -s sends another signal",
           R"(timeout -s USR1 3 bash -c 'trap "echo usr1; exit 5" USR1; sleep 9 & wait'; echo $?)",
           seconds(3), "usr1\n124\n"},
          {"a program that ignores SIGTERM sleeps on until it is killed",
           R"(perl -e '$SIG{TERM} = "IGNORE"; sleep 20' & pid=$!
              sleep 1; kill $pid; sleep 2; kill -0 $pid && echo "still there"
              kill -9 $pid; wait $pid; echo $?)",
           seconds(3), "still there\n137\n"},
          {"a trap runs when the sleep before it is over",
           "trap 'echo usr1' USR1; (sleep 4; kill -USR1 $$) & sleep 10; echo end", seconds(10),
           "usr1\nend\n"},
          {"a trap runs at once when the shell waits for a job",
           "trap 'echo usr1 at $SECONDS' USR1; (sleep 4; kill -USR1 $$) & sleep 10 & wait $!; "
           "echo $? at $SECONDS; wait",
           seconds(10), "usr1 at 4\n138 at 4\n"},
          {"a trap on EXIT waits too", "trap 'sleep 2; echo bye at $SECONDS' EXIT; sleep 3; exit 4",
           seconds(5), "bye at 5\n", 4},
          {"a stopped program goes on to its first deadline",
           "sleep 10 & pid=$!; sleep 2; kill -STOP $pid; sleep 3; kill -CONT $pid; wait; echo end",
           seconds(10), "end\n"},
          {"a program that is stopped beyond its deadline ends when it goes on",
           "sleep 5 & pid=$!; sleep 2; kill -STOP $pid; sleep 10; kill -CONT $pid; wait $pid; "
           "echo $? at $SECONDS",
           seconds(12), "0 at 12\n"},
          {"a program that waits without a time-out is stopped and goes on",
           "touch /tmp/x; tail -f /tmp/x & t=$!; sleep 1; kill -STOP $t; sleep 1; kill -CONT $t; "
           "sleep 5; kill $t; echo at $SECONDS",
           seconds(7), "at 7\n"},
          {"equal alarms ring in the order of those who set them",
           "for i in 1 2 3 4; do (timeout 2 sleep 9; echo $i $?) & done; wait", seconds(2),
           "1 124\n2 124\n3 124\n4 124\n"},
          {"kill reaches a whole group",
           "setsid bash -c 'sleep 50 & sleep 60 & wait' & sleep 2; kill -- -$!; wait $!; "
           "echo $? at $SECONDS",
           seconds(2), "143 at 2\n"},
      }};
}

}  // namespace greenroom::real
