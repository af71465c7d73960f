#include "fakes/codepipeline/console.h"

namespace greenroom::codepipeline {
namespace {

const std::string k_console = "https://console.aws.amazon.com/";

std::string setting(const ActionDeclaration& action, const char* key) {
  const auto found = action.configuration.find(key);
  return found == action.configuration.end() ? std::string() : found->second;
}

}  // namespace

std::string entity_url(const std::string& region, const ActionDeclaration& action) {
  const std::string& provider = action.actionTypeId.provider;
  if (provider == "S3") {  // of a bucket that is deployed to: UNVERIFIED
    return action.actionTypeId.category == "Source"
               ? k_console + "s3/home?#"
               : k_console + "s3/buckets/" + setting(action, "BucketName");
  }
  if (provider == "CodeBuild") {
    return k_console + "codebuild/home?region=" + region + "#/projects/" +
           setting(action, "ProjectName") + "/view";
  }
  return provider == "CodeDeploy" ? k_console + "codedeploy/home?region=" + region +
                                        "#/applications/" + setting(action, "ApplicationName")
                                  : "";
}

std::string build_url(const std::string& region, const std::string& build_id) {
  return k_console + "codebuild/home?region=" + region + "#/builds/" + build_id + "/view/new";
}

std::string deployment_url(const std::string& region, const std::string& deployment_id) {
  return k_console + "codedeploy/home?region=" + region + "#/deployments/" + deployment_id;
}

}  // namespace greenroom::codepipeline
