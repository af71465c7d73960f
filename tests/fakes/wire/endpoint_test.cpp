// Requests to an endpoint of several services, in JSON 1.1.
#include "fakes/wire/endpoint.h"

#include <catch2/catch.hpp>

#include "fakes/secretsmanager/wire.h"

#include "fakes/ssm/wire.h"
#include "fakes/wire/values.h"
#include "tests/fakes/s3/s3_lab.h"
#include "tests/support/fake_world.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct EndpointLab {
  EndpointLab() {
    ssm::PutParameterInput parameter;
    parameter.Name = "/lab/token";
    parameter.Value = "open-sesame";
    parameter.Type = ssm::ParameterType::SecureString;
    REQUIRE(parameters.PutParameter(cx, parameter).ok());
    secretsmanager::CreateSecretInput secret;
    secret.Name = "lab/database";
    secret.value.SecretBinary = "\x01\x02";
    REQUIRE(secrets.CreateSecret(cx, secret).ok());
    endpoint.add(parameters_wire);
    endpoint.add(secrets_wire);
  }

  HttpResponse ask(const std::string& target, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", target}};
    request.body = body;
    return endpoint.answer(cx, request);
  }

  FakeWorld world;
  Context cx = world.as("ec2/i-1");
  aws::Ids ids{Seed{1}};
  ssm::ParameterStore parameters{ids, {}};
  secretsmanager::SecretsManager secrets{ids, {}};
  ssm::Wire parameters_wire{parameters};
  secretsmanager::Wire secrets_wire{secrets};
  wire::Endpoint endpoint;
};

}  // namespace

TEST_CASE("services are found by X-Amz-Target and answer as AWS's clients want it") {
  EndpointLab lab;
  const HttpResponse parameter =
      lab.ask("AmazonSSM.GetParameter", R"({"Name": "/lab/token", "WithDecryption": true})");
  CHECK(parameter.status == 200);
  CHECK(find_header(parameter.headers, "Content-Type") == "application/x-amz-json-1.1");
  CHECK(find_header(parameter.headers, "x-amzn-RequestId").size() == 36);
  CHECK(parameter.body ==
        R"({"Parameter":{"Name":"/lab/token","Type":"SecureString","Value":"open-sesame",)"
        R"("Version":1,"LastModifiedDate":1767225600.000,)"
        R"("ARN":"arn:aws:ssm:us-east-1:123456789012:parameter/lab/token","DataType":"text"}})");
  const HttpResponse several =
      lab.ask("AmazonSSM.GetParameters", R"({"Names": ["/lab/token", "/no"]})");
  CHECK(several.body.find(R"("InvalidParameters":["/no"])") != std::string::npos);
  CHECK(several.body.find("open-sesame") == std::string::npos);  // not decrypted
  const HttpResponse path =
      lab.ask("AmazonSSM.GetParametersByPath", R"({"Path": "/lab", "WithDecryption": true})");
  CHECK(path.body.find(R"("Value":"open-sesame")") != std::string::npos);
  const HttpResponse secret =
      lab.ask("secretsmanager.GetSecretValue", R"({"SecretId": "lab/database"})");
  CHECK(secret.body.find(R"("SecretBinary":"AQI=")") != std::string::npos);
  const HttpResponse described =
      lab.ask("secretsmanager.DescribeSecret", R"({"SecretId": "lab/database"})");
  CHECK(described.body.find(R"(["AWSCURRENT"])") != std::string::npos);
}

TEST_CASE("what is refused carries AWS's code, and 501 names what is not here") {
  EndpointLab lab;
  const HttpResponse missing = lab.ask("AmazonSSM.GetParameter", R"({"Name": "/no"})");
  CHECK(missing.status == 400);
  CHECK(missing.body.find(R"("__type":"ParameterNotFound")") != std::string::npos);
  CHECK(find_header(missing.headers, "x-amzn-ErrorType") == "ParameterNotFound");
  CHECK(lab.ask("AmazonSSM.GetParameter", "{").body.find("SerializationException") !=
        std::string::npos);
  CHECK(lab.ask("AmazonSSM.GetParameter", "").body.find("ValidationException") !=
        std::string::npos);
  const HttpResponse filtered = lab.ask("AmazonSSM.GetParametersByPath",
                                        R"({"Path": "/", "ParameterFilters": [{"Key": "Name"}]})");
  CHECK(filtered.body.find("InvalidFilterKey") != std::string::npos);
  const HttpResponse put = lab.ask("AmazonSSM.GetInventory", "{}");
  CHECK(put.status == 501);
  CHECK(put.body.find("ssm:GetInventory is not served here") != std::string::npos);
  CHECK(lab.ask("Lab.Get", "{}").status == 501);
  HttpRequest get;
  CHECK(lab.endpoint.answer(lab.cx, get).status == 501);
}

TEST_CASE("services that speak by method and path are named when they are not here") {
  EndpointLab lab;
  aws::Ids ids{Seed{1}};
  ToyDigests digests;
  s3::S3 s3(ids, digests);
  s3::Wire wire(s3);
  lab.endpoint.add(wire);
  HttpRequest request;
  request.method = "GET";
  request.target = "/2015-03-31/functions?MaxItems=1";
  const auto sign_for = [&request](const std::string& service) {
    request.headers = {
        {"Authorization",
         "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" + service +
             "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + std::string(64, '0')},
        {"X-Amz-Date", "20260101T000000Z"}};
  };
  sign_for("lambda");
  const HttpResponse function = lab.endpoint.answer(lab.cx, request);
  CHECK(function.status == 501);
  CHECK(function.body.find("lambda: GET /2015-03-31/functions is not served here") !=
        std::string::npos);
  sign_for("s3");
  CHECK(lab.endpoint.answer(lab.cx, request).body.find("NoSuchBucket") != std::string::npos);
}

TEST_CASE("bytes are written in base64, padded") {
  CHECK(wire::base64("") == "");
  CHECK(wire::base64("f") == "Zg==");
  CHECK(wire::base64("fo") == "Zm8=");
  CHECK(wire::base64("foo") == "Zm9v");
  CHECK(wire::base64("\xff\xfe\xfd") == "//79");
}
