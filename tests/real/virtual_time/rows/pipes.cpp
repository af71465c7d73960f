// Pipes: slow readers, slow writers, full pipes, pipes nobody reads any more.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group pipes_group() {
  return {
      "pipes",
      {
          {"a reader waits for a slow writer",
           "(sleep 5; echo one; sleep 5; echo two) | while read x; do echo $x at $SECONDS; done",
           seconds(10), "one at 5\ntwo at 10\n"},
          {"a writer waits for a slow reader",
           "(head -c 200000 /dev/zero; echo written at $SECONDS >&2) 2>/tmp/e | (sleep 3; wc -c); "
           "cat /tmp/e",
           seconds(3), "200000\nwritten at 3\n"},
          {"a pipe stays full while its reader takes a bit each second",
           "yes | head -n 30000 | while read -N 2000 x; do sleep 1; echo -n .; done", seconds(30),
           std::string(30, '.')},
          {"a pipeline takes as long as its slowest part",
           "sleep 3 | sleep 5; echo ${PIPESTATUS[@]}", seconds(5), "0 0\n"},
          {"a writer whose reader has gone is ended",
           "(while echo x; do sleep 1; done) | (sleep 3; head -2; exec <&-; sleep 3); "
           "echo ${PIPESTATUS[0]}",
           seconds(6), "x\nx\n141\n"},
          {"a named pipe brings both ends together",
           "mkfifo /tmp/f; (sleep 6; echo hello > /tmp/f) & cat /tmp/f", seconds(6), "hello\n"},
          {"a named pipe nobody opens", "mkfifo /tmp/f; timeout 6 cat /tmp/f; echo $?", seconds(6),
           "124\n"},
          {"tee passes on as it reads",
           "(sleep 1; echo a; sleep 1; echo b) | tee /tmp/t | while read x; do echo $x $SECONDS; "
           "done; wc -l < /tmp/t",
           seconds(2), "a 1\nb 2\n2\n"},
          {"a process substitution holds the output until it ends",
           "head -1 < <(sleep 2; echo x; sleep 7); echo at $SECONDS", seconds(9), "x\nat 2\n"},
          {"a coprocess answers", R"(coproc { while read x; do sleep 2; echo "$x back"; done; }
             echo a >&${COPROC[1]}; read y <&${COPROC[0]}; echo $y at $SECONDS)",
           seconds(2), "a back at 2\n"},
      }};
}

}  // namespace greenroom::real
