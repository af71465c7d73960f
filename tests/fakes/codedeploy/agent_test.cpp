// The agent on its host: layout, DownloadBundle, Install, and what failures leave behind.
//
// AWS: reference codedeploy.md 3.3, 3.4 and section 6.
#include <catch2/catch.hpp>

#include "tests/fakes/codedeploy/agent_lab.h"

using namespace greenroom;
using namespace greenroom::codedeploy;
using namespace greenroom::test;

namespace {

const std::string k_spec = "version: 0.0\nos: linux\nfiles: [{source: /www, destination: /srv}]\n";
const std::string k_instructions = k_root_directory + "deployment-instructions/group-id";

}  // namespace

TEST_CASE("reference 3.3: the agent's places on a host") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"www/index.html", "one"}});
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  const std::string directory = k_root_directory + "group-id/d-v1";
  const auto& files = lab.host.files;
  CHECK(files.count(directory + "/bundle.tar") == 1);
  CHECK(files.at(directory + "/deployment-archive/www/index.html") == "one");
  CHECK(files.at(k_instructions + "-cleanup") == "/srv\n/srv/index.html\n");
  CHECK_THAT(files.at(k_instructions + "-install.json"), Catch::Contains("\"type\":\"copy\""));
  CHECK(files.at(k_instructions + "_last_successful_install") == directory);
  CHECK(files.at(k_instructions + "_most_recent_install") == directory);
  CHECK(files.count(k_root_directory + "ongoing-deployment/d-v1") == 0);
  CHECK(files.at("/srv/index.html") == "one");
}

TEST_CASE("the pointer of the last success moves at the end of Install, not before") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"www/index.html", "one"}});
  lab.revisions.add("v2", {{"appspec.yml", "version: 0.0\nos: linux\nfiles: [{source: /x}]\n"}});
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  CHECK_FALSE(lab.execute("v2", {"DownloadBundle", "Install"}).succeeded);
  const std::string group = k_root_directory + "group-id/";
  CHECK(lab.host.files.at(k_instructions + "_last_successful_install") == group + "d-v1");
  CHECK(lab.host.files.at(k_instructions + "_most_recent_install") == group + "d-v2");
}

TEST_CASE("a DISALLOW conflict leaves the host bare: old files gone, nothing copied") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"www/index.html", "one"}});
  lab.revisions.add("v2", {{"appspec.yml", k_spec}, {"www/index.html", "two"}, {"www/log", "x"}});
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  lab.host.files["/srv/log"] = "made by hand";
  const EventOutcome refused = lab.execute("v2", {"DownloadBundle", "Install"});
  CHECK(refused.diagnostics.errorCode == LifecycleErrorCode::UnknownError);
  CHECK(refused.diagnostics.scriptName.empty());
  CHECK(refused.diagnostics.message ==
        "The deployment failed because a specified file already exists at this location: "
        "/srv/log");
  CHECK(lab.host.files.count("/srv/index.html") == 0);
  CHECK(lab.host.files.count(k_instructions + "-cleanup") == 0);

  // The rollback's Install restores the old files; the foreign file stays.
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  CHECK(lab.host.files.at("/srv/index.html") == "one");
  CHECK(lab.host.files.at("/srv/log") == "made by hand");
}

TEST_CASE("a copy that fails leaves partial files, and the next Install removes them") {
  AgentLab lab;
  const std::string nowhere =
      k_spec + "permissions: [{object: /srv, owner: nobody, type: [file]}]\n";
  lab.revisions.add("v1", {{"appspec.yml", nowhere}, {"www/index.html", "one"}});
  lab.revisions.add("v2", {{"appspec.yml", "version: 0.0\nos: linux\n"}});
  const EventOutcome failed = lab.execute("v1", {"DownloadBundle", "Install"});
  CHECK(failed.diagnostics.message == "can't find user for nobody");
  CHECK(lab.host.files.at("/srv/index.html") == "one");
  CHECK(lab.execute("v2", {"DownloadBundle", "Install"}).succeeded);
  CHECK(lab.host.files.count("/srv/index.html") == 0);
}

TEST_CASE("an overwritten file dies with the next Install, a retained one survives") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec}, {"www/index.html", "one"}});
  lab.revisions.add("v2", {{"appspec.yml", "version: 0.0\nos: linux\n"}});
  lab.host.files["/srv/index.html"] = "made by hand";
  SECTION("OVERWRITE") {
    lab.command.fileExistsBehavior = FileExistsBehavior::OVERWRITE;
    CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
    CHECK(lab.host.files.at("/srv/index.html") == "one");
    CHECK(lab.execute("v2", {"DownloadBundle", "Install"}).succeeded);
    CHECK(lab.host.files.count("/srv/index.html") == 0);
  }
  SECTION("RETAIN") {
    lab.command.fileExistsBehavior = FileExistsBehavior::RETAIN;
    CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
    CHECK(lab.execute("v2", {"DownloadBundle", "Install"}).succeeded);
    CHECK(lab.host.files.at("/srv/index.html") == "made by hand");
  }
  SECTION("the AppSpec's own file_exists_behavior beats the option of the deployment") {
    lab.command.fileExistsBehavior = FileExistsBehavior::DISALLOW;
    lab.revisions.add("v1", {{"appspec.yml", k_spec + "file_exists_behavior: OVERWRITE\n"},
                             {"www/index.html", "one"}});
    CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  }
}

TEST_CASE("owner, mode and acl are applied after the copies") {
  AgentLab lab;
  lab.revisions.add(
      "v1", {{"appspec.yml", k_spec + "permissions: [{object: /srv, mode: 640, owner: ec2-user, "
                                      "group: root, acls: ['u:ec2-user:r'], type: [file]}]\n"},
             {"www/index.html", "one"}});
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  CHECK(lab.host.modes.at("/srv/index.html") == 0640);
  CHECK(lab.host.owners.at("/srv/index.html") == "ec2-user:root");
  CHECK(lab.host.acls.at("/srv/index.html") ==
        "user:ec2-user:r--,user::rw-,group::r--,other::---,mask::r--");
}

TEST_CASE("an acl that setfacl refuses fails Install with the failed command") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec + "permissions: [{object: /srv, acls: "
                                                    "['u:nobody-here:r'], type: [file]}]\n"},
                           {"www/index.html", "one"}});
  CHECK_THAT(lab.execute("v1", {"DownloadBundle", "Install"}).diagnostics.message,
             Catch::Contains("for this object: /srv/index.html. Failed command: setfacl --set "
                             "user:nobody-here:r--,") &&
                 Catch::EndsWith("exit 2"));
}

TEST_CASE("a missing AppSpec shows at the first event that reads it, not at DownloadBundle") {
  AgentLab lab;
  lab.revisions.add("v1", {{"index.html", "one"}});
  CHECK(lab.execute("v1", {"DownloadBundle"}).succeeded);
  const EventOutcome failed = lab.execute("v1", {"BeforeInstall"});
  CHECK(failed.diagnostics.errorCode == LifecycleErrorCode::UnknownError);
  CHECK_THAT(failed.diagnostics.message,
             Catch::StartsWith("The CodeDeploy agent did not find an AppSpec file within the "
                               "unpacked revision directory at revision-relative path "
                               "\"appspec.yml\"."));
}

TEST_CASE("an ETag that differs fails DownloadBundle; quotes do not count") {
  AgentLab lab;
  lab.revisions.add("v1", {{"appspec.yml", k_spec}});
  lab.command.revision.eTag = "\"etag\"";
  CHECK(lab.execute("v1", {"DownloadBundle"}).succeeded);
  lab.command.revision.eTag = "other";
  CHECK(lab.execute("v1", {"DownloadBundle"}).diagnostics.message ==
        "Expected deployment artifact bundle etag other but was actually etag");
}

TEST_CASE("a bundle with one top-level folder is unpacked without it") {
  AgentLab lab;
  lab.revisions.add("v1", {{"repo-main/appspec.yml", k_spec},
                           {"repo-main/repo-main", "same name"},
                           {"repo-main/www/index.html", "one"}});
  CHECK(lab.execute("v1", {"DownloadBundle", "Install"}).succeeded);
  const std::string archive = k_root_directory + "group-id/d-v1/deployment-archive/";
  CHECK(lab.host.files.at(archive + "repo-main") == "same name");
  CHECK(lab.host.files.count(archive + "repo-main/appspec.yml") == 0);
  CHECK(lab.host.files.at("/srv/index.html") == "one");
}

TEST_CASE("a pointer to a directory that was deleted by hand fails ApplicationStop") {
  AgentLab lab;
  lab.host.files[k_instructions + "_last_successful_install"] =
      k_root_directory + "group-id/d-wiped";
  CHECK_THAT(lab.execute("v1", {"ApplicationStop"}).diagnostics.message,
             Catch::Contains("d-wiped/deployment-archive"));
}
