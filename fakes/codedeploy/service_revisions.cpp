// The revisions of applications: registered, used, listed.
//
// AWS: reference codedeploy.md 2.3, 2.7.
#include <algorithm>
#include <utility>

#include "fakes/codedeploy/paging.h"
#include "fakes/codedeploy/service.h"
#include "fakes/codedeploy/validation.h"

namespace greenroom::codedeploy {
namespace {

template <typename Revisions>
auto find_revision(Revisions& revisions, const S3Location& location) {
  return std::find_if(revisions.begin(), revisions.end(),
                      [&](const RegisteredRevision& each) { return each.location == location; });
}

// By what a list is sorted; what was never used comes first (UNVERIFIED).
Instant sort_time(const RegisteredRevision& revision, ApplicationRevisionSortBy by) {
  switch (by) {
    case ApplicationRevisionSortBy::firstUsedTime:
      return revision.firstUsedTime.value_or(k_start);
    case ApplicationRevisionSortBy::lastUsedTime:
      return revision.lastUsedTime.value_or(k_start);
    default:
      return revision.registerTime;
  }
}

// What a page's token names a revision by.
std::string key_of(const S3Location& location) {
  return location.bucket + "/" + location.key + "?" + location.bundleType + "&" + location.version +
         "&" + location.eTag;
}

}  // namespace

Status CodeDeploy::RegisterApplicationRevision(Context cx, const std::string& application,
                                               S3Location revision, std::string description) {
  for (const Status& checked : {check_application(application), validate_revision(revision),
                                validate_description(description)}) {
    if (!checked.ok()) {
      return checked;
    }
  }
  std::vector<RegisteredRevision>& revisions = state_.applications.at(application).revisions;
  const auto known = find_revision(revisions, revision);
  if (known != revisions.end()) {  // UNVERIFIED: only its description changes
    known->description = std::move(description);
    return success();
  }
  RegisteredRevision registered;
  registered.location = std::move(revision);
  registered.description = std::move(description);
  registered.registerTime = cx.now();
  revisions.push_back(std::move(registered));
  return success();
}

void CodeDeploy::note_use(Context cx, const std::string& application, const S3Location& revision,
                          const std::string& deployment_id) {
  std::vector<RegisteredRevision>& revisions = state_.applications.at(application).revisions;
  auto used = find_revision(revisions, revision);
  if (used == revisions.end()) {
    RegisteredRevision registered;
    registered.location = revision;
    registered.description = "Application revision registered by Deployment ID: " + deployment_id;
    registered.registerTime = cx.now();
    used = revisions.insert(revisions.end(), std::move(registered));
  }
  used->firstUsedTime = used->firstUsedTime.value_or(cx.now());
  used->lastUsedTime = cx.now();
}

std::vector<std::string> CodeDeploy::groups_at(const std::string& application,
                                               const S3Location& revision) const {
  std::vector<std::string> names;
  for (const auto& [key, group] : state_.groups) {
    if (group.applicationName == application && group.targetRevision == revision) {
      names.push_back(group.deploymentGroupName);
    }
  }
  return names;
}

Result<RevisionInfo> CodeDeploy::GetApplicationRevision(const std::string& application,
                                                        const S3Location& revision) const {
  for (const Status& checked : {check_application(application), validate_revision(revision)}) {
    if (!checked.ok()) {
      return checked.failure();
    }
  }
  const std::vector<RegisteredRevision>& revisions = state_.applications.at(application).revisions;
  const auto known = find_revision(revisions, revision);
  if (known == revisions.end()) {
    return Failure{"RevisionDoesNotExistException", "No revision found for the application " +
                                                        application + ": " + revision.bucket + "/" +
                                                        revision.key};
  }
  return RevisionInfo{*known, groups_at(application, revision)};
}

Result<Page<S3Location>> CodeDeploy::ListApplicationRevisions(
    const ListRevisionsInput& input) const {
  const Status known = check_application(input.applicationName);
  if (!known.ok()) {
    return known.failure();
  }
  if (!input.s3KeyPrefix.empty() && input.s3Bucket.empty()) {
    return Failure{"BucketNameFilterRequiredException",
                   "A key prefix needs the name of a bucket as well"};
  }
  std::vector<RegisteredRevision> revisions =
      state_.applications.at(input.applicationName).revisions;
  std::stable_sort(revisions.begin(), revisions.end(), [&](const auto& a, const auto& b) {
    const Instant first = sort_time(a, input.sortBy);
    const Instant second = sort_time(b, input.sortBy);
    return input.descending ? second < first : first < second;
  });
  std::vector<std::string> keys;
  std::map<std::string, S3Location> locations;
  for (const RegisteredRevision& revision : revisions) {
    keys.push_back(key_of(revision.location));
    locations[keys.back()] = revision.location;
  }
  const auto wanted = [&](const std::string& key) {
    const S3Location& location = locations.at(key);
    const bool is_target = !groups_at(input.applicationName, location).empty();
    return (input.s3Bucket.empty() || location.bucket == input.s3Bucket) &&
           location.key.rfind(input.s3KeyPrefix, 0) == 0 &&
           (input.deployed == ListStateFilterAction::ignore ||
            is_target == (input.deployed == ListStateFilterAction::include));
  };
  const Result<Page<std::string>> found = page_of(keys, input.nextToken, wanted);
  if (!found.ok()) {
    return found.failure();
  }
  Page<S3Location> page;
  page.nextToken = found.value().nextToken;
  for (const std::string& key : found.value().items) {
    page.items.push_back(locations.at(key));
  }
  return page;
}

}  // namespace greenroom::codedeploy
