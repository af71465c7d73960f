// Node: timers, clocks, children.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group node_group() {
  Group group{"node",
              {
                  {"setTimeout and Date agree",
                   R"(node -e 'const t = Date.now();
                       setTimeout(() => console.log(Date.now() - t), 12000)')",
                   seconds(12), "12000\n"},
                  {"setInterval",
                   R"(node -e 'let n = 0;
                       const i = setInterval(() => {
                         console.log(++n);
                         if (n == 3) clearInterval(i);
                       }, 4000)')",
                   seconds(12), "1\n2\n3\n"},
                  {"setTimeout and performance.now agree",
                   R"(node -e 'const p = performance.now();
                       setTimeout(() => console.log(Math.round(performance.now() - p)), 700)')",
                   milliseconds(700), "700\n"},
                  {"a child's time-out",
                   R"(node -e 'const r = require("child_process").spawnSync("sleep", ["100"],
                                                                    {timeout: 5000});
                       console.log(r.signal)')",
                   seconds(5), "SIGTERM\n"},
              }};
  if (!is_installed("node")) {
    group.rows.clear();
    group.skipped = {"node"};
  }
  return group;
}

}  // namespace greenroom::real
