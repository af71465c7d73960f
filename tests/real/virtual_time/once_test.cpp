// Each row alone: real programs wait exactly as long as they say, in no real time worth mentioning,
// and every clock they can read agrees.
#include <catch2/catch.hpp>

#include "tests/real/virtual_time/rows/row_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

void check_each(const Group& group) {
  for (const std::string& program : group.skipped) {
    WARN(group.name << ": this computer has no " << program << ", its rows are skipped");
  }
  for (const Row& row : group.rows) {
    const Played played = play({row}, group.files);
    CHECK(difference(row, played.endings.front()) == "");
    CHECK(played.escapes == std::set<std::string>{});
  }
}

}  // namespace

TEST_CASE("shells wait on virtual time") {
  check_each(shell_group());
}

TEST_CASE("curl gives up and tries again on virtual time") {
  check_each(curl_group());
}

TEST_CASE("node's timers, clocks and children live on virtual time") {
  check_each(node_group());
}

TEST_CASE("python's sleeps, conditions, timers and sockets live on virtual time") {
  check_each(python_group());
}

TEST_CASE("perl's alarm, select, sleep and time live on virtual time") {
  check_each(perl_group());
}

TEST_CASE("signals reach programs that wait on virtual time") {
  check_each(signals_group());
}

TEST_CASE("daemons and servers live on virtual time") {
  check_each(daemons_group());
}

TEST_CASE("pipes between slow programs pass on virtual time") {
  check_each(pipes_group());
}

TEST_CASE("a C program lives on virtual time, by every wait and every clock, however linked") {
  check_each(c_group());
}

TEST_CASE("a Java program lives on virtual time, by every wait and both clocks") {
  check_each(java_group());
}

TEST_CASE("a Go program lives on virtual time, by its own runtime's waits and clocks") {
  check_each(go_group());
}
