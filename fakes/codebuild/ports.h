// What CodeBuild needs from others.
#pragma once

#include <memory>
#include <string>

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
};

// SHA-256 for the log's digest in the trace.
class LogDigest {
 public:
  virtual ~LogDigest() = default;
  [[nodiscard]] virtual std::string sha256_hex(std::string_view bytes) const = 0;
};

}  // namespace greenroom::codebuild
