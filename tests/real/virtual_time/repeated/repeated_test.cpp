// All rows of a group at once, a machine each, again and again: two hundred runs are one run, and
// so are those while all processors are busy.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <thread>

#include "tests/real/virtual_time/rows/row_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// As many runs as GREENROOM_REPEATED_RUNS says, 200 without it.
int runs() {
  const char* asked = std::getenv("GREENROOM_REPEATED_RUNS");
  const int count = asked == nullptr ? 200 : std::atoi(asked);
  REQUIRE(count >= 2);
  return count;
}

// The last quarter of them.
int runs_under_load(int of) {
  return of / 4;
}

// Keeps every processor busy as long as it lives.
class Spinners {
 public:
  Spinners() : spinners_(std::max(2u, std::thread::hardware_concurrency())) {
    for (pid_t& spinner : spinners_) {
      spinner = fork();
      if (spinner == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        alarm(300);  // whatever happens, it does not outlive a test by much
        for (std::atomic<unsigned long> turn = 0;; ++turn) {
        }
      }
    }
  }
  ~Spinners() {
    for (const pid_t spinner : spinners_) {
      kill(spinner, SIGKILL);
      waitpid(spinner, nullptr, 0);
    }
  }
  Spinners(const Spinners&) = delete;
  Spinners& operator=(const Spinners&) = delete;

 private:
  std::vector<pid_t> spinners_;
};

void check_repeated(const Group& group) {
  if (group.rows.empty()) {
    WARN(group.name << ": this computer has no program for its rows, they are skipped");
    return;
  }
  const Played first = play(group.rows, group.files);
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    CHECK(difference(group.rows[i], first.endings[i]) == "");
  }
  CHECK(first.escapes == std::set<std::string>{});
  std::unique_ptr<Spinners> load;
  const int all = runs();
  for (int run = 1; run < all; ++run) {
    if (run == all - runs_under_load(all)) {
      load = std::make_unique<Spinners>();
    }
    const Played again = play(group.rows, group.files);
    CAPTURE(run, load != nullptr, first_difference(first.trace, again.trace));
    REQUIRE(again.chain == first.chain);
    REQUIRE(again.escapes == first.escapes);
  }
}

}  // namespace

TEST_CASE("shells", "[shell]") {
  check_repeated(shell_group());
}

TEST_CASE("curl", "[curl]") {
  check_repeated(curl_group());
}

TEST_CASE("node", "[node]") {
  check_repeated(node_group());
}

TEST_CASE("python", "[python]") {
  check_repeated(python_group());
}

TEST_CASE("perl", "[perl]") {
  check_repeated(perl_group());
}

TEST_CASE("signals", "[signals]") {
  check_repeated(signals_group());
}

TEST_CASE("daemons", "[daemons]") {
  check_repeated(daemons_group());
}

TEST_CASE("pipes", "[pipes]") {
  check_repeated(pipes_group());
}

TEST_CASE("C programs", "[c]") {
  check_repeated(c_group());
}

TEST_CASE("Go", "[go]") {
  check_repeated(go_group());
}

TEST_CASE("Java", "[java]") {
  check_repeated(java_group());
}
