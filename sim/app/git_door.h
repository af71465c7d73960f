// The lab's self-hosted Git server as people reach it: http://student:...@127.0.0.1:PORT/student/
// app-repo.git. A push is zipped and put into the source bucket, as the lab's server does.
#pragma once

#include <optional>
#include <string>

#include "fakes/s3/service.h"
#include "fakes/scm/service.h"
#include "sim/core/http.h"
#include "sim/real/git_repository.h"

namespace greenroom::app {

inline constexpr const char* k_git_user = "student";
inline constexpr const char* k_git_password = "LabPassword123";  // the lab's own
inline constexpr const char* k_git_path = "/student/app-repo.git/";
// The source bucket is the first whose name begins so; in the lab it is the only one.
inline constexpr const char* k_source_bucket_prefix = "code-build-source";

// SCM -> S3: whatever source bucket there is when a push lands.
class SourceBucketByName final : public scm::SourceBucket {
 public:
  explicit SourceBucketByName(s3::S3& s3) : s3_(s3) {}
  Status put(Context cx, std::string key, std::string body) override;

 private:
  s3::S3& s3_;
};

class GitDoor {
 public:
  GitDoor(s3::S3& s3, std::string directory);

  [[nodiscard]] static bool is_meant(const HttpRequest& request);
  // 401 without the right name and password: nothing is changed then.
  [[nodiscard]] HttpResponse answer(Context cx, const HttpRequest& request);

 private:
  Task<void> upload(Context cx, std::string branch, scm::Commit commit);
  real::GitRepository repository_;
  SourceBucketByName bucket_;
  scm::Scm scm_;
  // With the first request that may: most servers have no Git client, and libgit2 takes half of the
  // time of their start for its certificates.
  bool is_created_ = false;
};

}  // namespace greenroom::app
