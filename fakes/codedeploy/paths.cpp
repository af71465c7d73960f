#include "fakes/codedeploy/paths.h"

#include <algorithm>
#include <vector>

namespace greenroom::codedeploy {

std::string joined(const std::string& directory, const std::string& name) {
  if (name.empty()) {
    return directory;
  }
  return directory.empty() || directory.back() == '/' ? directory + name : directory + "/" + name;
}

std::string without_slashes(const std::string& path) {
  const std::size_t begin = path.find_first_not_of('/');
  const std::size_t end = path.find_last_not_of('/');
  return begin == std::string::npos ? "" : path.substr(begin, end - begin + 1);
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_below(const std::string& path, const std::string& directory) {
  return directory.empty() || (path.size() > directory.size() + 1 &&
                               path.compare(0, directory.size() + 1, directory + "/") == 0);
}

std::string expand_path(const std::string& path) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string name = path.substr(begin, end - begin);
    if (name == ".." && !names.empty()) {
      names.pop_back();
    } else if (!name.empty() && name != "." && name != "..") {
      names.push_back(name);
    }
    begin = end + 1;
  }
  std::string expanded;
  for (const std::string& name : names) {
    expanded += "/" + name;
  }
  return expanded.empty() ? "/" : expanded;
}

}  // namespace greenroom::codedeploy
