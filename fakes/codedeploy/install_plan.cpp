#include "fakes/codedeploy/install_plan.h"

#include <algorithm>
#include <set>

namespace greenroom::codedeploy {
namespace {

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

std::string without_trailing_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') {
    path.pop_back();
  }
  return path;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

bool is_below(const std::string& path, const std::string& directory) {
  return directory.empty() || (path.size() > directory.size() + 1 &&
                               path.compare(0, directory.size() + 1, directory + "/") == 0);
}

// `**` is recursive; any other pattern matches immediate children only, `*` being its one wildcard.
bool matches_name(const std::string& pattern, const std::string& name, std::size_t p = 0,
                  std::size_t n = 0) {
  if (p == pattern.size()) {
    return n == name.size();
  }
  if (pattern[p] == '*') {
    return matches_name(pattern, name, p + 1, n) ||
           (n < name.size() && matches_name(pattern, name, p, n + 1));
  }
  return n < name.size() && pattern[p] == name[n] && matches_name(pattern, name, p + 1, n + 1);
}

// A permission never applies to its object directory itself, only below it (reference 6).
bool applies(const AppSpecPermission& permission, const InstallItem& item) {
  const std::string object = without_trailing_slash(permission.object);
  const std::string type = item.kind == FileKind::Directory ? "directory" : "file";
  const bool right_type =
      std::find(permission.type.begin(), permission.type.end(), type) != permission.type.end();
  if (item.to == object) {
    return item.kind != FileKind::Directory && right_type;
  }
  if (!is_below(item.to, object) || !right_type) {
    return false;
  }
  const std::string rest = item.to.substr(object.size() + 1);
  return permission.pattern == "**" ||
         (rest.find('/') == std::string::npos && matches_name(permission.pattern, rest));
}

void add_directory_source(const AppSpecFile& file, const std::string& source,
                          const std::vector<FileEntry>& archive, const std::string& root,
                          std::vector<InstallItem>& items) {
  const std::string destination = without_trailing_slash(file.destination);
  items.push_back({"", destination, FileKind::Directory});
  for (const FileEntry& entry : archive) {
    if (!is_below(entry.path, source)) {
      continue;
    }
    const std::string rest = source.empty() ? entry.path : entry.path.substr(source.size() + 1);
    const bool directory = entry.kind == FileKind::Directory;
    items.push_back({directory ? "" : joined(root, entry.path), joined(destination, rest),
                     directory ? FileKind::Directory : FileKind::File});
  }
}

}  // namespace

std::vector<std::string> parse_cleanup_file(const std::string& text) {
  std::vector<std::string> paths;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    paths.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return paths;
}

std::vector<FileChange> cleanup_changes(const std::vector<std::string>& paths,
                                        const std::vector<FileKind>& kinds) {
  std::vector<FileChange> changes;
  for (std::size_t i = paths.size(); i > 0; --i) {
    FileChange change;
    change.path = paths[i - 1];
    change.kind = kinds[i - 1] == FileKind::Directory ? FileChangeKind::RemoveIfEmpty
                                                      : FileChangeKind::RemoveFile;
    if (kinds[i - 1] != FileKind::Missing) {
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

Result<std::vector<InstallItem>> wanted_items(const AppSpec& spec,
                                              const std::vector<FileEntry>& archive,
                                              const std::string& archive_directory) {
  std::vector<InstallItem> items;
  for (const AppSpecFile& file : spec.files) {
    const std::string source = without_slashes(file.source);
    const auto entry = std::find_if(archive.begin(), archive.end(),
                                    [&](const FileEntry& each) { return each.path == source; });
    const bool is_directory =
        source.empty() || (entry != archive.end() && entry->kind == FileKind::Directory);
    if (is_directory) {
      add_directory_source(file, source, archive, archive_directory, items);
    } else {
      // An unknown source is planned as a file copy and fails when it is carried out.
      const std::string directory = without_trailing_slash(file.destination);
      items.push_back({"", directory, FileKind::Directory});
      const std::string name = source.substr(source.rfind('/') + 1);
      items.push_back({joined(archive_directory, source), joined(directory, name), FileKind::File});
    }
  }
  std::set<std::string> files;
  for (const InstallItem& item : items) {
    if (item.kind == FileKind::File && !files.insert(item.to).second) {
      return Failure{"InstallException",
                     "The deployment failed because the application specification file specifies "
                     "two source files named " +
                         item.from + " for the same destination (" + item.to +
                         "). Remove one of the source file paths from the AppSpec file, and then "
                         "try again."};
    }
  }
  return items;
}

std::vector<std::string> paths_to_probe(const std::vector<InstallItem>& items) {
  std::set<std::string> paths;
  for (const InstallItem& item : items) {
    for (std::string path = item.to; path != "/" && paths.insert(path).second;) {
      path = parent_of(path);
    }
  }
  return {paths.begin(), paths.end()};
}

Result<InstallPlan> plan_install(const std::vector<InstallItem>& items,
                                 const std::map<std::string, FileKind>& existing,
                                 FileExistsBehavior behavior) {
  InstallPlan plan;
  std::set<std::string> made;
  const auto exists = [&](const std::string& path) {
    const auto found = existing.find(path);
    return found != existing.end() && found->second != FileKind::Missing;
  };
  const auto make_directory = [&](const std::string& path) {
    std::vector<std::string> missing;
    for (std::string each = path; each != "/" && !exists(each) && made.count(each) == 0;
         each = parent_of(each)) {
      missing.push_back(each);
    }
    for (auto each = missing.rbegin(); each != missing.rend(); ++each) {
      made.insert(*each);
      plan.created.push_back(*each);
      plan.changes.push_back({FileChangeKind::MakeDirectory, *each, "", "", 0755});
    }
  };
  for (const InstallItem& item : items) {
    if (item.kind == FileKind::Directory) {
      make_directory(item.to);
      continue;
    }
    if (exists(item.to)) {
      if (behavior == FileExistsBehavior::DISALLOW) {
        return Failure{"InstallException",
                       "The deployment failed because a specified file already exists at this "
                       "location: " +
                           item.to};
      }
      if (behavior == FileExistsBehavior::RETAIN) {
        continue;
      }
    }
    make_directory(parent_of(item.to));
    plan.created.push_back(item.to);
    plan.changes.push_back({FileChangeKind::CopyFile, item.to, item.from, "", 0644});
  }
  return plan;
}

std::vector<FileChange> permission_changes(const AppSpec& spec,
                                           const std::vector<InstallItem>& items) {
  std::vector<FileChange> changes;
  for (const AppSpecPermission& permission : spec.permissions) {
    for (const InstallItem& item : items) {
      if (permission.mode && applies(permission, item)) {
        changes.push_back({FileChangeKind::ChangeMode, item.to, "", "", *permission.mode});
      }
    }
  }
  return changes;
}

std::vector<std::vector<std::string>> ownership_commands(const AppSpec& spec,
                                                         const std::vector<InstallItem>& items) {
  std::vector<std::vector<std::string>> commands;
  for (const AppSpecPermission& permission : spec.permissions) {
    if (permission.owner.empty() && permission.group.empty()) {
      continue;
    }
    std::vector<std::string> command = {
        "chown", permission.owner + (permission.group.empty() ? "" : ":" + permission.group)};
    for (const InstallItem& item : items) {
      if (applies(permission, item)) {
        command.push_back(item.to);
      }
    }
    if (command.size() > 2) {
      commands.push_back(std::move(command));
    }
  }
  return commands;
}

}  // namespace greenroom::codedeploy
