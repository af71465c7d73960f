// What S3's errors tell besides code and text.
#include <catch2/catch.hpp>

#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct ErrorLab : S3Lab {
  ErrorLab() {
    must("PUT", "/lab-bucket");
    must("PUT", "/lab-bucket/here", "12345678");
  }
};

struct Case {
  const char* method;
  const char* target;
  HttpHeaders headers;
  int status;
  const char* told;  // between <Message> and <Resource>
};

void check_told(ErrorLab& lab, const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    const HttpResponse response = lab.ask(each.method, each.target, "", each.headers);
    CAPTURE(each.target, response.body);
    CHECK(response.status == each.status);
    CHECK(says(response, "</Message>" + std::string(each.told) + "<Resource>"));
  }
}

}  // namespace

TEST_CASE("errors name the bucket, the key, the version or the upload that they are about") {
  ErrorLab lab;
  const std::vector<Case> cases = {
      {"GET", "/nowhere-at-all/key", {}, 404, "<BucketName>nowhere-at-all</BucketName>"},
      {"GET", "/lab-bucket/a%20b", {}, 404, "<Key>a b</Key>"},
      {"DELETE", "/lab-bucket", {}, 409, "<BucketName>lab-bucket</BucketName>"},
      {"GET", "/lab-bucket?policy", {}, 404, "<BucketName>lab-bucket</BucketName>"},
      {"GET", "/lab-bucket/here?versionId=x", {}, 404, "<Key>here</Key><VersionId>x</VersionId>"},
      {"GET", "/lab-bucket/here?uploadId=u", {}, 404, "<UploadId>u</UploadId>"},
      {"PUT",
       "/lab-bucket/copy",
       {{"x-amz-copy-source", "/lab-bucket/not%20there"}},
       404,
       "<Key>not there</Key>"}};
  check_told(lab, cases);
}

TEST_CASE("errors say which condition failed, how large an object is, and which number is none") {
  ErrorLab lab;
  const std::vector<Case> cases = {
      {"PUT",
       "/lab-bucket/here",
       {{"If-None-Match", "*"}},
       412,
       "<Condition>If-None-Match</Condition>"},
      {"GET", "/lab-bucket/here", {{"If-Match", "x"}}, 412, "<Condition>If-Match</Condition>"},
      {"PUT",
       "/lab-bucket/copy",
       {{"x-amz-copy-source", "lab-bucket/here"}, {"x-amz-copy-source-if-match", "x"}},
       412,
       "<Condition>x-amz-copy-source-If-Match</Condition>"},
      {"GET",
       "/lab-bucket/here",
       {{"Range", "bytes=8-"}},
       416,
       "<RangeRequested>bytes=8-</RangeRequested><ActualObjectSize>8</ActualObjectSize>"},
      {"GET",
       "/lab-bucket?max-keys=many",
       {},
       400,
       "<ArgumentName>max-keys</ArgumentName><ArgumentValue>many</ArgumentValue>"}};
  check_told(lab, cases);
  CHECK(says(lab.ask("GET", "/lab-bucket?max-keys=many"),
             "<Message>Provided max-keys not an integer or within integer range</Message>"));
}

TEST_CASE("a delete marker is named where a method is not allowed on it") {
  ErrorLab lab;
  lab.must("PUT", "/lab-bucket?versioning",
           "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
  const std::string marker = header(lab.must("DELETE", "/lab-bucket/here"), "x-amz-version-id");
  const HttpResponse response = lab.ask("GET", "/lab-bucket/here?versionId=" + marker);
  CHECK(response.status == 405);
  CHECK(says(response,
             "</Message><Method>GET</Method><ResourceType>DeleteMarker</ResourceType><Resource>"));
}

TEST_CASE("who asks AWS for help has two ids, in headers and in errors") {
  ErrorLab lab;
  const HttpResponse good = lab.must("GET", "/lab-bucket/here");
  CHECK_FALSE(header(good, "x-amz-id-2").empty());
  const HttpResponse refused = lab.ask("GET", "/lab-bucket/none");
  CHECK(element(refused, "HostId") == header(refused, "x-amz-id-2"));
  CHECK(element(refused, "RequestId") == header(refused, "x-amz-request-id"));
  CHECK(header(refused, "x-amz-id-2") != header(good, "x-amz-id-2"));
}
