// DownloadBundle: fetch, unpack, point to it.
//
// AWS: reference codedeploy.md 3.4.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/agent_parts.h"
#include "fakes/codedeploy/bundle.h"

namespace greenroom::codedeploy {

Task<Status> Agent::strip_top_level_folder(Context cx, std::string archive) {
  const Result<std::vector<FileEntry>> listing = co_await machine_.list(cx, archive);
  if (!listing.ok()) {
    co_return listing.failure();
  }
  std::vector<FileChange> changes = strip_changes(listing.value(), archive);
  if (changes.empty()) {
    co_return success();
  }
  Status done = co_await change_files(cx, std::move(changes));
  co_return done;
}

Task<Status> Agent::unpack_bundle(Context cx, HostCommand command, std::string body) {
  const std::string archive = directory_of(command) + "/deployment-archive";
  std::vector<FileChange> changes;
  for (const std::string& old : command.archives_to_delete) {
    changes.push_back(remove_tree(deployment_directory(command.deploymentGroupId, old)));
  }
  changes.push_back(remove_tree(archive));
  changes.push_back(write_file(directory_of(command) + "/bundle.tar", body));
  Status prepared = co_await change_files(cx, std::move(changes));
  if (!prepared.ok()) {
    co_return prepared;
  }
  Status unpacked = co_await machine_.unpack(cx, std::move(body),
                                             format_of(command.revision.bundleType), archive);
  if (!unpacked.ok()) {
    co_return unpacked;
  }
  Status stripped = co_await strip_top_level_folder(cx, archive);
  co_return stripped;
}

Task<EventOutcome> Agent::download_bundle(Context cx, HostCommand command) {
  Result<RevisionStore::Bundle> bundle =
      revisions_.get(cx, follower_.instance_id, command.revision.bucket, command.revision.key,
                     command.revision.version);
  co_await cx.sleep_for(command.timing.download_bundle);
  if (!bundle.ok()) {
    co_return unknown_error(bundle.failure().message);
  }
  const std::string& etag = bundle.value().etag;
  if (!command.revision.eTag.empty() && !same_etag(command.revision.eTag, etag)) {
    co_return unknown_error("Expected deployment artifact bundle etag " + command.revision.eTag +
                            " but was actually " + etag);
  }
  const Status unpacked = co_await unpack_bundle(cx, command, std::move(bundle.value().body));
  if (!unpacked.ok()) {
    co_return unknown_error(unpacked.failure().message);
  }
  std::vector<FileChange> pointer;
  pointer.push_back(
      write_file(k_instructions + "/" + command.deploymentGroupId + "_most_recent_install",
                 directory_of(command)));
  const Status pointed = co_await change_files(cx, std::move(pointer));
  co_return pointed.ok() ? EventOutcome{} : unknown_error(pointed.failure().message);
}

}  // namespace greenroom::codedeploy
