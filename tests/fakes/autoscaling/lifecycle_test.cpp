// The life of an instance in a group (reference alb-ec2-asg 2.2), as a table.
#include "fakes/autoscaling/lifecycle.h"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace greenroom::autoscaling;

namespace {

using S = LifecycleState;

const std::vector<S> k_all = {
    S::Pending,         S::PendingWait,     S::PendingProceed,     S::InService,
    S::Terminating,     S::TerminatingWait, S::TerminatingProceed, S::Terminated,
    S::EnteringStandby, S::Standby,         S::Detaching,          S::Detached};

}  // namespace

TEST_CASE("lifecycle: states are named as the API names them") {
  std::vector<std::string> names;
  for (const S state : k_all) {
    names.emplace_back(to_string(state));
  }
  CHECK(names == std::vector<std::string>{"Pending", "Pending:Wait", "Pending:Proceed", "InService",
                                          "Terminating", "Terminating:Wait", "Terminating:Proceed",
                                          "Terminated", "EnteringStandby", "Standby", "Detaching",
                                          "Detached"});
}

TEST_CASE("lifecycle: these steps are legal and no others") {
  // "Pending -> [Pending:Wait -> Pending:Proceed] -> InService; InService -> Terminating ->
  // [Terminating:Wait -> Terminating:Proceed] -> Terminated; InService -> EnteringStandby ->
  // Standby -> Pending -> InService; InService -> Detaching -> Detached", and ends that come early.
  const std::map<S, std::set<S>> legal = {
      {S::Pending, {S::PendingWait, S::InService, S::Terminating}},
      {S::PendingWait, {S::PendingProceed, S::Terminating}},
      {S::PendingProceed, {S::InService, S::Terminating}},
      {S::InService, {S::Terminating, S::EnteringStandby, S::Detaching}},
      {S::Terminating, {S::TerminatingWait, S::Terminated}},
      {S::TerminatingWait, {S::TerminatingProceed}},
      {S::TerminatingProceed, {S::Terminated}},
      {S::EnteringStandby, {S::Standby, S::Terminating}},
      {S::Standby, {S::Pending, S::Terminating, S::Detaching}},
      {S::Detaching, {S::Detached}},
  };
  for (const S from : k_all) {
    for (const S to : k_all) {
      CAPTURE(to_string(from), to_string(to));
      const auto row = legal.find(from);
      CHECK(may_step(from, to) == (row != legal.end() && row->second.count(to) > 0));
    }
  }
}

TEST_CASE("lifecycle: every state can be reached from Pending") {
  std::set<S> reached = {S::Pending};
  for (std::size_t rounds = 0; rounds < k_all.size(); ++rounds) {
    for (const LifecycleStep& step : lifecycle_steps()) {
      if (reached.count(step.from) > 0) {
        reached.insert(step.to);
      }
    }
  }
  CHECK(reached.size() == k_all.size());
}

TEST_CASE("lifecycle: what counts, what leaves, and what IMDS tells") {
  struct Row {
    S state;
    bool counts;
    bool leaves;
    S target;  // autoscaling/target-lifecycle-state
  };
  const Row rows[] = {
      {S::Pending, true, false, S::InService},
      {S::PendingWait, true, false, S::InService},
      {S::PendingProceed, true, false, S::InService},
      {S::InService, true, false, S::InService},
      {S::Terminating, false, true, S::Terminated},
      {S::TerminatingWait, false, true, S::Terminated},
      {S::TerminatingProceed, false, true, S::Terminated},
      {S::Terminated, false, true, S::Terminated},
      {S::EnteringStandby, false, false, S::Standby},
      {S::Standby, false, false, S::Standby},
      {S::Detaching, false, true, S::Detached},
      {S::Detached, false, true, S::Detached},
  };
  for (const Row& row : rows) {
    CAPTURE(to_string(row.state));
    CHECK(counts_as_capacity(row.state) == row.counts);
    CHECK(is_leaving(row.state) == row.leaves);
    CHECK(target_of(row.state) == row.target);
  }
}
