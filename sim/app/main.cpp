#include <cstdio>
#include <fstream>
#include <sstream>
#include "sim/app/play.h"
#include "sim/scenario/loader.h"
int main(int argc, char** argv) {
  using namespace greenroom;
  std::ifstream f(argv[1]); std::ostringstream s; s << f.rdbuf();
  auto loaded = scenario::load_scenario(argv[1], s.str());
  for (auto& e : loaded.errors) std::printf("%s\n", scenario::describe(argv[1], e).c_str());
  if (!loaded.scenario) return 2;
  app::PlayOptions o; for (int i = 2; i < argc; ++i) o.faults.push_back(argv[i]);
  auto r = app::play(*loaded.scenario, o);
  std::printf("%s", r.trace.c_str());
  for (auto& x : r.outcomes) { std::printf("%s %s\n", x.held ? "ok  " : "FAIL", x.text.c_str()); for (auto& m : x.mismatches) std::printf("     %s\n", m.c_str()); }
  std::printf("exit %d %s requests %ld events %lu\n", (int)r.exit_code, r.problem.c_str(), (long)r.requests, (unsigned long)r.events);
  return (int)r.exit_code;
}
