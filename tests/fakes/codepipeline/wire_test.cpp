// Pipelines by AWS's protocol: made, read, changed, listed, tagged, deleted.
#include "tests/fakes/codepipeline/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

// Members in the order of their names, so that two texts are equal when their values are.
aws::Json sorted(aws::Json json) {
  std::sort(json.members.begin(), json.members.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  for (aws::JsonMember& member : json.members) {
    member.value = sorted(member.value);
  }
  for (aws::Json& item : json.items) {
    item = sorted(item);
  }
  return json;
}

std::string without_version(aws::Json pipeline) {
  std::erase_if(pipeline.members, [](const auto& member) { return member.name == "version"; });
  return aws::to_text(sorted(std::move(pipeline)));
}

Task<void> round_trip(WireLab& w, Context cx) {
  const std::string given = without_version(aws::parse_json(k_declaration).value());
  w.create(cx);
  const aws::Json got = w.ask(cx, "GetPipeline", R"({"name": "release"})");
  CHECK(without_version(*got.find("pipeline")) == given);
  CHECK(at(got, "pipeline.version") == "1");
  CHECK(at(got, "metadata.pipelineArn") == "arn:aws:codepipeline:us-east-1:123456789012:release");
  co_await cx.sleep_for(seconds(90));
  const aws::Json updated = w.ask(cx, "UpdatePipeline", aws::to_text(got));
  CHECK(without_version(*updated.find("pipeline")) == given);
  CHECK(at(updated, "pipeline.version") == "2");
  const aws::Json again = w.ask(cx, "GetPipeline", R"({"name": "release"})");
  CHECK(at(again, "metadata.created") == "1767225600.000");
  CHECK(at(again, "metadata.updated") == "1767225690.000");
  const aws::Json first = w.ask(cx, "GetPipeline", R"({"name": "release", "version": 1})");
  CHECK(at(first, "pipeline.version") == "1");
  CHECK(w.refusal(cx, "GetPipeline", R"({"name": "release", "version": 3})") ==
        "PipelineVersionNotFoundException");
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  REQUIRE(text.find(what) != std::string::npos);
  return text.replace(text.find(what), what.size(), by);
}

Task<void> refuse_declarations(WireLab& w, Context cx) {
  const auto refused = [&](const std::string& what, const std::string& by) {
    return w.refusal(cx, "CreatePipeline",
                     R"({"pipeline": )" + replaced(k_declaration, what, by) + "}");
  };
  CHECK(refused(R"("executionMode")",
                R"("triggers": [{"providerType": "CodeStarSourceConnection",
                   "gitConfiguration": {"sourceActionName": "Fetch"}}], "executionMode")") ==
        "InvalidStructureException");
  CHECK(refused(R"("artifactStore")", R"("artifactStores": {"us-east-1": {"type": "S3",
                   "location": "artifacts"}}, "artifactStore")") == "InvalidStructureException");
  CHECK(refused(R"("artifactStore")", R"("bucket")") == "InvalidStructureException");
  CHECK(refused("us-east-1", "eu-west-1") == "InvalidActionDeclarationException");
  CHECK(refused(R"("runOrder": 2)", R"("runOrder": 2, "commands": ["ls"])") ==
        "InvalidActionDeclarationException");
  CHECK(refused(R"({"name": "App"})", R"({"name": "App", "files": ["a"]})") ==
        "InvalidActionDeclarationException");
  CHECK(refused(R"("result": "RETRY")", R"("result": "SKIP")") ==
        "InvalidStageDeclarationException");
  CHECK(refused(R"("provider": "CodeDeploy")", R"("provider": "ECS")") ==
        "InvalidActionDeclarationException");
  CHECK(refused(R"("name": "release")", R"("name": "two words")") == "ValidationException");
  CHECK(w.refusal(cx, "GetPipeline", R"({"name": "release"})") == "PipelineNotFoundException");
  co_return;
}

Task<void> list_and_tag(WireLab& w, Context cx) {
  w.create(cx);
  aws::Json page = w.ask(cx, "ListPipelines", R"({"maxResults": 1})");
  CHECK(at(page, "pipelines") == "1 items");
  CHECK(at(page, "pipelines.0.name") == "lab-app");
  CHECK(at(page, "pipelines.0.pipelineType") == "V1");
  page = w.ask(cx, "ListPipelines", R"({"nextToken": ")" + at(page, "nextToken") + R"("})");
  CHECK(at(page, "pipelines.0.name") == "release");
  CHECK(at(page, "pipelines.0.executionMode") == "QUEUED");
  CHECK(page.find("nextToken") == nullptr);
  CHECK(w.refusal(cx, "ListPipelines", R"({"nextToken": "x"})") == "InvalidNextTokenException");

  const std::string arn = R"("resourceArn": "arn:aws:codepipeline:us-east-1:123456789012:release")";
  (void)w.ask(cx, "TagResource",
              "{" + arn + R"(, "tags": [{"key": "b", "value": "2"}, {"key": "a", "value": "1"}]})");
  (void)w.ask(cx, "UntagResource", "{" + arn + R"(, "tagKeys": ["b"]})");
  CHECK(aws::to_text(w.ask(cx, "ListTagsForResource", "{" + arn + "}")) ==
        R"({"tags":[{"key":"a","value":"1"}]})");
  CHECK(w.refusal(cx, "TagResource", "{" + arn + R"(, "tags": [{"key": "aws:x", "value": ""}]})") ==
        "InvalidTagsException");
  CHECK(w.refusal(cx, "ListTagsForResource",
                  R"({"resourceArn": "arn:aws:codepipeline:us-east-1:123456789012:other"})") ==
        "ResourceNotFoundException");
  co_return;
}

// The former pipeline waits for its approval when it goes.
Task<void> delete_and_create_again(WireLab& w, Context cx) {
  w.create(cx);
  co_await cx.sleep_for(minutes(2));
  const std::string old = at(w.ask(cx, "ListPipelineExecutions", R"({"pipelineName": "release"})"),
                             "pipelineExecutionSummaries.0.pipelineExecutionId");
  (void)w.ask(cx, "DeletePipeline", R"({"name": "release"})");
  (void)w.ask(cx, "DeletePipeline", R"({"name": "release"})");
  CHECK(w.refusal(cx, "GetPipelineState", R"({"name": "release"})") == "PipelineNotFoundException");
  CHECK(at(w.ask(cx, "ListPipelines", "{}"), "pipelines") == "1 items");
  w.create(cx);
  co_await cx.sleep_for(minutes(2));
  const aws::Json list = w.ask(cx, "ListPipelineExecutions", R"({"pipelineName": "release"})");
  CHECK(at(list, "pipelineExecutionSummaries") == "1 items");
  CHECK(at(list, "pipelineExecutionSummaries.0.status") == "InProgress");
  CHECK(at(list, "pipelineExecutionSummaries.0.trigger.triggerType") == "CreatePipeline");
  CHECK(w.refusal(cx, "GetPipelineExecution",
                  R"({"pipelineName": "release", "pipelineExecutionId": ")" + old + R"("})") ==
        "PipelineExecutionNotFoundException");
  const aws::Json state = w.ask(cx, "GetPipelineState", R"({"name": "release"})");
  CHECK(at(state, "stageStates.1.actionStates.0.latestExecution.status") == "InProgress");
  CHECK(at(state, "pipelineVersion") == "1");
}

}  // namespace

TEST_CASE("what a client gives as a pipeline it gets again, and may give as an update") {
  WireLab w;
  CHECK(w.lab.world.run(round_trip(w, w.lab.world.as("client"))));
}

TEST_CASE("what a pipeline cannot do here is refused when it is made") {
  WireLab w;
  CHECK(w.lab.world.run(refuse_declarations(w, w.lab.world.as("client"))));
}

TEST_CASE("pipelines are listed in pages and carry tags") {
  WireLab w;
  CHECK(w.lab.world.run(list_and_tag(w, w.lab.world.as("client"))));
}

TEST_CASE("a deleted pipeline leaves nothing to the next one of its name") {
  WireLab w;
  CHECK(w.lab.world.run(delete_and_create_again(w, w.lab.world.as("client"))));
  test::Lines told = w.lab.world.told("codepipeline.execution", {"pipeline", "status"});
  std::erase_if(told, [](const std::string& line) { return line.rfind("release", 0) != 0; });
  CHECK(told == test::Lines{"release InProgress", "release Cancelled", "release InProgress"});
}

TEST_CASE("a deleted pipeline does not poll any more, also when another has its name") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  const auto tell = [](WireLab& wl, Context client) -> Task<void> {
    (void)wl.ask(client, "DeletePipeline", R"({"name": "lab-app"})");
    CHECK(wl.lab.codepipeline.furnish(client, lab_pipeline()).ok());
    wl.lab.store.keys_asked.clear();
    co_await client.sleep_for(minutes(5) + seconds(30));
  };
  CHECK(w.lab.world.run(tell(w, cx)));
  CHECK(w.lab.store.keys_asked.size() == 5);
}

TEST_CASE("the action types that are listed are those that run here") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  const aws::Json all = w.ask(cx, "ListActionTypes", "{}");
  CHECK(at(all, "actionTypes") == "6 items");
  CHECK(at(all, "actionTypes.1.id.provider") == "CodeBuild");
  CHECK(at(all, "actionTypes.1.inputArtifactDetails.maximumCount") == "5");
  CHECK(at(w.ask(cx, "ListActionTypes", R"({"actionOwnerFilter": "Custom"})"), "actionTypes") ==
        "0 items");
}
