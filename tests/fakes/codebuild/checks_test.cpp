// Each invariant of CodeBuild trips when it should, and only then.
#include "fakes/codebuild/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine phase(const std::string& type) {
  return line("codebuild.phase", {{"buildNumber", "1"}, {"phaseType", type}});
}

}  // namespace

TEST_CASE("build.phase_order: phases come in order, each once") {
  CHECK(broken_by(codebuild::invariants(), {phase("INSTALL"), phase("BUILD")}).empty());
  CHECK(broken_by(codebuild::invariants(), {phase("BUILD"), phase("INSTALL")}) ==
        Ids{"build.phase_order"});
  CHECK(broken_by(codebuild::invariants(), {phase("BUILD"), phase("BUILD")}) ==
        Ids{"build.phase_order"});
}
