// Python: sleeps, conditions, timers, subprocesses, sockets. The system's own Python, because what
// stands first in PATH may be a script that chooses one.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

std::vector<Row> sleeps() {
  return {
      {"time.sleep and time.time agree", R"(
import time
a = time.time()
time.sleep(45)
print(round(time.time() - a)))",
       seconds(45), "45\n"},
      {"asyncio: a sleep, a time-out, three at once", R"(
import asyncio
async def tell(seconds):
  await asyncio.sleep(seconds)
  print(seconds)
async def main():
  await asyncio.sleep(30)
  try: await asyncio.wait_for(asyncio.sleep(60), 7)
  except asyncio.TimeoutError: print('late')
  await asyncio.gather(tell(3), tell(1), tell(2))
asyncio.run(main()))",
       seconds(30 + 7 + 3), "late\n1\n2\n3\n"},
      {"select and poll give up", R"(
import os, select, time
r, w = os.pipe()
print(select.select([r], [], [], 2.5)[0])
poll = select.poll()
poll.register(r, select.POLLIN)
print(poll.poll(1500), time.time()))",
       seconds(4), "[]\n[] 1767225604.0\n"},
      {"setitimer interrupts a sleep", R"(
import signal, time
def ring(number, frame):
  print(time.time() - begin)
  raise SystemExit(3)
signal.signal(signal.SIGALRM, ring)
begin = time.time()
signal.setitimer(signal.ITIMER_REAL, 2.5)
time.sleep(100))",
       milliseconds(2500), "2.5\n", 3},
  };
}

std::vector<Row> threads() {
  return {
      {"threading.Timer", R"(
import threading
threading.Timer(20, lambda: print(1)).start())",
       seconds(20), "1\n"},
      {"Condition.wait gives up", R"(
import threading
c = threading.Condition()
with c: print(c.wait(15)))",
       seconds(15), "False\n"},
      {"Condition.wait is notified", R"(
import threading, time
c = threading.Condition()
def notify():
  time.sleep(4)
  with c: c.notify()
threading.Thread(target=notify).start()
with c: print(c.wait(15)))",
       seconds(4), "True\n"},
      {"Thread.join, Event.wait, Lock.acquire and Queue.get give up", R"(
import queue, threading, time
event = threading.Event()
thread = threading.Thread(target=lambda: event.wait(5))
thread.start()
thread.join(2)
print(thread.is_alive(), time.time())
thread.join()
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=3), time.time())
try: queue.Queue().get(timeout=11)
except queue.Empty: print('empty', time.time()))",
       seconds(5 + 3 + 11), "True 1767225602.0\nFalse 1767225608.0\nempty 1767225619.0\n"},
  };
}

std::vector<Row> others() {
  return {
      {"a subprocess's time-out", R"(
import subprocess
try: subprocess.run(['sleep', '99'], timeout=2)
except subprocess.TimeoutExpired: print(1))",
       seconds(2), "1\n"},
      // It asks whether the deadline is past, not whether it is reached.
      {"a subprocess's time-out while its output is read", R"(
import subprocess
try: subprocess.run(['sleep', '99'], capture_output=True, timeout=6)
except subprocess.TimeoutExpired: print(1))",
       seconds(6), "1\n"},
      {"socket.settimeout: accept, recv, and recv of a pair", R"(
import socket, time
server = socket.create_server(('', 8080))
server.settimeout(5)
def give_up(wait):
  begin = time.monotonic()
  try: wait()
  except TimeoutError: print(round(time.monotonic() - begin, 6))
give_up(server.accept)
client = socket.create_connection(('localhost', 8080), timeout=4)
give_up(lambda: client.recv(1))
a, b = socket.socketpair()
a.settimeout(8)
give_up(lambda: a.recv(1)))",
       seconds(5 + 4 + 8), "5.0\n4.0\n8.0\n"},
  };
}

}  // namespace

// -I and -S leave out what the computer's owner may have added, which also begins faster.
Group python_group() {
  Group group{"python", {}};
  if (!is_installed("/usr/bin/python3")) {
    group.skipped = {"/usr/bin/python3"};
    return group;
  }
  for (const std::vector<Row>& rows : {sleeps(), threads(), others()}) {
    group.rows.insert(group.rows.end(), rows.begin(), rows.end());
  }
  for (Row& row : group.rows) {
    row.script = "exec /usr/bin/python3 -I -S -c \"" + row.script + "\"";
  }
  return group;
}

}  // namespace greenroom::real
