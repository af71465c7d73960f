#include "fakes/elb/checks.h"

#include <set>
#include <utility>

namespace greenroom::elb {
namespace {

constexpr Duration k_answer_takes_at_most = seconds(60);

// Who is in service is forgotten only after draining; it may become unused in its place when its
// instance stops or nobody uses its group any more.
bool may_follow(const std::string& before, const TraceLine& line) {
  static const std::set<std::pair<std::string, std::string>> k_allowed = {
      {"", "initial"},          {"initial", "initial"},     {"initial", "healthy"},
      {"initial", "unhealthy"}, {"initial", "draining"},    {"healthy", "unhealthy"},
      {"healthy", "initial"},   {"unhealthy", "initial"},   {"healthy", "draining"},
      {"unhealthy", "healthy"}, {"unhealthy", "unhealthy"}, {"unhealthy", "draining"},
      {"draining", "unused"},   {"draining", "initial"},    {"unused", "initial"},
      {"", "unused"},           {"unused", "unused"},
  };
  const std::string& after = line.text("state");
  const bool in_place = after == "unused" && line.text("reason") != "Target.NotRegistered";
  return k_allowed.count({before, after}) > 0 || (in_place && before != "draining");
}

// One target of one target group.
std::string who(const TraceLine& line) {
  return line.actor + " " + line.text("instanceId") + ":" + std::to_string(line.number("port"));
}

}  // namespace

void StateOrder::on_line(const TraceLine& line) {
  if (line.event != "elb.target") {
    return;
  }
  std::string& state = states_[who(line)];
  if (!may_follow(state, line)) {
    broken("target " + line.text("instanceId") + " went from '" + state + "' to '" +
               line.text("state") + "'",
           line.n);
  }
  state = line.text("state");
}

// A first answer by an instance that is registered; draining ones may still finish what they have.
void NoDeadTarget::on_line(const TraceLine& line) {
  if (line.event == "elb.target") {
    std::set<std::string>& targets = in_service_[line.text("instanceId")];
    if (line.text("state") == "unused") {
      targets.erase(who(line));
      left_[line.text("instanceId")] = line.t;
    } else {
      targets.insert(who(line));
    }
  } else if (line.event == "traffic.version") {
    const auto found = in_service_.find(line.text("instance"));
    const auto left = left_.find(line.text("instance"));
    const bool late = lag_ > Duration{} && left != left_.end() &&
                      line.t <= left->second + lag_ + k_answer_takes_at_most;
    if (!late && (found == in_service_.end() || found->second.empty())) {
      broken("instance " + line.text("instance") + " answered but is no target", line.n);
    }
  }
}

std::vector<std::unique_ptr<Invariant>> invariants(Duration deregistration_lag) {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<StateOrder>());
  all.push_back(std::make_unique<NoDeadTarget>(deregistration_lag));
  return all;
}

}  // namespace greenroom::elb
