// The accident library: each file is a lesson, and each is listed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "sim/scenario/loader.h"

using namespace greenroom::scenario;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const fs::path k_folder = fs::path(GREENROOM_SOURCE_DIR) / "scenarios" / "accidents";

}  // namespace

TEST_CASE("every accident opens with three lines of explanation, and expects something") {
  for (const fs::directory_entry& entry : fs::directory_iterator(k_folder)) {
    if (entry.path().extension() != ".yaml") {
      continue;
    }
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    const bool cure = name.size() > 6 && name.substr(name.size() - 6) == "_cured";
    const std::string text = text_of(entry.path());
    std::istringstream lines(text);
    const char* const wrong[] = {"# What goes wrong: ", "# Why: ", "# How to avoid it: "};
    const char* const cured[] = {"# What was wrong: ", "# Why this works: ", "# What remains: "};
    for (std::size_t i = 0; i < 3; ++i) {
      std::string line;
      std::getline(lines, line);
      CHECK(line.rfind(cure ? cured[i] : wrong[i], 0) == 0);
    }
    const Loaded loaded = load_scenario(entry.path().string(), text);
    REQUIRE(loaded.scenario.has_value());
    CHECK_FALSE(loaded.scenario->expectations.empty());
  }
}

TEST_CASE("every accident is listed with its cure, and every cure has its accident") {
  const std::string list = text_of(k_folder / "README.md");
  for (const fs::directory_entry& entry : fs::directory_iterator(k_folder)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() != ".yaml") {
      continue;
    }
    CAPTURE(name);
    CHECK(list.find("`" + name + "`") != std::string::npos);
    if (name.size() > 6 && name.substr(name.size() - 6) == "_cured") {
      CHECK(fs::exists(k_folder / (name.substr(0, name.size() - 6) + ".yaml")));
    }
  }
}
