// What the Git side remembers: the commits pushed, in order. The objects are in the repository.
#pragma once

#include <string>
#include <vector>

namespace greenroom::scm {

class State {
 public:
  void pushed(const std::string& commit_id) { commits_.push_back(commit_id); }
  [[nodiscard]] const std::vector<std::string>& commits() const { return commits_; }
  // The commit at the head of the branch; "" before the first push.
  [[nodiscard]] std::string head() const;

 private:
  std::vector<std::string> commits_;
};

}  // namespace greenroom::scm
