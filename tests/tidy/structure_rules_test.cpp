// Each rule about what belongs together at work: trees that keep it, and trees that break it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/tidy/rules.h"

using namespace greenroom::tidy;

namespace {

const std::string k_site = "inline constexpr FaultSite k_flap{\"elb.flap\", \"a target flaps\"};\n";

}  // namespace

TEST_CASE("the first two levels of folders have a README; tests mirror theirs") {
  const File source = made_file("sim/core/time.h", "");
  const File upper = made_file("sim/README.md", "");
  const File readme = made_file("sim/core/README.md", "");
  CHECK(folder_has_readme({upper, readme, source}).empty());
  CHECK(folder_has_readme({upper, source}).size() == 1);
  CHECK(folder_has_readme({source}).size() == 2);
  CHECK(folder_has_readme({made_file("tests/README.md", ""), made_file("tests/core/a.cpp", "")})
            .empty());
  CHECK(folder_has_readme({made_file(".ci/run", ""), made_file("Makefile", "")}).empty());
}

TEST_CASE("every sample app has a README, and its own folders need none") {
  const Tree tree = {made_file("scenarios/README.md", ""),
                     made_file("scenarios/apps/README.md", ""),
                     made_file("scenarios/apps/instant/server/port", "")};
  CHECK(folder_has_readme(tree) ==
        Findings{"scenarios/apps/instant:1: no README.md; say what lives here and how to add one"});
}

TEST_CASE("a fake has all files of its shape; what they share has none") {
  Tree fake;
  for (const std::string file : {"README.md", "types.h", "state.h", "state.cpp", "service.h",
                                 "service.cpp", "ports.h", "sites.h", "checks.h", "checks.cpp"}) {
    fake.push_back(made_file("fakes/elb/" + file, ""));
  }
  fake.push_back(made_file("fakes/aws/ids.h", ""));
  fake.push_back(made_file("fakes/wire/model.h", ""));
  fake.push_back(made_file("fakes/TRACE.md", ""));
  CHECK(fake_has_its_shape(fake).empty());
  fake.erase(fake.begin() + 7);
  CHECK(fake_has_its_shape(fake) ==
        Findings{"fakes/elb/sites.h:1: is missing; every fake has the same shape"});
}

TEST_CASE("every fault site is named in a test, by its name or its constant") {
  const File sites = made_file("fakes/elb/sites.h", k_site);
  CHECK(
      site_is_tested({sites, made_file("tests/fakes/elb/a.cpp", "enable(\"elb.flap\");")}).empty());
  CHECK(site_is_tested({sites, made_file("tests/app/a.cpp", "site::k_flap.name")}).empty());
  CHECK(site_is_tested({sites, made_file("tests/app/a.cpp", "elb.flapping")}).size() == 1);
  CHECK(site_is_tested({sites, made_file("fakes/elb/service.cpp", "site::k_flap")}).size() == 1);
}

TEST_CASE("sites in a table are found too") {
  const File sites = made_file("fakes/elb/sites.h",
                               "constexpr FaultSite k_all[] = {\n  {\"elb.flap\", \"\"},\n"
                               "  {\"elb.slow\", \"\"},\n};\n");
  CHECK(site_is_tested({sites, made_file("tests/a.cpp", "\"elb.flap\"")}).size() == 1);
}

TEST_CASE("every invariant is named in a test") {
  const File checks = made_file("fakes/elb/checks.cpp", "Dead() : Invariant(\"elb.no_dead\") {}");
  CHECK(invariant_is_tested({checks, made_file("tests/a.cpp", "\"elb.no_dead\"")}).empty());
  CHECK(invariant_is_tested({checks, made_file("tests/a.cpp", "\"elb.dead\"")}).size() == 1);
}

TEST_CASE("a golden scenario has its trace and a test that plays its folder") {
  const File scenario = made_file("scenarios/golden/in_place.yaml", "");
  const File trace = made_file("scenarios/golden/in_place.trace", "");
  const File test = made_file("tests/app/a.cpp", "run(\"scenarios/golden\")");
  CHECK(scenario_is_reachable({scenario, trace, test}).empty());
  CHECK(scenario_is_reachable({scenario, test}).size() == 1);
  CHECK(scenario_is_reachable({scenario, trace}).size() == 1);
}

TEST_CASE("any other scenario is named by a test; the apps' own YAML is no scenario") {
  const File scenario = made_file("scenarios/negative/wrong_key.yaml", "");
  CHECK(scenario_is_reachable({scenario}).size() == 1);
  CHECK(scenario_is_reachable({scenario, made_file("tests/a.cpp", "wrong_key.yaml")}).empty());
  CHECK(scenario_is_reachable({made_file("scenarios/apps/instant/x.yaml", "")}).empty());
}

TEST_CASE("links between pages lead somewhere; links to the web are not followed") {
  const File target = made_file("fakes/elb/README.md", "[up](../../README.md#map)\n");
  const auto page = [](const std::string& link) {
    return made_file("README.md", "see [it](" + link + ")\n");
  };
  CHECK(links_lead_somewhere({page("fakes/elb/README.md"), target}).empty());
  CHECK(links_lead_somewhere({page("fakes/elb"), target}).empty());
  CHECK(links_lead_somewhere({page("https://example.com/a"), target}).empty());
  CHECK(links_lead_somewhere({page("#map"), target}).empty());
  CHECK(links_lead_somewhere({page("fakes/alb/README.md"), target}).size() == 1);
  CHECK(links_lead_somewhere({target}).size() == 1);
}
