// The store of CodeBuild: projects, and builds in order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

class State {
 public:
  std::map<std::string, Project> projects;
  std::vector<Build> builds;                   // ended ones; artifacts' bytes are not kept here
  std::map<std::string, BuildSlots> slots;     // by project
  std::map<std::string, LocalCache> caches;    // by project
  std::map<std::string, BuildRun*> running;    // by build id
  std::map<std::string, StartBuild> requests;  // by build id, for RetryBuild
  std::map<std::string, Project> as_built;     // by build id: projects, with the build's overrides
  std::vector<std::string> begun;              // build ids, in the order in which they began
  std::vector<BuildReport> reports;            // of builds that have ended, deleted ones too
  // idempotencyToken of StartBuild and RetryBuild: for five minutes a second request is the first.
  struct Asked {
    Instant at;
    std::string parameters;
    std::string id;
  };
  std::map<std::string, Asked> asked;
  // The next build number of a project, from 1; deletion would not renumber.
  std::int64_t next_build_number(const std::string& project);

 private:
  std::map<std::string, std::int64_t> build_numbers_;
};

}  // namespace greenroom::codebuild
