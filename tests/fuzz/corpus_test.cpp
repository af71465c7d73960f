// Every input of corpus/ through its target: what fuzzing found once stays found, without a fuzzer.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/fuzz/targets.h"

using namespace greenroom;
namespace fs = std::filesystem;

namespace {

struct Target {
  const char* name;
  void (*run)(const std::string&);
};

constexpr std::array<Target, 15> k_targets = {{
    {"buildspec", fuzz::buildspec},
    {"appspec", fuzz::appspec},
    {"scenario", fuzz::scenario},
    {"event_pattern", fuzz::event_pattern},
    {"event_input", fuzz::event_input},
    {"log_filter", fuzz::log_filter},
    {"pipeline_variables", fuzz::pipeline_variables},
    {"report", fuzz::report},
    {"http_head", fuzz::http_head},
    {"wire_http", fuzz::wire_http},
    {"wire_signature", fuzz::wire_signature},
    {"wire_query", fuzz::wire_query},
    {"wire_xml", fuzz::wire_xml},
    {"wire_cbor", fuzz::wire_cbor},
    {"wire_json", fuzz::wire_json},
}};

const fs::path k_corpus = fs::path(GREENROOM_SOURCE_DIR) / "tests/fuzz/corpus";

std::vector<fs::path> files_of(const std::string& target) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(k_corpus / target)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("every input of the corpus keeps the properties of its target") {
  for (const Target& target : k_targets) {
    const std::vector<fs::path> files = files_of(target.name);
    REQUIRE(files.size() >= 5);
    for (const fs::path& file : files) {
      INFO(file.string());
      CHECK_NOTHROW(target.run(text_of(file)));
    }
  }
}

TEST_CASE("the corpus is small: at most 120 inputs for each target, of at most 4096 bytes") {
  std::set<std::string> names;
  for (const Target& target : k_targets) {
    names.insert(target.name);
    CHECK(files_of(target.name).size() <= 120);
    for (const fs::path& file : files_of(target.name)) {
      INFO(file.string());
      CHECK(fs::file_size(file) <= 4096);
    }
  }
  for (const auto& entry : fs::directory_iterator(k_corpus)) {
    INFO(entry.path().string());
    CHECK(names.count(entry.path().filename().string()) == 1);  // each folder has its target
  }
}

TEST_CASE("lines of three dashes part an input; what is missing is empty") {
  using Parts = std::vector<std::string>;
  CHECK(fuzz::parts_of("a\n---\nb\n---\nc", 2) == Parts{"a", "b\n---\nc"});
  CHECK(fuzz::parts_of("a", 3) == Parts{"a", "", ""});
}

TEST_CASE("a property that does not hold is an error with its words") {
  CHECK_NOTHROW(fuzz::require(true, "two is even"));
  CHECK_THROWS_WITH(fuzz::require(false, "two is odd"), "two is odd");
}
