// The npm registry that builds and developers find in their machine: read-only, from a folder of
// tarballs. So an unmodified `npm install` works without a network, and one that asks for a package
// which is not there fails at once and says so.
//
// The folder (made by `make apps`, or by anybody): index.json has npm's document of each package by
// its name, `dist.tarball` being the path of the tarball in the folder.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "sim/core/http.h"

namespace greenroom::real {

inline constexpr const char* k_npm_registry_ip = "127.0.0.1";
inline constexpr int k_npm_registry_port = 4873;

class NpmRegistry {
 public:
  // `folder`: "" or without an index: a registry that has nothing.
  // The index is read when it is first asked for: most runs never ask.
  explicit NpmRegistry(std::string folder) : folder_(std::move(folder)) {}

  // HarnessError for an index that cannot be read.
  [[nodiscard]] HttpResponse answer(const HttpRequest& request);
  // Changes with the packages there are; "" when there are none.
  [[nodiscard]] const std::string& version();

 private:
  [[nodiscard]] const std::string& text();
  void read_index();
  [[nodiscard]] HttpResponse not_there(const std::string& name) const;
  std::string folder_;
  std::optional<std::string> text_;  // of the index; empty once it is read
  std::optional<std::string> version_;
  bool is_read_ = false;
  std::map<std::string, std::string> documents_;  // by package name
  std::set<std::string> tarballs_;                // paths in the folder, and in the registry
};

}  // namespace greenroom::real
