// Signals to programs that wait: those that end them, those they handle, those that stop them.
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
          {"a trap runs when the sleep before it is over",
           "trap 'echo usr1' USR1; (sleep 4; kill -USR1 $$) & sleep 10; echo end", seconds(10),
           "usr1\nend\n"},
          {"a stopped program goes on to its first deadline",
           "sleep 10 & pid=$!; sleep 2; kill -STOP $pid; sleep 3; kill -CONT $pid; wait; echo end",
           seconds(10), "end\n"},
      }};
}

}  // namespace greenroom::real
