// Reports: differences of traces, JUnit, NDJSON, and the way from worker to parent and back.
#include <catch2/catch.hpp>

#include "sim/report/machine_readable.h"
#include "sim/report/trace_text.h"

using namespace greenroom;
using namespace greenroom::report;

namespace {

RunSummary failed_run() {
  RunSummary run;
  run.name = "a <b> & \"c\"";
  run.file = "f.yaml";
  run.seed = 7;
  run.digest = "0123456789abcdef";
  run.exit_code = ExitCode::ExpectationFailed;
  run.outcomes.push_back({true, "held", {1, 1}, {}, {}});
  run.outcomes.push_back({false, "not held", {2, 5}, {"status: expected A, saw B"}, {3}});
  return run;
}

}  // namespace

TEST_CASE("the first difference is found, with what came before it") {
  CHECK_FALSE(first_difference("a\nb\n", "a\nb\n"));
  CHECK(first_difference("a\nb\n", "a\nc\n") == 1u);
  CHECK(first_difference("a\n", "a\nb\n") == 1u);
  CHECK_THAT(describe_difference("a\nb\n", "a\nc\n", "A", "B"),
             Catch::Contains("line 2") && Catch::Contains("< b") && Catch::Contains("> c"));
}

TEST_CASE("when only the order differs, the difference says so") {
  CHECK_THAT(describe_difference("a\nb\n", "b\na\n", "A", "B"),
             Catch::Contains("only their order"));
}

TEST_CASE("JUnit counts the expectations and the run itself, and escapes") {
  const std::string xml = junit({failed_run()});
  CHECK_THAT(xml, Catch::Contains("tests=\"3\" failures=\"1\""));
  CHECK_THAT(xml, Catch::Contains("a &lt;b&gt; &amp; &quot;c&quot;"));
}

TEST_CASE("NDJSON begins with the schema version and ends with the summary") {
  const std::vector<std::string> lines = split_lines(ndjson({failed_run()}));
  REQUIRE(lines.size() == 3);
  CHECK(lines.front() == R"({"type":"schema","v":1})");
  CHECK_THAT(lines.back(), Catch::StartsWith(R"({"type":"summary","passed":0,"failed":1,)"));
}

TEST_CASE("a summary survives the way from a worker to its parent") {
  const RunSummary back = summary_from_json(to_json(failed_run()));
  CHECK(back.name == failed_run().name);
  CHECK(back.exit_code == ExitCode::ExpectationFailed);
  CHECK(back.outcomes.at(1).mismatches == failed_run().outcomes.at(1).mismatches);
  CHECK(back.held() == 1);
}

TEST_CASE("what is no trace is refused with its line") {
  CHECK_THROWS_WITH(table_of("{\"n\":0}\nnonsense\n"), Catch::Contains("line 2"));
}
