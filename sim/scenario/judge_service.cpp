// Judges of what users and operators see: traffic, instances, targets.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "sim/scenario/judge.h"

namespace greenroom::scenario {
namespace {

constexpr Duration k_end_of_traffic = seconds(10);

std::vector<std::string> sorted(const std::set<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// Instances that were running when the last deployment was created.
std::set<std::string> instances_before_last_deployment(const Judge& judge) {
  std::set<std::string> running;
  std::set<std::string> before;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == "ec2.instance" && line.text("state") == "running") {
      running.insert(line.text("instanceId"));
    } else if (line.event == "codedeploy.deployment" && line.text("status") == "Created") {
      before = running;
    }
  }
  return before;
}

void judge_end_of_traffic(Judge& judge, const std::vector<RequestRecord>& requests) {
  std::set<std::string> versions;
  std::set<std::string> instances;
  for (const RequestRecord& request : requests) {
    if (requests.back().sent - request.sent <= k_end_of_traffic) {
      versions.insert(request.version);
      instances.insert(request.instance);
    }
  }
  judge.expect_list("at_end.versions", sorted(versions));
  judge.expect_same("at_end.instances", std::to_string(instances.size()));
  if (judge.wanted.want("at_end.new_instances_only") == "true") {
    for (const std::string& old : instances_before_last_deployment(judge)) {
      if (instances.count(old) > 0) {
        judge.mismatch("at_end.new_instances_only", "only new instances to answer", old);
      }
    }
  }
}

void judge_versions(Judge& judge, const std::set<std::string>& versions) {
  judge.expect_list("versions", sorted(versions));
  if (!judge.wanted.has("never_versions")) {
    return;
  }
  for (const std::string& never : judge.wanted.wants.at("never_versions")) {
    if (versions.count(never) > 0) {
      judge.mismatch("never_versions", "no answer of " + never, "answers of " + never,
                     judge.last("traffic.version", {{"version", never}}));
    }
  }
}

}  // namespace

Instant counted_from(Judge& judge) {
  const std::string since = judge.wanted.want("since");
  for (const TraceLine& line : judge.seen.lines) {
    const bool healthy = line.event == "elb.target" && line.text("state") == "healthy";
    const bool step =
        line.event == "scenario.step" && since == "step " + std::to_string(line.number("step"));
    if (since.empty() || step || (since == "first healthy" && healthy)) {
      return since.empty() ? k_start : line.t;
    }
  }
  judge.mismatch("since", since, "it never came");
  return k_never;
}

// The requests the expectation is about: all, or those sent since a target was healthy for the
// first time. (Before that the load balancer fails open: some answers come from instances without
// the app.)
std::vector<RequestRecord> requests_meant(Judge& judge) {
  const Instant from = counted_from(judge);
  std::vector<RequestRecord> meant;
  for (const RequestRecord& request : judge.seen.requests) {
    if (request.users == judge.wanted.want("users") && request.sent >= from) {
      meant.push_back(request);
    }
  }
  return meant;
}

void judge_traffic(Judge& judge) {
  const std::vector<RequestRecord> requests = requests_meant(judge);
  if (requests.empty()) {
    judge.mismatch("users " + judge.wanted.want("users"), "requests", "none");
    return;
  }
  std::set<std::string> versions;
  std::int64_t failed = 0;
  for (const RequestRecord& request : requests) {
    failed += request.failed() ? 1 : 0;
    if (!request.version.empty()) {
      versions.insert(request.version);
    }
  }
  // The streak that the first failure belongs to; it may have begun before the time that counts.
  const TraceLine* first_failed = nullptr;
  for (const TraceLine& line : judge.seen.lines) {
    const bool failure = line.event == "traffic.failed";
    const bool counted =
        first_failed != nullptr && first_failed->number("request") >= requests.front().number;
    first_failed = failure && !counted ? &line : first_failed;
  }
  judge.expect_same("failed", std::to_string(failed), first_failed);
  judge_versions(judge, versions);
  const std::int64_t least = std::atoll(judge.wanted.want("at_least").c_str());
  if (static_cast<std::int64_t>(requests.size()) < least) {
    judge.mismatch("at_least", std::to_string(least) + " requests",
                   std::to_string(requests.size()));
  }
  judge_end_of_traffic(judge, requests);
}

void judge_instances(Judge& judge) {
  std::map<std::string, std::string> states;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event == "ec2.instance") {
      states[line.text("instanceId")] = line.text("state");
    }
  }
  const auto count = [&](const std::string& state) {
    return std::to_string(std::count_if(states.begin(), states.end(),
                                        [&](const auto& each) { return each.second == state; }));
  };
  judge.expect_same("running", count("running"));
  judge.expect_same("terminated", count("terminated"));
  judge.expect_same("launched", std::to_string(states.size()));
}

void judge_targets(Judge& judge) {
  std::map<std::string, std::string> states;
  const std::int64_t least = std::atoll(judge.wanted.want("always_healthy_at_least").c_str());
  bool counting = judge.wanted.want("since") != "first healthy";
  std::int64_t healthy = 0;
  for (const TraceLine& line : judge.seen.lines) {
    if (line.event != "elb.target") {
      continue;
    }
    states[line.text("instanceId")] = line.text("state");
    healthy = std::count_if(states.begin(), states.end(),
                            [](const auto& each) { return each.second == "healthy"; });
    counting = counting || healthy > 0;
    if (counting && healthy < least) {
      judge.mismatch("always_healthy_at_least", std::to_string(least),
                     std::to_string(healthy) + " at " + human(line.t - k_start), &line);
    }
  }
  judge.expect_same("healthy_at_end", std::to_string(healthy));
}

}  // namespace greenroom::scenario
