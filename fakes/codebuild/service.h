// CodeBuild: runs a real buildspec in a fresh container and gives back the artifact.
//
// AWS: docs.aws.amazon.com/codebuild, reference section 1 (phases 1.4, commands 1.6, variables 1.7,
// artifacts 1.8, status codes 1.9, log lines 1.10).
#pragma once

#include <map>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/events.h"
#include "fakes/codebuild/ports.h"
#include "fakes/codebuild/state.h"
#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

class CodeBuild {
 public:
  CodeBuild(aws::Ids& ids, aws::Account account, BuildContainers& containers,
            ProtectedVariables& variables, const LogDigest& digest)
      : ids_(ids),
        account_(std::move(account)),
        containers_(containers),
        variables_(variables),
        digest_(digest) {}

  // Where logs go; nowhere without it.
  void connect(BuildLogs& logs) { logs_ = &logs; }
  // Who hears of builds and their phases; nobody without it.
  void connect(BuildEvents& events) { events_ = &events; }

  // ResourceAlreadyExistsException when the name is taken.
  Status CreateProject(Project project);
  // Runs one build to its end, whatever that is. A failed build is data: Build.buildStatus.
  // ResourceNotFoundException when the project does not exist.
  // Trace: codebuild.build, codebuild.phase, codebuild.log.
  Task<Result<Build>> StartBuild(Context cx, StartBuild request);

  // The same project, sources and overrides in a new build. ResourceNotFoundException.
  Task<Result<Build>> RetryBuild(Context cx, std::string id);
  // A running build is killed and ends as STOPPED; one that has ended stays as it is. The build as
  // it is then. ResourceNotFoundException.
  Result<Build> StopBuild(const std::string& id);
  // Without those that do not exist, in the order asked for.
  [[nodiscard]] std::vector<Build> BatchGetBuilds(const std::vector<std::string>& ids) const;

  [[nodiscard]] const State& state() const { return state_; }

 private:
  void trace_build(Context cx, const Build& build) const;
  [[nodiscard]] Build submitted(Context cx, const Project& project,
                                const greenroom::codebuild::StartBuild& request);
  void keep_log(Context cx, BuildRun& run);
  void tell_of_build(Context cx, const EventContext& context, const Build& build) const;
  aws::Ids& ids_;
  aws::Account account_;
  BuildContainers& containers_;
  ProtectedVariables& variables_;
  const LogDigest& digest_;
  BuildLogs* logs_ = nullptr;
  BuildEvents* events_ = nullptr;
  State state_;
};

}  // namespace greenroom::codebuild
