// The S3 deploy action. What it has put before a failure stays.
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codepipeline/s3_deploy.h"
#include "fakes/codepipeline/service.h"

namespace greenroom::codepipeline {

Task<CodePipeline::ActionEnd> CodePipeline::run_s3_deploy(Context cx, Place place,
                                                          ActionDeclaration action) {
  const StoredArtifact artifact =
      state_.execution(place.pipeline, place.ordinal).artifacts.at(action.inputArtifacts.at(0));
  co_await cx.sleep_for(timing_.s3_deploy_action);
  const Status may_get = may(cx, place.pipeline,
                             {{"s3:GetObject", aws::s3_object_arn(artifact.bucket, artifact.key)}});
  Result<std::string> zip =
      may_get.ok() ? store_.get(cx, artifact) : Result<std::string>(may_get.failure());
  if (!zip.ok()) {
    co_return failed(s3_failure_code(zip.failure()), s3_failure_text(zip.failure()));
  }
  const std::string bucket = action.configuration.at("BucketName");
  const auto named = action.configuration.find("ObjectKey");
  const std::string key = named == action.configuration.end()
                              ? ""
                              : object_key(named->second, {deploy_datetime(cx.epoch(), cx.now()),
                                                           ids_.uuid("codepipeline.s3_deploy")});
  std::vector<ArtifactFile> files;
  if (action.configuration.at("Extract") == "true") {
    Result<std::vector<ArtifactFile>> extracted = store_.extract(zip.value());
    if (!extracted.ok()) {  // text UNVERIFIED
      co_return failed("JobFailed",
                       "The input artifact cannot be extracted: " + extracted.failure().message);
    }
    files = std::move(extracted).value();
    for (ArtifactFile& file : files) {
      file.path = extracted_key(key, file.path);
    }
  } else {
    files.push_back({key, std::move(zip).value()});
  }
  for (ArtifactFile& file : files) {
    const DeployedObjectSettings settings = object_settings(action.configuration);
    const std::string object = aws::s3_object_arn(bucket, file.path);
    std::vector<aws::Access> needs = {{"s3:PutObject", object}};
    if (!settings.CannedACL.empty()) {
      needs.push_back({"s3:PutObjectAcl", object});
    }
    Status put = may(cx, place.pipeline, needs);
    if (put.ok()) {
      put = store_.put_object(cx, bucket, file.path, std::move(file.content), settings);
    }
    if (!put.ok()) {
      co_return failed(s3_failure_code(put.failure()), s3_failure_text(put.failure()));
    }
  }
  ActionEnd end;
  end.succeeded = true;
  end.summary = "Deployment Succeeded";
  // "mybucket/SampleApp.zip"; of one that extracts into the whole bucket UNVERIFIED.
  end.externalExecutionId = key.empty() ? bucket : bucket + "/" + key;
  co_return end;
}

}  // namespace greenroom::codepipeline
