// The lab's pipeline as scenarios want it, and the steps that act on it.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "fakes/codebuild/ports.h"
#include "fakes/codepipeline/service.h"
#include "fakes/s3/service.h"
#include "fakes/secretsmanager/service.h"
#include "fakes/ssm/service.h"
#include "sim/app/rights.h"
#include "sim/scenario/expectation.h"
#include "sim/scenario/types.h"

namespace greenroom::app {

// The lab's own names, which a pipeline's actions get where a scenario leaves them out.
struct LabNames {
  std::string pipeline;
  std::string role_arn;
  std::string source_bucket;
  std::string source_key;
  std::string artifact_bucket;
  std::string build_project;
  std::string application;
  std::string deployment_group;
};
// The scenario's stages, or the lab's: Source, Build, Production.
[[nodiscard]] codepipeline::PipelineDeclaration pipeline_of(
    const codepipeline::PipelineDeclaration& wanted, const LabNames& names);

// Buckets beside the lab's own. A refusal is a HarnessError that names the scenario's key.
void create_buckets(Context cx, s3::S3& s3,
                    const std::map<std::string, scenario::BucketSettings>& buckets);
// An object as it is now, for expectations.
[[nodiscard]] scenario::ObjectRecord object_record(const s3::S3& s3,
                                                   const scenario::WantedObject& wanted,
                                                   const std::string& artifact_bucket);

[[nodiscard]] codebuild::Project project_of(const scenario::BuildSettings& settings);

// Values of the buildspec come from the account's own stores, as far as the build's role may read
// them.
class ProtectedVariablesInStores final : public codebuild::ProtectedVariables {
 public:
  ProtectedVariablesInStores(ssm::ParameterStore& parameters,
                             secretsmanager::SecretsManager& secrets, const RightsOnIam& rights)
      : parameters_(parameters), secrets_(secrets), rights_(rights) {}
  Result<std::string> parameter(Context cx, const aws::RoleSession& as,
                                const std::string& name) override;
  Result<std::string> secret(Context cx, const aws::RoleSession& as,
                             const std::string& reference) override;

 private:
  ssm::ParameterStore& parameters_;
  secretsmanager::SecretsManager& secrets_;
  const RightsOnIam& rights_;
};

// approve, stop_pipeline, retry_stage ... (sim/scenario/actions.h).
class PipelineActions {
 public:
  PipelineActions(codepipeline::CodePipeline& codepipeline, std::string pipeline)
      : codepipeline_(codepipeline), pipeline_(std::move(pipeline)) {}
  [[nodiscard]] static bool knows(const std::string& action);
  // What create_pipeline creates.
  void set_declaration(codepipeline::PipelineDeclaration declaration) {
    declaration_ = std::move(declaration);
  }
  Status perform(Context cx, const scenario::Step& step);

 private:
  Status answer_approval(Context cx, const scenario::Step& step);
  Status change_pipeline(Context cx, const scenario::Step& step);
  Status start(Context cx, const scenario::Step& step);
  Status act_on_stage(Context cx, const scenario::Step& step);
  // The execution of that number, the newest without one; "" when there is none.
  [[nodiscard]] std::string execution_id(const scenario::Step& step) const;
  codepipeline::CodePipeline& codepipeline_;
  std::string pipeline_;
  codepipeline::PipelineDeclaration declaration_;
};

}  // namespace greenroom::app
