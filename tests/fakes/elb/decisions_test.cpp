// The load balancer's pure decisions: health, routing, messages.
#include <catch2/catch.hpp>

#include "fakes/elb/forwarding.h"
#include "fakes/elb/health.h"
#include "fakes/elb/routing.h"

using namespace greenroom;
using namespace greenroom::elb;

namespace {

Target target(TargetHealthState state) {
  Target made;
  made.record.health.State = state;
  return made;
}

constexpr CheckOutcome k_pass{HttpEnd::Answered, 200};
constexpr CheckOutcome k_refused{HttpEnd::Refused, 0};

}  // namespace

TEST_CASE("a matcher knows single codes, lists and ranges") {
  CHECK(matches("200", 200));
  CHECK_FALSE(matches("200", 302));
  CHECK(matches("200,302", 302));
  CHECK(matches("200-299", 204));
  CHECK_FALSE(matches("200-299", 300));
}

TEST_CASE("one passing check makes a new target healthy, whatever the threshold") {
  const HealthCheck settings;
  CHECK(after_check(registered(), k_pass, settings).health.State == TargetHealthState::healthy);
}

TEST_CASE("failures and recoveries need their thresholds, with AWS's reasons") {
  const HealthCheck settings;
  HealthRecord record = after_check(registered(), k_pass, settings);
  record = after_check(record, k_refused, settings);
  CHECK(record.health.State == TargetHealthState::healthy);
  record = after_check(record, {HttpEnd::Answered, 500}, settings);
  CHECK(record.health.State == TargetHealthState::unhealthy);
  CHECK(record.health.Reason == "Target.ResponseCodeMismatch");
  CHECK(record.health.Description == "Health checks failed with these codes: [500]");
  record = after_check(record, {HttpEnd::DeadlineReached, 0}, settings);
  CHECK(record.health.Reason == "Target.Timeout");
  record = after_check(record, k_pass, settings);
  CHECK(record.health.State == TargetHealthState::unhealthy);
  record = after_check(record, k_pass, settings);
  CHECK(record.health.State == TargetHealthState::healthy);
}

TEST_CASE("healthy targets get requests in turn; draining ones never") {
  const std::vector<Target> targets = {target(TargetHealthState::healthy),
                                       target(TargetHealthState::draining),
                                       target(TargetHealthState::healthy)};
  const Eligible eligible = eligible_targets(targets);
  CHECK_FALSE(eligible.fail_open);
  CHECK(next_in_turn(eligible, 0) == 0u);
  CHECK(next_in_turn(eligible, 1) == 2u);
  CHECK(next_in_turn(eligible, 3) == 0u);
}

TEST_CASE("without a healthy target the load balancer fails open; without any it has nobody") {
  const Eligible open =
      eligible_targets({target(TargetHealthState::unhealthy), target(TargetHealthState::initial)});
  CHECK(open.fail_open);
  CHECK(open.targets.size() == 2);
  CHECK_FALSE(next_in_turn(eligible_targets({target(TargetHealthState::draining)}), 0));
}

TEST_CASE("the target learns who asked: X-Forwarded-*, hop-by-hop headers gone") {
  HttpRequest request;
  request.headers = {{"Connection", "keep-alive"}, {"X-Forwarded-For", "198.51.100.7"}};
  const HttpRequest sent = forwarded(request, {"203.0.113.10", 80, 255, "abc"});
  CHECK(find_header(sent.headers, "x-forwarded-for") == "198.51.100.7, 203.0.113.10");
  CHECK(find_header(sent.headers, "X-Forwarded-Proto") == "http");
  CHECK(find_header(sent.headers, "X-Forwarded-Port") == "80");
  CHECK(find_header(sent.headers, "X-Amzn-Trace-Id") == "Root=1-000000ff-abc");
  CHECK(find_header(sent.headers, "Connection").empty());
}

TEST_CASE("a refused connection is 502, a silent target 504") {
  CHECK(status_for(HttpEnd::Refused) == 502);
  CHECK(status_for(HttpEnd::ClosedEarly) == 502);
  CHECK(status_for(HttpEnd::Malformed) == 502);
  CHECK(status_for(HttpEnd::Unreachable) == 504);
  CHECK(status_for(HttpEnd::DeadlineReached) == 504);
}
