// What Secrets Manager must never do.
#pragma once

#include <memory>
#include <vector>

#include "sim/core/check.h"

namespace greenroom::secretsmanager {

// secretsmanager.one_current: AWSCURRENT is attached to one version of a secret at most.
class OneCurrent final : public Invariant {
 public:
  OneCurrent() : Invariant("secretsmanager.one_current") {}
  void on_line(const TraceLine& line) override;
};

[[nodiscard]] std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace greenroom::secretsmanager
