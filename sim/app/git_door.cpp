#include "sim/app/git_door.h"

#include <map>
#include <utility>

#include "fakes/wire/values.h"
#include "sim/real/git_http.h"

namespace greenroom::app {
namespace {

HttpResponse who_are_you() {
  HttpResponse response;
  response.status = 401;
  response.reason = "Unauthorized";
  response.headers = {{"WWW-Authenticate", "Basic realm=\"app-repo\""},
                      {"Content-Type", "text/plain"}};
  response.body = std::string("the lab's user is ") + k_git_user + "\n";
  return response;
}

bool knows_the_password(const HttpRequest& request) {
  static const std::string expected =
      "Basic " + wire::base64(std::string(k_git_user) + ":" + k_git_password);
  return find_header(request.headers, "Authorization") == expected;
}

}  // namespace

Status SourceBucketByName::put(Context cx, std::string key, std::string body) {
  for (const auto& [name, bucket] : s3_.state().buckets()) {
    if (name.rfind(k_source_bucket_prefix, 0) == 0) {
      const Result<s3::ObjectVersion> stored =
          s3_.PutObject(cx.as("s3"), name, std::move(key), std::move(body));
      return stored.ok() ? success() : Status(stored.failure());
    }
  }
  return Failure{"NoSuchBucket", std::string("there is no bucket whose name begins with ") +
                                     k_source_bucket_prefix + " for source.zip"};
}

GitDoor::GitDoor(s3::S3& s3, std::string directory)
    : repository_(std::move(directory)), bucket_(s3), scm_(repository_, bucket_, {}) {}

bool GitDoor::is_meant(const HttpRequest& request) {
  return request.target.rfind(k_git_path, 0) == 0;
}

HttpResponse GitDoor::answer(Context cx, const HttpRequest& request) {
  if (!knows_the_password(request)) {
    return who_are_you();
  }
  if (!is_created_) {
    is_created_ = true;
    repository_.create("main");
  }
  const std::string asked = request.target.substr(std::string_view(k_git_path).size());
  const std::string path = "/repository.git/" + asked.substr(0, asked.find('?'));
  const std::map<std::string, std::string> before = repository_.branches();
  HttpResponse response = real::answer_git({repository_.directory(), k_git_user}, path, request);
  for (const auto& [branch, head] : repository_.branches()) {
    const auto earlier = before.find(branch);
    const std::string old_head = earlier == before.end() ? "" : earlier->second;
    if (head != old_head) {
      cx.spawn("webhook", upload(cx.as("scm"), branch, repository_.commit(head, old_head)));
    }
  }
  return response;
}

Task<void> GitDoor::upload(Context cx, std::string branch, scm::Commit commit) {
  const Status uploaded = co_await scm_.received(cx, std::move(branch), std::move(commit));
  if (!uploaded.ok()) {
    cx.trace("scm.upload_failed",
             {{"code", uploaded.failure().code}, {"message", uploaded.failure().message}});
  }
}

}  // namespace greenroom::app
