#include "sim/app/files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/core/harness_error.h"

namespace greenroom::app {

namespace fs = std::filesystem;

std::optional<std::string> read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || fs::is_directory(path)) {
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_atomically(const std::string& path, const std::string& text) {
  const std::string beside = path + ".partial";
  std::error_code ignored;  // when it cannot be made, opening the file says why
  if (fs::path(path).has_parent_path()) {
    fs::create_directories(fs::path(path).parent_path(), ignored);
  }
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  if (!file || std::rename(beside.c_str(), path.c_str()) != 0) {
    const std::string why = std::strerror(errno);
    unlink(beside.c_str());
    throw HarnessError("cannot write " + path + ": " + why +
                       "; check that the folder exists, is writable and has room");
  }
}

std::vector<std::string> scenario_files(const std::vector<std::string>& paths,
                                        std::string& missing) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (fs::is_directory(path)) {
      std::vector<std::string> inside;
      for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
        if (entry.path().extension() == ".yaml" || entry.path().extension() == ".yml") {
          inside.push_back(entry.path().string());
        }
      }
      std::sort(inside.begin(), inside.end());
      files.insert(files.end(), inside.begin(), inside.end());
    } else if (fs::exists(path)) {
      files.push_back(path);
    } else {
      missing = path;
    }
  }
  return files;
}

}  // namespace greenroom::app
