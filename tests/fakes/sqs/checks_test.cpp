// The invariant of SQS trips when it should, and only then; its fault site at work.
#include "fakes/sqs/checks.h"

#include <catch2/catch.hpp>

#include "fakes/sqs/sites.h"
#include "tests/fakes/sqs/sqs_lab.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine message(const std::string& id, const std::string& change) {
  return line("sqs.message", {{"QueueName", "q"}, {"MessageId", id}, {"change", change}});
}

}  // namespace

TEST_CASE("sqs.deleted_stays_deleted: what was deleted is not received again") {
  CHECK(broken_by(sqs::invariants(),
                  {message("a", "sent"), message("a", "received"), message("a", "received"),
                   message("a", "deleted"), message("b", "received")})
            .empty());
  CHECK(broken_by(sqs::invariants(), {message("a", "deleted"), message("a", "received")}) ==
        Ids{"sqs.deleted_stays_deleted"});
}

TEST_CASE("the fault deletion_forgotten breaks sqs.deleted_stays_deleted") {
  SqsLab lab;
  const auto story = [](SqsLab* at) -> Task<void> {
    REQUIRE(at->send("one").ok());
    at->receive();
    CHECK(at->sqs.DeleteMessage(at->cx, at->url, at->handle).ok());
    co_await at->cx.sleep_for(seconds(30));
    CHECK(at->receive() == Lines{"one"});
  };
  lab.world.kernel.faults().enable(std::string(sqs::site::deletion_forgotten.name));
  struct Watch final : TraceObserver {
    void on_line(const TraceLine& seen) override { invariant.on_line(seen); }
    sqs::DeletedStaysDeleted invariant;
  } watch;
  lab.world.kernel.trace().observe(watch);
  CHECK(lab.world.run(story(&lab)));
  CHECK(lab.world.told("sqs.message", {"change"}) ==
        Lines{"sent", "received", "deleted", "received"});
  CHECK(watch.invariant.violations().size() == 1);
}
