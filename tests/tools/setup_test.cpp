// tools/setup installs what is missing and nothing else; played with a made-up apt and dpkg.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;

namespace {

// A computer on which only some packages are installed. Every apt-get call is written down.
class Computer {
 public:
  Computer() {
    std::string pattern = (fs::temp_directory_path() / "greenroom-setup-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
    program("dpkg-query", R"(case " $ABSENT " in *" ${!#} "*) exit 1;; esac
case ${!#} in libboost-dev) echo "installed $BOOST.0";; *) echo "installed 1.81.0";; esac)");
    program("dpkg", R"([ "$2" != 1.74.0 ])");
    program("apt-get", R"(echo "apt-get $*" >>"$CALLS")");
    program("apt-cache", R"(case " $UNKNOWN " in *" ${!#} "*) exit 100;; esac)");
    program("sudo", R"(echo sudo >>"$CALLS"; exec "$@")");
    program("id", R"(echo "${USER_ID:-0}")");
  }
  ~Computer() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Computer(const Computer&) = delete;
  Computer& operator=(const Computer&) = delete;

  std::string absent;   // packages that are not installed
  std::string unknown;  // packages that apt does not know
  std::string boost = "1.83";
  int user_id = 0;

  int setup(const std::string& arguments = "") {
    fs::remove(path_ / "calls");
    const std::string command = "BOOST='" + boost + "' ABSENT='" + absent + "' UNKNOWN='" +
                                unknown + "' USER_ID=" + std::to_string(user_id) + " CALLS='" +
                                (path_ / "calls").string() + "' PATH='" + path_.string() +
                                ":'\"$PATH\" '" + GREENROOM_SOURCE_DIR "/tools/setup' " +
                                arguments + " >'" + (path_ / "said").string() + "' 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string calls() const { return text_of(path_ / "calls"); }
  [[nodiscard]] std::string said() const { return text_of(path_ / "said"); }

 private:
  void program(const std::string& name, const std::string& script) {
    const fs::path file = path_ / name;
    std::ofstream(file) << "#!/usr/bin/env bash\n" << script << "\n";
    fs::permissions(file, fs::perms::owner_all);
  }
  static std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  fs::path path_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("when nothing is missing, setup says nothing and does not touch the network") {
  Computer computer;
  CHECK(computer.setup() == 0);
  CHECK(computer.calls().empty());
  CHECK(computer.said().empty());
}

TEST_CASE("what is missing is named with its reason and installed, and nothing else") {
  Computer computer;
  computer.absent = "libgit2-dev curl";
  CHECK(computer.setup() == 0);
  CHECK(contains(computer.calls(), "apt-get update"));
  CHECK(contains(computer.calls(), "--no-install-recommends libgit2-dev curl\n"));
  CHECK(contains(computer.said(), "libgit2-dev                git commits"));
  CHECK_FALSE(contains(computer.calls(), "sudo"));
}

TEST_CASE("whoever is not root installs through sudo") {
  Computer computer;
  computer.absent = "curl";
  computer.user_id = 1000;
  CHECK(computer.setup() == 0);
  CHECK(contains(computer.calls(), "sudo\napt-get update"));
}

TEST_CASE("the default Boost does where the package of Debian 12 is not known") {
  Computer computer;
  computer.unknown = "libboost1.81-dev";
  SECTION("and installed already") {
    computer.absent = "libboost1.81-dev";
    CHECK(computer.setup() == 0);
    CHECK(computer.calls().empty());
  }
  SECTION("and still to be installed") {
    computer.absent = "libboost1.81-dev libboost-dev";
    CHECK(computer.setup() == 0);
    CHECK(contains(computer.calls(), "--no-install-recommends libboost-dev\n"));
  }
}

TEST_CASE("a default Boost that is too old does not count") {
  Computer computer;
  computer.absent = "libboost1.81-dev";
  computer.boost = "1.74";
  CHECK(computer.setup() == 0);
  CHECK(contains(computer.calls(), "--no-install-recommends libboost1.81-dev\n"));
}

TEST_CASE("a package that apt does not know ends setup before anything is installed") {
  Computer computer;
  computer.absent = "curl catch2";
  computer.unknown = "catch2";
  CHECK(computer.setup() == 6);
  CHECK_FALSE(contains(computer.calls(), "install"));
  CHECK(contains(computer.said(), "apt knows no package catch2 (tests)"));
}

TEST_CASE("only fuzz asks for clang's compiler and its libFuzzer") {
  Computer computer;
  computer.absent = "clang-14 libclang-rt-14-dev";
  CHECK(computer.setup() == 0);
  CHECK(computer.calls().empty());
  CHECK(computer.setup("fuzz") == 0);
  CHECK(contains(computer.calls(), "--no-install-recommends clang-14 libclang-rt-14-dev\n"));
}

TEST_CASE("only lint asks for clang's tools") {
  Computer computer;
  computer.absent = "clang-tidy-14";
  CHECK(computer.setup() == 0);
  CHECK(computer.calls().empty());
  CHECK(computer.setup("lint") == 0);
  CHECK(contains(computer.calls(), "--no-install-recommends clang-tidy-14\n"));
}

TEST_CASE("only the page tests ask for Chromium") {
  Computer computer;
  computer.absent = "chromium";
  CHECK(computer.setup("apps") == 0);
  CHECK(computer.calls().empty());
  CHECK(computer.setup("browser") == 0);
  CHECK(contains(computer.calls(), "--no-install-recommends chromium\n"));
}
