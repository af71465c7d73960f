// Each determinism rule at work: code that keeps it, and code that breaks it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/tidy/rules.h"

using namespace greenroom::tidy;

namespace {

Tree fake_source(const std::string& code) {
  return {made_file("fakes/s3/state.cpp", code)};
}

}  // namespace

TEST_CASE("a banned word is found, with what to use instead") {
  struct Row {
    std::string code;
    std::string finding;
  };
  const std::vector<Row> rows = {
      {"std::unordered_map<int, int> m;", "unordered_* is banned here; use std::map"},
      {"#include <chrono>", "chrono is banned here; use Instant and Duration"},
      {"double rate = 0;", "double is banned here; use integers"},
      {"auto x = std::thread(f);", "thread* is banned here; use a Task"},
      {"std::this_thread::x(); thread_local int y;", "thread* is banned here"},
      {"std::shared_ptr<int> p;", "shared_ptr is banned here; use a value"},
      {"const char* home = getenv(name);", "getenv is banned here; use a value handed in"},
      {"std::random_device d;", "random_device is banned here; use the run's Seed"},
      {"std::hash<int> h;", "std::hash is banned here; use hash_text"},
      {"print(\"%p\", x);", "an address is printed; use an id"},
      {"std::promise<int> p;", "std::promise is banned here; use a Slot"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.code);
    const Findings findings = banned_words(fake_source("int a;\n" + row.code));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].find("fakes/s3/state.cpp:2: " + row.finding) == 0);
  }
}

TEST_CASE("words in comments, literals and longer names are no findings") {
  const std::vector<std::string> fine = {
      "// unlike a double or std::thread\n",
      "/* std::unordered_map */ int a;",
      "const char* text = \"double thread getenv\";",
      "const char* raw = R\"(rand() \" double)\";",
      "int doubled = 0; int operand = 1; handle.promise();",
      "std::uint64_t hash = std::hash_of(x);",
      "const auto big = 1'000'000; int c = 'd'; int float_free = 0;",
  };
  for (const std::string& code : fine) {
    CAPTURE(code);
    CHECK(banned_words(fake_source(code)).empty());
  }
}

TEST_CASE("bans hold in sim/core and the fakes, and nowhere else") {
  const std::string code = "double x = 0;";
  CHECK(banned_words({made_file("sim/core/time.h", code)}).size() == 1);
  CHECK(banned_words({made_file("fakes/elb/types.h", code)}).size() == 1);
  CHECK(banned_words({made_file("sim/real/process_watch.cpp", code)}).empty());
  CHECK(banned_words({made_file("tests/core/time_test.cpp", code)}).empty());
  CHECK(banned_words({made_file("fakes/elb/README.md", code)}).empty());
}

TEST_CASE("only the assertion may print") {
  CHECK(banned_words({made_file("sim/core/assert.cpp", "std::fprintf(stderr, x);")}).empty());
  CHECK(banned_words({made_file("sim/core/trace.cpp", "std::fprintf(stderr, x);")}).size() == 1);
}

TEST_CASE("containers ordered by address are found, those that hold pointers as values are not") {
  CHECK(pointer_order(fake_source("std::map<Target*, int> m;")).size() == 1);
  CHECK(pointer_order(fake_source("std::set<const Target*> s;")).size() == 1);
  CHECK(pointer_order(fake_source("std::map<Id, Target*> m; std::set<Id> s;")).empty());
}

TEST_CASE("statics with state are found; functions and constants are not") {
  CHECK(static_state(fake_source("static int counter = 0;")).size() == 1);
  CHECK(static_state(fake_source("  static std::map<int, int> cache;")).size() == 1);
  CHECK(static_state(fake_source("thread_local int depth{0};")).size() == 1);
  CHECK(static_state(fake_source("static bool later(const Entry& a, const Entry& b);")).empty());
  CHECK(static_state(fake_source("static constexpr int k_most = 3;")).empty());
  CHECK(static_state(fake_source("static const std::string k_empty;")).empty());
}

TEST_CASE("co_await stands in plain statements only") {
  const std::vector<std::string> fine = {
      "void f() { co_await cx.sleep_for(seconds(1)); }",
      "void f() { const bool woken = co_await signal.wait(cx); }",
      "void f() { (void)co_await signal.wait(cx); }",
      "void f() { if (x) { co_await a(); } }",
      "auto operator co_await() && noexcept {",
  };
  for (const std::string& code : fine) {
    CAPTURE(code);
    CHECK(coroutine_hygiene(fake_source(code)).empty());
  }
  const std::vector<std::string> wrong = {
      "void f() { if (co_await ready(cx)) { } }",
      "void f() { while (!co_await ready(cx)) { } }",
      "void f() { use(1, co_await value(cx)); }",
      "void f() { const int x = twice(co_await value(cx)); }",
  };
  for (const std::string& code : wrong) {
    CAPTURE(code);
    CHECK(coroutine_hygiene(fake_source(code)).size() == 1);
  }
}

TEST_CASE("coroutines take values, and lambdas that are coroutines capture nothing") {
  CHECK(coroutine_hygiene(fake_source("Task<void> wait(Context cx, std::string id);")).empty());
  CHECK(
      coroutine_hygiene(fake_source("Task<int> wait(Context cx, const std::string& id);")).size() ==
      1);
  CHECK(coroutine_hygiene(fake_source("Task<Result<int>> Service::wait(\n    Deployment& d) {"))
            .size() == 1);
  CHECK(coroutine_hygiene(fake_source("auto f = [](Context cx) -> Task<void> { };")).empty());
  CHECK(coroutine_hygiene(fake_source("auto f = [this](Context cx) -> Task<void> { };")).size() ==
        1);
}
