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

  Result<scm::Commit> push(Context cx, const scm::PushRequest& request) override;
  std::string zip(Context cx, const std::string& commit_id) override;

 private:
  void prepare(const std::string& branch);
  std::string directory_;
  bool prepared_ = false;
};

}  // namespace greenroom::real
