// Dependencies point one way: sim/core <- fakes <- sim/{scenario,report} <- sim/app, sim/real
// beside; sim/library is the cloud for tests, of which its users see two headers.
#include <algorithm>
#include <set>

#include "tests/tidy/rules.h"

namespace greenroom::tidy {
namespace {

struct Include {
  std::size_t line = 0;
  bool angled = false;
  std::string path;
};

// The includes of a file. The names are read from the text: in the code they are blank.
std::vector<Include> includes_of(const File& file) {
  std::vector<Include> includes;
  const std::vector<std::string_view> lines = lines_of(file.text);
  const std::vector<std::string_view> code = lines_of(file.code);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (i >= code.size() || code[i].rfind("#include", 0) != 0) {
      continue;
    }
    const std::size_t open = line.find_first_of("<\"");
    const std::size_t close = line.find_last_of(">\"");
    if (open != std::string_view::npos && close > open) {
      includes.push_back(
          {i + 1, line[open] == '<', std::string(line.substr(open + 1, close - open - 1))});
    }
  }
  return includes;
}

// What the files of a layer may include of ours, and of others.
struct Layer {
  std::string_view folder;
  std::vector<std::string_view> ours;
  std::vector<std::string_view> others;  // beginnings of angled names with a '/' or ".h" in them
};

const std::vector<Layer>& layers() {
  static const std::vector<Layer> all = {
      {"sim/core/", {"sim/core/"}, {}},
      {"sim/scenario/",
       {"sim/core/", "fakes/", "sim/scenario/"},
       {"yaml-cpp/", "boost/json", "fmt/"}},
      {"sim/report/",
       {"sim/core/", "fakes/", "sim/scenario/", "sim/report/"},
       {"boost/json", "fmt/"}},
      // The edge to the machine may use what it needs of the system.
      {"sim/real/", {"sim/core/", "fakes/", "sim/real/"}, {""}},
      {"sim/app/",
       {"sim/core/", "sim/real/", "sim/scenario/", "sim/explore/", "sim/report/", "sim/app/",
        "fakes/"},
       {""}},
      // What users include stands alone: the standard library, and each other.
      {"sim/library/greenroom/", {"greenroom/"}, {}},
      {"sim/library/", {"greenroom/", "sim/", "fakes/"}, {""}},
  };
  return all;
}

bool is_standard(const Include& include) {
  return include.angled && include.path.find('/') == std::string::npos &&
         include.path.find(".h") == std::string::npos;
}

Layer layer_of(const File& file) {
  const std::string_view path = file.path;
  for (const Layer& layer : layers()) {
    if (path.rfind(layer.folder, 0) == 0) {
      return layer;
    }
  }
  if (path.rfind("fakes/", 0) != 0) {
    return {path, {""}, {""}};  // tests and benchmarks may include anything
  }
  Layer fake{folder_of(path), {"sim/core/", "fakes/aws/", "fakes/wire/"}, {}};
  fake.ours.push_back(path.substr(0, folder_of(path).size() + 1));
  if (!is_header(path)) {
    fake.others.push_back("yaml-cpp/");   // AWS's own YAML files
    fake.others.push_back("boost/json");  // and JSON
    if (path.rfind("fakes/codebuild/", 0) == 0) {
      fake.others.emplace_back("pugixml.hpp");  // the report files that test programs write
    }
    if (path == "fakes/wire/check_input.cpp") {
      fake.others.emplace_back("boost/regex");  // patterns of AWS's API models
    }
    if (path == "fakes/wire/xml_reader.cpp") {
      fake.others.emplace_back("pugixml.hpp");  // inputs of S3
    }
  }
  return fake;
}

bool is_networking(const Include& include) {
  return starts_with_any(include.path, {"boost/asio", "boost/beast"});
}

}  // namespace

Findings include_direction(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    if (!is_cpp(file.path)) {
      continue;
    }
    const Layer layer = layer_of(file);
    for (const Include& include : includes_of(file)) {
      const bool allowed =
          is_standard(include) ||
          starts_with_any(include.path, include.angled ? layer.others : layer.ours);
      if (!allowed) {
        findings.push_back(file.path + ":" + std::to_string(include.line) + ": includes " +
                           include.path + ", which " + std::string(layer.folder) +
                           " must not know; declare a port");
      }
    }
  }
  return findings;
}

// A file that includes Asio takes seconds to compile, and a header passes that on.
Findings asio_is_confined(const Tree& tree) {
  constexpr std::size_t k_sources_max = 10;
  Findings findings;
  std::vector<std::string> sources;
  for (const File& file : tree) {
    const std::vector<Include> includes = includes_of(file);
    const auto networking = std::find_if(includes.begin(), includes.end(), is_networking);
    if (!is_cpp(file.path) || networking == includes.end()) {
      continue;
    }
    const bool in_place = starts_with_any(file.path, {"sim/real/", "tests/real/"});
    // The one header that the sim/real/http_*.cpp sources share, and nobody else includes.
    const bool shared_wire = file.path == "sim/real/http_wire.h";
    if (!in_place || (is_header(file.path) && !shared_wire)) {
      findings.push_back(file.path + ":" + std::to_string(networking->line) + ": includes " +
                         networking->path + "; only sources of sim/real may");
    }
    sources.push_back(file.path);
  }
  if (sources.size() > k_sources_max) {
    findings.push_back(sources.back() + ":1: source number " + std::to_string(sources.size()) +
                       " that includes Asio or Beast; keep it to " + std::to_string(k_sources_max));
  }
  return findings;
}

Findings own_header_first(const Tree& tree) {
  Findings findings;
  for (const File& file : tree) {
    if (!file.path.ends_with(".cpp")) {
      continue;
    }
    const std::string header = file.path.substr(0, file.path.size() - 4) + ".h";
    const std::vector<Include> includes = includes_of(file);
    if (find_file(tree, header) != nullptr && !includes.empty() &&
        includes.front().path != header) {
      findings.push_back(file.path + ":" + std::to_string(includes.front().line) +
                         ": its own header comes first, so that the header is whole by itself");
    }
  }
  return findings;
}

Findings header_is_used(const Tree& tree) {
  std::set<std::string> used;
  for (const File& file : tree) {
    for (const Include& include : includes_of(file)) {
      used.insert(include.path);
    }
  }
  Findings findings;
  for (const File& file : tree) {
    if (!is_header(file.path) || !starts_with_any(file.path, {"sim/", "fakes/", "tests/"})) {
      continue;
    }
    if (file.code.find("#pragma once") == std::string::npos) {
      findings.push_back(file.path + ":1: a header needs #pragma once");
    }
    const bool found_by_folder =
        starts_with_any(file.path, {"tests/support/catch3/", "sim/library/greenroom/"});
    if (!found_by_folder && used.find(file.path) == used.end()) {
      findings.push_back(file.path + ":1: nobody includes this header; remove it");
    }
  }
  return findings;
}

}  // namespace greenroom::tidy
