// Lists of pipelines, their earlier versions, their tags, and how one ends.
#include <utility>

#include "fakes/codepipeline/pages.h"
#include "fakes/codepipeline/service.h"
#include "fakes/codepipeline/structure.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::size_t k_tags_most = 50;

}  // namespace

Status check_tags(const Tags& tags) {
  for (const auto& [key, value] : tags) {
    if (key.rfind("aws:", 0) == 0) {
      return Failure{"InvalidTagsException", "A tag's key must not begin with aws: (" + key + ")"};
    }
  }
  return tags.size() > k_tags_most
             ? Status(Failure{"TooManyTagsException", "A resource has at most 50 tags"})
             : success();
}

Result<PipelineDeclaration> CodePipeline::GetPipeline(const std::string& name,
                                                      std::int64_t version) const {
  const Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return pipeline_not_found(name);
  }
  if (version == pipeline->declaration.version) {
    return pipeline->declaration;
  }
  if (version < 1 || version > pipeline->declaration.version) {  // text UNVERIFIED
    return Failure{"PipelineVersionNotFoundException",
                   "Pipeline '" + name + "' does not have a version " + std::to_string(version)};
  }
  return pipeline->earlier.at(static_cast<std::size_t>(version - 1));
}

void CodePipeline::DeletePipeline(Context cx, const std::string& name) {
  Pipeline* pipeline = state_.find(name);
  if (pipeline == nullptr) {
    return;
  }
  for (Execution& execution : pipeline->executions) {
    if (!execution.is_over()) {
      cancel(cx, name, execution.ordinal);
    }
    execution.forgotten = true;
  }
  for (ActionExecutionDetail& detail : pipeline->actionExecutions) {
    detail.forgotten = true;
  }
  for (RuleExecutionDetail& detail : pipeline->ruleExecutions) {
    detail.forgotten = true;
  }
  pipeline->locks.clear();
  pipeline->latest_in_stage.clear();
  pipeline->last_seen.clear();
  pipeline->earlier.clear();
  pipeline->tags.clear();
  pipeline->deleted = true;
}

Result<Page<PipelineSummary>> CodePipeline::ListPipelines(std::int64_t max_results,
                                                          const std::string& next_token) const {
  std::vector<PipelineSummary> all;
  for (const auto& [name, pipeline] : state_.pipelines) {
    if (!pipeline.deleted) {
      all.push_back({name, pipeline.declaration.version, pipeline_type(pipeline.declaration),
                     pipeline.declaration.executionMode, pipeline.created, pipeline.updated});
    }
  }
  return forward_page(all, max_results, next_token);
}

// arn:aws:codepipeline:<region>:<account>:<name>; texts of the failures UNVERIFIED.
Result<std::string> CodePipeline::tagged_pipeline(const std::string& arn) const {
  const std::string prefix = "arn:aws:codepipeline:" + account_.region + ":" + account_.id + ":";
  if (arn.rfind(prefix, 0) != 0) {
    return Failure{"InvalidArnException", "The ARN '" + arn + "' is not valid"};
  }
  const std::string name = arn.substr(prefix.size());
  if (state_.find(name) == nullptr) {
    return Failure{"ResourceNotFoundException", "The resource '" + arn + "' does not exist"};
  }
  return name;
}

Status CodePipeline::TagResource(const std::string& arn, const Tags& tags) {
  const Result<std::string> name = tagged_pipeline(arn);
  if (!name.ok()) {
    return name.failure();
  }
  Tags all = state_.find(name.value())->tags;
  for (const auto& [key, value] : tags) {
    all[key] = value;
  }
  const Status valid = check_tags(all);
  if (!valid.ok()) {
    return valid;
  }
  state_.find(name.value())->tags = std::move(all);
  return success();
}

Status CodePipeline::UntagResource(const std::string& arn, const std::vector<std::string>& keys) {
  const Result<std::string> name = tagged_pipeline(arn);
  if (!name.ok()) {
    return name.failure();
  }
  for (const std::string& key : keys) {
    state_.find(name.value())->tags.erase(key);
  }
  return success();
}

Result<Tags> CodePipeline::ListTagsForResource(const std::string& arn) const {
  const Result<std::string> name = tagged_pipeline(arn);
  if (!name.ok()) {
    return name.failure();
  }
  return state_.find(name.value())->tags;
}

}  // namespace greenroom::codepipeline
