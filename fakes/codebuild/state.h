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
  std::map<std::string, std::int64_t> build_numbers;  // per project, from 1
};

}  // namespace greenroom::codebuild
