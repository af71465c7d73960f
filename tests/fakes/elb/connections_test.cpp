// The keep-alive race (reference alb-ec2-asg 8.1): a target that closes idle connections earlier
// than the load balancer loses requests; one that keeps them longer never does.
#include "fakes/elb/connections.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::elb;

namespace {

// What becomes of a request `idle` after the last answer, when the target keeps connections for
// `keep_alive`.
Reuse after(Duration idle, Duration keep_alive) {
  PooledConnection connection;
  if (idle >= keep_alive) {
    connection.closed_at = k_start + keep_alive;
  }
  return reuse_of(connection, k_start + idle, ConnectionTiming{});
}

}  // namespace

TEST_CASE("Node's 5 s against the load balancer's 60 s: the request that meets the FIN is lost") {
  const Duration node = seconds(5);
  CHECK(after(milliseconds(4999), node) == Reuse::Take);
  CHECK(after(milliseconds(5000), node) == Reuse::Lose);
  CHECK(after(milliseconds(5001), node) == Reuse::Lose);
  CHECK(after(milliseconds(5002), node) == Reuse::Drop);
}

TEST_CASE("a client's connection ends when it was idle for too long, or has lived for too long") {
  const ConnectionTiming timing;
  const Instant late = k_start + seconds(3590);
  CHECK(client_connection_ends(k_start, k_start, timing) == k_start + seconds(60));
  CHECK(client_connection_ends(k_start, k_start + seconds(50), timing) == k_start + seconds(110));
  CHECK(client_connection_ends(k_start, late, timing) == k_start + seconds(3600));
  const Instant over = k_start + seconds(3700);  // within a request: it ends after the answer
  CHECK(client_connection_ends(k_start, over, timing) == over);
}

TEST_CASE("the cure: a server that keeps connections for 65 s is never first to close") {
  const Duration cured = seconds(65);
  for (const Duration idle : {seconds(5), seconds(59)}) {
    CHECK(after(idle, cured) == Reuse::Take);
  }
  for (const Duration idle : {seconds(60), seconds(65), milliseconds(65001)}) {
    CHECK(after(idle, cured) == Reuse::Drop);
  }
}
