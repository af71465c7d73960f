// One build, from SUBMITTED to COMPLETED: the story, phase by phase.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codebuild/buildspec.h"
#include "fakes/codebuild/log.h"
#include "fakes/codebuild/ports.h"
#include "fakes/codebuild/types.h"

namespace greenroom::codebuild {

class BuildRun {
 public:
  BuildRun(BuildContainers& containers, Project project, StartBuild request, aws::Account account,
           Build build)
      : containers_(containers),
        project_(std::move(project)),
        request_(std::move(request)),
        account_(std::move(account)),
        build_(std::move(build)) {}

  Task<Build> run(Context cx);
  [[nodiscard]] const BuildLog& log() const { return log_; }

 private:
  // How a phase ended; a context with an empty statusCode when fine.
  struct PhaseEnd {
    StatusType status = StatusType::SUCCEEDED;
    PhaseContext context;
  };
  Task<PhaseEnd> carry_out(Context cx, BuildPhaseType phase);
  Task<PhaseEnd> provision(Context cx);
  Task<PhaseEnd> download_source(Context cx);
  Task<PhaseEnd> run_commands(Context cx, BuildPhaseType phase);
  Task<PhaseEnd> run_list(Context cx, std::vector<std::string> commands, bool stop_at_failure);
  Task<PhaseEnd> run_command(Context cx, std::string command);
  Task<PhaseEnd> upload_artifacts(Context cx);
  void log_source(Context cx);
  void trace_phase(Context cx, const BuildPhase& phase) const;
  [[nodiscard]] std::map<std::string, std::string> variables(Context cx) const;
  [[nodiscard]] std::string source_directory() const;

  BuildContainers& containers_;
  Project project_;
  StartBuild request_;
  aws::Account account_;
  Build build_;
  Buildspec spec_;
  BuildLog log_;
  std::unique_ptr<Machine> container_;
  bool succeeding_ = true;
};

}  // namespace greenroom::codebuild
