// One build, from SUBMITTED to COMPLETED: the story, phase by phase.
//
// build_run.cpp has the phases, build_source.cpp DOWNLOAD_SOURCE, build_commands.cpp the four
// phases of commands, build_artifacts.cpp what is kept of the files, build_store.cpp what comes
// from S3 and goes there, build_rights.cpp what the service role may do.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fakes/aws/ids.h"
#include "fakes/codebuild/buildspec.h"
#include "fakes/codebuild/log.h"
#include "fakes/codebuild/ports.h"
#include "fakes/codebuild/runtimes.h"
#include "fakes/codebuild/types.h"
#include "sim/core/waiting.h"

namespace greenroom::codebuild {

// The places for builds of one project that run at the same time (concurrentBuildLimit).
struct BuildSlots {
  int taken = 0;
  Signal freed{"another build of the project to end"};
};

class BuildRun {
 public:
  struct Around {  // what a build sees of the world; all of it outlives the build
    BuildContainers& containers;
    ProtectedVariables& variables;
    BuildSlots& slots;
    LocalCache& cache;
    BuildStore* store = nullptr;          // nullptr: sources and artifacts are a pipeline's
    const aws::Rights* rights = nullptr;  // nullptr: the service role may do everything
  };
  BuildRun(Around around, Project project, StartBuild request, aws::Account account, Build build)
      : around_(around),
        project_(std::move(project)),
        request_(std::move(request)),
        account_(std::move(account)),
        build_(std::move(build)) {}
  BuildRun(const BuildRun&) = delete;
  BuildRun& operator=(const BuildRun&) = delete;
  ~BuildRun() { leave_slot(); }

  Task<Build> run(Context cx);
  // StopBuild: what runs is killed; the phase and the build end as STOPPED.
  void stop();
  // As it is now.
  [[nodiscard]] const Build& build() const { return build_; }
  [[nodiscard]] const BuildLog& log() const { return log_; }
  // Whether CloudWatch Logs takes what the build writes.
  [[nodiscard]] bool may_log() const;
  void tell(BuildLog::Listener listener) { log_.tell(std::move(listener)); }
  // Who hears of each phase that has ended, and which one begins now.
  using PhaseListener = std::function<void(const BuildPhase& completed, BuildPhaseType next)>;
  void tell_of_phases(PhaseListener listener) { phase_ended_ = std::move(listener); }

 private:
  // How a phase ended; a context with an empty statusCode when fine.
  struct PhaseEnd {
    StatusType status = StatusType::SUCCEEDED;
    PhaseContext context;
  };
  static PhaseEnd failed(std::string code, std::string message);
  Task<PhaseEnd> carry_out(Context cx, BuildPhaseType phase);
  Task<PhaseEnd> wait_in_queue(Context cx);
  // What the service role may not do fails the phase (build_rights.cpp).
  [[nodiscard]] aws::RoleSession session() const;
  [[nodiscard]] Status may(const std::string& action, const std::string& resource) const;
  [[nodiscard]] PhaseEnd check_log_rights() const;
  // "s3:GetObject" of one object, as S3 refuses it; `version` "" = the newest.
  [[nodiscard]] Status may_get(const std::string& object_arn, const std::string& version) const;
  [[nodiscard]] PhaseEnd check_source_rights() const;
  [[nodiscard]] PhaseEnd check_upload_rights() const;
  Task<PhaseEnd> provision(Context cx);
  void leave_slot();
  void end_phase(Context cx, BuildPhase phase);
  void trace_phase(Context cx, const BuildPhase& phase) const;
  [[nodiscard]] OnFailure on_failure_of(BuildPhaseType phase) const;

  // DOWNLOAD_SOURCE
  Task<PhaseEnd> download_source(Context cx);
  Task<PhaseEnd> unpack_sources(Context cx);
  // Of a source in S3, or of none: build_store.cpp.
  Task<PhaseEnd> fetch_source(Context cx);
  Task<PhaseEnd> write_files(Context cx, std::vector<StoredFile> files);
  PhaseEnd store_artifact(Context cx, const std::string& zip);
  Task<PhaseEnd> read_buildspec(Context cx);
  Task<PhaseEnd> check_runtimes(Context cx);
  Task<PhaseEnd> restore_cache(Context cx);
  PhaseEnd resolve_variables(Context cx);
  PhaseEnd resolve(Context cx, const std::string& name, const EnvironmentVariable& variable);
  void log_source(Context cx);
  [[nodiscard]] std::map<std::string, std::string> variables(Context cx) const;
  [[nodiscard]] std::string source_directory() const;
  [[nodiscard]] std::string secondary_source_directory(const std::string& identifier) const;

  // INSTALL to POST_BUILD
  Task<PhaseEnd> run_commands(Context cx, BuildPhaseType phase);
  Task<PhaseEnd> run_phase_once(Context cx, BuildspecPhase phase);
  Task<PhaseEnd> run_list(Context cx, std::vector<std::string> commands, std::string user,
                          bool stop_at_failure);
  Task<PhaseEnd> run_command(Context cx, std::string command, std::string user);
  Task<ProcessStatus> run_process(Context cx, Command command);
  [[nodiscard]] Command shell_command(const std::string& user) const;
  PhaseEnd judged(Context cx, const std::string& command, const ProcessStatus& status);
  Task<PhaseEnd> read_exported_variables(Context cx);

  // UPLOAD_ARTIFACTS
  Task<void> collect_reports(Context cx);
  Task<BuildReport> collect_report(Context cx, std::string group, BuildspecReport wanted);
  void add_report(Context cx, const std::string& group, BuildReport report);
  struct Gathered {
    PhaseEnd end;
    std::string zip;
  };
  Task<PhaseEnd> upload_artifacts(Context cx);
  Task<Gathered> gather(Context cx, BuildspecArtifacts wanted);
  Task<std::vector<std::string>> base_directories(Context cx, std::string wanted);
  Task<void> save_cache(Context cx);

  Around around_;
  Project project_;
  StartBuild request_;
  aws::Account account_;
  Build build_;
  Buildspec spec_;
  BuildLog log_;
  std::unique_ptr<Machine> container_;
  std::map<std::string, std::string> resolved_;  // plain variables, by name
  std::vector<RuntimeChoice> runtimes_;
  std::optional<ProcessId> running_;
  PhaseListener phase_ended_;
  bool succeeding_ = true;
  bool stopped_ = false;
  bool in_slot_ = false;
};

}  // namespace greenroom::codebuild
