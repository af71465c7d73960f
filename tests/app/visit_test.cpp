// A program of this computer that visits the load balancer from outside.
#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

Ended play_with_visit(const std::string& command) {
  const Folder folder;
  write_text(folder / "visited.yaml", "app: " + source_path("scenarios/apps/instant") +
                                          "\nsteps:\n  - push: v1.0\n  - wait: pipeline\n"
                                          "  - visit: |\n      " +
                                          command + "\n  - wait: 10m\n");
  return run_program({"run", folder / "visited.yaml"});
}

}  // namespace

TEST_CASE("a visitor finds the load balancer, and virtual time waits for it") {
  const Ended ended = play_with_visit(
      "for turn in 1 2 3; do curl --silent --fail $GREENROOM_ADDRESS/ || exit 1; sleep 0.2; done");
  INFO(ended.out << ended.err);
  CHECK(ended.exit_code == 0);
  CHECK(ended.out.find("not deterministic: somebody visits from outside") != std::string::npos);
  // 2m49s for the deployment and ten minutes: the visit took none of it.
  CHECK(ended.out.find("virtual 12m49s") != std::string::npos);
}

TEST_CASE("a visit that fails is a failure of the run, with what the visitor said") {
  const Ended ended = play_with_visit("echo no toggles here; exit 3");
  CHECK(ended.exit_code == 1);
  CHECK(ended.out.find("VisitFailed: exit code 3; it said: no toggles here") != std::string::npos);
}

TEST_CASE("a visit is over when its command is, whatever that leaves running") {
  CHECK(play_with_visit("(exec > /dev/null 2>&1; sleep 1000) & sleep 1000 & echo left").exit_code ==
        0);
}

TEST_CASE("a visitor that is killed, or is no program, is a failure, too") {
  CHECK(play_with_visit("kill -9 $$").out.find("ended by signal 9") != std::string::npos);
  CHECK(play_with_visit("/no/such/program").out.find("exit code 127") != std::string::npos);
}
