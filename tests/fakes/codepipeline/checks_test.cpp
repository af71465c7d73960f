// Each invariant of CodePipeline trips when it should, and only then.
#include "fakes/codepipeline/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine stage(const std::string& execution, const std::string& status) {
  return line("codepipeline.stage",
              {{"execution", execution}, {"stage", "Build"}, {"status", status}});
}

}  // namespace

TEST_CASE("pipeline.stage_lock: one execution inside a stage at a time") {
  CHECK(broken_by(codepipeline::invariants(),
                  {stage("1", "InProgress"), stage("1", "Failed"), stage("2", "InProgress")})
            .empty());
  CHECK(
      broken_by(codepipeline::invariants(), {stage("1", "InProgress"), stage("2", "InProgress")}) ==
      Ids{"pipeline.stage_lock"});
}
