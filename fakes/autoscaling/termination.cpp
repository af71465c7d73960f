#include "fakes/autoscaling/termination.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace greenroom::autoscaling {
namespace {

using Instances = std::vector<Instance>;

// Keeps those for which `key` is least.
template <typename Key>
void keep_least(Instances& among, Key key) {
  if (among.empty()) {
    return;
  }
  auto least = key(among.front());
  for (const Instance& each : among) {
    least = std::min(least, key(each));
  }
  std::erase_if(among, [&](const Instance& each) { return key(each) != least; });
}

std::int64_t version_number(const Instance& instance) {
  const std::string& version = instance.LaunchTemplate.Version;
  return version.empty() ? 0 : std::stoll(version);
}

bool has_configuration(const Instance& instance) {
  return !instance.LaunchConfigurationName.empty();
}

// Those with a launch configuration before those with a template; of them the oldest.
void oldest_launch_configuration(Instances& among) {
  if (std::any_of(among.begin(), among.end(), has_configuration)) {
    std::erase_if(among, [](const Instance& each) { return !has_configuration(each); });
    keep_least(among, [](const Instance& each) { return each.launch_configuration_created; });
  }
}

// Those of another template than the group's first, then the lowest version.
void oldest_launch_template(Instances& among, const LaunchTemplateSpecification& current) {
  keep_least(among, [&](const Instance& each) {
    const bool is_current = each.LaunchTemplate.LaunchTemplateId == current.LaunchTemplateId;
    return std::tuple(is_current, version_number(each));
  });
}

void closest_to_next_instance_hour(Instances& among, Instant now) {
  keep_least(among, [&](const Instance& each) {
    const Duration into_the_hour{(now - each.launched).microseconds % hours(1).microseconds};
    return hours(1) - into_the_hour;
  });
}

void apply(const std::string& policy, Instances& among, const TerminationQuestion& question) {
  if (policy == "OldestInstance") {
    keep_least(among, [](const Instance& each) { return each.launched; });
  } else if (policy == "NewestInstance") {
    keep_least(among, [](const Instance& each) { return -each.launched.microseconds; });
  } else if (policy == "OldestLaunchConfiguration") {
    oldest_launch_configuration(among);
  } else if (policy == "OldestLaunchTemplate") {
    oldest_launch_template(among, question.current_template);
  } else if (policy == "ClosestToNextInstanceHour") {
    closest_to_next_instance_hour(among, question.now);
  } else {  // Default
    oldest_launch_configuration(among);
    oldest_launch_template(among, question.current_template);
    closest_to_next_instance_hour(among, question.now);
  }
}

// Those that may go, of the zones with the most instances that have one that may.
Instances candidates(const Instances& instances) {
  std::map<std::string, std::int64_t> sizes;
  for (const Instance& each : instances) {
    ++sizes[each.AvailabilityZone];
  }
  Instances may_go = instances;
  std::erase_if(may_go, [](const Instance& each) { return each.ProtectedFromScaleIn; });
  keep_least(may_go, [&](const Instance& each) { return -sizes[each.AvailabilityZone]; });
  return may_go;
}

}  // namespace

Status check_termination_policies(const std::vector<std::string>& policies) {
  for (const std::string& policy : policies) {
    if (policy == "AllocationStrategy" || policy.rfind("arn:", 0) == 0) {
      return Failure{"ValidationError", "The termination policy " + policy +
                                            " is not simulated here; take Default, "
                                            "OldestInstance, NewestInstance, "
                                            "OldestLaunchTemplate, OldestLaunchConfiguration or "
                                            "ClosestToNextInstanceHour"};
    }
    const std::vector<std::string> known = {"Default",
                                            "OldestInstance",
                                            "NewestInstance",
                                            "OldestLaunchConfiguration",
                                            "OldestLaunchTemplate",
                                            "ClosestToNextInstanceHour"};
    if (std::count(known.begin(), known.end(), policy) == 0) {
      return Failure{"ValidationError", "Unknown termination policy: " + policy};
    }
  }
  return success();
}

std::vector<std::string> choose_terminations(TerminationQuestion question, std::int64_t count) {
  std::vector<std::string> chosen;
  while (static_cast<std::int64_t>(chosen.size()) < count) {
    Instances among = candidates(question.instances);
    if (among.empty()) {
      break;
    }
    for (const std::string& policy : question.policies) {
      apply(policy, among, question);
    }
    keep_least(among, [&](const Instance& each) {
      return keyed_draw(question.seed, "autoscaling.termination", each.InstanceId, 0);
    });
    chosen.push_back(among.front().InstanceId);
    std::erase_if(question.instances,
                  [&](const Instance& each) { return each.InstanceId == chosen.back(); });
  }
  return chosen;
}

}  // namespace greenroom::autoscaling
