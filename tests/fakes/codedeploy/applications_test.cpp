// Applications, revisions, tags and lists of the service itself.
//
// AWS: reference codedeploy.md 2.1, 2.3, 2.7.
#include <catch2/catch.hpp>

#include "fakes/codedeploy/paging.h"
#include "tests/fakes/codedeploy/service_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;

TEST_CASE("a list goes on after the item that the token names, whatever came in between") {
  test::Lines all;
  for (int each = 100; each < 350; ++each) {
    all.push_back("d-" + std::to_string(each));
  }
  const Page<std::string> first = page_of(all, "").value();
  CHECK(first.items.size() == 100);
  CHECK(first.nextToken == "d-199");
  all.insert(all.begin(), "d-new");
  const Page<std::string> second = page_of(all, first.nextToken).value();
  CHECK(second.items.front() == "d-200");
  const Page<std::string> last = page_of(all, second.nextToken).value();
  CHECK(last.items.size() == 50);
  CHECK(last.nextToken.empty());
  const auto even = [](const std::string& id) { return (id.back() - '0') % 2 == 0; };
  CHECK(page_of(all, "d-149", even).value().items.front() == "d-150");
  CHECK(page_of({"a", "b"}, "a").value().items == test::Lines{"b"});
  CHECK(page_of(all, "nobody").failure().code == "InvalidNextTokenException");
}

TEST_CASE("a page that takes the last item has no token") {
  const test::Lines all(100, "x");
  CHECK(page_of(all, "").value().items.size() == 100);
  CHECK(page_of(all, "").value().nextToken.empty());
}

TEST_CASE("an application that is deleted takes its groups and deployments along") {
  ServiceLab lab;
  const Context cx = lab.world.as("user");
  const std::string first = lab.deploy({"v1"}).front().deploymentId;
  CHECK(lab.codedeploy.GetDeployment(first).ok());
  CHECK(lab.codedeploy.DeleteApplication(cx, "lab-app").ok());
  CHECK(lab.codedeploy.DeleteApplication(cx, "lab-app").ok());  // deleted already
  CHECK(lab.codedeploy.GetDeployment(first).failure().code == "DeploymentDoesNotExistException");
  CHECK(lab.codedeploy.GetApplication("lab-app").failure().code ==
        "ApplicationDoesNotExistException");
  CHECK(lab.codedeploy.ListDeployments(ListDeploymentsInput{}).value().items.empty());
  CHECK(lab.codedeploy.CreateApplication("lab-app").ok());
  CHECK(lab.codedeploy.ListDeploymentGroups("lab-app", "").value().items.empty());
  CHECK(lab.codedeploy.ListDeployments("lab-app", "in-place").empty());
  CHECK(lab.codedeploy.DeleteApplication(cx, "a b").failure().code ==
        "InvalidApplicationNameException");
}

TEST_CASE("a deployment runs to its end although its application is deleted") {
  ServiceLab lab;
  const auto deployments = lab.deploy_and(seconds(5), [&] {
    CHECK(lab.codedeploy.DeleteApplication(lab.world.as("user"), "lab-app").ok());
  });
  CHECK(deployments.back().status == DeploymentStatus::Succeeded);
}

TEST_CASE("an application that is renamed keeps its id, its groups and its deployments") {
  ServiceLab lab;
  const std::string id = lab.codedeploy.GetApplication("lab-app").value().applicationId;
  const auto deployments = lab.deploy_and(
      seconds(5), [&] { CHECK(lab.codedeploy.UpdateApplication("lab-app", "shop").ok()); });
  CHECK(deployments.back().status == DeploymentStatus::Succeeded);
  CHECK(deployments.back().applicationName == "shop");
  CHECK(lab.codedeploy.GetApplication("shop").value().applicationId == id);
  CHECK(lab.codedeploy.GetDeploymentGroup("shop", "in-place").value().lastSuccessfulDeployment ==
        deployments.back().deploymentId);
  CHECK(lab.codedeploy.GetDeploymentGroup("lab-app", "in-place").failure().code ==
        "ApplicationDoesNotExistException");
  CHECK(lab.codedeploy.ListDeploymentGroups("shop", "").value().items ==
        test::Lines{"blue-green", "in-place"});
  CHECK(lab.codedeploy.UpdateApplication("lab-app", "x").failure().code ==
        "ApplicationDoesNotExistException");
  CHECK(lab.codedeploy.UpdateApplication("shop", "shop").failure().code ==
        "ApplicationAlreadyExistsException");
  CHECK(lab.codedeploy.UpdateApplication("shop", "").failure().code ==
        "ApplicationNameRequiredException");
}

TEST_CASE("a deployment registers its revision, and a registered one tells when it was used") {
  ServiceLab lab;
  const Context cx = lab.world.as("user");
  const S3Location first = ServiceLab::input("v1").revision;
  const S3Location second = ServiceLab::input("v2").revision;
  CHECK(lab.codedeploy.RegisterApplicationRevision(cx, "lab-app", first, "by hand").ok());
  CHECK(lab.codedeploy.RegisterApplicationRevision(cx, "nobody", first, "").failure().code ==
        "ApplicationDoesNotExistException");
  CHECK(
      lab.codedeploy.RegisterApplicationRevision(cx, "lab-app", S3Location{}, "").failure().code ==
      "RevisionRequiredException");
  const std::vector<DeploymentInfo> made = lab.deploy({"v1", "v2"});
  const RevisionInfo old = lab.codedeploy.GetApplicationRevision("lab-app", first).value();
  CHECK(old.revision.description == "by hand");
  CHECK(old.revision.firstUsedTime == made.at(0).createTime);
  CHECK(old.revision.lastUsedTime == made.at(0).createTime);
  CHECK(old.deploymentGroups.empty());
  const RevisionInfo current = lab.codedeploy.GetApplicationRevision("lab-app", second).value();
  CHECK(current.revision.description ==
        "Application revision registered by Deployment ID: " + made.at(1).deploymentId);
  CHECK(current.deploymentGroups == test::Lines{"in-place"});
  S3Location unknown = first;
  unknown.version = "another";
  CHECK(lab.codedeploy.GetApplicationRevision("lab-app", unknown).failure().code ==
        "RevisionDoesNotExistException");
}

TEST_CASE("revisions are listed by what they are and when they were used") {
  ServiceLab lab;
  lab.deploy({"v1", "v2", "v1"});
  ListRevisionsInput input;
  input.applicationName = "lab-app";
  const auto keys = [&] {
    test::Lines found;
    const auto listed = lab.codedeploy.ListApplicationRevisions(input);
    for (const S3Location& each : listed.value().items) {
      found.push_back(each.key);
    }
    return found;
  };
  CHECK(keys() == test::Lines{"v1", "v2"});
  input.sortBy = ApplicationRevisionSortBy::lastUsedTime;
  CHECK(keys() == test::Lines{"v2", "v1"});
  input.descending = true;
  CHECK(keys() == test::Lines{"v1", "v2"});
  input.deployed = ListStateFilterAction::include;
  CHECK(keys() == test::Lines{"v1"});
  input.deployed = ListStateFilterAction::exclude;
  CHECK(keys() == test::Lines{"v2"});
  input.s3Bucket = "another";
  CHECK(keys().empty());
  input.s3Bucket.clear();
  input.s3KeyPrefix = "v";
  CHECK(lab.codedeploy.ListApplicationRevisions(input).failure().code ==
        "BucketNameFilterRequiredException");
}

TEST_CASE("tags are for applications and groups; a group keeps them when it is updated") {
  ServiceLab lab;
  CodeDeploy& codedeploy = lab.codedeploy;
  const std::string ours = "arn:aws:codedeploy:us-east-1:123456789012:";
  const std::string group = ours + "deploymentgroup:lab-app/in-place";
  CHECK(codedeploy.TagResource(group, {{"a", "1"}, {"b", "2"}}).ok());
  CHECK(codedeploy.TagResource(group, {{"a", "3"}}).ok());
  CHECK(codedeploy.UntagResource(group, {"b", "nobody"}).ok());
  lab.update(lab.settings("in-place"));
  CHECK(codedeploy.ListTagsForResource(group).value() == Tags{{"a", "3"}});
  CHECK(codedeploy.ListTagsForResource(ours + "application:lab-app").value().empty());
  const auto refused = [&](const std::string& arn, const Tags& tags) {
    return codedeploy.TagResource(arn, tags).failure().code;
  };
  CHECK(refused("lab-app", {{"a", "1"}}) == "InvalidArnException");
  CHECK(refused("arn:aws:s3:::bucket", {{"a", "1"}}) == "ArnNotSupportedException");
  CHECK(refused(ours + "deploymentconfig:x", {{"a", "1"}}) == "ArnNotSupportedException");
  CHECK(refused(ours + "application:nobody", {{"a", "1"}}) == "ApplicationDoesNotExistException");
  CHECK(refused(ours + "deploymentgroup:lab-app/nobody", {{"a", "1"}}) ==
        "DeploymentGroupDoesNotExistException");
  CHECK(refused(group, {}) == "TagRequiredException");
  CHECK(refused(group, {{"aws:a", "1"}}) == "InvalidTagsToAddException");
  Tags many;
  for (int each = 0; each < 50; ++each) {
    many["key" + std::to_string(each)] = "";
  }
  CHECK(refused(group, many) == "InvalidTagsToAddException");  // with "a" they are 51
  CHECK(codedeploy.UntagResource(group, {}).failure().code == "TagRequiredException");
}
