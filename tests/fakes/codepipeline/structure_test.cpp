// What a pipeline's structure may be (reference 2.1): AWS's exceptions and, where they are known,
// its words.
#include "fakes/codepipeline/structure.h"

#include <catch2/catch.hpp>

#include "fakes/codepipeline/action_structure.h"
#include "fakes/codepipeline/constraints.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

struct Row {
  const char* what;
  void (*change)(PipelineDeclaration&);
  const char* code;
  const char* part;  // of the message
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    PipelineDeclaration pipeline = lab_pipeline();
    row.change(pipeline);
    const Status valid = validate(pipeline, "eu-west-2");
    REQUIRE_FALSE(valid.ok());
    CHECK(valid.failure().code == row.code);
    CHECK_THAT(valid.failure().message, Catch::Contains(row.part));
  }
}

}  // namespace

TEST_CASE("the lab's pipeline may be, as V1 and as V2") {
  PipelineDeclaration pipeline = lab_pipeline();
  CHECK(validate(pipeline, "us-east-1").ok());
  for (const PipelineType type : {PipelineType::V1, PipelineType::V2}) {
    pipeline.pipelineType = type;
    CHECK(validate(pipeline, "us-east-1").ok());
  }
}

// Reference 2.1: ">=2 stages, <=50; first stage only Source actions, Source actions nowhere else;
// >=1 non-source action; stage names unique; action names unique in a stage; <=50 actions per
// stage, <=500 per pipeline".
TEST_CASE("stages that may not be") {
  check_rows({
      {"one stage", [](PipelineDeclaration& p) { p.stages.resize(1); }, "InvalidStructureException",
       "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline"},
      {"51 stages",
       [](PipelineDeclaration& p) {
         for (int i = 0; i < 48; ++i) {
           p.stages.push_back(p.stages.back());
           p.stages.back().name = "Production" + std::to_string(i);
         }
       },
       "InvalidStructureException",
       "Pipeline has too many stages. There can only be up to 50 stages in a pipeline"},
      {"a stage name twice", [](PipelineDeclaration& p) { p.stages[2].name = "Build"; },
       "InvalidStageDeclarationException", "Stage name 'Build' is used more than once"},
      {"no action", [](PipelineDeclaration& p) { p.stages[1].actions.clear(); },
       "InvalidStageDeclarationException", "Stage 'Build' has 0 actions"},
      {"51 actions",
       [](PipelineDeclaration& p) { p.stages[1].actions.resize(51, p.stages[1].actions.front()); },
       "InvalidStageDeclarationException", "Stage 'Build' has 51 actions"},
      {"an action name twice",
       [](PipelineDeclaration& p) { p.stages[2].actions.resize(2, p.stages[2].actions.front()); },
       "InvalidActionDeclarationException", "Action name 'Deploy' is used more than once"},
      {"no source", [](PipelineDeclaration& p) { p.stages.erase(p.stages.begin()); },
       "InvalidStructureException",
       "Pipeline should start with a stage that only contains source actions"},
      {"only sources",
       [](PipelineDeclaration& p) {
         p.stages.resize(2);
         p.stages[1].actions = p.stages[0].actions;
       },
       "InvalidStructureException",
       "Pipeline should contain at least 1 action whose category is not Source"},
      {"a source later",
       [](PipelineDeclaration& p) { p.stages[1].actions.push_back(p.stages[0].actions[0]); },
       "InvalidStructureException",
       "Source actions can only be included in the first stage of the pipeline"},
      {"a source stage that rolls back",
       [](PipelineDeclaration& p) { p.stages[0].onFailure = StageFailureResult::ROLLBACK; },
       "InvalidStageDeclarationException", "cannot be rolled back"},
  });
}

TEST_CASE("there may be 50 actions in a stage, and 500 in a pipeline") {
  PipelineDeclaration pipeline = lab_pipeline();
  const ActionDeclaration deploy = pipeline.stages[2].actions[0];
  const auto fill = [&](StageDeclaration& stage, int count) {
    stage.actions.clear();
    for (int i = 0; i < count; ++i) {
      stage.actions.push_back(deploy);
      stage.actions.back().name = "Deploy" + std::to_string(i);
    }
  };
  for (int i = 0; i < 9; ++i) {
    StageDeclaration stage = pipeline.stages[2];
    stage.name = "Stage" + std::to_string(i);
    fill(stage, 50);
    pipeline.stages.push_back(stage);
  }
  fill(pipeline.stages[2], 48);
  CHECK(validate(pipeline, "us-east-1").ok());
  fill(pipeline.stages[2], 49);
  CHECK(validate(pipeline, "us-east-1").failure().code == "InvalidStructureException");
}

// Reference 2.1: "V2-only: QUEUED/PARALLEL modes, pipeline variables ... stage
// rollback/retry/conditions"; "a definition containing V2-only parameters is made V2".
TEST_CASE("what only V2 pipelines may have") {
  check_rows({
      {"QUEUED",
       [](PipelineDeclaration& p) {
         p.pipelineType = PipelineType::V1;
         p.executionMode = ExecutionMode::QUEUED;
       },
       "InvalidStructureException", "QUEUED or PARALLEL mode can only be used with V2 pipelines"},
      {"variables",
       [](PipelineDeclaration& p) {
         p.pipelineType = PipelineType::V1;
         p.variables = {{"KIND", "blue"}};
       },
       "InvalidStructureException", "Pipeline variable can only be used with V2 pipelines"},
      {"a stage that retries itself",
       [](PipelineDeclaration& p) {
         p.pipelineType = PipelineType::V1;
         p.stages[1].onFailure = StageFailureResult::RETRY;
       },
       "InvalidStageDeclarationException",
       "Stage level conditions can only be used with V2 pipelines."},
      {"a rollback in PARALLEL mode",
       [](PipelineDeclaration& p) {
         p.executionMode = ExecutionMode::PARALLEL;
         p.stages[2].onFailure = StageFailureResult::ROLLBACK;
       },
       "InvalidStageDeclarationException",
       "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline."},
      {"a variable twice",
       [](PipelineDeclaration& p) {
         p.variables = {{"A", "1"}, {"A", "2"}};
       },
       "InvalidStructureException", "The following variable name is already in use: A"},
  });
  PipelineDeclaration pipeline = lab_pipeline();
  CHECK(pipeline_type(pipeline) == PipelineType::V1);
  pipeline.stages[2].onFailure = StageFailureResult::ROLLBACK;
  CHECK(pipeline_type(pipeline) == PipelineType::V2);
}

// Reference 2.1: "input artifact must be an output of an earlier action; output artifact names
// unique in the pipeline; namespace unique and not equal to an artifact name"; artifact counts.
TEST_CASE("actions that may not be") {
  check_rows({
      {"a custom action",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].actionTypeId.owner = "Custom"; },
       "InvalidActionDeclarationException",
       "ActionType (Category: 'Build', Provider: 'CodeBuild', Owner: 'Custom', Version: '1') in "
       "action 'Build' is not available in region 'EU_WEST_2'"},
      {"an invocation",
       [](PipelineDeclaration& p) {
         p.stages[1].actions[0].actionTypeId = {"Invoke", "AWS", "Lambda", "1"};
       },
       "InvalidActionDeclarationException", "which greenroom does not know"},
      {"an unknown input",
       [](PipelineDeclaration& p) { p.stages[2].actions[0].inputArtifacts = {"Nobody"}; },
       "InvalidActionDeclarationException", "'Nobody', which no earlier action puts out"},
      {"an input of the same runOrder",
       [](PipelineDeclaration& p) {
         p.stages[1].actions.push_back(p.stages[2].actions[0]);
         p.stages[1].actions[0].runOrder = 2;
       },
       "InvalidActionDeclarationException", "'BuildArtifact', which no earlier action puts out"},
      {"no input", [](PipelineDeclaration& p) { p.stages[2].actions[0].inputArtifacts.clear(); },
       "InvalidActionDeclarationException",
       "Action Deploy declares 0 input artifacts which is less than the minimum count (1)"},
      {"two outputs of a source",
       [](PipelineDeclaration& p) { p.stages[0].actions[0].outputArtifacts.push_back("Other"); },
       "InvalidActionDeclarationException", "declares 2 output artifacts which is more than"},
      {"an output twice",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].outputArtifacts = {"SourceArtifact"}; },
       "InvalidActionDeclarationException", "'SourceArtifact', a name that is already taken"},
      {"a missing setting",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].configuration.clear(); },
       "InvalidActionDeclarationException",
       "Action configuration for action 'Build' is missing required configuration 'ProjectName'"},
      {"two inputs and no primary source",
       [](PipelineDeclaration& p) {
         p.stages[0].actions.push_back(p.stages[0].actions[0]);
         p.stages[0].actions[1].name = "Docs";
         p.stages[0].actions[1].outputArtifacts = {"Docs"};
         p.stages[1].actions[0].inputArtifacts.push_back("Docs");
       },
       "InvalidActionDeclarationException", "missing required configuration 'PrimarySource'"},
      {"a batch build",
       [](PipelineDeclaration& p) {
         p.stages[1].actions[0].configuration["BatchEnabled"] = "true";
       },
       "InvalidActionDeclarationException", "batch build"},
      {"a time-out of a build",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].timeoutInMinutes = 10; },
       "InvalidActionDeclarationException", "only a manual approval may"},
      {"a namespace twice",
       [](PipelineDeclaration& p) {
         p.stages[0].actions[0].variablesNamespace = "Variables";
         p.stages[1].actions[0].variablesNamespace = "Variables";
       },
       "InvalidActionDeclarationException", "namespace 'Variables', a name that is already taken"},
      {"a namespace that is an artifact",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].variablesNamespace = "BuildArtifact"; },
       "InvalidActionDeclarationException", "also the name of an artifact"},
  });
}

// Reference 2.1: "names: pipeline/stage/action [A-Za-z0-9.@\-_]{1,100}, artifact
// [a-zA-Z0-9_\-]{1,100}, namespace [A-Za-z0-9@\-_]{1,100}; configuration key <=50, value <=1000
// chars"; runOrder 1..999; timeoutInMinutes 5..86400.
TEST_CASE("single fields that may not be are told by their place") {
  check_rows({
      {"a pipeline without a name", [](PipelineDeclaration& p) { p.name = ""; },
       "ValidationException",
       "1 validation error detected: Value at 'pipeline.name' failed to satisfy constraint: Member "
       "must have length greater than or equal to 1"},
      {"a stage's name", [](PipelineDeclaration& p) { p.stages[1].name = "a b"; },
       "ValidationException",
       "Value at 'pipeline.stages.2.member.name' failed to satisfy constraint: Member must satisfy "
       "regular expression pattern: [A-Za-z0-9.@\\-_]+"},
      {"an action's name",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].name = std::string(101, 'a'); },
       "ValidationException",
       "'pipeline.stages.2.member.actions.1.member.name' failed to satisfy constraint: Member must "
       "have length less than or equal to 100"},
      {"runOrder 0", [](PipelineDeclaration& p) { p.stages[1].actions[0].runOrder = 0; },
       "ValidationException",
       "runOrder' failed to satisfy constraint: Member must have value "
       "greater than or equal to 1"},
      {"runOrder 1000", [](PipelineDeclaration& p) { p.stages[1].actions[0].runOrder = 1000; },
       "ValidationException", "Member must have value less than or equal to 999"},
      {"an artifact's name",
       [](PipelineDeclaration& p) { p.stages[0].actions[0].outputArtifacts = {"a.b"}; },
       "ValidationException",
       "outputArtifacts.1.member.name' failed to satisfy constraint: Member "
       "must satisfy regular expression pattern: [a-zA-Z0-9_\\-]+"},
      {"a namespace",
       [](PipelineDeclaration& p) { p.stages[0].actions[0].variablesNamespace = "a.b"; },
       "ValidationException", "pattern: [A-Za-z0-9@\\-_]+"},
      {"a long key",
       [](PipelineDeclaration& p) {
         p.stages[0].actions[0].configuration[std::string(51, 'k')] = "v";
       },
       "ValidationException", "Map keys must satisfy constraint"},
      {"a long value",
       [](PipelineDeclaration& p) {
         p.stages[0].actions[0].configuration["k"] = std::string(1001, 'v');
       },
       "ValidationException", "Map value must satisfy constraint"},
      {"an approval of four minutes",
       [](PipelineDeclaration& p) { p.stages[1].actions[0].timeoutInMinutes = 4; },
       "ValidationException", "Member must have value greater than or equal to 5"},
      {"51 variables", [](PipelineDeclaration& p) { p.variables.resize(51); },
       "ValidationException",
       "'pipeline.variables' failed to satisfy constraint: Member must have "
       "length less than or equal to 50"},
      {"a variable's name",
       [](PipelineDeclaration& p) {
         p.variables = {{"a b", ""}};
       },
       "ValidationException", "pipeline.variables.1.member.name"},
  });
  PipelineDeclaration longest = lab_pipeline();
  longest.name = std::string(100, 'n');
  longest.stages[1].actions[0].runOrder = 999;
  longest.stages[1].actions[0].configuration[std::string(50, 'k')] = std::string(1000, 'v');
  CHECK(check_constraints(longest).ok());
}
