// Projects by AWS's protocol: made, changed, read, listed, deleted.
#include "tests/fakes/codebuild/wire_lab.h"

using namespace greenroom;
using namespace greenroom::codebuild;

TEST_CASE("a project is told as it was made, with what AWS adds") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  const aws::Json made = w.ask(cx, "CreateProject", k_site);
  CHECK(at(made, "project.arn") == "arn:aws:codebuild:us-east-1:123456789012:project/site");
  CHECK(at(made, "project.source") ==
        R"({"type":"S3","location":"source/app.zip","insecureSsl":false})");
  CHECK(at(made, "project.artifacts.namespaceType") == "BUILD_ID");
  CHECK(at(made, "project.environment.computeType") == "BUILD_GENERAL1_MEDIUM");
  CHECK(at(made, "project.environment.environmentVariables.1") ==
        R"({"name":"TOKEN","value":"/lab/token","type":"PARAMETER_STORE"})");
  CHECK(at(made, "project.timeoutInMinutes") == "7");
  CHECK(at(made, "project.queuedTimeoutInMinutes") == "480");
  CHECK(at(made, "project.encryptionKey") == "arn:aws:kms:us-east-1:123456789012:alias/aws/s3");
  CHECK(at(made, "project.cache.type") == "NO_CACHE");
  CHECK(at(made, "project.created") == "1767225600.000");
  CHECK(w.refusal(cx, "CreateProject", k_site) == "ResourceAlreadyExistsException");

  // What an update leaves out stays.
  const aws::Json changed =
      w.ask(cx, "UpdateProject",
            R"({"name": "site", "description": "new", "cache": {"type": "LOCAL",
          "modes": ["LOCAL_CUSTOM_CACHE"]}, "concurrentBuildLimit": 2,
          "logsConfig": {"cloudWatchLogs": {"status": "ENABLED", "groupName": "builds"}}})");
  CHECK(at(changed, "project.description") == "new");
  CHECK(at(changed, "project.cache") == R"({"type":"LOCAL","modes":["LOCAL_CUSTOM_CACHE"]})");
  CHECK(at(changed, "project.concurrentBuildLimit") == "2");
  CHECK(at(changed, "project.logsConfig.cloudWatchLogs.groupName") == "builds");
  CHECK(at(changed, "project.artifacts.name") == "site.zip");
  CHECK(at(changed, "project.tags.0.key") == "team");
  CHECK(w.refusal(cx, "UpdateProject", R"({"name": "other"})") == "ResourceNotFoundException");
}

TEST_CASE("projects are found by name and ARN, listed, and deleted") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  (void)w.ask(cx, "CreateProject", k_site);
  const aws::Json found = w.ask(
      cx, "BatchGetProjects",
      R"({"names": ["arn:aws:codebuild:us-east-1:123456789012:project/site", "no", "lab-app"]})");
  CHECK(at(found, "projects.0.name") == "site");
  CHECK(at(found, "projects.1.source.type") == "CODEPIPELINE");
  CHECK(at(found, "projectsNotFound") == "1 items");
  CHECK(at(w.ask(cx, "ListProjects", R"({"sortBy": "NAME", "sortOrder": "DESCENDING"})"),
           "projects.0") == "site");
  for (int i = 0; i < 99; ++i) {
    (void)w.ask(cx, "CreateProject",
                replaced(k_site, "\"site\"", "\"many-" + std::to_string(i) + "\""));
  }
  const aws::Json page = w.ask(cx, "ListProjects", "{}");
  CHECK(at(page, "projects") == "100 items");
  CHECK(at(w.ask(cx, "ListProjects", R"({"nextToken": ")" + at(page, "nextToken") + "\"}"),
           "projects") == "1 items");
  CHECK(w.refusal(cx, "ListProjects", R"({"nextToken": "x"})") == "InvalidInputException");
  (void)w.ask(cx, "DeleteProject", R"({"name": "site"})");
  (void)w.ask(cx, "DeleteProject", R"({"name": "site"})");
  CHECK(at(w.ask(cx, "BatchGetProjects", R"({"names": ["site"]})"), "projects") == "0 items");
}

TEST_CASE("what a project cannot do here is refused when it is made") {
  WireLab w;
  const Context cx = w.lab.world.as("client");
  const auto refused = [&](const std::string& what, const std::string& by) {
    return w.refusal(cx, "CreateProject", replaced(k_site, what, by));
  };
  CHECK(refused("LINUX_CONTAINER", "WINDOWS_SERVER_2022_CONTAINER") == "InvalidInputException");
  CHECK(refused(R"("timeoutInMinutes": 7)",
                R"("vpcConfig": {"vpcId": "vpc-1"}, "timeoutInMinutes": 7)") ==
        "InvalidInputException");
  CHECK(refused(R"("timeoutInMinutes": 7)", R"("badgeEnabled": true)") == "InvalidInputException");
  CHECK(refused(R"("path": "builds")", R"("overrideArtifactName": true)") ==
        "InvalidInputException");
  CHECK(refused(R"("location": "out",)", "") == "InvalidInputException");
  CHECK(refused(R"("type": "S3", "location": "out")", R"("type": "CODEPIPELINE")") ==
        "InvalidInputException");
  CHECK(refused("source/app.zip", "source") == "InvalidInputException");
  CHECK(refused(R"("timeoutInMinutes": 7)", R"("cache": {"type": "S3", "location": "c"})") ==
        "InvalidInputException");
  CHECK(refused(R"("timeoutInMinutes": 7)",
                R"("logsConfig": {"s3Logs": {"status": "ENABLED", "location": "b/l"}})") ==
        "InvalidInputException");
  CHECK(refused(R"("timeoutInMinutes": 7)", R"("timeoutInMinutes": 4)") == "ValidationException");
  // What says nothing is fine.
  (void)w.ask(cx, "CreateProject",
              replaced(k_site, R"("timeoutInMinutes": 7)",
                       R"("vpcConfig": {}, "badgeEnabled": false, "secondarySources": [],
                          "autoRetryLimit": 0)"));
}

TEST_CASE("a project that a client makes has of ours what the prototype says") {
  WireLab w;
  Project prototype;
  prototype.runtimePolicy = RuntimePolicy::ignore;
  w.codebuild().set_prototype(prototype);
  (void)w.ask(w.lab.world.as("client"), "CreateProject", k_site);
  CHECK(w.codebuild().state().projects.at("site").runtimePolicy == RuntimePolicy::ignore);
}

TEST_CASE("images of Linux are offered") {
  WireLab w;
  const aws::Json images = w.ask(w.lab.world.as("client"), "ListCuratedEnvironmentImages", "{}");
  CHECK(at(images, "platforms.1.platform") == "UBUNTU");
  CHECK(at(images, "platforms.1.languages.0.images.0.name") == "aws/codebuild/standard:7.0");
}
