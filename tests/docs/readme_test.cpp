// Every command of the top README works as written.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
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

// "..." at the end of a line stands for its rest; as a line, for any lines. Real time is no
// promise.
TEST_CASE("the session that README.md shows is what the program says") {
  const std::string page = text_of(fs::path(GREENROOM_SOURCE_DIR) / "README.md");
  const std::size_t begin = page.find("```console\n$ make demo\n");
  REQUIRE(begin != std::string::npos);
  std::istringstream shown(page.substr(begin, page.find("\n```\n", begin) - begin));
  Clone clone;
  CHECK(clone.run("LC_ALL=C.UTF-8 build/greenroom run scenarios/golden") == 0);
  const std::string said = clone.said();
  std::string line;
  std::getline(shown, line);  // the fence
  std::getline(shown, line);  // the command
  int compared = 0;
  while (std::getline(shown, line)) {
    const std::size_t real_time = line.find("   real ");
    line = line.substr(0, real_time);
    if (line.size() >= 3 && line.compare(line.size() - 3, 3, "...") == 0) {
      line.resize(line.size() - 3);
    }
    CAPTURE(line);
    CHECK(said.find(line) != std::string::npos);
    ++compared;
  }
  CHECK(compared > 30);
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
