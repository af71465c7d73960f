// Java: sleeps, monitors, parked threads, executors, latches, and both clocks.
#include <string>

#include "tests/real/virtual_time/rows/compiled.h"
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group java_group() {
  Group group{"java", {}};
  if (!is_installed("javac")) {
    group.skipped = {"javac"};
    return group;
  }
  group.files["/srv/Waits.class"] = compiled("javac -d", "Waits.java", "Waits.class");
  // Interpreted: a JVM whose compiler threads are busy when the program ends waits for them, and
  // whether they are is for the threads to race out.
  group.rows = {{"every wait and both clocks", "exec java -Xint -cp /srv Waits",
                 milliseconds(13'501),  // before it ends the JVM waits a millisecond for a thread
                 "begin 0\nsleep 3000\nwait 2000\npark 1500\nscheduled 4000\nfalse\nlatch 2000\n"
                 "true\ncounted down 1000\n13500\n"}};
  return group;
}

}  // namespace greenroom::real
