#include "fakes/codedeploy/install_plan.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "fakes/codedeploy/paths.h"
#include "fakes/codedeploy/permission_plan.h"

namespace greenroom::codedeploy {
namespace {

constexpr int k_symlinks_followed_max = 8;

Failure refused(const std::string& message) {
  return {"InstallException", "The deployment failed because " + message};
}

const FileEntry* find_entry(const std::vector<FileEntry>& archive, const std::string& path) {
  const auto found = std::find_if(archive.begin(), archive.end(),
                                  [&](const FileEntry& each) { return each.path == path; });
  return found == archive.end() ? nullptr : &*found;
}

// The directory of the archive that a source or a symlink stands for; nothing when it is none.
std::optional<std::string> directory_behind(const std::vector<FileEntry>& archive,
                                            std::string path) {
  for (int followed = 0; followed < k_symlinks_followed_max; ++followed) {
    if (path.empty()) {
      return path;
    }
    const FileEntry* entry = find_entry(archive, path);
    if (entry == nullptr || entry->kind == FileKind::File) {
      return std::nullopt;
    }
    if (entry->kind == FileKind::Directory) {
      return path;
    }
    if (entry->link_target.empty() || entry->link_target[0] == '/') {
      return std::nullopt;
    }
    path = without_slashes(expand_path("/" + path + "/../" + entry->link_target));
  }
  return std::nullopt;
}

struct Walk {
  const std::vector<FileEntry>& archive;
  const std::string& root;
  std::vector<InstallItem>& items;
};

void add_directory(const Walk& walk, const std::string& source, const std::string& destination,
                   int depth) {
  walk.items.push_back({"", destination, FileKind::Directory, 0755});
  for (const FileEntry& entry : walk.archive) {
    if (!is_below(entry.path, source)) {
      continue;
    }
    const std::string rest = source.empty() ? entry.path : entry.path.substr(source.size() + 1);
    const std::string to = joined(destination, rest);
    if (entry.kind == FileKind::Directory) {
      walk.items.push_back({"", to, FileKind::Directory, 0755});
      continue;
    }
    std::optional<std::string> behind;
    if (entry.kind == FileKind::Symlink) {
      behind = directory_behind(walk.archive, entry.path);
    }
    if (behind && depth < k_symlinks_followed_max) {
      add_directory(walk, *behind, to, depth + 1);
    } else {
      walk.items.push_back({joined(walk.root, entry.path), to, FileKind::File, entry.mode});
    }
  }
}

// Builds the instructions as the agent does, with its complaints.
class Builder {
 public:
  Builder(const std::map<std::string, FileKind>& existing, FileExistsBehavior behavior)
      : existing_(existing), behavior_(behavior) {}

  Status add(const InstallItem& item) {
    if (item.kind == FileKind::Directory) {
      return make_directory(item.to);
    }
    if (exists(item.to)) {
      if (behavior_ == FileExistsBehavior::DISALLOW) {
        return refused("a specified file already exists at this location: " + item.to);
      }
      if (behavior_ == FileExistsBehavior::RETAIN) {
        return success();
      }
    }
    const Status made = make_directory(parent_of(item.to));
    return made.ok() ? copy(item) : made;
  }

  PlannedObjects& objects() { return objects_; }

 private:
  [[nodiscard]] FileKind kind_of(const std::string& path) const {
    const auto found = existing_.find(path);
    return found == existing_.end() ? FileKind::Missing : found->second;
  }
  [[nodiscard]] bool exists(const std::string& path) const {
    return kind_of(path) != FileKind::Missing;
  }

  Status copy(const InstallItem& item) {
    const auto earlier = objects_.copies.find(item.to);
    if (earlier != objects_.copies.end()) {
      return refused("the application specification file specifies two source files named " +
                     item.from + " and " + earlier->second.from + " for the same destination (" +
                     item.to +
                     "). Remove one of the source file paths from the AppSpec file, and then try "
                     "again.");
    }
    if (objects_.is_directory(item.to)) {
      return refused("the application specification file calls for installing the file " +
                     item.from + ", but a file with that name already exists at the location (" +
                     item.to +
                     "). Update your AppSpec file or directory structure, and then try again.");
    }
    objects_.copies[item.to] = item;
    objects_.files.push_back(item.to);
    // Overwriting a directory copies the file *into* it, as FileUtils.copy does.
    const bool into = kind_of(item.to) == FileKind::Directory;
    objects_.instructions.push_back({InstructionType::copy, item.to, item.from,
                                     into ? joined(item.to, base_name(item.from)) : item.to});
    return success();
  }

  // The directory with every missing one above it.
  Status make_directory(const std::string& path) {
    std::vector<std::string> missing;
    for (std::string each = path; each != "/" && !exists(each) && !objects_.is_directory(each);
         each = parent_of(each)) {
      missing.push_back(each);
    }
    for (auto each = missing.rbegin(); each != missing.rend(); ++each) {
      const auto copied = objects_.copies.find(*each);
      if (copied != objects_.copies.end()) {
        return refused(
            "the application specification file includes an mkdir command more than once for the "
            "same destination path (" +
            *each + ") from (" + copied->second.from +
            "). Update the files section of the AppSpec file, and then try again.");
      }
      objects_.directories.push_back(*each);
      objects_.made.insert(*each);
      objects_.instructions.push_back({InstructionType::mkdir, *each, "", ""});
    }
    return success();
  }

  const std::map<std::string, FileKind>& existing_;
  FileExistsBehavior behavior_;
  PlannedObjects objects_;
};

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

std::vector<InstallItem> wanted_items(const AppSpec& spec, const std::vector<FileEntry>& archive,
                                      const std::string& archive_directory) {
  std::vector<InstallItem> items;
  const Walk walk{archive, archive_directory, items};
  for (const AppSpecFile& file : spec.files) {
    const std::string source = without_slashes(expand_path("/" + file.source));
    const std::string destination = expand_path(file.destination);
    if (const std::optional<std::string> directory = directory_behind(archive, source)) {
      add_directory(walk, *directory, destination, 0);
      continue;
    }
    const FileEntry* entry = find_entry(archive, source);
    const std::string to = joined(destination, base_name(source));
    items.push_back({joined(archive_directory, source), to, FileKind::File,
                     entry == nullptr ? 0644 : entry->mode});
  }
  return items;
}

std::vector<std::string> paths_to_probe(const AppSpec& spec,
                                        const std::vector<InstallItem>& items) {
  std::set<std::string> paths;
  for (const InstallItem& item : items) {
    for (std::string path = item.to; path != "/" && paths.insert(path).second;) {
      path = parent_of(path);
    }
  }
  for (const AppSpecPermission& permission : spec.permissions) {
    paths.insert(expand_path(permission.object));
  }
  return {paths.begin(), paths.end()};
}

Result<InstallPlan> plan_install(const AppSpec& spec, const std::vector<InstallItem>& items,
                                 const std::map<std::string, FileKind>& existing,
                                 FileExistsBehavior behavior) {
  Builder builder(existing, behavior);
  for (const InstallItem& item : items) {
    const Status added = builder.add(item);
    if (!added.ok()) {
      return added.failure();
    }
  }
  for (const AppSpecPermission& permission : spec.permissions) {
    const Status planned = plan_permission(permission, existing, builder.objects());
    if (!planned.ok()) {
      return planned.failure();
    }
  }
  return InstallPlan{std::move(builder.objects().instructions)};
}

}  // namespace greenroom::codedeploy
