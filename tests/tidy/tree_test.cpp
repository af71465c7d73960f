// Holds the whole repository to the rules.
#include "tests/tidy/tree.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/tidy/rules.h"

using namespace greenroom::tidy;

namespace {

const Tree& repository() {
  static const Tree tree = read_tree(GREENROOM_SOURCE_DIR);
  return tree;
}

std::string report(const Findings& findings) {
  std::string text;
  for (const std::string& finding : findings) {
    text += "  " + finding + "\n";
  }
  return text;
}

void check_none(const Findings& findings) {
  if (!findings.empty()) {
    FAIL_CHECK(findings.size() << " finding(s):\n" << report(findings));
  }
}

}  // namespace

TEST_CASE("the repository is read at all") {
  CHECK(repository().size() > 50);
  CHECK(find_file(repository(), "sim/core/kernel.h") != nullptr);
}

TEST_CASE("the tree: nothing depends on clocks, chance, threads, files or addresses") {
  check_none(banned_words(repository()));
  check_none(pointer_order(repository()));
  check_none(static_state(repository()));
}

TEST_CASE("the tree: coroutines take values and await in plain statements") {
  check_none(coroutine_hygiene(repository()));
}

TEST_CASE("the tree: includes point one way") {
  check_none(include_direction(repository()));
  check_none(asio_is_confined(repository()));
  check_none(own_header_first(repository()));
  check_none(header_is_used(repository()));
}

TEST_CASE("the tree: files, functions and lines are short and clean") {
  check_none(file_length(repository()));
  check_none(function_length(repository()));
  check_none(line_form(repository()));
  check_none(file_bytes(repository()));
}

TEST_CASE("the tree: every file says what it is for, and nothing unfinished or private is left") {
  check_none(opening_sentence(repository()));
  check_none(leftover_marks(repository()));
  check_none(machine_paths(repository(), GREENROOM_SOURCE_DIR));
}

TEST_CASE("the tree: every folder has a README, and every link leads somewhere") {
  check_none(folder_has_readme(repository()));
  check_none(links_lead_somewhere(repository()));
}

TEST_CASE("the tree: every fake has the same shape") {
  check_none(fake_has_its_shape(repository()));
}

TEST_CASE("the tree: every fault site, invariant and scenario is shown at work by a test") {
  check_none(site_is_tested(repository()));
  check_none(invariant_is_tested(repository()));
  check_none(scenario_is_reachable(repository()));
}
