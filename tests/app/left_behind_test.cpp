// Whatever ends greenroom, nothing of it is left: no process, no mount, no file.
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <thread>

#include "tests/app/program.h"

using namespace greenroom::test;
namespace fs = std::filesystem;

namespace {

// Every process of the computer whose command line names the marker, and every init of a machine.
std::set<std::string> processes_of(const std::string& marker) {
  std::set<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos) {
      continue;
    }
    const std::string line = read_text(entry.path() / "cmdline");
    if (line.find(marker) != std::string::npos) {
      found.insert(pid);
    }
  }
  return found;
}

std::string mounts() {
  return read_text("/proc/self/mountinfo");
}

// Waits until the kernel has reaped what was killed; a bounded number of looks, then the truth.
std::set<std::string> what_remains(const std::string& marker) {
  std::set<std::string> found = processes_of(marker);
  for (int look = 0; look < 400 && !found.empty(); ++look) {
    usleep(5'000);
    found = processes_of(marker);
  }
  return found;
}

// The story plays for some hundred milliseconds; it is killed at ten different moments of that, and
// at twenty of its first milliseconds, in which the private space is made.
constexpr int k_early_moments = 20;
constexpr int k_moments = 30;

useconds_t microseconds_until(int moment) {
  return static_cast<useconds_t>(moment < k_early_moments
                                     ? 1'000 + moment * 500
                                     : 3'000 + (moment - k_early_moments) * 45'000);
}

void end_at_many_moments(int signal_number, int expected_exit_code) {
  const std::string mounts_before = mounts();
  const int null_device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  int ended_by_us = 0;
  for (int moment = 0; moment < k_moments; ++moment) {
    Folder folder;
    const std::string trace = folder / "story.trace";
    const pid_t child = start_program(
        {"run", source_path("scenarios/golden"), "--no-build-cache", "--trace", trace}, null_device,
        null_device);
    usleep(microseconds_until(moment));
    kill(child, signal_number);
    int status = 0;
    waitpid(child, &status, 0);
    INFO("moment " << moment);
    // In its very first moments it has no handler yet, and ends as any program does.
    const bool by_signal = WIFSIGNALED(status) && WTERMSIG(status) == signal_number;
    const bool by_handler = WIFEXITED(status) && WEXITSTATUS(status) == expected_exit_code;
    ended_by_us += by_signal || (signal_number != SIGKILL && by_handler) ? 1 : 0;
    CHECK(what_remains(trace).empty());
    CHECK_FALSE(fs::exists(trace + ".partial"));
  }
  close(null_device);
  CHECK(ended_by_us >= k_moments / 2);  // most moments must really fall into the run
  CHECK(mounts() == mounts_before);
}

}  // namespace

TEST_CASE("SIGKILL at many moments leaves no process, mount or namespace behind") {
  end_at_many_moments(SIGKILL, 0);
}

TEST_CASE("an interrupt at many moments ends with 130 and leaves nothing behind") {
  end_at_many_moments(SIGINT, 130);
}
