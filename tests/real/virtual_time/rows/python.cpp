// Python: sleeps, conditions, timers, subprocesses, sockets. The system's own Python: what stands
// first in PATH may be a script that chooses one.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {

Group python_group() {
  Group group{"python",
              {
                  {"time.sleep and time.time agree",
                   R"(/usr/bin/python3 -c '
import time
a = time.time()
time.sleep(45)
print(round(time.time() - a))')",
                   seconds(45), "45\n"},
                  {"asyncio.sleep", R"(/usr/bin/python3 -c '
import asyncio
asyncio.run(asyncio.sleep(30))
print(1)')",
                   seconds(30), "1\n"},
                  {"threading.Timer", R"(/usr/bin/python3 -c '
import threading
threading.Timer(20, lambda: print(1)).start()')",
                   seconds(20), "1\n"},
                  {"Condition.wait gives up", R"(/usr/bin/python3 -c '
import threading
c = threading.Condition()
with c: print(c.wait(15))')",
                   seconds(15), "False\n"},
                  {"Condition.wait is notified", R"(/usr/bin/python3 -c '
import threading, time
c = threading.Condition()
def notify():
  time.sleep(4)
  with c: c.notify()
threading.Thread(target=notify).start()
with c: print(c.wait(15))')",
                   seconds(4), "True\n"},
                  // Python adds up its waits as floating point.
                  {"a subprocess's time-out", R"(/usr/bin/python3 -c '
import subprocess
try: subprocess.run(["sleep", "99"], timeout=6)
except subprocess.TimeoutExpired: print(1)')",
                   microseconds(6'000'001), "1\n"},
                  {"socket.settimeout", R"(/usr/bin/python3 -c '
import socket
a, b = socket.socketpair()
a.settimeout(8)
try: a.recv(1)
except TimeoutError: print(1)')",
                   seconds(8), "1\n"},
              }};
  if (!is_installed("/usr/bin/python3")) {
    group.rows.clear();
    group.skipped = {"python3"};
  }
  return group;
}

}  // namespace greenroom::real
