// The revisions of applications behind the wire.
#include <utility>

#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_batch_max = 25;

// genericRevisionInfo.
aws::Json info_json(Context cx, const RevisionInfo& info) {
  const RegisteredRevision& revision = info.revision;
  wire::Object json;
  json.add_unless_empty("description", revision.description)
      .add("deploymentGroups", wire::texts(info.deploymentGroups));
  if (revision.firstUsedTime) {
    json.add("firstUsedTime", wire::timestamp(cx.epoch(), *revision.firstUsedTime));
  }
  if (revision.lastUsedTime) {
    json.add("lastUsedTime", wire::timestamp(cx.epoch(), *revision.lastUsedTime));
  }
  return json.add("registerTime", wire::timestamp(cx.epoch(), revision.registerTime)).take();
}

Result<aws::Json> register_revision(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<S3Location> revision = revision_of(input.find("revision"));
  if (!revision.ok()) {
    return revision.failure();
  }
  const Status registered =
      codedeploy.RegisterApplicationRevision(cx, wire::text_of(input, "applicationName"),
                                             revision.value(), wire::text_of(input, "description"));
  if (!registered.ok()) {
    return registered.failure();
  }
  return object();
}

Result<aws::Json> get_revision(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string application = wire::text_of(input, "applicationName");
  const Result<S3Location> revision = revision_of(input.find("revision"));
  if (!revision.ok()) {
    return revision.failure();
  }
  const Result<RevisionInfo> found =
      codedeploy.GetApplicationRevision(application, revision.value());
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("applicationName", wire::text(application))
      .add("revision", revision_json(revision.value()))
      .add("revisionInfo", info_json(cx, found.value()))
      .take();
}

// Those that are not there are told of in errorMessage (UNVERIFIED text).
Result<aws::Json> batch_get_revisions(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string application = wire::text_of(input, "applicationName");
  const std::vector<aws::Json>& wanted = items_of(input, "revisions");
  const Status sized = check_batch(wanted.size(), k_batch_max, "Revision");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> revisions;
  std::string errors;
  for (const aws::Json& each : wanted) {
    const Result<S3Location> revision = revision_of(&each);
    if (!revision.ok()) {
      return revision.failure();
    }
    const Result<RevisionInfo> found =
        codedeploy.GetApplicationRevision(application, revision.value());
    if (!found.ok() && found.failure().code != "RevisionDoesNotExistException") {
      return found.failure();
    }
    if (!found.ok()) {
      errors += (errors.empty() ? "" : "; ") + found.failure().message;
      continue;
    }
    revisions.push_back(wire::Object()
                            .add("revisionLocation", revision_json(revision.value()))
                            .add("genericRevisionInfo", info_json(cx, found.value()))
                            .take());
  }
  return wire::Object()
      .add("applicationName", wire::text(application))
      .add_unless_empty("errorMessage", errors)
      .add("revisions", list(std::move(revisions)))
      .take();
}

Result<aws::Json> list_revisions(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  ListRevisionsInput wanted;
  wanted.applicationName = wire::text_of(input, "applicationName");
  const std::string by = wire::text_of(input, "sortBy");
  wanted.sortBy = by == "firstUsedTime"  ? ApplicationRevisionSortBy::firstUsedTime
                  : by == "lastUsedTime" ? ApplicationRevisionSortBy::lastUsedTime
                                         : ApplicationRevisionSortBy::registerTime;
  wanted.descending = wire::text_of(input, "sortOrder") == "descending";
  wanted.s3Bucket = wire::text_of(input, "s3Bucket");
  wanted.s3KeyPrefix = wire::text_of(input, "s3KeyPrefix");
  const std::string deployed = wire::text_of(input, "deployed");
  wanted.deployed = deployed == "include"   ? ListStateFilterAction::include
                    : deployed == "exclude" ? ListStateFilterAction::exclude
                                            : ListStateFilterAction::ignore;
  wanted.nextToken = wire::text_of(input, "nextToken");
  const Result<Page<S3Location>> page = codedeploy.ListApplicationRevisions(wanted);
  if (!page.ok()) {
    return page.failure();
  }
  std::vector<aws::Json> revisions;
  for (const S3Location& revision : page.value().items) {
    revisions.push_back(revision_json(revision));
  }
  return wire::Object()
      .add("revisions", list(std::move(revisions)))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

}  // namespace

const Handlers& revision_handlers() {
  static const Handlers k_handlers = {{"RegisterApplicationRevision", register_revision},
                                      {"GetApplicationRevision", get_revision},
                                      {"BatchGetApplicationRevisions", batch_get_revisions},
                                      {"ListApplicationRevisions", list_revisions}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
