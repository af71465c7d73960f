// What CodeBuild needs from others.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fakes/aws/rights.h"
#include "sim/core/context.h"
#include "sim/core/machine.h"
#include "sim/core/result.h"

namespace greenroom::codebuild {

// Build containers. Each build gets a fresh one; it goes away when the pointer is destroyed.
class BuildContainers {
 public:
  virtual ~BuildContainers() = default;
  // `name` is the build id; it becomes the container's host name where that is legal.
  virtual Task<std::unique_ptr<Machine>> provision(Context cx, std::string name) = 0;
  // What the image sets for every command (a Dockerfile's ENV).
  [[nodiscard]] virtual std::map<std::string, std::string> environment() const { return {}; }
};

// Where values come from that a buildspec only names, asked for in the name of the project's
// service role. Failures have the other service's error code: AccessDeniedException for what the
// role may not read.
class ProtectedVariables {
 public:
  virtual ~ProtectedVariables() = default;
  // ssm:GetParameters, decrypted.
  virtual Result<std::string> parameter(Context cx, const aws::RoleSession& as,
                                        const std::string& name) = 0;
  // secretsmanager:GetSecretValue of "<secret-id>:<json-key>:<version-stage>:<version-id>".
  virtual Result<std::string> secret(Context cx, const aws::RoleSession& as,
                                     const std::string& reference) = 0;
};

// An account without parameters and secrets.
class NoProtectedVariables final : public ProtectedVariables {
 public:
  Result<std::string> parameter(Context, const aws::RoleSession&,
                                const std::string& name) override {
    return Failure{"ParameterNotFound", "parameter does not exist: " + name};
  }
  Result<std::string> secret(Context, const aws::RoleSession&, const std::string&) override {
    return Failure{"ResourceNotFoundException", "Secrets Manager can't find the specified secret."};
  }
};

// CloudWatch Logs, as builds write into it.
class BuildLogs {
 public:
  virtual ~BuildLogs() = default;
  // Messages that came at this moment, each with its line end, for a stream that may not be there
  // yet.
  virtual void put(Context cx, const std::string& group, const std::string& stream,
                   std::vector<std::string> messages) = 0;
};

// A file below a folder of S3, or in a zip.
struct StoredFile {
  std::string path;  // relative
  std::string content;
};

// S3, for sources and artifacts that no pipeline brings and takes. Failures are S3's.
class BuildStore {
 public:
  virtual ~BuildStore() = default;
  // A version of an object; "": the newest.
  virtual Result<std::string> get(Context cx, std::string bucket, std::string key,
                                  std::string version_id) = 0;
  // The objects whose keys begin with `prefix` ("" or "path/"), in the order of their keys.
  virtual Result<std::vector<StoredFile>> get_folder(Context cx, std::string bucket,
                                                     std::string prefix) = 0;
  // `metadata` are x-amz-meta- headers, without that beginning.
  virtual Status put(Context cx, std::string bucket, std::string key, std::string body,
                     std::map<std::string, std::string> metadata) = 0;
  // The files of a zip, in the order of their paths; folders are left out.
  [[nodiscard]] virtual Result<std::vector<StoredFile>> extract(const std::string& zip) = 0;
};

struct EventBridgeEvent {
  std::string source = "aws.codebuild";
  std::string detail_type;
  std::vector<std::string> resources;
  std::string detail;  // JSON
};

// EventBridge's default bus.
class BuildEvents {
 public:
  virtual ~BuildEvents() = default;
  virtual void put_event(Context cx, EventBridgeEvent event) = 0;
};

// SHA-256 for the log's digest in the trace.
class LogDigest {
 public:
  virtual ~LogDigest() = default;
  [[nodiscard]] virtual std::string sha256_hex(std::string_view bytes) const = 0;
};

}  // namespace greenroom::codebuild
