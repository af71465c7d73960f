// Catch2's main, compiled once for all test programs, which also counts test cases for tools/test.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

// Writes "<passed> <failed>" test cases to <folder>/<name of the test program>.
void write_counts(const std::string& folder, const std::string& program, std::size_t passed,
                  std::size_t failed) {
  const std::string name = program.substr(program.rfind('/') + 1);
  std::ofstream(folder + "/" + name) << passed << ' ' << failed << '\n';
}

std::string& counts_program() {
  static std::string name;
  return name;
}

}  // namespace

#if defined(CATCH_VERSION_MAJOR) && CATCH_VERSION_MAJOR >= 3
using ListenerBase = Catch::EventListenerBase;
#else
using ListenerBase = Catch::TestEventListenerBase;
#endif

struct CaseCounter : ListenerBase {
  using ListenerBase::ListenerBase;
  void testRunEnded(const Catch::TestRunStats& stats) override {
    if (const char* folder = std::getenv("GREENROOM_TEST_COUNTS")) {
      const auto& cases = stats.totals.testCases;
      write_counts(folder, counts_program(), cases.passed, cases.failed);
    }
  }
};
CATCH_REGISTER_LISTENER(CaseCounter)

int main(int argc, char** argv) {
  counts_program() = argv[0];
  return Catch::Session().run(argc, argv);
}

// libgit2 1.5 forgets what PCRE2 gave it whenever a pattern does not match (git_regexp_match). Not
// ours to free; only the sanitized build asks for this.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libpcre2\n";
}
