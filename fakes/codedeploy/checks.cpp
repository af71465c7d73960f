#include "fakes/codedeploy/checks.h"

#include <algorithm>

#include "fakes/codedeploy/lifecycle.h"

namespace greenroom::codedeploy {
namespace {

bool is_end(const std::string& status) {
  return status == "Succeeded" || status == "Failed" || status == "Stopped";
}

// Whether the events are a beginning of one of the documented orders. Blue/green instances run a
// part of theirs.
bool documented(const std::vector<std::string>& events) {
  for (const LifecycleScenario scenario :
       {LifecycleScenario::InPlace, LifecycleScenario::InPlaceWithTraffic, LifecycleScenario::Green,
        LifecycleScenario::Blue, LifecycleScenario::RollbackOriginal}) {
    const std::vector<LifecycleStep>& steps = lifecycle_of(scenario);
    const bool fits = events.size() <= steps.size() &&
                      std::equal(events.begin(), events.end(), steps.begin(),
                                 [](const std::string& event, const LifecycleStep& step) {
                                   return event == step.name;
                                 });
    if (fits) {
      return true;
    }
  }
  return false;
}

}  // namespace

void EventOrder::on_line(const TraceLine& line) {
  if (line.event != "codedeploy.lifecycle_event" || line.text("status") != "InProgress") {
    return;
  }
  std::vector<std::string>& events =
      begun_[line.text("deploymentId") + "/" + line.text("instanceId")];
  events.push_back(line.text("lifecycleEventName"));
  if (!documented(events)) {
    broken(line.text("lifecycleEventName") + " on " + line.text("instanceId") +
               " is out of the documented order",
           line.n);
  }
}

void OneAtATime::on_line(const TraceLine& line) {
  const std::string& id = line.text("deploymentId");
  if (line.event == "codedeploy.deployment" &&
      line.text("deploymentConfigName") == "CodeDeployDefault.OneAtATime") {
    one_at_a_time_.insert(id);
  }
  if (line.event != "codedeploy.target" || one_at_a_time_.count(id) == 0) {
    return;
  }
  std::set<std::string>& in_progress = in_progress_[id];
  if (line.text("status") == "InProgress") {
    in_progress.insert(line.text("instanceId"));
  } else {
    in_progress.erase(line.text("instanceId"));
  }
  if (in_progress.size() > 1) {
    broken(std::to_string(in_progress.size()) + " instances in progress under OneAtATime", line.n);
  }
}

void Terminal::on_line(const TraceLine& line) {
  const std::string& id = line.text("deploymentId");
  if (line.event == "codedeploy.deployment") {
    const auto ended = ended_.find(id);
    if (ended != ended_.end()) {
      broken(id + " was " + ended->second + " and became " + line.text("status"), line.n);
    }
    if (is_end(line.text("status"))) {
      ended_[id] = line.text("status");
    }
  } else if (line.event == "codedeploy.target") {
    const std::string target = id + "/" + line.text("instanceId");
    if (skipped_.count(target) > 0) {
      broken(target + " was Skipped and became " + line.text("status"), line.n);
    }
    if (line.text("status") == "Skipped") {
      skipped_.insert(target);
    }
  }
}

void RollbackIff::on_line(const TraceLine& line) {
  if (line.event != "codedeploy.deployment") {
    return;
  }
  const std::string& id = line.text("deploymentId");
  if (line.text("creator") == "codeDeployRollback" && line.text("status") == "Created") {
    const std::string& failed = line.text("rollbackTriggeringDeploymentId");
    if (status_[failed] != "Failed" && status_[failed] != "Stopped") {
      broken(id + " rolls back " + failed + ", which is " + status_[failed], line.n);
    }
    if (rollbacks_.count(failed) > 0) {
      broken(id + " rolls back the rollback " + failed, line.n);
    }
    rollbacks_.insert(id);
  }
  status_[id] = line.text("status");
}

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> all;
  all.push_back(std::make_unique<EventOrder>());
  all.push_back(std::make_unique<OneAtATime>());
  all.push_back(std::make_unique<Terminal>());
  all.push_back(std::make_unique<RollbackIff>());
  return all;
}

}  // namespace greenroom::codedeploy
