// Zips of what lies inside a machine: paths, modes, symlinks.
#include <catch2/catch.hpp>

#include "sim/real/archive.h"
#include "tests/real/real_lab.h"

using namespace greenroom;
using namespace greenroom::real;

namespace {

// "path mode content" or "path -> target" of each entry.
std::vector<std::string> told(const std::string& zip) {
  std::vector<std::string> lines;
  const Result<std::vector<ArchiveEntry>> entries = read_entries(zip);
  for (const ArchiveEntry& entry : entries.value()) {
    lines.push_back(entry.link_target.empty()
                        ? entry.path + " " + ((entry.mode & 0100) != 0 ? "x" : "-") + " " +
                              entry.content
                        : entry.path + " -> " + entry.link_target);
  }
  return lines;
}

Task<void> pack_it(RealLab& lab, PackRequest request, Result<std::string>& zip) {
  const Context cx = lab.context("story");
  co_await lab.boot(cx, "i-1", "10.0.1.10");
  const ProcessStatus made = co_await lab.sh(
      cx, "i-1",
      "mkdir -p /srv/d/bin /srv/d/lib; cd /srv/d; printf one > lib/tool; chmod 755 lib/tool; "
      "ln -s ../lib/tool bin/tool; printf two > same; printf three > lib/same");
  CHECK(made.exit_code == 0);
  zip = co_await lab.hardware.machine("i-1")->pack(cx, std::move(request));
}

Result<std::string> packed(bool discard_paths, bool keep_symlinks, std::vector<std::string> files) {
  RealLab lab;
  PackRequest request;
  request.directory = "/srv/d";
  request.files = std::move(files);
  request.discard_paths = discard_paths;
  request.keep_symlinks = keep_symlinks;
  Result<std::string> zip = std::string();
  lab.run(pack_it(lab, std::move(request), zip));
  return zip;
}

}  // namespace

TEST_CASE("a packed symlink is what it leads to, or, when asked for, a symlink") {
  CHECK(told(packed(false, false, {"bin/tool", "lib/tool"}).value()) ==
        std::vector<std::string>{"bin/tool x one", "lib/tool x one"});
  CHECK(told(packed(false, true, {"bin/tool", "lib/tool"}).value()) ==
        std::vector<std::string>{"bin/tool -> ../lib/tool", "lib/tool x one"});
}

TEST_CASE("without paths the last of two files with one name is packed") {
  CHECK(told(packed(true, false, {"lib/same", "lib/tool", "same"}).value()) ==
        std::vector<std::string>{"same - two", "tool x one"});
}

TEST_CASE("a file that is not there fails the whole zip") {
  const Result<std::string> zip = packed(false, false, {"nobody"});
  REQUIRE_FALSE(zip.ok());
  CHECK_THAT(zip.failure().message, Catch::Contains("/srv/d/nobody"));
}
