// What CodePipeline needs from others. sim/app/cloud connects them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

struct SourceRevision {
  std::string VersionId;  // "null" in a bucket without versioning
  std::string ETag;
  std::string revision_summary;  // metadata codepipeline-artifact-revision-summary; "": none
};

struct StoredArtifact {
  std::string bucket;
  std::string key;
  std::string VersionId;
  std::string ETag;
};

// A file of an artifact's zip. A symlink's content is where it leads.
struct ArtifactFile {
  std::string path;
  std::string content;
};

// What an S3 deploy action says of the objects it puts; "": nothing.
struct DeployedObjectSettings {
  std::string CacheControl;
  std::string CannedACL;
  std::string KMSEncryptionKeyARN;
};

// S3: the source bucket, the artifact store, and buckets that are deployed to.
class ArtifactStore {
 public:
  virtual ~ArtifactStore() = default;
  // A version of a source object; "": the newest. NoSuchKey, NoSuchVersion, NoSuchBucket.
  virtual Result<SourceRevision> head_source(Context cx, std::string bucket, std::string key,
                                             std::string version_id) = 0;
  virtual Result<std::string> get_source(Context cx, std::string bucket, std::string key,
                                         std::string version_id) = 0;
  virtual Result<std::string> get(Context cx, const StoredArtifact& artifact) = 0;
  virtual Result<StoredArtifact> put(Context cx, std::string bucket, std::string key,
                                     std::string body) = 0;
  virtual Status put_object(Context cx, std::string bucket, std::string key, std::string body,
                            DeployedObjectSettings settings) = 0;
  // The files of a zip, in byte order of their paths; folders are left out.
  [[nodiscard]] virtual Result<std::vector<ArtifactFile>> extract(const std::string& zip) = 0;
};

struct BuildRequest {
  std::string project;
  std::string source_zip;
  std::string source_arn;             // arn:aws:s3:::bucket/key of the input artifact
  std::string source_revision;        // S3 VersionId of the source
  std::string artifact_arn;           // arn:aws:s3:::bucket/key of the output artifact
  std::string initiator;              // codepipeline/<pipeline>
  std::string environment_variables;  // EnvironmentVariables: a JSON text, or ""
  std::map<std::string, std::string> secondary_source_zips;  // by artifact name
  std::vector<std::string> secondary_artifacts;              // names of all outputs but the first
};

struct BuildOutcome {
  bool succeeded = false;
  std::string id;                                              // lab-app:<uuid>
  std::string artifact_zip;                                    // when succeeded
  std::map<std::string, std::string> secondary_artifact_zips;  // by artifact name
  std::map<std::string, std::string> exported_variables;
  // "Build terminated with state: FAILED. Phase: PRE_BUILD, Code: ..., Message: ..."
  std::string failure_message;
};

class Builder {
 public:
  virtual ~Builder() = default;
  virtual Task<BuildOutcome> run(Context cx, BuildRequest request) = 0;
};

struct DeployRequest {
  std::string application;
  std::string deployment_group;
  StoredArtifact revision;
};

struct DeployOutcome {
  bool succeeded = false;
  std::string deployment_id;
  std::string failure_message;  // "Deployment d-... failed"
};

class Deployer {
 public:
  virtual ~Deployer() = default;
  // Creates a deployment and waits for its end; an automatic rollback is another deployment and is
  // not waited for.
  virtual Task<DeployOutcome> run(Context cx, DeployRequest request) = 0;
};

// CloudWatch's alarms, for rules of stage conditions.
class Alarms {
 public:
  virtual ~Alarms() = default;
  // OK, ALARM, INSUFFICIENT_DATA; a failure when there is none of that name.
  [[nodiscard]] virtual Result<std::string> state_of(const std::string& alarm) = 0;
};

// Where an approval asks for attention: an SNS topic.
class ApprovalNotifier {
 public:
  virtual ~ApprovalNotifier() = default;
  virtual void approval_needed(Context cx, const std::string& topic_arn, std::string subject,
                               std::string message) = 0;
};

}  // namespace greenroom::codepipeline
