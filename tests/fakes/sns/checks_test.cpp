// Each invariant of SNS trips when it should, and only then.
#include "fakes/sns/checks.h"

#include <catch2/catch.hpp>

#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine about(const std::string& event, const std::string& endpoint, const std::string& status,
                const std::string& type = "", const std::string& id = "") {
  return line(event, {{"TopicArn", "t"},
                      {"Protocol", "http"},
                      {"Endpoint", endpoint},
                      {"Type", type},
                      {"MessageId", id},
                      {"status", status}});
}

}  // namespace

TEST_CASE("sns.confirmed_first: nobody is told who did not confirm") {
  const TraceLine pending = about("sns.subscription", "a", "PendingConfirmation");
  const TraceLine confirmed = about("sns.subscription", "a", "Confirmed");
  const TraceLine deleted = about("sns.subscription", "a", "Deleted");
  const TraceLine asked = about("sns.delivery", "a", "Delivered", "SubscriptionConfirmation", "c");
  const TraceLine told = about("sns.delivery", "a", "Delivered", "Notification", "m");
  const TraceLine failed = about("sns.delivery", "a", "Failed", "Notification", "m");
  CHECK(broken_by(sns::invariants(), {pending, asked, failed, confirmed, deleted, told}).empty());
  CHECK(broken_by(sns::invariants(), {pending, told}) == Ids{"sns.confirmed_first"});
  CHECK(broken_by(sns::invariants(), {told}) == Ids{"sns.confirmed_first"});
}

TEST_CASE("sns.delivered_once: a message reaches an endpoint once") {
  const TraceLine a = about("sns.subscription", "a", "Confirmed");
  const TraceLine b = about("sns.subscription", "b", "Confirmed");
  const TraceLine to_a = about("sns.delivery", "a", "Delivered", "Notification", "m");
  const TraceLine to_b = about("sns.delivery", "b", "Delivered", "Notification", "m");
  CHECK(broken_by(sns::invariants(), {a, b, to_a, to_b}).empty());
  CHECK(broken_by(sns::invariants(), {a, b, to_a, to_b, to_a}) == Ids{"sns.delivered_once"});
}
