// --build-cache and --no-build-cache, as a user has them.
#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

constexpr const char* k_scenario = R"(name: a build with a parameter
app: APP
environment:
  parameters: { /lab/token: TOKEN }
steps:
  - push:
      version: v1.0
      files:
        buildspec.yml: |
          version: 0.2
          env:
            parameter-store: { TOKEN: /lab/token }
          phases:
            build:
              commands:
                - sleep 30
                - test "$TOKEN" = sesame
                - sh tools/build.sh
          artifacts:
            files: ['**/*']
  - wait: pipeline
expect:
  - build: { number: 1, status: STATUS }
)";

class Lab {
 public:
  // Writes the scenario and plays it; gives the trace, and whether the build was replayed.
  std::pair<std::string, bool> play(const std::string& token, const std::string& status,
                                    bool cache = true) {
    std::string text = k_scenario;
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>("APP", source_path("scenarios/apps/instant")),
          {"TOKEN", token},
          {"STATUS", status}}) {
      const std::size_t at = text.find(name == "TOKEN" ? "/lab/token: TOKEN" : name);
      text.replace(text.find(name, at), name.size(), value);
    }
    write_text(folder_ / "lab.yaml", text);
    std::vector<std::string> arguments = {"run", folder_ / "lab.yaml", "--trace",
                                          folder_ / "out.trace"};
    if (!cache) {
      arguments.emplace_back("--no-build-cache");
    }
    const Ended ended = run_program(arguments, {"XDG_CACHE_HOME=" + (folder_ / "cache")});
    INFO(ended.out << ended.err);
    CHECK(ended.exit_code == 0);
    return {read_text(folder_ / "out.trace"),
            ended.out.find(", 1 build replayed") != std::string::npos};
  }

 private:
  Folder folder_;
};

}  // namespace

TEST_CASE("the trace is the same whether a build runs, fills the cache or is replayed") {
  Lab lab;
  const auto [without, never] = lab.play("sesame", "SUCCEEDED", false);
  const auto [filling, not_yet] = lab.play("sesame", "SUCCEEDED");
  const auto [replayed, known] = lab.play("sesame", "SUCCEEDED");
  const auto [turned_off, still] = lab.play("sesame", "SUCCEEDED", false);
  CHECK(without.find("\"buildStatus\":\"SUCCEEDED\"") != std::string::npos);
  CHECK(filling == without);
  CHECK(replayed == without);
  CHECK(turned_off == without);
  CHECK_FALSE(never);
  CHECK_FALSE(not_yet);
  CHECK(known);
  CHECK_FALSE(still);
}

// The sources are the same: only later does it turn out that this is another build.
TEST_CASE("a changed parameter is not hidden by a build of before") {
  Lab lab;
  (void)lab.play("sesame", "SUCCEEDED");
  CHECK_FALSE(lab.play("wrong", "FAILED").second);
  CHECK(lab.play("wrong", "FAILED").second);
  CHECK(lab.play("sesame", "SUCCEEDED").second);
}
