// Applications, revisions, and what lists are asked for, as plain data.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fakes/codedeploy/types.h"

namespace greenroom::codedeploy {

// A revision that an application knows: registered by a client, or by its first deployment.
struct RegisteredRevision {
  S3Location location;
  std::string description;
  Instant registerTime;
  std::optional<Instant> firstUsedTime;
  std::optional<Instant> lastUsedTime;
};

// Of the compute platform Server.
struct Application {
  std::string applicationName;
  std::string applicationId;  // UUID
  Instant createTime;
  Tags tags;
  std::vector<RegisteredRevision> revisions;  // in order of registration
};

// genericRevisionInfo.
struct RevisionInfo {
  RegisteredRevision revision;
  std::vector<std::string> deploymentGroups;  // those whose target revision it is
};

// A part of a list. The token is what the last item of this page is known by; "" at the end.
template <typename T>
struct Page {
  std::vector<T> items;
  std::string nextToken;
};

// Application and group: both or neither. No statuses: all.
struct ListDeploymentsInput {
  std::string applicationName;
  std::string deploymentGroupName;
  std::set<DeploymentStatus> includeOnlyStatuses;
  std::optional<Instant> createdFrom;   // createTimeRange, both ends included
  std::optional<Instant> createdUntil;  // (UNVERIFIED)
  std::string nextToken;
};

// ListDeploymentTargets and ListDeploymentInstances. Empty sets: all.
struct ListTargetsInput {
  std::string deploymentId;
  std::set<TargetStatus> statuses;
  std::set<TargetLabel> labels;
  std::string nextToken;
};

enum class ApplicationRevisionSortBy { registerTime, firstUsedTime, lastUsedTime };
enum class ListStateFilterAction { include, exclude, ignore };

struct ListRevisionsInput {
  std::string applicationName;
  ApplicationRevisionSortBy sortBy = ApplicationRevisionSortBy::registerTime;
  bool descending = false;
  std::string s3Bucket;
  std::string s3KeyPrefix;  // only with a bucket
  ListStateFilterAction deployed = ListStateFilterAction::ignore;
  std::string nextToken;
};

}  // namespace greenroom::codedeploy
