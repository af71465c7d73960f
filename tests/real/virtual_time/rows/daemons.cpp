// Daemons and servers: those that come up late, on the wrong port, or never; and what they leave.
#include "tests/real/virtual_time/rows/rows.h"

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

}  // namespace

Group daemons_group() {
  return {
      "daemons",
      {
          {"forks that race, equal deadlines, a server up on the third poll, time-outs that hit",
           k_busy_script, seconds(6),
           "down at 0\ndown at 1\nup\n1\n2\n3\n4\n1 ended 124\n2 ended 124\n3 ended 124\n"
           "4 ended 0\n00:00:06\n"},
      }};
}

}  // namespace greenroom::real
