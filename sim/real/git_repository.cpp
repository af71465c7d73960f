#include "sim/real/git_repository.h"

#include <git2.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "sim/core/harness_error.h"
#include "sim/core/time.h"
#include "sim/real/archive.h"

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

template <auto Free>
struct Freer {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <typename T, auto Free>
using Owned = std::unique_ptr<T, Freer<Free>>;
using Handle = Owned<git_repository, git_repository_free>;
using Index = Owned<git_index, git_index_free>;
using Tree = Owned<git_tree, git_tree_free>;
using GitCommit = Owned<git_commit, git_commit_free>;
using Signature = Owned<git_signature, git_signature_free>;
using Remote = Owned<git_remote, git_remote_free>;
using Diff = Owned<git_diff, git_diff_free>;
using Blob = Owned<git_blob, git_blob_free>;
using Branches = Owned<git_branch_iterator, git_branch_iterator_free>;
using Reference = Owned<git_reference, git_reference_free>;

void must(int code, const std::string& what) {
  if (code < 0) {
    const git_error* error = git_error_last();
    throw HarnessError("git: cannot " + what + ": " +
                       (error == nullptr ? "unknown error" : error->message));
  }
}

// Once per process: libgit2 set up so that nothing of the computer's Git configuration is read.
void start_library() {
  static const bool started = [] {
    git_libgit2_init();
    for (const git_config_level_t level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                                           GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_PROGRAMDATA}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return true;
  }();
  (void)started;
}

Handle open_repository(const std::string& path) {
  git_repository* raw = nullptr;
  must(git_repository_open(&raw, path.c_str()), "open " + path);
  return Handle(raw);
}

// Copies one folder over another as `cp -R folder/. work/` does: adds and overwrites, never
// deletes.
void copy_over(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::is_directory(from, error)) {
    throw HarnessError("the folder " + from.string() + " does not exist; check `app:` and `push:`");
  }
  for (auto walk = fs::recursive_directory_iterator(from);
       walk != fs::recursive_directory_iterator(); ++walk) {
    const fs::path relative = walk->path().lexically_relative(from);
    if (relative.filename() == ".git") {
      walk.disable_recursion_pending();
      continue;
    }
    const fs::path target = to / relative;
    if (walk->is_symlink()) {
      fs::remove(target, error);
      fs::copy_symlink(walk->path(), target);
    } else if (walk->is_directory()) {
      fs::create_directories(target);
    } else {
      fs::copy_file(walk->path(), target, fs::copy_options::overwrite_existing);
      struct stat info {};
      stat(walk->path().c_str(), &info);
      chmod(target.c_str(), (info.st_mode & 0100) != 0 ? 0755 : 0644);
    }
  }
}

GitCommit head_commit(git_repository* repository) {
  git_oid id;
  if (git_reference_name_to_id(&id, repository, "HEAD") != 0) {
    return nullptr;
  }
  git_commit* raw = nullptr;
  must(git_commit_lookup(&raw, repository, &id), "read the last commit");
  return GitCommit(raw);
}

Tree tree_of(git_commit* commit) {
  git_tree* raw = nullptr;
  if (commit != nullptr) {
    must(git_commit_tree(&raw, commit), "read a commit's tree");
  }
  return Tree(raw);
}

GitCommit find_commit(git_repository* repository, const std::string& commit_id) {
  git_oid id;
  must(git_oid_fromstr(&id, commit_id.c_str()), "read the commit id");
  git_commit* raw = nullptr;
  must(git_commit_lookup(&raw, repository, &id), "find the pushed commit");
  return GitCommit(raw);
}

std::string text_of(const git_oid& id) {
  std::string text(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(text.data(), &id);
  return text;
}

Tree stage_everything(git_repository* repository) {
  git_index* raw_index = nullptr;
  must(git_repository_index(&raw_index, repository), "open the index");
  const Index index(raw_index);
  must(git_index_add_all(index.get(), nullptr, GIT_INDEX_ADD_DEFAULT, nullptr, nullptr),
       "stage the files");
  must(git_index_write(index.get()), "write the index");
  git_oid tree_id;
  must(git_index_write_tree(&tree_id, index.get()), "write the tree");
  git_tree* raw_tree = nullptr;
  must(git_tree_lookup(&raw_tree, repository, &tree_id), "read the tree");
  return Tree(raw_tree);
}

std::vector<std::string> changed_files(git_repository* repository, git_tree* before,
                                       git_tree* after) {
  git_diff* raw = nullptr;
  must(git_diff_tree_to_tree(&raw, repository, before, after, nullptr), "compare two trees");
  const Diff diff(raw);
  std::vector<std::string> files;
  for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
    files.emplace_back(git_diff_get_delta(diff.get(), i)->new_file.path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

void push_to_origin(git_repository* repository, const std::string& branch) {
  git_remote* raw = nullptr;
  must(git_remote_lookup(&raw, repository, "origin"), "find the remote");
  const Remote remote(raw);
  std::string spec = "refs/heads/" + branch + ":refs/heads/" + branch;
  char* specs[] = {spec.data()};
  const git_strarray list{specs, 1};
  must(git_remote_push(remote.get(), &list, nullptr), "push");
}

void collect(git_repository* repository, git_tree* tree, const std::string& prefix,
             std::vector<ArchiveEntry>& entries) {
  for (std::size_t i = 0; i < git_tree_entrycount(tree); ++i) {
    const git_tree_entry* item = git_tree_entry_byindex(tree, i);
    const std::string path = prefix + git_tree_entry_name(item);
    if (git_tree_entry_type(item) == GIT_OBJECT_TREE) {
      git_tree* raw = nullptr;
      must(git_tree_lookup(&raw, repository, git_tree_entry_id(item)), "read the tree " + path);
      const Tree below(raw);
      collect(repository, below.get(), path + "/", entries);
    } else if (git_tree_entry_type(item) == GIT_OBJECT_BLOB) {
      git_blob* raw = nullptr;
      must(git_blob_lookup(&raw, repository, git_tree_entry_id(item)), "read the file " + path);
      const Blob blob(raw);
      const std::string content(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                                static_cast<std::size_t>(git_blob_rawsize(blob.get())));
      const git_filemode_t mode = git_tree_entry_filemode(item);
      ArchiveEntry entry;
      entry.path = path;
      entry.mode = mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0755 : 0644;
      (mode == GIT_FILEMODE_LINK ? entry.link_target : entry.content) = content;
      entries.push_back(std::move(entry));
    }
  }
}

}  // namespace

void GitRepository::create(const std::string& branch) {
  start_library();
  fs::remove_all(directory_);  // of a world that was there before a reset
  fs::create_directories(directory_);
  const std::string bare = directory_ + "/repository.git";
  const std::string work = directory_ + "/work";
  for (const bool is_bare : {true, false}) {
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_MKPATH;
    if (is_bare) {
      options.flags |= GIT_REPOSITORY_INIT_BARE;
    }
    options.initial_head = branch.c_str();
    git_repository* raw = nullptr;
    must(git_repository_init_ext(&raw, (is_bare ? bare : work).c_str(), &options),
         "create a repository");
    const Handle repository(raw);
    if (!is_bare) {
      git_remote* origin = nullptr;
      must(git_remote_create(&origin, repository.get(), "origin", bare.c_str()), "add the remote");
      git_remote_free(origin);
    }
  }
  prepared_ = true;
}

Result<scm::Commit> GitRepository::push(Context cx, const scm::PushRequest& request) {
  if (!prepared_) {
    create(request.branch);
  }
  const std::string work = directory_ + "/work";
  try {
    for (const std::string& folder : request.folders) {
      copy_over(folder, work);
    }
  } catch (const fs::filesystem_error& error) {
    throw HarnessError(std::string("cannot copy the app into the repository: ") + error.what());
  }
  const Handle repository = open_repository(work);
  const GitCommit parent = head_commit(repository.get());
  const Tree before = tree_of(parent.get());
  const Tree after = stage_everything(repository.get());
  if (before != nullptr &&
      git_oid_equal(git_tree_id(before.get()), git_tree_id(after.get())) != 0) {
    return Failure{"NothingToCommit", "nothing to commit, working tree clean"};
  }
  git_signature* raw = nullptr;
  must(git_signature_new(&raw, request.author_name.c_str(), request.author_email.c_str(),
                         unix_seconds(cx.epoch(), cx.now()), 0),
       "sign a commit");
  const Signature author(raw);
  git_oid id;
  const git_commit* parents[] = {parent.get()};
  must(git_commit_create(&id, repository.get(), "HEAD", author.get(), author.get(), nullptr,
                         request.message.c_str(), after.get(), parent ? 1 : 0, parents),
       "commit");
  push_to_origin(repository.get(), request.branch);
  return scm::Commit{text_of(id), request.message,
                     changed_files(repository.get(), before.get(), after.get())};
}

std::map<std::string, std::string> GitRepository::branches() const {
  const Handle repository = open_repository(directory_ + "/repository.git");
  git_branch_iterator* raw = nullptr;
  must(git_branch_iterator_new(&raw, repository.get(), GIT_BRANCH_LOCAL), "list the branches");
  const Branches walk(raw);
  std::map<std::string, std::string> heads;
  git_reference* raw_branch = nullptr;
  git_branch_t kind = GIT_BRANCH_LOCAL;
  while (git_branch_next(&raw_branch, &kind, walk.get()) == 0) {
    const Reference branch(raw_branch);
    const char* name = nullptr;
    must(git_branch_name(&name, branch.get()), "read the name of a branch");
    const git_oid* head = git_reference_target(branch.get());
    if (head != nullptr) {
      heads[name] = text_of(*head);
    }
  }
  return heads;
}

scm::Commit GitRepository::commit(const std::string& id, const std::string& before) const {
  const Handle repository = open_repository(directory_ + "/repository.git");
  const GitCommit after = find_commit(repository.get(), id);
  const GitCommit earlier = before.empty() ? nullptr : find_commit(repository.get(), before);
  std::string message = git_commit_message(after.get());
  message.erase(
      std::find_if(message.rbegin(), message.rend(), [](char c) { return c != '\n'; }).base(),
      message.end());
  const Tree old_tree = tree_of(earlier.get());
  const Tree new_tree = tree_of(after.get());
  return {id, message, changed_files(repository.get(), old_tree.get(), new_tree.get())};
}

std::string GitRepository::zip(Context, const std::string& commit_id) {
  const Handle repository = open_repository(directory_ + "/repository.git");
  const GitCommit commit = find_commit(repository.get(), commit_id);
  const Tree tree = tree_of(commit.get());
  std::vector<ArchiveEntry> entries;
  collect(repository.get(), tree.get(), "", entries);
  return write_zip(std::move(entries), git_commit_time(commit.get()));
}

}  // namespace greenroom::real
