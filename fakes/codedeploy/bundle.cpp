#include "fakes/codedeploy/bundle.h"

#include <algorithm>
#include <set>
#include <utility>

namespace greenroom::codedeploy {
namespace {

bool names_appspec(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name.find("appspec") != std::string::npos;
}

// The one directory at the top that is to go; "" when nothing is stripped.
std::string folder_to_strip(const std::vector<FileEntry>& listing) {
  std::set<std::string> top;
  bool has_appspec = false;
  for (const FileEntry& entry : listing) {
    const std::size_t slash = entry.path.find('/');
    top.insert(entry.path.substr(0, slash));
    const std::string name = slash == std::string::npos ? "" : entry.path.substr(slash + 1);
    has_appspec = has_appspec || (name.find('/') == std::string::npos && names_appspec(name));
  }
  return top.size() == 1 && has_appspec ? *top.begin() : "";
}

}  // namespace

ArchiveFormat format_of(const std::string& bundle_type) {
  if (bundle_type == "zip") {
    return ArchiveFormat::Zip;
  }
  return bundle_type == "tgz" ? ArchiveFormat::Tgz : ArchiveFormat::Tar;
}

std::vector<FileChange> strip_changes(const std::vector<FileEntry>& listing,
                                      const std::string& archive) {
  std::vector<FileChange> changes;
  const std::string folder = folder_to_strip(listing);
  if (folder.empty()) {
    return changes;
  }
  // By way of a neighbour: the folder may hold an entry of its own name.
  const std::string home = archive + "/" + folder;
  const std::string aside = home + ".stripped";
  const std::vector<std::pair<std::string, std::string>> moves = {{home, aside}, {aside, archive}};
  for (const auto& [from, to] : moves) {
    for (const FileEntry& entry : listing) {
      if (entry.path == folder) {
        continue;
      }
      const std::string rest = "/" + entry.path.substr(folder.size() + 1);
      const bool directory = entry.kind == FileKind::Directory;
      changes.push_back({directory ? FileChangeKind::MakeDirectory : FileChangeKind::CopyFile,
                         to + rest, directory ? "" : from + rest, "", 0755});
    }
    changes.push_back({FileChangeKind::RemoveTree, from, "", "", 0});
  }
  return changes;
}

bool same_etag(std::string a, std::string b) {
  std::erase(a, '"');
  std::erase(b, '"');
  return a == b;
}

}  // namespace greenroom::codedeploy
