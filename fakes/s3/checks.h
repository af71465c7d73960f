// What S3 must never do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::s3 {

// s3.version_once: no version id of a versioned bucket is given twice.
class VersionOnce final : public Invariant {
 public:
  VersionOnce() : Invariant("s3.version_once") {}
  void on_line(const TraceLine& line) override;

 private:
  std::map<std::string, std::int64_t> seen_;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::s3
