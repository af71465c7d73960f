// The golden stories fail when the product is broken: each seeded fault makes the right expectation
// (or invariant) of the right story speak up.
#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

struct Breakage {
  const char* fault;
  const char* story;
  int exit_code;
  const char* says;  // part of what the report says
};

const std::string k_rolled_back = "scenarios/golden/v1_1_rolled_back.yaml";

}  // namespace

TEST_CASE("a story that is not broken holds") {
  const Ended ended = run_program({"run", source_path(k_rolled_back)});
  CAPTURE(ended.out, ended.err);
  CHECK(ended.exit_code == 0);
}

TEST_CASE("each seeded fault is noticed by the expectation it breaks") {
  const Breakage breakage = GENERATE(values<Breakage>({
      {"codedeploy.rollback_uses_failed_revision", "scenarios/golden/v1_1_rolled_back.yaml", 1,
       "codeDeployRollback"},
      {"codedeploy.skip_forgotten", "scenarios/golden/v1_1_rolled_back.yaml", 1, "Skipped"},
      // The broken version then waits for ever to become healthy, so the limit on time comes too.
      {"codedeploy.hook_result_ignored", "scenarios/golden/v1_1_rolled_back.yaml", 4,
       "exit_code: expected 7"},
      {"codedeploy.no_block_traffic", "scenarios/golden/v1_1_rolled_back.yaml", 1,
       "failed: expected 0"},
      {"codedeploy.blue_stays_in_service", "scenarios/golden/v1_2_blue_green.yaml", 1, "at_end"},
      {"elb.unhealthy_gets_traffic", "scenarios/golden/v1_0_in_place.yaml", 1,
       "failed: expected 0"},
      {"codebuild.artifact_lost", "scenarios/golden/v1_0_in_place.yaml", 1, "Failed"},
      {"autoscaling.launch_lost", "scenarios/golden/v1_0_in_place.yaml", 4, "virtual_time_max"},
      {"s3.put_lost", "scenarios/golden/v1_0_in_place.yaml", 4, "virtual_time_max"},
      {"scm.webhook_lost", "scenarios/golden/v1_0_in_place.yaml", 4, "virtual_time_max"},
      {"codepipeline.poll_missed", "scenarios/golden/v1_0_in_place.yaml", 4, "virtual_time_max"},
      {"elb.drain_ignored", "scenarios/golden/v1_1_rolled_back.yaml", 1, "failed"},
  }));
  const Ended ended = run_program({"run", source_path(breakage.story), "--fault", breakage.fault});
  CAPTURE(breakage.fault, ended.out, ended.err);
  CHECK(ended.exit_code == breakage.exit_code);
  CHECK_THAT(ended.out, Catch::Contains(breakage.says));
}
