// What pipelines do in the names of their roles.
//
// AWS: reference codebuild-codepipeline-s3 2.7; texts as seen in reports of users. Simplified:
// actions and rules with a role of their own act in the pipeline's.
#include "fakes/aws/arn.h"
#include "fakes/codepipeline/roles.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {

ErrorDetails may_not(const std::string& service) {
  return {k_permission_error,
          "The provided role does not have sufficient permissions to access " + service};
}

ErrorDetails may_not_source(const Failure& refused) {
  return {k_permission_error,
          "The provided role does not have permissions to perform this action. Underlying error: " +
              refused.message};
}

ErrorDetails may_not_start_build(const Failure& refused) {
  return {"JobFailed", "Error calling startBuild: " + refused.message +
                           " (Service: AWSCodeBuild; Status Code: 400; Error Code: "
                           "AccessDeniedException)"};
}

Status CodePipeline::check_role(const PipelineDeclaration& declaration) const {
  if (rights_ == nullptr ||
      rights_->may_assume(declaration.roleArn, "codepipeline.amazonaws.com").ok()) {
    return success();
  }
  return Failure{
      "InvalidStructureException",
      "CodePipeline is not authorized to perform AssumeRole on role " + declaration.roleArn};
}

// The session is named after the time, in milliseconds (as seen).
Status CodePipeline::may(Context cx, const std::string& pipeline,
                         const std::vector<aws::Access>& all) const {
  if (rights_ == nullptr) {
    return success();
  }
  const PipelineDeclaration& declaration = state_.pipelines.at(pipeline).declaration;
  if (Status assumed = rights_->may_assume(declaration.roleArn, "codepipeline.amazonaws.com");
      !assumed.ok()) {
    return assumed;
  }
  const std::int64_t milliseconds =
      unix_seconds(cx.epoch(), cx.now()) * 1000 + cx.now().microseconds / 1000 % 1000;
  return aws::may_all(*rights_, {declaration.roleArn, std::to_string(milliseconds)}, all);
}

Status CodePipeline::may_read_source(Context cx, const Place& place,
                                     const std::string& object) const {
  const std::string bucket = object.substr(0, object.find('/'));
  return may(cx, place.pipeline,
             {{"s3:GetBucketVersioning", bucket},
              {"s3:GetObject", object},
              {"s3:GetObjectVersion", object}});
}

Status CodePipeline::may_deploy(Context cx, const Place& place,
                                const ActionDeclaration& action) const {
  const std::string codedeploy = "arn:aws:codedeploy:" + account_.region + ":" + account_.id + ":";
  const std::string application = action.configuration.at("ApplicationName");
  const std::string group = codedeploy + "deploymentgroup:" + application + "/" +
                            action.configuration.at("DeploymentGroupName");
  // Of the configuration only that there is one is known here.
  return may(cx, place.pipeline,
             {{"codedeploy:GetDeploymentConfig", codedeploy + "deploymentconfig:*"},
              {"codedeploy:GetApplicationRevision", codedeploy + "application:" + application},
              {"codedeploy:RegisterApplicationRevision", codedeploy + "application:" + application},
              {"codedeploy:CreateDeployment", group},
              {"codedeploy:GetDeployment", group}});
}

}  // namespace greenroom::codepipeline
