// Reading and writing files for commands: whole, and atomically.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace greenroom::app {

[[nodiscard]] std::optional<std::string> read_whole_file(const std::string& path);
// Writes beside the target and renames: never half a file. Throws HarnessError naming the path.
void write_atomically(const std::string& path, const std::string& text);
// The scenario files meant by the arguments: a folder stands for every *.yaml in it, sorted.
// Nothing when a path does not exist; then it is named in `missing`.
[[nodiscard]] std::vector<std::string> scenario_files(const std::vector<std::string>& paths,
                                                      std::string& missing);

}  // namespace greenroom::app
