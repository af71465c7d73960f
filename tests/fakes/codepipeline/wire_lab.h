// A pipeline behind an endpoint, asked in JSON 1.1 as AWS's clients do.
#pragma once

#include <string>

#include "fakes/codepipeline/wire.h"
#include "fakes/wire/values.h"
#include "tests/fakes/codepipeline/pipeline_lab.h"
#include "tests/support/wire_json.h"

namespace greenroom::codepipeline {

// The seed's pipeline with an approval, in all the words of V2 that are kept.
inline const char* const k_declaration = R"({
 "name": "release", "roleArn": "arn:aws:iam::123456789012:role/pipeline",
 "artifactStore": {"type": "S3", "location": "artifacts",
                   "encryptionKey": {"id": "alias/lab", "type": "KMS"}},
 "stages": [
  {"name": "Source", "actions": [
   {"name": "Fetch", "runOrder": 1, "namespace": "Src",
    "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"},
    "configuration": {"S3Bucket": "source", "S3ObjectKey": "source.zip",
                      "PollForSourceChanges": "false"},
    "outputArtifacts": [{"name": "App"}], "inputArtifacts": []}]},
  {"name": "Gate", "actions": [
   {"name": "Approve", "runOrder": 2, "timeoutInMinutes": 60,
    "roleArn": "arn:aws:iam::123456789012:role/approver", "region": "us-east-1",
    "actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"},
    "configuration": {"CustomData": "#{variables.what}"}, "outputArtifacts": [],
    "inputArtifacts": []}],
   "beforeEntry": {"conditions": [{"result": "FAIL", "rules": [
     {"name": "calm", "ruleTypeId": {"category": "Rule", "owner": "AWS",
      "provider": "CloudWatchAlarm", "version": "1"}, "configuration": {"AlarmName": "errors"},
      "inputArtifacts": [], "timeoutInMinutes": 5}]}]}},
  {"name": "Production", "actions": [
   {"name": "Deploy", "runOrder": 1,
    "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy",
                     "version": "1"},
    "configuration": {"ApplicationName": "app", "DeploymentGroupName": "group"},
    "outputArtifacts": [], "inputArtifacts": [{"name": "App"}]}],
   "onFailure": {"result": "RETRY", "retryConfiguration": {"retryMode": "ALL_ACTIONS"}}}],
 "executionMode": "QUEUED", "pipelineType": "V2",
 "variables": [{"name": "what", "defaultValue": "all", "description": "what to look at"}]})";

using test::at;
using test::stranger;

struct WireLab {
  WireLab() {
    lab.alarms.states["errors"] = "OK";
    lab.store.version = 1;
    endpoint.add(wire);
  }
  HttpResponse answer(Context cx, const std::string& operation, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", "CodePipeline_20150709." + operation}};
    request.body = body;
    return endpoint.answer(cx, request);
  }
  // The answer, which must be a good one.
  aws::Json ask(Context cx, const std::string& operation, const std::string& body) {
    const HttpResponse response = answer(cx, operation, body);
    INFO(operation << " " << response.body);
    REQUIRE(response.status == 200);
    const aws::Json output = aws::parse_json(response.body).value();
    CHECK(stranger(wire.model(), wire.model().operations.at(operation).output, output).empty());
    return output;
  }
  // The code of a refusal.
  std::string refusal(Context cx, const std::string& operation, const std::string& body) {
    const HttpResponse response = answer(cx, operation, body);
    INFO(operation << " " << response.body);
    REQUIRE(response.status == 400);
    return wire::text_of(aws::parse_json(response.body).value(), "__type");
  }
  void create(Context cx) {
    (void)ask(cx, "CreatePipeline", std::string(R"({"pipeline": )") + k_declaration + "}");
  }

  Lab lab;
  Wire wire{lab.codepipeline};
  wire::Endpoint endpoint;
};

}  // namespace greenroom::codepipeline
