// The store of CodeBuild: projects, and builds in order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

class State {
 public:
  std::map<std::string, Project> projects;
  std::vector<Build> builds;  // ended ones; artifacts' bytes are not kept here
  // The next build number of a project, from 1; deletion would not renumber.
  std::int64_t next_build_number(const std::string& project);

 private:
  std::map<std::string, std::int64_t> build_numbers_;
};

}  // namespace greenroom::codebuild
