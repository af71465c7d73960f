// The lab's self-hosted Git server: a push zips the tree and uploads source.zip to S3.
#pragma once

#include <string>

#include "fakes/scm/ports.h"
#include "fakes/scm/state.h"
#include "fakes/scm/types.h"

namespace greenroom::scm {

class Scm {
 public:
  Scm(Repository& repository, SourceBucket& bucket, Settings settings)
      : repository_(repository), bucket_(bucket), settings_(std::move(settings)) {}

  // Commits and pushes, then uploads settings.source_key after settings.webhook_delay.
  // Trace: scm.push {repository, branch, commit, message, files}.
  Task<Result<Commit>> push(Context cx, PushRequest request);
  // What follows a push that the repository has already: the trace's line, and the upload.
  Task<Status> received(Context cx, std::string branch, Commit commit);
  [[nodiscard]] const State& state() const { return state_; }

 private:
  Repository& repository_;
  SourceBucket& bucket_;
  Settings settings_;
  State state_;
};

}  // namespace greenroom::scm
