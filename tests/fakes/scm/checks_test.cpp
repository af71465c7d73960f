// Each invariant of the Git side trips when it should, and only then.
#include "fakes/scm/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

TEST_CASE("scm.commit_once: a commit is pushed once") {
  const TraceLine push = line("scm.push", {{"commit", "abc"}});
  CHECK(broken_by(scm::invariants(), {push}).empty());
  CHECK(broken_by(scm::invariants(), {push, push}) == Ids{"scm.commit_once"});
}
