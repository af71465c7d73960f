// Reading YAML with errors that name the place. Only the loader's sources include this header.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <vector>

#include "sim/scenario/loader.h"

namespace greenroom::scenario {

class YamlReader {
 public:
  std::vector<LoadError> errors;

  void error(const YAML::Node& node, const std::string& message);
  // Every key of the map must be one of `known`; false when the node is no map at all.
  bool check_map(const YAML::Node& node, const std::string& what,
                 const std::vector<std::string>& known);

  // Each reads `map[key]` into `value` when it is there, and complains when it does not fit.
  void read(const YAML::Node& map, const char* key, std::string& value);
  void read(const YAML::Node& map, const char* key, int& value, int lowest, int highest);
  void read(const YAML::Node& map, const char* key, std::uint64_t& value);
  void read(const YAML::Node& map, const char* key, Duration& value);
  void read(const YAML::Node& map, const char* key, bool& value);
  void read_one_of(const YAML::Node& map, const char* key, std::string& value,
                   const std::vector<std::string>& allowed);
};

// Whether a document, with each alias counted as all that it stands for, is of at most 64 levels
// and 20,000 values: a few lines may make one without end.
[[nodiscard]] bool is_bounded(const YAML::Node& document);
// The beginning of the file for what stands nowhere in it.
[[nodiscard]] Place place_of(const YAML::Mark& mark);
[[nodiscard]] Place place_of(const YAML::Node& node);
[[nodiscard]] std::string list_of(const std::vector<std::string>& words);

}  // namespace greenroom::scenario
