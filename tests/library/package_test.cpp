// What `cmake --install` installs is whole: the example project of tests/package is configured,
// built and run against it, and against nothing else of the tree.
#include <catch2/catch.hpp>
#include <string>

#include "tests/app/program.h"

using namespace greenroom::test;

namespace {

Ended shell(const std::string& script) {
  return run_command("/bin/sh", {"-ec", script});
}

}  // namespace

TEST_CASE("a project that finds the installed package builds and passes its tests") {
  const Folder folder;
  const std::string prefix = folder / "prefix";
  const std::string build = folder / "build";
  const Ended installed =
      shell("cmake --install '" GREENROOM_BINARY_DIR "' --prefix '" + prefix + "' 2>&1");
  INFO(installed.out);
  REQUIRE(installed.exit_code == 0);
  const Ended version = shell("'" + prefix + "/bin/greenroom' --version");
  CHECK(version.out.rfind("greenroom 0.", 0) == 0);

  const Ended built =
      shell("cp -r '" + source_path("tests/package") + "' '" + folder / "example" +
            "' && cmake -S '" + folder / "example" + "' -B '" + build + "' -DCMAKE_PREFIX_PATH='" +
            prefix + "' 2>&1 && cmake --build '" + build + "' 2>&1");
  INFO(built.out);
  REQUIRE(built.exit_code == 0);
  const Ended passed = shell("cd '" + build + "' && ctest --output-on-failure 2>&1");
  INFO(passed.out);
  CHECK(passed.exit_code == 0);
  CHECK(passed.out.find("100% tests passed") != std::string::npos);
  CHECK(passed.out.find("deployment_catch2") != std::string::npos);
}
