// Go: static programs whose runtime has its own threads, timers and way to the clocks.
#include <string>

#include "tests/real/virtual_time/rows/compiled.h"
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

// The compiler wants a cache, and is given one that does not stay.
const char* const k_compiler =
    "sh -c 'cache=$(mktemp -d); CGO_ENABLED=0 GOCACHE=$cache go build -o \"$1\" \"$2\"; status=$?; "
    "rm -rf \"$cache\"; exit $status' go";

}  // namespace

Group go_group() {
  Group group{"go", {}};
  if (!is_installed("go")) {
    group.skipped = {"go"};
    return group;
  }
  group.files["/srv/waits"] = compiled(k_compiler, "waits.go", "waits");
  // 20 us: with one processor, its runtime waits so long before it takes a thread to be in a call
  // that blocks, and lets others run.
  group.rows = {{"sleeps, channels, tickers, contexts, a server and a client's time-out",
                 "exec /srv/waits", microseconds(109'000'020),
                 "sleep 1m30s\nafter 1m35s\nticker 1m41s\nsignal: killed 1m48s\n200 <nil> "
                 "1m48.7s\ntrue 1m49s\n109\n",
                 0, RowEnd::Done}};
  return group;
}

}  // namespace greenroom::real
