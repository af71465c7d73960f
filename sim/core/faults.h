// Fault sites: named places in the product where a test can make it misbehave on purpose.
//
// Each fake declares its sites in one table (fakes/<each>/sites.h). The code that honours a site is
// one line: `if (cx.fault(site::rollback_uses_failed_revision)) ...`. A site never fires unless a
// test (or, later, an exploration plan) switched it on.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace greenroom {

struct FaultSite {
  std::string_view name;  // "codedeploy.rollback_uses_failed_revision"
  std::string_view what;  // one sentence: what goes wrong
};

class Faults {
 public:
  void enable(std::string name) { enabled_.insert(std::move(name)); }
  [[nodiscard]] bool fires(const FaultSite& site) const {
    return enabled_.find(site.name) != enabled_.end();
  }

 private:
  std::set<std::string, std::less<>> enabled_;
};

}  // namespace greenroom
