// Pipes: slow readers, slow writers.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group pipes_group() {
  return {
      "pipes",
      {
          {"a reader waits for a slow writer",
           "(sleep 5; echo one; sleep 5; echo two) | while read x; do echo $x at $SECONDS; done",
           seconds(10), "one at 5\ntwo at 10\n"},
      }};
}

}  // namespace greenroom::real
