// Shells: sleeps, background jobs, time-outs, and the clocks a shell can read.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

std::vector<Row> waits() {
  return {
      {"sleep an hour", "sleep 3600", hours(1), ""},
      {"sleep a fraction, and nothing", "sleep 0.25; sleep 0", milliseconds(250), ""},
      {"wait for a background sleep", "sleep 10 & wait; echo done", seconds(10), "done\n"},
      {"wait -n returns with the first of two",
       "sleep 5 & sleep 9 & wait -n; echo first at $SECONDS; wait; echo all", seconds(9),
       "first at 5\nall\n"},
      {"wait -n again and again, in the order in which they end",
       "for i in 3 1 2; do sleep $i & done; for i in 1 2 3; do wait -n; echo $SECONDS; done",
       seconds(3), "1\n2\n3\n"},
      {"wait -p tells who ended",
       "sleep 4 & sleep 2 & b=$!; wait -n -p who; [ $who = $b ] && echo second; wait", seconds(4),
       "second\n"},
      {"timeout ends a sleep", "timeout 5 sleep 100", seconds(5), "", 124},
      {"timeout ends an endless sleep", "timeout 7 sleep infinity; echo $?", seconds(7), "124\n"},
      {"timeout lets a short sleep end", "timeout 100 sleep 5; echo $?", seconds(5), "0\n"},
      {"read -t gives up", "mkfifo /tmp/f; exec 3<>/tmp/f; read -t 7 -u 3 x; echo $?", seconds(7),
       "142\n"},
      {"read -t gets its line before it gives up",
       "(sleep 2; echo line) | { read -t 5 x; echo $? $x at $SECONDS; }", seconds(2),
       "0 line at 2\n"},
      {"TMOUT limits read", "TMOUT=4; mkfifo /tmp/f; exec 3<>/tmp/f; read -u 3 x; echo $?",
       seconds(4), "142\n"},
      {"here-strings wait for what they hold",
       R"sh(read x <<< "$(sleep 3; echo hi)"; echo $x; cat <<< "at $SECONDS")sh", seconds(3),
       "hi\nat 3\n"},
      {"flock gives up on a lock that is held",
       "exec 3>/tmp/l; flock 3; (exec 3>&-; flock -w 6 /tmp/l true; echo $? at $SECONDS)",
       seconds(6), "1 at 6\n"},
      {"flock waits for a lock",
       "(flock 3; sleep 4) 3>/tmp/l & sleep 1; flock -w 60 /tmp/l date +%S", seconds(4), "04\n"},
  };
}

std::vector<Row> clocks() {
  return {
      {"$SECONDS counts virtual seconds", "SECONDS=0; sleep 35; echo $SECONDS", seconds(35),
       "35\n"},
      {"date +%s agrees with sleep", "a=$(date +%s); sleep 90; b=$(date +%s); echo $((b - a))",
       seconds(90), "90\n"},
      {"date knows the scenario's day, and the next", "date -u +%FT%T; sleep 86400; date -u +%FT%T",
       hours(24), "2026-01-01T00:00:00\n2026-01-02T00:00:00\n"},
      {"printf %(%T)T agrees with sleep", "sleep 61; TZ=UTC printf '%(%T)T\\n'", seconds(61),
       "00:01:01\n"},
      {"$EPOCHREALTIME is exact to the microsecond",
       "echo $EPOCHREALTIME; sleep 1.5; echo $EPOCHREALTIME $EPOCHSECONDS", milliseconds(1500),
       "1767225600.000000\n1767225601.500000 1767225601\n"},
      {"time tells how long a sleep took", "TIMEFORMAT=%R; { time sleep 3; } 2>&1", seconds(3),
       "3.000\n"},
  };
}

std::vector<Row> facts() {
  return {
      {"/proc/uptime agrees with sleep",
       "cut -d' ' -f1 /proc/uptime; sleep 90; cut -d' ' -f1 /proc/uptime", seconds(90),
       "1000.00\n1090.00\n"},
      {"a machine has one processor, whatever this computer has",
       "nproc; getconf _NPROCESSORS_ONLN; getconf _NPROCESSORS_CONF", Duration{}, "1\n1\n1\n"},
  };
}

std::vector<Row> loops() {
  return {
      {"background sleeps end in the order of their lengths",
       "for i in 1 2 3; do (sleep $i; echo $i) & done; wait", seconds(3), "1\n2\n3\n"},
      {"equal background sleeps end in the order in which they began",
       "for i in 3 2 1; do (sleep 1; echo $i) & done; wait", seconds(1), "3\n2\n1\n"},
      {"a loop in the background",
       "(for i in $(seq 20); do sleep 2; done; echo loop) & sleep 1; wait; echo over", seconds(40),
       "loop\nover\n"},
      {"two loops in the background, which meet once",
       "(for i in 1 2 3; do sleep 2; echo a$i; done) & (for i in 1 2; do sleep 3; echo b$i; done) &"
       "wait",
       seconds(6), "a1\nb1\na2\na3\nb2\n"},
      {"a file that was touched is as old as it should be",
       "sleep 90; touch /tmp/f; sleep 10; stat -c %Y /tmp/f", seconds(100), "1767225690\n"},
      {"xargs runs three at once", R"(xargs -P 3 -I{} sh -c "sleep {}; echo {}" <<< $'3\n1\n2')",
       seconds(3), "1\n2\n3\n"},
  };
}

}  // namespace

Group shell_group() {
  Group group{"shell", waits()};
  for (const std::vector<Row>& more : {clocks(), facts(), loops()}) {
    group.rows.insert(group.rows.end(), more.begin(), more.end());
  }
  return group;
}

}  // namespace greenroom::real
