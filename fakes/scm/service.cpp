#include "fakes/scm/service.h"

#include <utility>

#include "fakes/scm/sites.h"

namespace greenroom::scm {

Task<Result<Commit>> Scm::push(Context cx, PushRequest request) {
  Result<Commit> pushed = repository_.push(cx, request);
  if (!pushed.ok()) {
    co_return pushed.failure();
  }
  const Commit commit = std::move(pushed).value();
  const Status uploaded = co_await received(cx, std::move(request.branch), commit);
  if (!uploaded.ok()) {
    co_return uploaded.failure();
  }
  co_return commit;
}

Task<Status> Scm::received(Context cx, std::string branch, Commit commit) {
  state_.pushed(commit.id);
  cx.trace("scm.push", {{"repository", settings_.repository},
                        {"branch", branch},
                        {"commit", commit.id},
                        {"message", commit.message},
                        {"files", json_array(commit.changed_files)}});
  if (cx.fault(site::webhook_lost)) {
    co_return success();
  }
  co_await cx.sleep_for(settings_.webhook_delay);
  std::string zip = repository_.zip(cx, commit.id);
  Status uploaded = bucket_.put(cx, settings_.source_key, std::move(zip));
  co_return uploaded;
}

}  // namespace greenroom::scm
