// Same scenario, same seed: the same bytes, whatever the computer is doing and however it is set
// up.
#include <atomic>
#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

const std::vector<std::string> k_stories = {"v1_0_in_place", "v1_1_rolled_back", "v1_2_blue_green"};

std::string story_path(const std::string& story) {
  return source_path("scenarios/golden/" + story + ".yaml");
}

std::string trace_of(const std::string& story, const std::vector<std::string>& environment) {
  Folder folder;
  const Ended ended = run_program(
      {"run", story_path(story), "--no-build-cache", "--trace", folder / "run.trace"}, environment);
  CAPTURE(story, ended.out, ended.err);
  REQUIRE(ended.exit_code == 0);
  return read_text(folder / "run.trace");
}

// Both processors kept busy by bounded spinners, for the life of the object.
class BusyComputer {
 public:
  BusyComputer() {
    for (pid_t& spinner : spinners_) {
      spinner = fork();
      if (spinner == 0) {
        alarm(120);  // never outlives a test by much, whatever happens
        for (std::atomic<unsigned long> turn = 0;; ++turn) {
        }
      }
    }
  }
  ~BusyComputer() {
    for (const pid_t spinner : spinners_) {
      kill(spinner, SIGKILL);
      waitpid(spinner, nullptr, 0);
    }
  }
  BusyComputer(const BusyComputer&) = delete;
  BusyComputer& operator=(const BusyComputer&) = delete;

 private:
  std::array<pid_t, 4> spinners_{};
};

}  // namespace

TEST_CASE("twenty repeats of the three stories give one digest each") {
  const Ended ended =
      run_program({"run", source_path("scenarios/golden"), "--repeat", "20", "--no-build-cache"});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("twenty repeats give one digest each while both processors are kept busy") {
  const BusyComputer busy;
  const Ended ended =
      run_program({"run", source_path("scenarios/golden"), "--repeat", "20", "--no-build-cache"});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("another time zone, language, temporary folder, umask and environment change nothing") {
  for (const std::string& story : k_stories) {
    const std::string usual = trace_of(story, {});
    Folder elsewhere;
    const mode_t usual_mask = umask(0077);
    const std::string unusual =
        trace_of(story, {"TZ=Pacific/Chatham", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8",
                         "TMPDIR=" + elsewhere.path(), "HOME=/nonexistent", "MALLOC_PERTURB_=165",
                         "PADDING=" + std::string(20'000, 'x'), "GIT_DIR=/nonexistent"});
    umask(usual_mask);
    CHECK(usual == unusual);
  }
}

TEST_CASE("the golden traces are what the stories give today") {
  for (const std::string& story : k_stories) {
    const std::string golden = read_text(source_path("scenarios/golden/" + story + ".trace"));
    CHECK(trace_of(story, {}) == golden);
  }
}

TEST_CASE("a golden trace that other versions of npm wrote is not compared, and the run says so") {
  const Folder folder;
  write_text(folder / "lab.yaml",
             "app: " + source_path("scenarios/apps/instant") + "\nsteps:\n  - push: v1.0\n");
  CHECK(run_program({"run", folder / "lab.yaml", "--update"}).exit_code == 0);
  CHECK_FALSE(read_text(folder / "lab.trace").empty());
  write_text(folder / "lab.trace", "another trace\n");
  CHECK(run_program({"run", folder / "lab.yaml"}).exit_code == 1);
  write_text(folder / "VERSIONS", "node v1.0.0\nnpm 1.0.0\n");
  const Ended other = run_program({"run", folder / "lab.yaml"});
  CHECK(other.exit_code == 0);
  CHECK(other.err.find("lab.trace is not compared, it was written with other versions:\nnode v1") !=
        std::string::npos);
  CHECK(run_program({"run", folder / "lab.yaml", "--update"}).exit_code == 0);
  CHECK(read_text(folder / "VERSIONS").find("node v1.0.0") == std::string::npos);
  write_text(folder / "lab.trace", "another trace\n");
  CHECK(run_program({"run", folder / "lab.yaml"}).exit_code == 1);
}
