// Each invariant of Secrets Manager trips when it should, and only then; its fault site at work.
#include "fakes/secretsmanager/checks.h"

#include <catch2/catch.hpp>

#include "fakes/secretsmanager/service.h"
#include "fakes/secretsmanager/sites.h"
#include "tests/support/fake_world.h"
#include "tests/support/invariant_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

TraceLine version(const std::string& current) {
  return line("secretsmanager.version", {{"name", "db"}, {"current", current}});
}

}  // namespace

TEST_CASE("secretsmanager.one_current: AWSCURRENT is on one version at most") {
  CHECK(
      broken_by(secretsmanager::invariants(), {version("0"), version("1"), version("1")}).empty());
  CHECK(broken_by(secretsmanager::invariants(), {version("2")}) ==
        Ids{"secretsmanager.one_current"});
}

TEST_CASE("the fault current_stays breaks secretsmanager.one_current") {
  FakeWorld world;
  secretsmanager::SecretsManager manager(world.ids, {});
  world.kernel.faults().enable(std::string(secretsmanager::site::current_stays.name));
  struct Watch final : TraceObserver {
    void on_line(const TraceLine& seen) override { invariant.on_line(seen); }
    secretsmanager::OneCurrent invariant;
  } watch;
  world.kernel.trace().observe(watch);
  const Context cx = world.as("secretsmanager");
  REQUIRE(manager.CreateSecret(cx, {"db", {"1", {}}, "", ""}).ok());
  CHECK(watch.invariant.violations().empty());
  REQUIRE(manager.PutSecretValue(cx, {"db", {"2", {}}, "", {"AWSCURRENT"}}).ok());
  CHECK(watch.invariant.violations().size() == 1);
}
