// CodePipeline: executions of a pipeline through its stages, from S3 sources by CodeBuild and
// approvals to CodeDeploy.
//
// AWS: docs.aws.amazon.com/codepipeline, reference section 2. service.cpp has pipelines,
// service_pipelines.cpp their lists, tags and end,
// service_start.cpp how executions begin, service_executions.cpp their story, service_stages.cpp
// what people do to one that runs, service_conditions.cpp the gates of stages, service_actions.cpp,
// service_providers.cpp, service_s3_deploy.cpp and service_approval.cpp the actions,
// service_queries.cpp what those who ask are told.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "fakes/aws/ids.h"
#include "fakes/aws/rights.h"
#include "fakes/codepipeline/ports.h"
#include "fakes/codepipeline/state.h"
#include "fakes/codepipeline/types.h"

namespace greenroom::codepipeline {

struct ApprovalResult {
  ApprovalStatus status = ApprovalStatus::Approved;
  std::string summary;
};

// revisionType S3_OBJECT_VERSION_ID or S3_OBJECT_KEY.
struct SourceRevisionOverride {
  std::string actionName;
  std::string revisionType;
  std::string revisionValue;
};

struct StartPipelineExecutionInput {
  std::string name;
  std::vector<PipelineVariable> variables;  // name and value
  std::vector<SourceRevisionOverride> sourceRevisions;
  ExecutionTrigger trigger = {TriggerType::StartPipelineExecution, ""};
  std::string clientRequestToken = {};  // "": none
};

// InvalidTagsException, TooManyTagsException (texts UNVERIFIED).
[[nodiscard]] Status check_tags(const Tags& tags);

class CodePipeline {
 public:
  CodePipeline(aws::Ids& ids, aws::Account account, ArtifactStore& store, Builder& builder,
               Deployer& deployer, ApprovalNotifier& notifier, Timing timing)
      : ids_(ids),
        account_(std::move(account)),
        store_(store),
        builder_(builder),
        deployer_(deployer),
        notifier_(notifier),
        timing_(timing) {}

  // Where rules of stage conditions look at alarms. Nobody has any before.
  void connect(Alarms& alarms) { alarms_ = &alarms; }
  // What the pipelines' roles may do: everything without it.
  void connect(const aws::Rights& rights) { rights_ = &rights; }

  // Validates the structure (InvalidStructureException ...), starts polling its S3 sources, and
  // starts an execution (trigger CreatePipeline), which fails when there is no source yet.
  Status CreatePipeline(Context cx, PipelineDeclaration declaration);
  // A pipeline that has been there for long: as CreatePipeline, without an execution.
  Status furnish(Context cx, PipelineDeclaration declaration);
  // Changes the declaration; executions in progress end as Cancelled, their actions are left to
  // themselves. version + 1.
  Status UpdatePipeline(Context cx, PipelineDeclaration declaration);
  [[nodiscard]] Result<PipelineDeclaration> GetPipeline(const std::string& name) const;
  // An earlier version, too: PipelineVersionNotFoundException.
  [[nodiscard]] Result<PipelineDeclaration> GetPipeline(const std::string& name,
                                                        std::int64_t version) const;
  // Whatever is in progress ends as Cancelled, its actions are left to themselves (UNVERIFIED). A
  // pipeline that is not there is deleted already.
  void DeletePipeline(Context cx, const std::string& name);
  // In the order of their names. InvalidNextTokenException.
  [[nodiscard]] Result<Page<PipelineSummary>> ListPipelines(std::int64_t max_results,
                                                            const std::string& next_token) const;
  // Of pipelines only. InvalidArnException, ResourceNotFoundException, InvalidTagsException,
  // TooManyTagsException.
  Status TagResource(const std::string& arn, const Tags& tags);
  Status UntagResource(const std::string& arn, const std::vector<std::string>& keys);
  [[nodiscard]] Result<Tags> ListTagsForResource(const std::string& arn) const;
  [[nodiscard]] Result<PipelineMetadata> pipeline_metadata(const std::string& name) const;
  // "Release change", or an EventBridge rule. Gives the execution id. With 50 active under QUEUED
  // or PARALLEL: ConcurrentPipelineExecutionsLimitExceededException. ValidationException for
  // variables and revisions that cannot be.
  Result<std::string> StartPipelineExecution(Context cx, const StartPipelineExecutionInput& input);
  Result<std::string> StartPipelineExecution(
      Context cx, const std::string& name,
      TriggerType trigger = TriggerType::StartPipelineExecution);

  // StageNotFoundException, PipelineNotFoundException, ValidationException. Outbound is inbound to
  // the next stage.
  Status DisableStageTransition(Context cx, const std::string& name, const std::string& stage,
                                std::string reason,
                                StageTransitionType type = StageTransitionType::Inbound);
  // Who was held for more than 30 days does not go on (reference 2.5).
  Status EnableStageTransition(Context cx, const std::string& name, const std::string& stage,
                               StageTransitionType type = StageTransitionType::Inbound);
  // Running actions end first; with `abandon` they are left to themselves. What waits in front of a
  // stage never goes on. PipelineExecutionNotStoppableException, DuplicatedStopRequestException.
  Status StopPipelineExecution(Context cx, const std::string& name, const std::string& execution_id,
                               bool abandon, std::string reason = "");
  // The same execution goes on at its failed stage; as soon as one of the stage's actions has
  // failed, FAILED_ACTIONS begins it again beside those that run. StageNotRetryableException,
  // NotLatestPipelineExecutionException, ConflictException,
  // ConcurrentPipelineExecutionsLimitExceededException.
  Status RetryStageExecution(Context cx, const std::string& name, const std::string& stage,
                             const std::string& execution_id, StageRetryMode mode);
  // A new execution of that stage alone, with what `target` brought there. Gives its id.
  // UnableToRollbackStageException, PipelineExecutionNotFoundException,
  // PipelineExecutionOutdatedException.
  Result<std::string> RollbackStage(Context cx, const std::string& name, const std::string& stage,
                                    const std::string& target_execution_id);
  // The stage goes on as if its condition were met, while it is looked at or after it has failed.
  // ConditionNotOverridableException: it skips, has not run, or is met already.
  // PipelineExecutionNotFoundException, NotLatestPipelineExecutionException, ConflictException.
  Status OverrideStageCondition(Context cx, const std::string& name, const std::string& stage,
                                const std::string& execution_id, ConditionType type);
  // Gives approvedAt. InvalidApprovalTokenException, ApprovalAlreadyCompletedException,
  // ActionNotFoundException ...
  Result<Instant> PutApprovalResult(Context cx, const std::string& name, const std::string& stage,
                                    const std::string& action, const std::string& token,
                                    ApprovalResult result);

  // What AWS tells those who ask. PipelineNotFoundException, PipelineExecutionNotFoundException,
  // InvalidNextTokenException, ValidationException. Lists begin with the newest and leave out what
  // is older than twelve months.
  [[nodiscard]] Result<PipelineState> GetPipelineState(const std::string& name) const;
  [[nodiscard]] Result<PipelineExecution> GetPipelineExecution(
      const std::string& name, const std::string& execution_id) const;
  [[nodiscard]] Result<Page<PipelineExecution>> ListPipelineExecutions(
      Context cx, const ListPipelineExecutionsInput& input) const;
  [[nodiscard]] Result<Page<ActionExecutionDetail>> ListActionExecutions(
      Context cx, const ListExecutionsInput& input) const;
  [[nodiscard]] Result<Page<RuleExecutionDetail>> ListRuleExecutions(
      Context cx, const ListExecutionsInput& input) const;

  // How many executions of `name` have begun; they are numbered from 1.
  [[nodiscard]] std::size_t executions_begun(const std::string& name) const;
  // Waits until `count` executions of `name` have begun and none is in progress.
  Task<void> wait_until_idle(Context cx, std::string name, std::size_t count);
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const aws::Account& account() const { return account_; }

 private:
  struct ActionEnd {
    bool succeeded = false;
    std::string externalExecutionId;
    std::string externalExecutionUrl;
    std::string summary;
    std::string lastUpdatedBy;
    ErrorDetails errorDetails;
    std::map<std::string, std::string> outputVariables;
  };
  static ActionEnd failed(std::string code, std::string message);
  static ActionEnd failed(ErrorDetails why);
  // One action of one stage of one execution.
  struct Place {
    std::string pipeline;
    std::int64_t ordinal = 0;
    std::string stage;
    int attempt = 1;
  };
  enum class ActionNews { Succeeded, Failed, Abandon, Cancel };
  // Actions that run together: whoever waits for them, and whose wait it is.
  struct Group {
    explicit Group(Place of) : place(std::move(of)) {}
    Place place;
    std::vector<ActionDeclaration> actions;
    std::size_t running = 0;
    std::size_t failed = 0;
    Mailbox<ActionNews> news{"an action to end"};
  };
  // One run of one action, and who hears of its end when anybody still waits.
  struct ActionRun {
    Place place;
    ActionDeclaration action;
    std::string actionExecutionId;
    std::uint64_t group = 0;
  };
  // What a gate of a stage says: go on, or what its condition's result is.
  struct Gate {
    bool met = true;
    ConditionResult result = ConditionResult::FAIL;
  };
  struct StageEnd {
    StageExecutionStatus status = StageExecutionStatus::Failed;
    bool rolls_back = false;
  };

  // Executions.
  Status add_pipeline(Context cx, PipelineDeclaration declaration);
  // What its sources have now is nothing new to polling.
  void set_baseline(Context cx, Pipeline& pipeline);
  void cancel(Context cx, const std::string& pipeline, std::int64_t ordinal);
  // As long as that pipeline lives.
  Task<void> poll(Context cx, std::string pipeline, int life);
  [[nodiscard]] Result<std::string> tagged_pipeline(const std::string& arn) const;
  std::int64_t begin(Context cx, const std::string& pipeline, Execution execution);
  void go_on(Context cx, const std::string& pipeline, std::int64_t ordinal, std::size_t from_stage,
             std::optional<StageRetryMode> retry);
  // One execution, stage by stage.
  Task<void> run(Context cx, std::string pipeline, std::int64_t ordinal, std::size_t from_stage,
                 std::optional<StageRetryMode> retry);
  // Waits for the stage's lock; false when the execution was superseded, cancelled or stopped
  // meanwhile.
  Task<bool> enter_stage(Context cx, std::string pipeline, std::int64_t ordinal, std::string stage);
  // With its conditions.
  Task<StageEnd> play_gated_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                  StageDeclaration stage, std::optional<StageRetryMode> retry);
  // As often as `onFailure` says.
  Task<StageExecutionStatus> play_stage(Context cx, std::string pipeline, std::int64_t ordinal,
                                        StageDeclaration stage,
                                        std::optional<StageRetryMode> retry);
  Task<StageExecutionStatus> run_stage(Context cx, Place place, StageDeclaration stage,
                                       std::optional<StageRetryMode> retry);
  void abandon_actions(Context cx, const Place& place, const StageDeclaration& stage);
  void set_execution(Context cx, const std::string& pipeline, std::int64_t ordinal,
                     PipelineExecutionStatus status);
  void trace_stage(Context cx, const Place& place, StageExecutionStatus status);
  void begin_rollback(Context cx, const std::string& name, const std::string& stage,
                      const Execution& target, TriggerType trigger);
  Status retry_beside(Context cx, const Execution& execution, Group& group, StageRetryMode mode);
  [[nodiscard]] Failure pipeline_not_found(const std::string& name) const;
  [[nodiscard]] Status find_stage(const std::string& name, const std::string& stage) const;
  [[nodiscard]] Result<std::string> transition_of(const std::string& name, const std::string& stage,
                                                  StageTransitionType type) const;
  // Whoever acts: a rehearsal knows one person.
  [[nodiscard]] std::string caller_arn() const;

  // The roles of pipelines (service_roles.cpp).
  [[nodiscard]] Status check_role(const PipelineDeclaration& declaration) const;
  // What the pipeline's role may do; the first refusal.
  [[nodiscard]] Status may(Context cx, const std::string& pipeline,
                           const std::vector<aws::Access>& all) const;
  [[nodiscard]] Status may_read_source(Context cx, const Place& place,
                                       const std::string& object) const;
  [[nodiscard]] Status may_deploy(Context cx, const Place& place,
                                  const ActionDeclaration& action) const;

  // Conditions.
  Task<Gate> pass(Context cx, Place place, ConditionType type, std::vector<Condition> conditions);
  // The rules of a condition, until each has succeeded or one has failed.
  Task<ConditionExecutionStatus> look_at_rules(Context cx, Place place, ConditionType type,
                                               Condition condition);
  // Looks once at the rules that have not ended yet; when to look again.
  Instant look_once(Context cx, const Place& place, const std::vector<RuleDeclaration>& rules,
                    std::size_t first);
  [[nodiscard]] Result<std::string> alarm_state(Context cx, const std::string& pipeline,
                                                const std::string& alarm) const;
  std::size_t begin_rules(Context cx, const Place& place, ConditionType type,
                          const Condition& condition);
  void set_condition(Context cx, const Place& place, ConditionType type,
                     ConditionExecutionStatus status);
  void trace_rule(Context cx, const Place& place, const RuleExecutionDetail& rule);

  // Actions.
  Task<void> run_action(Context cx, Place place, ActionDeclaration action, std::uint64_t group);
  ActionRun begin_action(Context cx, const Place& place, const ActionDeclaration& action,
                         std::uint64_t group);
  void spawn_action(Context cx, const Place& place, const ActionDeclaration& action,
                    std::uint64_t group);
  void end_action(Context cx, const ActionRun& run, const ActionEnd& end);
  void trace_action(Context cx, const Place& place, const ActionDeclaration& action);
  // Copies what an action has come to into the pipeline's history.
  void remember(const Place& place, const std::string& action);
  [[nodiscard]] ActionExecutionDetail& detail_of(const Place& place, const std::string& action);
  Task<ActionEnd> carry_out(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_source(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_build(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_deploy(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_s3_deploy(Context cx, Place place, ActionDeclaration action);
  Task<ActionEnd> run_approval(Context cx, Place place, ActionDeclaration action);
  [[nodiscard]] ActionExecution& action_execution(const Place& place, const std::string& action);
  [[nodiscard]] Result<BuildRequest> build_request(Context cx, const Place& place,
                                                   const ActionDeclaration& action);
  [[nodiscard]] Result<StoredArtifact> store(Context cx, const Place& place,
                                             const std::string& action, const std::string& artifact,
                                             const std::string& suffix, std::string body);

  // Queries.
  [[nodiscard]] StageState stage_state(const Pipeline& pipeline,
                                       const StageDeclaration& stage) const;
  [[nodiscard]] ActionState action_state(const Pipeline& pipeline, const StageDeclaration& stage,
                                         const ActionDeclaration& action) const;

  aws::Ids& ids_;
  aws::Account account_;
  ArtifactStore& store_;
  Builder& builder_;
  Deployer& deployer_;
  ApprovalNotifier& notifier_;
  Alarms* alarms_ = nullptr;
  const aws::Rights* rights_ = nullptr;
  Timing timing_;
  State state_;
  Signal executions_changed_{"a pipeline execution to go on"};
  // Of that execution; nullptr when nothing of it runs.
  [[nodiscard]] Group* running_group(const std::string& pipeline, std::int64_t ordinal);
  std::map<std::uint64_t, Group> groups_;  // those that are waited for
  std::uint64_t next_group_ = 1;
  std::map<std::string, ApprovalResult> approvals_;  // given, by token
};

}  // namespace greenroom::codepipeline
