#include "fakes/codepipeline/structure.h"

#include <algorithm>
#include <set>

#include "fakes/codepipeline/action_structure.h"
#include "fakes/codepipeline/condition_structure.h"
#include "fakes/codepipeline/constraints.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::size_t k_stages_most = 50;
constexpr std::size_t k_actions_in_a_stage_most = 50;
constexpr std::size_t k_actions_most = 500;

Failure bad_structure(std::string message) {
  return {"InvalidStructureException", std::move(message)};
}
Failure bad_stage(std::string message) {
  return {"InvalidStageDeclarationException", std::move(message)};
}

bool acts_by_itself(const StageDeclaration& stage) {
  return stage.onFailure != StageFailureResult::FAIL || has_conditions(stage);
}

bool any_stage(const PipelineDeclaration& pipeline, bool (*fits)(const StageDeclaration&)) {
  return std::any_of(pipeline.stages.begin(), pipeline.stages.end(), fits);
}

bool is_source(const ActionDeclaration& action) {
  return action.actionTypeId.category == "Source";
}

// Reference 2.1: QUEUED and PARALLEL, variables, and stages that act by themselves are of V2.
Status check_type(const PipelineDeclaration& pipeline) {
  if (pipeline_type(pipeline) == PipelineType::V2) {
    return success();
  }
  if (!pipeline.variables.empty()) {
    return bad_structure("Pipeline variable can only be used with V2 pipelines");
  }
  if (pipeline.executionMode != ExecutionMode::SUPERSEDED) {
    return bad_structure("QUEUED or PARALLEL mode can only be used with V2 pipelines");
  }
  if (any_stage(pipeline, acts_by_itself)) {
    return bad_stage("Stage level conditions can only be used with V2 pipelines.");
  }
  return success();
}

Status check_variables(const PipelineDeclaration& pipeline) {
  std::set<std::string> names;
  for (const PipelineVariable& variable : pipeline.variables) {
    if (!names.insert(variable.name).second) {
      return bad_structure(
          "Variable names must be unique. The following variable name is already in use: " +
          variable.name);
    }
  }
  return success();
}

Status check_stages(const PipelineDeclaration& pipeline) {
  if (pipeline.stages.size() < 2) {
    return bad_structure("Pipeline has only " + std::to_string(pipeline.stages.size()) +
                         " stage(s). There should be a minimum of 2 stages in a pipeline");
  }
  if (pipeline.stages.size() > k_stages_most) {
    return bad_structure(
        "Pipeline has too many stages. There can only be up to 50 stages in a pipeline");
  }
  std::set<std::string> names;
  std::size_t actions = 0;
  for (const StageDeclaration& stage : pipeline.stages) {
    if (!names.insert(stage.name).second) {
      return bad_stage("Stage name '" + stage.name + "' is used more than once");
    }
    // Texts of the next three UNVERIFIED.
    if (stage.actions.empty() || stage.actions.size() > k_actions_in_a_stage_most) {
      return bad_stage("Stage '" + stage.name + "' has " + std::to_string(stage.actions.size()) +
                       " actions; it must have from 1 to 50");
    }
    actions += stage.actions.size();
  }
  if (actions > k_actions_most) {
    return bad_structure("Pipeline has too many actions. There can only be up to 500");
  }
  return success();
}

Status check_sources(const PipelineDeclaration& pipeline) {
  const std::vector<ActionDeclaration>& first = pipeline.stages.front().actions;
  if (!std::all_of(first.begin(), first.end(), is_source)) {
    return bad_structure("Pipeline should start with a stage that only contains source actions");
  }
  bool others = false;
  bool late_sources = false;
  for (std::size_t i = 1; i < pipeline.stages.size(); ++i) {
    for (const ActionDeclaration& action : pipeline.stages[i].actions) {
      others = others || !is_source(action);
      late_sources = late_sources || is_source(action);
    }
  }
  if (!others) {
    return bad_structure("Pipeline should contain at least 1 action whose category is not Source");
  }
  return late_sources ? Status(bad_structure("Source actions can only be included in the first "
                                             "stage of the pipeline"))
                      : success();
}

// What a stage does by itself when it has failed.
Status check_failure_results(const PipelineDeclaration& pipeline) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const StageDeclaration& stage = pipeline.stages[i];
    const Status conditions = validate_conditions(stage, pipeline.executionMode);
    if (!conditions.ok()) {
      return conditions;
    }
    if (stage.onFailure != StageFailureResult::ROLLBACK) {
      continue;
    }
    if (pipeline.executionMode == ExecutionMode::PARALLEL) {
      return bad_stage(
          "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.");
    }
    if (i == 0) {  // reference 2.6; text UNVERIFIED
      return bad_stage("Stage '" + stage.name + "' is the source stage and cannot be rolled back");
    }
  }
  return success();
}

// In the order in which they may run, so that an input is an output of an earlier action.
Status check_actions(const PipelineDeclaration& pipeline, const std::string& region) {
  NamesTaken taken;
  for (const StageDeclaration& stage : pipeline.stages) {
    std::set<std::string> names;
    for (const int order : run_orders(stage)) {
      for (const ActionDeclaration& action : stage.actions) {
        if (action.runOrder != order) {
          continue;
        }
        if (!names.insert(action.name).second) {  // text UNVERIFIED
          return Failure{"InvalidActionDeclarationException",
                         "Action name '" + action.name + "' is used more than once in stage '" +
                             stage.name + "'"};
        }
        const Status valid = validate_action(action, region, taken);
        if (!valid.ok()) {
          return valid;
        }
      }
    }
  }
  for (const std::string& name_space : taken.namespaces) {
    if (taken.artifacts.count(name_space) > 0) {  // text UNVERIFIED
      return Failure{"InvalidActionDeclarationException",
                     "Namespace '" + name_space + "' is also the name of an artifact"};
    }
  }
  return success();
}

}  // namespace

PipelineType pipeline_type(const PipelineDeclaration& pipeline) {
  if (pipeline.pipelineType) {
    return *pipeline.pipelineType;
  }
  const bool only_v2 = pipeline.executionMode != ExecutionMode::SUPERSEDED ||
                       !pipeline.variables.empty() || any_stage(pipeline, acts_by_itself);
  return only_v2 ? PipelineType::V2 : PipelineType::V1;
}

Status validate(const PipelineDeclaration& pipeline, const std::string& region) {
  Status valid = check_constraints(pipeline);
  for (const auto check :
       {check_type, check_variables, check_stages, check_sources, check_failure_results}) {
    valid = valid.ok() ? check(pipeline) : valid;
  }
  return valid.ok() ? check_actions(pipeline, region) : valid;
}

std::vector<int> run_orders(const StageDeclaration& stage) {
  std::set<int> orders;
  for (const ActionDeclaration& action : stage.actions) {
    orders.insert(action.runOrder);
  }
  return {orders.begin(), orders.end()};
}

std::string artifact_key(const std::string& pipeline, const std::string& artifact,
                         const std::string& random) {
  return pipeline.substr(0, 20) + "/" + artifact.substr(0, 10) + "/" + random;
}

}  // namespace greenroom::codepipeline
