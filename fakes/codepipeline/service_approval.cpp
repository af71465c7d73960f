// Manual approvals (reference 2.2): the stage stays locked while somebody thinks.
#include <utility>

#include "fakes/codepipeline/approvals.h"
#include "fakes/codepipeline/roles.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {
namespace {

// Codes of the job API, by case UNVERIFIED.
constexpr const char* k_rejected_code = "JobFailed";
constexpr const char* k_expired_code = "JobFailed";
constexpr std::size_t k_summary_most = 512;

std::string setting(const ActionDeclaration& action, const char* key) {
  const auto found = action.configuration.find(key);
  return found == action.configuration.end() ? std::string() : found->second;
}

}  // namespace

Task<CodePipeline::ActionEnd> CodePipeline::run_approval(Context cx, Place place,
                                                         ActionDeclaration action) {
  const Duration timeout =
      action.timeoutInMinutes == 0 ? k_approval_timeout : minutes(action.timeoutInMinutes);
  const Instant expires = cx.now() + timeout;
  const std::string token = ids_.uuid("codepipeline.token");
  action_execution(place, action.name).token = token;
  remember(place, action.name);
  const std::string topic = setting(action, "NotificationArn");
  cx.as("codepipeline/" + place.pipeline)
      .trace("codepipeline.approval", {{"pipeline", place.pipeline},
                                       {"execution", place.ordinal},
                                       {"stage", place.stage},
                                       {"action", action.name},
                                       {"token", token}});
  if (!topic.empty() && !may(cx, place.pipeline, {{"sns:Publish", topic}}).ok()) {
    co_return failed(may_not("Amazon SNS"));  // UNVERIFIED
  }
  if (!topic.empty()) {
    ApprovalFacts facts{account_.region,
                        place.pipeline,
                        place.stage,
                        action.name,
                        token,
                        expires,
                        setting(action, "ExternalEntityLink"),
                        setting(action, "CustomData")};
    notifier_.approval_needed(cx, topic, approval_subject(facts),
                              approval_message(facts, cx.epoch()));
  }
  for (;;) {
    const auto given = approvals_.find(token);
    if (given != approvals_.end()) {
      ActionEnd end;
      end.succeeded = given->second.status == ApprovalStatus::Approved;
      end.summary = given->second.summary;
      end.lastUpdatedBy = caller_arn();
      if (!end.succeeded) {
        end.errorDetails = {k_rejected_code, "Rejected by the approver"};  // UNVERIFIED text
      }
      co_return end;
    }
    const ActionExecution& state = action_execution(place, action.name);
    const bool forgotten = state.token != token ||
                           state.status != ActionExecutionStatus::InProgress ||
                           state_.execution(place.pipeline, place.ordinal).is_over();
    if (forgotten || cx.now() >= expires) {
      co_return failed(k_expired_code, "The approval has expired");  // UNVERIFIED text
    }
    (void)co_await executions_changed_.wait_until(cx, expires);
  }
}

Result<Instant> CodePipeline::PutApprovalResult(Context cx, const std::string& name,
                                                const std::string& stage, const std::string& action,
                                                const std::string& token, ApprovalResult result) {
  const Status found = find_stage(name, stage);
  if (!found.ok()) {
    return found.failure();
  }
  if (result.summary.size() > k_summary_most) {
    return Failure{"ValidationException", "The summary must have at most 512 characters"};
  }
  if (approvals_.count(token) > 0) {
    return Failure{"ApprovalAlreadyCompletedException",
                   "The approval action has already been approved or rejected"};
  }
  bool has_action = false;
  for (const StageDeclaration& one : state_.pipelines.at(name).declaration.stages) {
    for (const ActionDeclaration& other : one.actions) {
      has_action = has_action || (one.name == stage && other.name == action);
    }
  }
  if (!has_action) {
    return Failure{"ActionNotFoundException",
                   "Stage '" + stage + "' does not have an action with name '" + action + "'"};
  }
  for (Execution& execution : state_.pipelines.at(name).executions) {
    const auto at = execution.stages.find(stage);
    if (at == execution.stages.end() || at->second.actions.count(action) == 0) {
      continue;
    }
    const ActionExecution& state = at->second.actions.at(action);
    if (state.token == token && state.status == ActionExecutionStatus::InProgress) {
      cx.as("codepipeline/" + name)
          .trace("codepipeline.approved",
                 {{"pipeline", name},
                  {"execution", execution.ordinal},
                  {"stage", stage},
                  {"action", action},
                  {"result", result.status == ApprovalStatus::Approved ? "Approved" : "Rejected"},
                  {"summary", result.summary}});
      approvals_[token] = std::move(result);
      executions_changed_.notify();
      return cx.now();
    }
  }
  return Failure{"InvalidApprovalTokenException",
                 "The approval request already received a response or has expired"};
}

}  // namespace greenroom::codepipeline
