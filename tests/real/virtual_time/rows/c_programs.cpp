// C programs, linked in each way this computer can: no library stands between them and the kernel.
#include <string>

#include "tests/real/virtual_time/rows/compiled.h"
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

// A part of waits.c: each wait it does, what it returned and how many milliseconds it took.
const std::vector<Row> k_parts = {
    {"sleeps", "", milliseconds(10'500 + 5'000 + 6'000 + 7'000 + 250 + 2'000),
     "nanosleep 0 10500\nuntil 0 5000\nuntil 0 6000\npast 0 0\nclock 0 7000\nusleep 0 250\n"
     "interrupted -1 2000\nleft 7\n"},
    {"descriptors", "", milliseconds(3'000 + 1'500 + 2'000 + 4'000 + 5'000 + 6'000 + 7'000 + 2'000),
     "poll 0 3000\nppoll 0 1500\nselect 0 2000\npselect 0 4000\nepoll_wait 0 5000\n"
     "epoll_pwait 0 6000\nepoll_pwait2 0 7000\nready 1 2000\nstill ready 1 0\n"},
    {"timer_descriptors", "", seconds(6 + 5 + 1 + 3 + 4),
     "first 8 6000\nslept 0 5000\nmissed 8 0\nrings 2\nleft 1\nepoll 1 1000\nat 8 3000\nat day 8 "
     "4000\n"},
    {"timers", "", seconds(7 + 2 + 1 + 2 + 8 + 3),
     "alarm -1 7000\nalarm taken back 3 2000\nsetitimer -1 1000\nagain -1 2000\ntimer -1 8000\n"
     "timer at -1 3000\n"},
    {"signals", "", seconds(9 + 4), "sigtimedwait -1 9000\nsignalled 1 4000\n"},
    {"threads", "", seconds(5 + 6 + 2 + 2),
     "semaphore -1 5000\ncondition 1 6000\nposted 0 2000\nnotified 0 2000\njoined 0 0\n"},
    {"clocks", "", hours(1), "3600 3600 3600 3600 3600 3600 3600 3600 3600 3600\n1767225600\n"},
    {"all", "", seconds(10 + 5 + 3 + 2 + 4 + 6 + 7 + 8 + 9), "8 1\n54 54 54\n"},
};

}  // namespace

Group c_group() {
  Group group{"c", {}};
  for (const std::string compiler : {"gcc -static", "gcc -no-pie", "musl-gcc -static"}) {
    std::string program = compiled(compiler + " -pthread -o", "waits.c", "waits");
    if (program.empty()) {  // no such compiler, or no library to link
      group.skipped.push_back(compiler);
      continue;
    }
    std::string path = "/srv/" + compiler;
    path.erase(path.find(' '), 1);
    for (Row row : k_parts) {
      row.script = "exec " + path + " " + row.name;
      row.name = compiler + ": " + row.name;
      group.rows.push_back(std::move(row));
    }
    group.files[path] = std::move(program);
  }
  return group;
}

}  // namespace greenroom::real
