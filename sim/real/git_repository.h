// The self-hosted repository and the developer's clone of it, by libgit2.
#pragma once

#include <map>
#include <string>

#include "fakes/scm/ports.h"

namespace greenroom::real {

// Creates `<directory>/repository.git` (bare) and `<directory>/work` (the clone). No configuration
// of the computer matters: the same folders and the same virtual time give the same commit ids
// anywhere.
class GitRepository final : public scm::Repository {
 public:
  explicit GitRepository(std::string directory) : directory_(std::move(directory)) {}

  // Makes both, with nothing in them.
  void create(const std::string& branch);
  // Folder of the bare one, for who serves it (git_http.h).
  [[nodiscard]] const std::string& directory() const { return directory_; }
  // The commits at the heads of the bare one's branches, by the branches' names.
  [[nodiscard]] std::map<std::string, std::string> branches() const;
  // A commit that somebody else has pushed; `before`: the branch's head until then, "" for none.
  [[nodiscard]] scm::Commit commit(const std::string& id, const std::string& before) const;

  Result<scm::Commit> push(Context cx, const scm::PushRequest& request) override;
  std::string zip(Context cx, const std::string& commit_id) override;

 private:
  std::string directory_;
  bool prepared_ = false;
};

}  // namespace greenroom::real
