// Reading nodes of a buildspec: every slip is a YAML_FILE_ERROR. Only buildspec*.cpp include it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fakes/codebuild/buildspec.h"

namespace YAML {
class Node;
}

namespace greenroom::codebuild {

// Thrown within the parser, never out of it.
struct Rejected {
  Failure failure;
};

[[noreturn]] void reject(const std::string& message);
[[nodiscard]] std::string text_of(const YAML::Node& node, const std::string& what);
// "" when it is not there.
[[nodiscard]] std::string optional_text(const YAML::Node& map, const char* key,
                                        const std::string& prefix);
[[nodiscard]] std::vector<std::string> texts_of(const YAML::Node& node, const std::string& what);
[[nodiscard]] std::map<std::string, std::string> map_of(const YAML::Node& node,
                                                        const std::string& what);
// yes, no, true, false.
[[nodiscard]] bool flag_of(const YAML::Node& map, const char* key, const std::string& prefix);
void note_ignored(const YAML::Node& map, const std::set<std::string>& known,
                  const std::string& prefix, Buildspec& spec);

// The parts of buildspec_parts.cpp.
void parse_artifacts(const YAML::Node& artifacts, Buildspec& spec);
void parse_reports(const YAML::Node& reports, Buildspec& spec);
void parse_cache(const YAML::Node& cache, Buildspec& spec);

}  // namespace greenroom::codebuild
