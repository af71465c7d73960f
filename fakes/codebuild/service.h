// CodeBuild: runs a real buildspec in a fresh container and gives back the artifact.
//
// AWS: docs.aws.amazon.com/codebuild, reference section 1 (phases 1.4, commands 1.6, variables 1.7,
// artifacts 1.8, status codes 1.9, log lines 1.10). service.cpp has the story of a build and its
// records, service_start.cpp how one begins that nobody waits for.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

  // Where sources come from and artifacts go of builds that no pipeline starts.
  void connect(BuildStore& store) { store_ = &store; }
  void connect(const aws::Rights& rights) { rights_ = &rights; }
  // What projects have of ours (timing, realTime, runtimePolicy, toolchains) that somebody creates
  // who knows only AWS's words.
  void set_prototype(Project prototype) { prototype_ = std::move(prototype); }
  [[nodiscard]] const Project& prototype() const { return prototype_; }

  // ResourceAlreadyExistsException when the name is taken. InvalidInputException for a service role
  // that CodeBuild cannot assume, here and whenever a build begins.
  Status CreateProject(Project project);
  // In the place of the one of its name, for builds that begin later. ResourceNotFoundException.
  Status UpdateProject(Project project);
  // Its builds stay. One that is not there is deleted already.
  void DeleteProject(const std::string& name);

  // Runs one build to its end, whatever that is. A failed build is data: Build.buildStatus.
  // ResourceNotFoundException when the project does not exist.
  // Trace: codebuild.build, codebuild.phase, codebuild.log.
  Task<Result<Build>> StartBuild(Context cx, StartBuild request);
  // The same without waiting: the build as it is when it has been submitted. What is left out comes
  // from the project. ResourceNotFoundException; InvalidInputException for sources and artifacts
  // that cannot be here, and for a token that came with other parameters less than five minutes
  // ago.
  Result<Build> start_build(Context cx, const StartBuildInput& input);

  // The same project, sources and overrides in a new build. ResourceNotFoundException.
  Task<Result<Build>> RetryBuild(Context cx, std::string id);
  // The same without waiting. InvalidInputException for a build that a pipeline started: nobody
  // would take its artifact.
  Result<Build> retry_build(Context cx, const std::string& id, const std::string& token = "");
  // A running build is killed and ends as STOPPED; one that has ended stays as it is. The build as
  // it is then. ResourceNotFoundException.
  Result<Build> StopBuild(const std::string& id);
  // Without those that do not exist, in the order asked for.
  [[nodiscard]] std::vector<Build> BatchGetBuilds(const std::vector<std::string>& ids) const;
  [[nodiscard]] bool is_running(const std::string& id) const {
    return state_.running.count(id) > 0;
  }
  // Forgets one that has ended; its reports stay. "": done; else AWS's statusCode of why not:
  // BUILD_IN_PROGRESS, or BUILD_NOT_FOUND (UNVERIFIED).
  std::string delete_build(const std::string& id);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const aws::Account& account() const { return account_; }
  [[nodiscard]] const LogDigest& digest() const { return digest_; }

 private:
  void trace_build(Context cx, const Build& build) const;
  [[nodiscard]] Build submitted(Context cx, const Project& project,
                                const greenroom::codebuild::StartBuild& request);
  // A build's record and story, not yet told; end_build is its last step.
  Result<std::unique_ptr<BuildRun>> begin_build(Context cx,
                                                greenroom::codebuild::StartBuild request);
  void end_build(Context cx, BuildRun& run, Build& ended);
  Task<void> carry_through(Context cx, std::unique_ptr<BuildRun> run);
  Result<Build> spawn_build(Context cx, greenroom::codebuild::StartBuild request);
  // The build of an earlier request with that token; nothing when this is the first.
  [[nodiscard]] std::optional<Result<Build>> asked_before(Context cx, const std::string& token,
                                                          const std::string& parameters) const;
  [[nodiscard]] Status check_places(const greenroom::codebuild::StartBuild& request,
                                    const std::string& buildspec) const;
  [[nodiscard]] Status check_role(const Project& project) const;
  void keep_log(Context cx, BuildRun& run);
  void tell_of_build(Context cx, const EventContext& context, const Build& build) const;
  aws::Ids& ids_;
  aws::Account account_;
  BuildContainers& containers_;
  ProtectedVariables& variables_;
  const LogDigest& digest_;
  BuildLogs* logs_ = nullptr;
  BuildEvents* events_ = nullptr;
  BuildStore* store_ = nullptr;
  const aws::Rights* rights_ = nullptr;
  Project prototype_;
  State state_;
};

}  // namespace greenroom::codebuild
