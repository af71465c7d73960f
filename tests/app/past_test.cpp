// Which requests a server with --data keeps.
#include <catch2/catch.hpp>

#include "sim/app/past.h"

using namespace greenroom;

namespace {

HttpRequest request(const char* method, const char* target, HttpHeaders headers = {},
                    const char* body = "") {
  return {method, target, std::move(headers), body, 11};
}

HttpRequest json(const char* target) {
  return request("POST", "/", {{"X-Amz-Target", target}}, "{}");
}

HttpRequest form(const char* body) {
  return request("POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, body);
}

}  // namespace

TEST_CASE("what changes something is kept, what only reads is not") {
  struct Row {
    HttpRequest request;
    bool kept;
  };
  const Row rows[] = {
      {request("GET", "/bucket/key"), false},
      {request("HEAD", "/bucket/key"), false},
      {request("OPTIONS", "/bucket/key"), false},
      {request("PUT", "/bucket/key"), true},
      {request("DELETE", "/bucket/key"), true},
      {request("POST", "/bucket?delete"), true},
      {json("AmazonSSM.GetParameters"), false},
      {json("AmazonSSM.PutParameter"), true},
      {json("CodeBuild_20161006.BatchGetBuilds"), false},
      {json("CodePipeline_20150709.PollForJobs"), true},
      {json("AmazonSQS.ReceiveMessage"), true},
      {json("Logs_20140328.FilterLogEvents"), false},
      {form("Action=DescribeInstances&Version=2016-11-15"), false},
      {form("Action=RunInstances&Version=2016-11-15"), true},
      {form("Action=GetSessionToken&Version=2011-06-15"), true},
      {form("Action=GetCallerIdentity&Version=2011-06-15"), false},
      {request("GET", "/?Action=AssumeRole&Version=2011-06-15"), true},
      {request("POST", "/service/GraniteServiceVersion20100801/operation/PutMetricData",
               {{"smithy-protocol", "rpc-v2-cbor"}}),
       true},
      {request("POST", "/service/GraniteServiceVersion20100801/operation/ListMetrics",
               {{"smithy-protocol", "rpc-v2-cbor"}}),
       false},
      {request("GET", "/student/app-repo.git/info/refs?service=git-receive-pack"), false},
      {request("POST", "/student/app-repo.git/git-upload-pack"), false},
      {request("POST", "/student/app-repo.git/git-receive-pack"), true},
      {request("POST", "/_greenroom/faults", {}, "{}"), true},
  };
  for (const Row& row : rows) {
    INFO(row.request.method << " " << row.request.target << " "
                            << find_header(row.request.headers, "X-Amz-Target")
                            << row.request.body);
    CHECK(app::changes_something(row.request) == row.kept);
  }
}
