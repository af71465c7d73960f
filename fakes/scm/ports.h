// What the self-hosted Git side needs from others.
#pragma once

#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::scm {

// What one push brings: the work tree after copying these folders over it, in order. The first is
// the app, later ones are overlays (the lab's `cp -R commits/v1_1/. app-repo/`).
struct PushRequest {
  std::vector<std::string> folders;
  std::string message;      // "app v1.1"
  std::string author_name;  // "student"
  std::string author_email;
  std::string branch = "main";
};

struct Commit {
  std::string id;  // 40 hex digits
  std::string message;
  std::vector<std::string> changed_files;  // sorted paths, added, modified or removed
};

// A bare repository and the developer's clone of it. sim/real implements it with libgit2; commit
// dates are virtual, so that ids are the same every run. `.gitignore` is honoured.
class Repository {
 public:
  virtual ~Repository() = default;
  // Copies, stages all, commits and pushes. Failure code "NothingToCommit" when the tree is the
  // same as before.
  virtual Result<Commit> push(Context cx, const PushRequest& request) = 0;
  // The tree of a commit as a zip: sorted, Unix modes kept, every mtime the commit's date.
  virtual std::string zip(Context cx, const std::string& commit_id) = 0;
};

// Where the SCM uploads source.zip when a push lands.
class SourceBucket {
 public:
  virtual ~SourceBucket() = default;
  virtual Status put(Context cx, std::string key, std::string body) = 0;
};

}  // namespace greenroom::scm
