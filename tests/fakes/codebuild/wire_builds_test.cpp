// Builds by AWS's protocol: started and watched, with sources from S3 and artifacts to it.
#include "tests/fakes/codebuild/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace {

std::string ids(const std::string& id) {
  return R"({"ids": [")" + id + R"("]})";
}

std::string start(WireLab& w, Context cx, const std::string& more = "") {
  return at(w.ask(cx, "StartBuild", R"({"projectName": "site")" + more + "}"), "build.id");
}

aws::Json get(WireLab& w, Context cx, const std::string& id) {
  return *w.ask(cx, "BatchGetBuilds", ids(id)).find("builds")->items.begin();
}

Task<void> watch(WireLab& w, Context cx) {
  (void)w.ask(cx, "CreateProject", k_site);
  const aws::Json answer = w.ask(cx, "StartBuild",
                                 R"({"projectName": "site", "environmentVariablesOverride": [
                                     {"name": "STAGE", "value": "prod"}]})");
  const aws::Json& begun = *answer.find("build");
  const std::string id = at(begun, "id");
  CHECK(at(begun, "buildStatus") == "IN_PROGRESS");
  CHECK(at(begun, "buildComplete") == "false");
  CHECK(at(begun, "currentPhase") == "QUEUED");
  CHECK(at(begun, "phases.0.phaseStatus") == "SUCCEEDED");
  CHECK(at(begun, "phases.1") == R"({"phaseType":"QUEUED","startTime":1767225600.000})");
  CHECK(at(begun, "logs.groupName").empty());
  CHECK(at(begun, "endTime").empty());
  CHECK(at(begun, "environment.environmentVariables.0.value") == "prod");
  CHECK(at(begun, "timeoutInMinutes") == "7");
  CHECK(at(begun, "initiator") == "root");

  co_await cx.sleep_for(seconds(10));
  const aws::Json running = get(w, cx, id);
  CHECK(at(running, "currentPhase") == "DOWNLOAD_SOURCE");
  CHECK(at(running, "phases.3") == R"({"phaseType":"DOWNLOAD_SOURCE","startTime":1767225609.000})");
  CHECK(at(running, "logs.groupName") == "/aws/codebuild/site");

  co_await cx.sleep_for(minutes(2));
  const aws::Json ended = get(w, cx, id);
  CHECK(at(ended, "buildStatus") == "SUCCEEDED");
  CHECK(at(ended, "buildComplete") == "true");
  CHECK(at(ended, "currentPhase") == "COMPLETED");
  CHECK(at(ended, "phases") == "11 items");
  CHECK(at(ended, "phases.1.contexts").empty());
  CHECK(at(ended, "phases.2.durationInSeconds") == "8");
  CHECK(at(ended, "phases.6.contexts") == "1 items");
  CHECK(at(ended, "phases.10.endTime").empty());
  const std::string uuid = id.substr(id.find(':') + 1);
  CHECK(at(ended, "artifacts.location") == "arn:aws:s3:::out/builds/" + uuid + "/site.zip");
  CHECK(!at(ended, "artifacts.sha256sum").empty());
  CHECK(at(ended, "logs.streamName") == uuid);
  CHECK(at(ended, "source.location") == "source/app.zip");
  const auto stored = w.store.objects.find("out/builds/" + uuid + "/site.zip");
  REQUIRE(stored != w.store.objects.end());
  CHECK(files_of(stored->second).at("app.txt") == "app");
  CHECK(files_of(stored->second).count("secret/key") == 0);
  CHECK(w.store.last_metadata.at("codebuild-buildarn") == at(ended, "arn"));
}

// Phase DOWNLOAD_SOURCE's context; the status of the build with it.
std::string source_context(const aws::Json& build) {
  return at(build, "buildStatus") + " " + at(build, "phases.3.contexts.0.statusCode") + " " +
         at(build, "phases.3.contexts.0.message");
}

Task<void> sources(WireLab& w, Context cx) {
  (void)w.ask(cx, "CreateProject", k_site);
  w.store.objects["source/app.zip@v1"] =
      scripted_archive({{"buildspec.yml", "version: 0.2\nphases: {build: {commands: [first]}}"}});
  w.store.objects["source/tree/buildspec.yml"] =
      "version: 0.2\nphases: {build: {commands: [from tree]}}\nartifacts: {files: ['**/*']}";
  w.store.objects["source/tree/a/"] = "";  // how S3's console keeps a folder
  w.store.objects["source/tree/a/b.txt"] = "b";
  const std::string version = start(w, cx, R"(, "sourceVersion": "v1")");
  const std::string missing = start(w, cx, R"(, "sourceLocationOverride": "source/none.zip")");
  const std::string folder = start(w, cx, R"(, "sourceLocationOverride": "source/tree/",
      "artifactsOverride": {"type": "S3", "location": "out", "name": "/"})");
  const std::string without = start(w, cx, R"(, "sourceTypeOverride": "NO_SOURCE",
      "artifactsOverride": {"type": "NO_ARTIFACTS"}, "imageOverride": "my/image:1",
      "buildspecOverride": "version: 0.2\nphases:\n  build:\n    commands: [alone]")");
  w.store.objects["specs/build.yml"] = "version: 0.2\nphases: {build: {commands: [stored]}}";
  const std::string spec = start(w, cx, R"(, "buildspecOverride": "arn:aws:s3:::specs/build.yml")");
  co_await cx.sleep_for(minutes(3));
  CHECK(at(get(w, cx, spec), "buildStatus") == "SUCCEEDED");
  CHECK(w.lab.containers.machine.count("stored") == 1);
  CHECK(at(get(w, cx, version), "buildStatus") == "SUCCEEDED");
  CHECK(at(get(w, cx, version), "sourceVersion") == "v1");
  CHECK(w.lab.containers.machine.count("first") == 1);
  CHECK(source_context(get(w, cx, missing)) ==
        "FAILED CLIENT_ERROR error while downloading key none.zip, error: NoSuchKey: The specified "
        "key does not exist.");
  CHECK(at(get(w, cx, folder), "buildStatus") == "SUCCEEDED");
  CHECK(w.store.objects["out/a/b.txt"] == "b");
  CHECK(w.store.objects.count("out/a/") == 0);
  CHECK(at(get(w, cx, folder), "artifacts.sha256sum").empty());
  const aws::Json alone = get(w, cx, without);
  CHECK(at(alone, "buildStatus") == "SUCCEEDED");
  CHECK(at(alone, "environment.image") == "my/image:1");
  CHECK(at(alone, "artifacts") == "{}");
  CHECK(w.lab.containers.machine.count("alone") == 1);
}

Task<void> artifacts_refused(WireLab& w, Context cx) {
  (void)w.ask(cx, "CreateProject", replaced(k_site, "\"out\"", "\"closed\""));
  const std::string id = start(w, cx);
  co_await cx.sleep_for(minutes(2));
  const aws::Json build = get(w, cx, id);
  CHECK(at(build, "buildStatus") == "FAILED");
  CHECK(at(build, "phases.8.phaseType") == "UPLOAD_ARTIFACTS");
  CHECK(at(build, "phases.8.contexts.0.statusCode") == "CLIENT_ERROR");
}

Task<void> stop_retry_delete(WireLab& w, Context cx) {
  (void)w.ask(cx, "CreateProject", k_site);
  const std::string first = start(w, cx);
  co_await cx.sleep_for(seconds(10));
  CHECK(at(w.ask(cx, "BatchDeleteBuilds", ids(first)), "buildsNotDeleted.0.statusCode") ==
        "BUILD_IN_PROGRESS");
  CHECK(at(w.ask(cx, "StopBuild", R"({"id": ")" + first + "\"}"), "build.buildStatus") ==
        "STOPPED");
  co_await cx.sleep_for(minutes(1));
  CHECK(at(get(w, cx, first), "buildStatus") == "STOPPED");
  CHECK(at(get(w, cx, first), "buildComplete") == "true");
  const aws::Json again = w.ask(cx, "RetryBuild", R"({"id": ")" + first + "\"}");
  CHECK(at(again, "build.buildNumber") == "2");
  CHECK(at(again, "build.buildStatus") == "IN_PROGRESS");
  const std::string second = at(again, "build.id");
  CHECK(at(w.ask(cx, "ListBuilds", "{}"), "ids.0") == second);
  CHECK(
      at(w.ask(cx, "ListBuildsForProject", R"({"projectName": "site", "sortOrder": "ASCENDING"})"),
         "ids.0") == first);
  CHECK(at(w.ask(cx, "ListBuildsForProject", R"({"projectName": "lab-app"})"), "ids") == "0 items");
  CHECK(w.refusal(cx, "ListBuildsForProject", R"({"projectName": "other"})") ==
        "ResourceNotFoundException");
  co_await cx.sleep_for(minutes(2));
  CHECK(at(get(w, cx, second), "buildStatus") == "SUCCEEDED");
  CHECK(at(w.ask(cx, "BatchDeleteBuilds", ids(first)), "buildsDeleted.0") ==
        "arn:aws:codebuild:us-east-1:123456789012:build/" + first);
  CHECK(at(w.ask(cx, "BatchGetBuilds", ids(first)), "buildsNotFound.0") == first);
  CHECK(at(w.ask(cx, "ListBuilds", "{}"), "ids") == "1 items");
  CHECK(w.refusal(cx, "RetryBuild", R"({"id": ")" + first + "\"}") == "ResourceNotFoundException");
  CHECK(w.refusal(cx, "StopBuild", R"({"id": "nobody"})") == "ResourceNotFoundException");
}

Task<void> ask_twice(WireLab& w, Context cx) {
  (void)w.ask(cx, "CreateProject", k_site);
  const std::string token = R"(, "idempotencyToken": "once")";
  const std::string first = start(w, cx, token);
  co_await cx.sleep_for(minutes(4));
  CHECK(start(w, cx, token) == first);
  CHECK(w.refusal(cx, "StartBuild", R"({"projectName": "lab-app")" + token + "}") ==
        "InvalidInputException");
  CHECK(w.refusal(cx, "StartBuild",
                  R"({"projectName": "site", "sourceVersion": "v")" + token + "}") ==
        "InvalidInputException");
  co_await cx.sleep_for(minutes(2));
  CHECK(start(w, cx, token) != first);
}

Task<void> cache_modes(WireLab& w, Context cx) {
  w.store.objects["source/app.zip"] =
      scripted_archive({{"buildspec.yml",
                         "version: 0.2\nphases: {build: {commands: [make]}}\n"
                         "cache: {paths: ['kept/*']}"},
                        {"kept/a.txt", "a"}});
  (void)w.ask(cx, "CreateProject", k_site);
  const std::string source =
      start(w, cx, R"(, "cacheOverride": {"type": "LOCAL", "modes": ["LOCAL_SOURCE_CACHE"]})");
  co_await cx.sleep_for(minutes(2));
  CHECK(at(get(w, cx, source), "cache") == R"({"type":"LOCAL","modes":["LOCAL_SOURCE_CACHE"]})");
  CHECK(w.codebuild().state().caches.at("site").empty());
  (void)start(w, cx, R"(, "cacheOverride": {"type": "LOCAL", "modes": ["LOCAL_CUSTOM_CACHE"]})");
  co_await cx.sleep_for(minutes(2));
  CHECK(w.codebuild().state().caches.at("site").size() == 1);
}

}  // namespace

TEST_CASE("only LOCAL_CUSTOM_CACHE keeps the paths of the buildspec") {
  WireLab w;
  CHECK(w.lab.world.run(cache_modes(w, w.lab.world.as("client"))));
}

TEST_CASE("StartBuild answers at once, and the build is watched to its end") {
  WireLab w;
  CHECK(w.lab.world.run(watch(w, w.lab.world.as("client"))));
  CHECK(w.lab.world.told("codebuild.build", {"buildStatus", "initiator"}) ==
        Lines{"IN_PROGRESS root", "SUCCEEDED root"});
}

TEST_CASE("sources are a version of an object, a folder, or none; artifacts likewise") {
  WireLab w;
  CHECK(w.lab.world.run(sources(w, w.lab.world.as("client"))));
}

TEST_CASE("artifacts that S3 does not take fail the build") {
  WireLab w;
  CHECK(w.lab.world.run(artifacts_refused(w, w.lab.world.as("client"))));
}

TEST_CASE("builds are stopped, retried, listed and deleted") {
  WireLab w;
  CHECK(w.lab.world.run(stop_retry_delete(w, w.lab.world.as("client"))));
}

TEST_CASE("a token makes two requests one build for five minutes") {
  WireLab w;
  CHECK(w.lab.world.run(ask_twice(w, w.lab.world.as("client"))));
}

TEST_CASE("a build whose source or artifacts cannot be here does not begin") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  (void)w.ask(cx, "CreateProject", k_site);
  const auto refused = [&](const std::string& more) {
    return w.refusal(cx, "StartBuild", R"({"projectName": "site")" + more + "}");
  };
  CHECK(refused(R"(, "sourceTypeOverride": "GITHUB")") == "InvalidInputException");
  CHECK(refused(R"(, "sourceTypeOverride": "NO_SOURCE")") == "InvalidInputException");
  CHECK(refused(R"(, "sourceLocationOverride": "source")") == "InvalidInputException");
  CHECK(refused(R"(, "artifactsOverride": {"type": "CODEPIPELINE"})") == "InvalidInputException");
  CHECK(refused(R"(, "environmentTypeOverride": "MAC_ARM")") == "InvalidInputException");
  CHECK(refused(R"(, "debugSessionEnabled": true)") == "InvalidInputException");
  CHECK(w.refusal(cx, "StartBuild", R"({"projectName": "lab-app"})") == "InvalidInputException");
  CHECK(w.refusal(cx, "StartBuild", R"({"projectName": "other"})") == "ResourceNotFoundException");
  CHECK(w.codebuild().state().begun.empty());
}

TEST_CASE("a build that a pipeline started is told as AWS tells it, and not retried by itself") {
  WireLab w;
  w.lab.more.initiator = "codepipeline/release";
  w.lab.more.artifact_location = "arn:aws:s3:::artifacts/release/Built/1234567";
  w.lab.more.sourceVersion = "arn:aws:s3:::artifacts/release/App/7654321";
  w.lab.more.resolvedSourceVersion = "version-1";
  const std::string id = w.lab.build(k_source).id;
  const Context cx = w.lab.world.as("client");
  const aws::Json build = get(w, cx, id);
  CHECK(at(build, "source.type") == "CODEPIPELINE");
  CHECK(at(build, "sourceVersion") == "arn:aws:s3:::artifacts/release/App/7654321");
  CHECK(at(build, "resolvedSourceVersion") == "version-1");
  CHECK(at(build, "artifacts.location") == "arn:aws:s3:::artifacts/release/Built/1234567");
  CHECK(at(build, "initiator") == "codepipeline/release");
  CHECK(w.refusal(cx, "RetryBuild", R"({"id": ")" + id + "\"}") == "InvalidInputException");
}
