#include "fakes/codebuild/overrides.h"

namespace greenroom::codebuild {

Project with_overrides(Project project, const BuildOverrides& overrides) {
  const auto take = [](auto& own, const auto& instead) {
    if (instead) {
      own = *instead;
    }
  };
  take(project.buildspec, overrides.buildspec);
  take(project.image, overrides.image);
  take(project.environmentType, overrides.environmentType);
  take(project.computeType, overrides.computeType);
  take(project.serviceRole, overrides.serviceRole);
  take(project.encryptionKey, overrides.encryptionKey);
  take(project.imagePullCredentialsType, overrides.imagePullCredentialsType);
  take(project.privilegedMode, overrides.privilegedMode);
  take(project.localCache, overrides.localCache);
  take(project.cacheModes, overrides.cacheModes);
  take(project.timeout, overrides.timeout);
  take(project.queuedTimeout, overrides.queuedTimeout);
  take(project.cloudWatchLogs, overrides.cloudWatchLogs);
  return project;
}

}  // namespace greenroom::codebuild
