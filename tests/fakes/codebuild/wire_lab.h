// CodeBuild behind an endpoint with an S3 in memory, asked in JSON 1.1 as AWS's clients do.
#pragma once

#include <map>
#include <string>

#include "fakes/codebuild/wire.h"
#include "fakes/wire/values.h"
#include "tests/fakes/codebuild/build_lab.h"
#include "tests/support/wire_json.h"

namespace greenroom::codebuild {

// Objects by "bucket/key", with "@version" behind when one is asked for.
class StoreInMemory final : public BuildStore {
 public:
  Result<std::string> get(Context, std::string bucket, std::string key,
                          std::string version_id) override {
    const std::string place = bucket + "/" + key + (version_id.empty() ? "" : "@") + version_id;
    const auto found = objects.find(place);
    return found == objects.end()
               ? Result<std::string>(Failure{"NoSuchKey", "The specified key does not exist."})
               : Result<std::string>(found->second);
  }
  Result<std::vector<StoredFile>> get_folder(Context, std::string bucket,
                                             std::string prefix) override {
    const std::string folder = bucket + "/" + prefix;
    std::vector<StoredFile> files;
    for (const auto& [place, content] : objects) {
      if (place.rfind(folder, 0) == 0) {
        files.push_back({place.substr(folder.size()), content});
      }
    }
    return files;
  }
  Status put(Context, std::string bucket, std::string key, std::string body,
             std::map<std::string, std::string> metadata) override {
    if (bucket == "closed") {
      return Failure{"AccessDenied", "Access Denied"};
    }
    objects[bucket + "/" + key] = std::move(body);
    last_metadata = std::move(metadata);
    return success();
  }
  Result<std::vector<StoredFile>> extract(const std::string& zip) override {
    std::vector<StoredFile> files;
    for (const auto& [path, content] : files_of(zip)) {
      files.push_back({path, content});
    }
    return files;
  }
  std::map<std::string, std::string> objects;
  std::map<std::string, std::string> last_metadata;
};

inline const char* const k_site = R"({
 "name": "site", "description": "the site", "serviceRole": "arn:aws:iam::123456789012:role/build",
 "source": {"type": "S3", "location": "source/app.zip"},
 "artifacts": {"type": "S3", "location": "out", "path": "builds", "packaging": "ZIP",
               "name": "site.zip", "namespaceType": "BUILD_ID"},
 "environment": {"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0",
   "computeType": "BUILD_GENERAL1_MEDIUM",
   "environmentVariables": [{"name": "STAGE", "value": "test"},
                            {"name": "TOKEN", "value": "/lab/token", "type": "PARAMETER_STORE"}]},
 "timeoutInMinutes": 7, "tags": [{"key": "team", "value": "web"}]})";

using test::at;
using test::stranger;

struct WireLab {
  WireLab() {
    codebuild().connect(store);
    store.objects["source/app.zip"] = scripted_archive(k_source);
    endpoint.add(wire);
  }
  CodeBuild& codebuild() { return lab.codebuild; }
  HttpResponse answer(Context cx, const std::string& operation, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", "CodeBuild_20161006." + operation}};
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

  StoreInMemory store;
  Lab lab;
  Wire wire{lab.codebuild};
  wire::Endpoint endpoint;
};

// `text` with the first `what` changed.
inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
  REQUIRE(text.find(what) != std::string::npos);
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace greenroom::codebuild
