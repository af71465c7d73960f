// The lab's Git server: a push becomes source.zip in the source bucket.
#include <catch2/catch.hpp>

#include "tests/serve/served.h"

using namespace greenroom::test;

namespace {

// http://student:...@127.0.0.1:PORT/student/app-repo.git
std::string repository(const Served& served, const std::string& password) {
  return "http://student:" + password + "@" + served.url().substr(7) + "/student/app-repo.git";
}

Ended git(const Folder& folder, const std::string& script) {
  return run_command("/bin/sh", {"-ec", "cd " + folder.path() + "; " + script},
                     {"HOME=" + folder.path(), "GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0"});
}

constexpr const char* k_commit =
    "cd app-repo; echo 'version: 0.2' > buildspec.yml; git add -A; "
    "git -c user.name=student -c user.email=student@platform.qa.com commit -q -m 'app v1.0'; "
    "git push -q origin HEAD";

}  // namespace

TEST_CASE("a push lands as source.zip, and whoever clones gets it back") {
  const Served served;
  const Folder folder;
  REQUIRE(served.status("/code-build-source-1", {"--request", "PUT"}) == "200");
  const std::string address = repository(served, "LabPassword123");
  const Ended pushed = git(folder, "git clone -q " + address + "; " + k_commit);
  INFO(pushed.err);
  CHECK(pushed.exit_code == 0);
  CHECK(served.status("/code-build-source-1/source.zip") == "200");
  const std::string trace = served.get("/_greenroom/trace");
  CHECK(trace.find("\"message\":\"app v1.0\",\"files\":[\"buildspec.yml\"]") != std::string::npos);
  const Ended again = git(folder, "git clone -q " + address + " again; cat again/buildspec.yml");
  CHECK(again.out == "version: 0.2\n");
}

TEST_CASE("a wrong password is refused with 401 and changes nothing") {
  const Served served;
  const Folder folder;
  REQUIRE(served.status("/code-build-source-1", {"--request", "PUT"}) == "200");
  const Ended cloned = git(folder, "git clone -q " + repository(served, "wrong"));
  CHECK(cloned.exit_code != 0);
  const std::string right = repository(served, "LabPassword123");
  const Ended pushed =
      git(folder, "git clone -q " + right + "; git -C app-repo remote set-url origin " +
                      repository(served, "wrong") + "; " + k_commit);
  CHECK(pushed.exit_code != 0);
  CHECK(served.status("/student/app-repo.git/info/refs?service=git-receive-pack") == "401");
  CHECK(served.status("/code-build-source-1/source.zip") == "404");
  CHECK(served.get("/_greenroom/trace").find("scm.push") == std::string::npos);
}
