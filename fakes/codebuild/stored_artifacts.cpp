#include "fakes/codebuild/stored_artifacts.h"

#include <algorithm>

namespace greenroom::codebuild {
namespace {

std::string without_slashes_around(std::string text) {
  while (!text.empty() && text.back() == '/') {
    text.pop_back();
  }
  return text.substr(std::min(text.find_first_not_of('/'), text.size()));
}

}  // namespace

StorePlace source_place(const std::string& location) {
  const std::size_t slash = std::min(location.find('/'), location.size());
  return {location.substr(0, slash), location.substr(std::min(slash + 1, location.size()))};
}

std::string artifact_key(const ProjectArtifacts& artifacts, const std::string& project,
                         const std::string& uuid) {
  const bool by_build = artifacts.namespaceType == ArtifactNamespace::BUILD_ID;
  std::string key;
  for (const std::string& part : {artifacts.path, by_build ? uuid : std::string(),
                                  artifacts.name.empty() ? project : artifacts.name}) {
    const std::string clean = without_slashes_around(part);
    key += (key.empty() || clean.empty() ? "" : "/") + clean;
  }
  return key;
}

}  // namespace greenroom::codebuild
