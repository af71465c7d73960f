#include "fakes/elb/checks.h"

#include <set>
#include <utility>

namespace greenroom::elb {
namespace {

bool may_follow(const std::string& before, const std::string& after) {
  static const std::set<std::pair<std::string, std::string>> k_allowed = {
      {"", "initial"},           {"initial", "initial"},   {"initial", "healthy"},
      {"initial", "unhealthy"},  {"initial", "draining"},  {"healthy", "unhealthy"},
      {"healthy", "draining"},   {"unhealthy", "healthy"}, {"unhealthy", "unhealthy"},
      {"unhealthy", "draining"}, {"draining", "unused"},   {"draining", "initial"},
      {"unused", "initial"},
  };
  return k_allowed.count({before, after}) > 0;
}

}  // namespace

void StateOrder::on_line(const TraceLine& line) {
  if (line.event != "elb.target") {
    return;
  }
  std::string& state = states_[line.text("instanceId")];
  if (!may_follow(state, line.text("state"))) {
    broken("target " + line.text("instanceId") + " went from '" + state + "' to '" +
               line.text("state") + "'",
           line.n);
  }
  state = line.text("state");
}

// A first answer by an instance that is registered; draining ones may still finish what they have.
void NoDeadTarget::on_line(const TraceLine& line) {
  if (line.event == "elb.target") {
    states_[line.text("instanceId")] = line.text("state");
  } else if (line.event == "traffic.version") {
    const auto found = states_.find(line.text("instance"));
    if (found == states_.end() || found->second == "unused") {
      broken("instance " + line.text("instance") + " answered but is no target", line.n);
    }
  }
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<StateOrder>());
  all.push_back(std::make_unique<NoDeadTarget>());
  return all;
}

}  // namespace greenroom::elb
