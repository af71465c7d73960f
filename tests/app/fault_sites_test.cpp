// /_greenroom/faults knows every fault site that a fake declares.
#include "sim/app/fault_sites.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace greenroom;

TEST_CASE("all fault sites of all fakes are known by name") {
  std::set<std::string> declared;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(GREENROOM_SOURCE_DIR "/fakes")) {
    if (entry.path().filename() != "sites.h") {
      continue;
    }
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    static const std::regex site(R"re(FaultSite \w+\{\s*"([a-z0-9_.]+)")re");
    for (std::sregex_iterator found(source.begin(), source.end(), site), end; found != end;
         ++found) {
      declared.insert((*found)[1]);
    }
  }
  std::set<std::string> known;
  for (const FaultSite& each : app::fault_sites()) {
    known.insert(std::string(each.name));
  }
  CHECK(declared.size() > 15);
  CHECK(known == declared);
  CHECK(app::is_fault_site("s3.put_lost"));
  CHECK_FALSE(app::is_fault_site("s3.put"));
}
