// Every command of the top README works as written.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/docs/commands.h"

using namespace greenroom::test;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A folder that looks like the repository after `make build`, where commands may leave files.
class Clone {
 public:
  Clone() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-readme-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    const fs::path source = GREENROOM_SOURCE_DIR;
    for (const fs::directory_entry& entry : fs::directory_iterator(source)) {
      const std::string name = entry.path().filename().string();
      if (name.rfind("build", 0) != 0 && name != "out") {
        fs::create_symlink(entry.path(), path_ / name);
      }
    }
    fs::create_symlink(GREENROOM_BINARY_DIR, path_ / "build");
    fs::create_directory(path_ / "out");
  }
  ~Clone() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Clone(const Clone&) = delete;
  Clone& operator=(const Clone&) = delete;

  // The exit code of `command` in the clone; what it printed is in said().
  int run(const std::string& command) {
    const std::string script =
        "cd '" + path_.string() + "' && { " + command + "\n} >'" + log().string() + "' 2>&1";
    const int status = std::system(script.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string said() const { return text_of(log()); }

 private:
  [[nodiscard]] fs::path log() const { return path_ / "out" / "command.log"; }
  fs::path path_;
};

}  // namespace

TEST_CASE("commands are read from sh and console blocks and from nowhere else") {
  const std::string page =
      "# Title\n$ not this\n```sh\nmake test\n# a comment\n\nfirst \\\n  second\n```\n"
      "```console\n$ greenroom run a\noutput\n$ greenroom diff a b\n```\n```yaml\npush: "
      "v1.0\n```\n";
  CHECK(commands_in(page) == std::vector<std::string>{"make test", "first   second",
                                                      "greenroom run a", "greenroom diff a b"});
}

TEST_CASE("make is only asked what it would do") {
  CHECK(harmless("make demo") == "make -n demo");
  CHECK(harmless("build/greenroom doctor") == "build/greenroom doctor");
}

TEST_CASE("every command in README.md works") {
  const std::vector<std::string> commands =
      commands_in(text_of(fs::path(GREENROOM_SOURCE_DIR) / "README.md"));
  REQUIRE(commands.size() > 5);
  Clone clone;
  for (const std::string& command : commands) {
    const int exit_code = clone.run(harmless(command));
    INFO(command << "\n" << clone.said());
    CHECK(exit_code == 0);
  }
}
