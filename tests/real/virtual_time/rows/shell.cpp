// Shells: sleeps, background jobs, time-outs, and the clocks a shell can read.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group shell_group() {
  return {
      "shell",
      {
          {"sleep an hour", "sleep 3600", hours(1), ""},
          {"sleep a fraction, and nothing", "sleep 0.25; sleep 0", milliseconds(250), ""},
          {"wait for a background sleep", "sleep 10 & wait; echo done", seconds(10), "done\n"},
          {"wait -n returns with the first of two",
           "sleep 5 & sleep 9 & wait -n; echo first; wait; echo all", seconds(9), "first\nall\n"},
          {"timeout ends a sleep", "timeout 5 sleep 100", seconds(5), "", 124},
          {"timeout lets a short sleep end", "timeout 100 sleep 5; echo $?", seconds(5), "0\n"},
          {"read -t gives up", "mkfifo /tmp/f; exec 3<>/tmp/f; read -t 7 -u 3 x; echo $?",
           seconds(7), "142\n"},
          {"$SECONDS counts virtual seconds", "SECONDS=0; sleep 35; echo $SECONDS", seconds(35),
           "35\n"},
          {"date +%s agrees with sleep", "a=$(date +%s); sleep 90; b=$(date +%s); echo $((b - a))",
           seconds(90), "90\n"},
          {"date knows the scenario's day, and the next",
           "date -u +%FT%T; sleep 86400; date -u +%FT%T", hours(24),
           "2026-01-01T00:00:00\n2026-01-02T00:00:00\n"},
          {"printf %(%T)T agrees with sleep", "sleep 61; TZ=UTC printf '%(%T)T\\n'", seconds(61),
           "00:01:01\n"},
          {"background sleeps end in the order of their lengths",
           "for i in 1 2 3; do (sleep $i; echo $i) & done; wait", seconds(3), "1\n2\n3\n"},
          {"equal background sleeps end in the order in which they began",
           "for i in 3 2 1; do (sleep 1; echo $i) & done; wait", seconds(1), "3\n2\n1\n"},
          {"a loop in the background",
           "(for i in $(seq 50); do sleep 2; done; echo loop) & "
           "sleep 1; wait; echo over",
           seconds(100), "loop\nover\n"},
      }};
}

}  // namespace greenroom::real
