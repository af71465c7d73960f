// What happens when the pipeline's role may not do what an action needs.
#include <catch2/catch.hpp>

#include "tests/fakes/codepipeline/pipeline_lab.h"
#include "tests/support/rights_without.h"

using namespace greenroom;
using namespace greenroom::codepipeline;
using greenroom::test::RightsWithout;

TEST_CASE("each right that a pipeline's role lacks fails the action that needs it") {
  struct Row {
    const char* action;
    const char* stage;
    const char* name;
    const char* code;
    const char* part;
  };
  const char* const source = "The provided role does not have permissions to perform this action.";
  const char* const deploy =
      "The provided role does not have sufficient permissions to access CodeDeploy";
  const char* const build = "Error calling startBuild: ";
  const Row rows[] = {
      {"s3:GetBucketVersioning", "Source", "Source", "PermissionError", source},
      {"s3:GetObject", "Source", "Source", "PermissionError", source},
      {"s3:GetObjectVersion", "Source", "Source", "PermissionError", source},
      {"s3:PutObject", "Source", "Source", "PermissionError", source},
      {"codebuild:StartBuild", "Build", "Build", "JobFailed", build},
      {"codebuild:BatchGetBuilds", "Build", "Build", "JobFailed", build},
      {"codedeploy:GetDeploymentConfig", "Production", "Deploy", "PermissionError", deploy},
      {"codedeploy:GetApplicationRevision", "Production", "Deploy", "PermissionError", deploy},
      {"codedeploy:RegisterApplicationRevision", "Production", "Deploy", "PermissionError", deploy},
      {"codedeploy:CreateDeployment", "Production", "Deploy", "PermissionError", deploy},
      {"codedeploy:GetDeployment", "Production", "Deploy", "PermissionError", deploy},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    Lab lab;
    const RightsWithout rights({row.action});
    lab.codepipeline.connect(rights);
    CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
    const Execution& execution = lab.codepipeline.state().find("lab-app")->executions.at(0);
    const ActionExecution& action = execution.stages.at(row.stage).actions.at(row.name);
    CHECK(action.status == ActionExecutionStatus::Failed);
    CHECK(action.errorDetails.code == row.code);
    CHECK(action.errorDetails.message.find(row.part) == 0);
  }
}

TEST_CASE("a pipeline whose role does not trust CodePipeline is refused") {
  Lab lab;
  RightsWithout rights;
  rights.trusts = false;
  lab.codepipeline.connect(rights);
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.roleArn = "arn:aws:iam::123456789012:role/nobody";
  const Context cx = lab.world.as("user");
  CHECK(lab.codepipeline.UpdatePipeline(cx, pipeline).failure().code ==
        "InvalidStructureException");
  pipeline.name = "another";
  const Status refused = lab.codepipeline.CreatePipeline(cx, pipeline);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().code == "InvalidStructureException");
  CHECK(refused.failure().message ==
        "CodePipeline is not authorized to perform AssumeRole on role "
        "arn:aws:iam::123456789012:role/nobody");
}
