// Invariants: observers of the trace that must never see something. Breaking one ends the run with
// exit code 3. They look only at lines, so they can judge a stored trace as well.
#pragma once

#include <string>
#include <vector>

#include "sim/core/trace.h"

namespace greenroom {

struct Violation {
  std::string invariant;  // "deploy.order"
  std::string witness;    // what was seen, in words
  std::int64_t line = 0;  // the trace line that broke it
};

// One invariant. Subclasses live in fakes/<each>/checks.h, one class each, and override on_line();
// they call broken() with what they saw.
class Invariant : public TraceObserver {
 public:
  explicit Invariant(std::string id) : id_(std::move(id)) {}
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::vector<Violation>& violations() const { return violations_; }
  // Called once after the last line.
  virtual void at_end() {}

 protected:
  void broken(std::string witness, std::int64_t line) {
    violations_.push_back({id_, std::move(witness), line});
  }

 private:
  std::string id_;
  std::vector<Violation> violations_;
};

}  // namespace greenroom
