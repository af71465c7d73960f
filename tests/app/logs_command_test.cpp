// `greenroom logs` and `greenroom run --output`, from outside.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

const std::string k_story = "scenarios/golden/v1_1_rolled_back.yaml";
const std::string k_group = "codedeploy-agent-deployment-log";

}  // namespace

TEST_CASE("the logs of a golden story are there, although its trace does not tell of them") {
  const Ended groups = run_program({"logs", source_path(k_story)});
  CAPTURE(groups.out, groups.err);
  CHECK(groups.exit_code == 0);
  CHECK_THAT(groups.out, Catch::Contains("/aws/codebuild/lab-app ") &&
                             Catch::Contains("codedeploy-agent-log i-") &&
                             Catch::Contains(k_group + " i-"));
  const Ended events =
      run_program({"logs", source_path(k_story), "--group", k_group, "--filter-pattern",
                   "\"LifecycleEvent - ValidateService\"", "--tail", "1", "--format", "short"});
  CAPTURE(events.out, events.err);
  CHECK(events.exit_code == 0);
  CHECK(std::count(events.out.begin(), events.out.end(), '\n') == 1);
  CHECK_THAT(events.out, Catch::Contains("]LifecycleEvent - ValidateService\n"));
}

TEST_CASE("what `greenroom logs` cannot show is told with the next step") {
  struct Row {
    std::vector<std::string> arguments;
    const char* says;
  };
  const Row rows[] = {
      {{"logs", source_path(k_story), "--group", "nothing"}, "ResourceNotFoundException"},
      {{"logs", source_path(k_story), "--group", k_group, "--filter", "{ $.a"},
       "InvalidParameterException"},
      {{"logs", "missing.yaml"}, "missing.yaml cannot be read"},
  };
  for (const Row& row : rows) {
    const Ended ended = run_program(row.arguments);
    CAPTURE(ended.out, ended.err);
    CHECK(ended.exit_code == 2);
    CHECK_THAT(ended.err, Catch::Contains(row.says));
  }
}

TEST_CASE("--output leaves log streams and mails, the same in every run") {
  Folder folder;
  for (const char* turn : {"a", "b"}) {
    const Ended ended = run_program(
        {"run", source_path("scenarios/delivery/topics.yaml"), "--output", folder / turn});
    CAPTURE(ended.out, ended.err);
    REQUIRE(ended.exit_code == 0);
  }
  const std::string a = folder / "a/topics/";
  const std::string b = folder / "b/topics/";
  CHECK_THAT(read_text(a + "mail/0001-ops@example.com.txt"),
             Catch::Contains("Subject: AWS Notification - Subscription Confirmation"));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(a)) {
    if (entry.is_regular_file()) {
      ++files;
      const std::string same = b + std::filesystem::relative(entry.path(), a).string();
      CHECK(read_text(entry.path().string()) == read_text(same));
    }
  }
  CHECK(files > 5);
}
