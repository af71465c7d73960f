// The S3 deploy action: keys, settings, failures in S3's words, and its place in a pipeline.
#include "fakes/codepipeline/s3_deploy.h"

#include <catch2/catch.hpp>

#include "fakes/codepipeline/structure.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"

using namespace greenroom;
using namespace greenroom::codepipeline;

namespace {

PipelineDeclaration to_site(Configuration configuration) {
  PipelineDeclaration pipeline = lab_pipeline();
  pipeline.stages[2].actions = {action("Deploy", {"Deploy", "AWS", "S3", "1"},
                                       std::move(configuration), {"BuildArtifact"}, {})};
  return pipeline;
}

}  // namespace

// AWS: "Extract: If true, specifies that files are to be extracted before upload"; "ObjectKey:
// Conditional. Required if Extract = false".
TEST_CASE("an S3 deploy action must be told a bucket, whether to extract, and then a key") {
  struct Row {
    Configuration configuration;
    const char* part;  // of the refusal; "": may be
  };
  const Row rows[] = {
      {{{"BucketName", "site"}, {"Extract", "true"}}, ""},
      {{{"BucketName", "site"}, {"Extract", "true"}, {"ObjectKey", "v1"}}, ""},
      {{{"BucketName", "site"}, {"Extract", "false"}, {"ObjectKey", "app.zip"}}, ""},
      {{{"Extract", "true"}},
       "Action configuration for action 'Deploy' is missing required configuration 'BucketName'"},
      {{{"BucketName", "site"}}, "missing required configuration 'Extract'"},
      {{{"BucketName", "site"}, {"Extract", "false"}},
       "missing required configuration 'ObjectKey'"},
      {{{"BucketName", "site"}, {"Extract", "yes"}}, "expected true or false"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.part);
    const Status valid = validate(to_site(row.configuration), "us-east-1");
    if (row.part[0] == '\0') {
      CHECK(valid.ok());
    } else {
      REQUIRE_FALSE(valid.ok());
      CHECK(valid.failure().code == "InvalidActionDeclarationException");
      CHECK_THAT(valid.failure().message, Catch::Contains(row.part));
    }
  }
}

TEST_CASE("keys of deployed objects") {
  CHECK(extracted_key("", "css/a.css") == "css/a.css");
  CHECK(extracted_key("site", "css/a.css") == "site/css/a.css");
  CHECK(extracted_key("site/", "css/a.css") == "site/css/a.css");
  const KeyVariables variables{"2026-01-01_00-01-02", "0a1b"};
  CHECK(object_key("js-application/{datetime}.zip", variables) ==
        "js-application/2026-01-01_00-01-02.zip");
  CHECK(object_key("{uuid}-{uuid}", variables) == "0a1b-0a1b");
  CHECK(object_key("plain", variables) == "plain");
  CHECK(deploy_datetime(Epoch{}, k_start + seconds(62)) == "2026-01-01_00-01-02");
}

// Reference 3.7 has S3's codes and statuses, 2.7 the job API's.
TEST_CASE("what S3 refuses is told in S3's words, with a code of the action") {
  struct Row {
    Failure failure;
    const char* text;
    const char* code;
  };
  const Row rows[] = {
      {{"NoSuchBucket", "The specified bucket does not exist"},
       "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: "
       "NoSuchBucket)",
       "ConfigurationError"},
      {{"AccessDenied", "Access Denied"},
       "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)",
       "PermissionError"},
      {{"AccessControlListNotSupported", "The bucket does not allow ACLs"},
       "The bucket does not allow ACLs (Service: Amazon S3; Status Code: 400; Error Code: "
       "AccessControlListNotSupported)",
       "JobFailed"},
  };
  for (const Row& row : rows) {
    CHECK(s3_failure_text(row.failure) == row.text);
    CHECK(s3_failure_code(row.failure) == row.code);
  }
}

TEST_CASE("an extracted artifact becomes an object for each file, with the action's settings") {
  Lab lab(to_site({{"BucketName", "site"},
                   {"Extract", "true"},
                   {"ObjectKey", "v1"},
                   {"CacheControl", "public, max-age=0, no-transform"},
                   {"CannedACL", "public-read"},
                   {"KMSEncryptionKeyARN", "arn:key"}}));
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  CHECK(lab.store.deployed ==
        Lines{"site/v1/css/a.css=red", "site/v1/index.html=built from source of version-1"});
  CHECK(lab.store.deployed_settings.CacheControl == "public, max-age=0, no-transform");
  CHECK(lab.store.deployed_settings.CannedACL == "public-read");
  CHECK(lab.store.deployed_settings.KMSEncryptionKeyARN == "arn:key");
  CHECK(
      lab.world.told("codepipeline.action", {"action", "externalExecutionId", "summary"}).back() ==
      "Deploy site/v1 Deployment Succeeded");
}

TEST_CASE("an artifact that is not extracted becomes one object") {
  Lab lab(to_site(
      {{"BucketName", "site"}, {"Extract", "false"}, {"ObjectKey", "apps/{datetime}.zip"}}));
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Succeeded"});
  REQUIRE(lab.store.deployed.size() == 1);
  CHECK_THAT(lab.store.deployed[0], Catch::StartsWith("site/apps/2026-01-01_00-01-") &&
                                        Catch::EndsWith(".zip=built from source of version-1"));
}

TEST_CASE("a bucket that is not there fails the action and the execution") {
  Lab lab(to_site({{"BucketName", "nowhere"}, {"Extract", "true"}}));
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(lab.world.told("codepipeline.action", {"status", "errorCode", "errorMessage"}).back() ==
        "Failed ConfigurationError The specified bucket does not exist (Service: Amazon S3; Status "
        "Code: 404; Error Code: NoSuchBucket)");
}

TEST_CASE("an artifact that is no zip cannot be extracted") {
  PipelineDeclaration pipeline = to_site({{"BucketName", "site"}, {"Extract", "true"}});
  pipeline.stages[2].actions[0].inputArtifacts = {"SourceArtifact"};
  Lab lab(pipeline);
  CHECK(lab.play({seconds(5)}, 1) == Lines{"Failed"});
  CHECK(lab.store.deployed.empty());
}
