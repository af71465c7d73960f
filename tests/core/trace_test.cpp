// The trace is canonical bytes: exact lines, one escaping rule, a chain that any byte changes.
#include "sim/core/trace.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

using namespace greenroom;

namespace {

std::string as_json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

class Recorder : public TraceObserver {
 public:
  std::vector<TraceLine> lines;
  void on_line(const TraceLine& line) override { lines.push_back(line); }
};

std::string chain_after(std::string_view actor, std::string_view event, std::string_view value,
                        Instant at, std::int64_t cause) {
  Trace trace;
  trace.write(at, actor, event, {{"field", value}}, cause);
  return trace.chain();
}

}  // namespace

TEST_CASE("a line is exactly these bytes") {
  Trace trace;
  const std::int64_t n = trace.write(k_start + seconds(96), "codedeploy/d-1", "codedeploy.target",
                                     {{"deploymentId", "d-1"},
                                      {"count", 2},
                                      {"negative", std::int64_t{-7}},
                                      {"yes", true},
                                      {"no", false},
                                      {"size", std::size_t{3}},
                                      {"list", json_array({"a", "b\""})},
                                      {"counts", json_counts({{"200", 5}})}},
                                     4);
  CHECK(n == 0);
  CHECK(trace.text() ==
        R"({"n":0,"t":96000000,"actor":"codedeploy/d-1","ev":"codedeploy.target",)"
        R"("deploymentId":"d-1","count":2,"negative":-7,"yes":true,"no":false,"size":3,)"
        R"("list":["a","b\""],"counts":{"200":5},"cause":4})"
        "\n");
}

TEST_CASE("the first line names the format, the scenario, its bytes, the seed and the ties") {
  Trace trace;
  trace.begin({"in place", "9c0f", UINT64_MAX});
  CHECK(trace.text() == R"({"n":0,"trace":1,"scenario":"in place","scenario_sha256":"9c0f",)"
                        R"("seed":"18446744073709551615","ties":"stable"})"
                        "\n");
  CHECK(trace.lines() == 1);
}

TEST_CASE("the last line tells the counts and the chain of all lines before it") {
  Trace trace;
  trace.write(k_start, "a", "b", {}, 0);
  const std::string head = trace.chain();
  trace.end(k_start + seconds(1), 17);
  CHECK(trace.text().substr(trace.text().find('\n') + 1) ==
        R"({"n":1,"t":1000000,"actor":"run","ev":"end","events":17,"lines":1,"chain":")" + head +
            "\",\"cause\":0}\n");
  CHECK(trace.chain() != head);
}

TEST_CASE("text of every kind is escaped by one rule and stays ASCII") {
  struct Row {
    std::string_view text;
    std::string json;
  };
  const std::vector<Row> rows = {
      {"", R"("")"},
      {"plain text 1.0 /~", R"("plain text 1.0 /~")"},
      {"\"quoted\" back\\slash", R"("\"quoted\" back\\slash")"},
      {"two\nlines", R"("two\nlines")"},
      {"tab\tbell\a", R"("tab\u0009bell\u0007")"},
      {std::string_view("nul\0nul", 7), R"("nul\u0000nul")"},
      {"\x7f", R"("\u007f")"},
      {"caf\xc3\xa9", R"("caf\u00c3\u00a9")"},  // byte by byte, valid UTF-8 or not
      {"\xff", R"("\u00ff")"},
      {"\x1b[31mred", R"("\u001b[31mred")"},
  };
  for (const Row& row : rows) {
    CHECK(as_json(row.text) == row.json);
  }
}

TEST_CASE("every byte of a trace is printable ASCII or a line end, whatever was printed") {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte += static_cast<char>(byte);
  }
  Trace trace;
  trace.write(k_start, "a", "b", {{"all", every_byte}}, 0);
  for (const char c : trace.text()) {
    if (c != '\n' && (c < 0x20 || c > 0x7e)) {
      FAIL("byte " << static_cast<int>(static_cast<unsigned char>(c)) << " in the trace");
    }
  }
  CHECK(trace.text().find('\n') == trace.text().size() - 1);
}

TEST_CASE("arrays and counts of nothing are empty") {
  CHECK(json_array({}).text == "[]");
  CHECK(json_counts({}).text == "{}");
}

TEST_CASE("counts keep the order they are given in") {
  CHECK(json_counts({{"b", 1}, {"a", -2}}).text == R"({"b":1,"a":-2})");
}

TEST_CASE("the chain is sixteen hex digits and the same for the same lines") {
  const std::string chain = chain_after("actor", "event", "value", k_start, 0);
  CHECK(chain.size() == 16);
  CHECK(chain.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(chain == chain_after("actor", "event", "value", k_start, 0));
}

TEST_CASE("the chain changes with any byte of any line") {
  std::set<std::string> chains;
  std::size_t made = 0;
  std::string value = "0123456789 a value longer than a few machine words, and odd";
  for (std::size_t i = 0; i <= value.size(); ++i, ++made) {
    std::string changed = value;
    if (i < value.size()) {
      changed[i] = static_cast<char>(changed[i] ^ 1);
    }
    chains.insert(chain_after("actor", "event", changed, k_start, 0));
  }
  for (std::size_t size = 0; size < value.size(); ++size, ++made) {
    chains.insert(chain_after("actor", "event", value.substr(0, size), k_start, 0));
  }
  chains.insert(chain_after("actor2", "event", value, k_start, 0));
  chains.insert(chain_after("actor", "event2", value, k_start, 0));
  chains.insert(chain_after("actor", "event", value, k_start + microseconds(1), 0));
  chains.insert(chain_after("actor", "event", value, k_start, 1));
  CHECK(chains.size() == made + 4);
}

TEST_CASE("the chain depends on the order of lines and on lines long past") {
  Trace forward;
  Trace backward;
  Trace other_start;
  forward.write(k_start, "a", "one", {}, 0);
  forward.write(k_start, "a", "two", {}, 0);
  backward.write(k_start, "a", "two", {}, 0);
  backward.write(k_start, "a", "one", {}, 0);
  CHECK(forward.chain() != backward.chain());
  other_start.write(k_start, "b", "one", {}, 0);
  other_start.write(k_start, "a", "two", {}, 0);
  CHECK(forward.chain() != other_start.chain());
}

TEST_CASE("the chain's values never change: stored digests depend on them") {
  Trace trace;
  CHECK(trace.chain() == "0000000000000000");
  trace.write(k_start, "a", "b", {{"c", "d"}}, 0);
  CHECK(trace.chain() == "59d6c705f0f188aa");
}

TEST_CASE("observers see each line as it is written, in the order in which they were added") {
  Trace trace;
  Recorder recorder;
  trace.observe(recorder);
  trace.write(k_start + seconds(2), "s3", "s3.object_created",
              {{"bucket", "artifacts"}, {"size", 12}, {"latest", true}}, 3);
  trace.write(k_start + seconds(3), "s3", "s3.object_created", {}, 0);
  REQUIRE(recorder.lines.size() == 2);
  const TraceLine& line = recorder.lines[0];
  CHECK(line.n == 0);
  CHECK(line.t == k_start + seconds(2));
  CHECK(line.actor == "s3");
  CHECK(line.event == "s3.object_created");
  CHECK(line.cause == 3);
  CHECK(line.text("bucket") == "artifacts");
  CHECK(line.number("size") == 12);
  CHECK(line.has("latest"));
  CHECK(recorder.lines[1].n == 1);
}

TEST_CASE("a field that is absent or of another kind reads as empty or zero") {
  Trace trace;
  Recorder recorder;
  trace.observe(recorder);
  trace.write(k_start, "a", "b", {{"text", "5"}, {"number", 5}}, 0);
  const TraceLine& line = recorder.lines.at(0);
  CHECK(line.text("number").empty());
  CHECK(line.number("text") == 0);
  CHECK(line.text("absent").empty());
  CHECK(line.number("absent") == 0);
  CHECK_FALSE(line.has("absent"));
}

TEST_CASE("an observer may write a line itself, and both stay whole") {
  struct Echo : TraceObserver {
    Trace* trace = nullptr;
    std::vector<std::string> seen;
    void on_line(const TraceLine& line) override {
      seen.push_back(line.event);
      if (line.event == "question") {
        trace->write(line.t, "echo", "answer", {}, line.n);
      }
    }
  };
  Trace trace;
  Echo echo;
  echo.trace = &trace;
  trace.observe(echo);
  trace.write(k_start, "a", "question", {}, 0);
  CHECK(echo.seen == std::vector<std::string>{"question", "answer"});
  CHECK(trace.lines() == 2);
  CHECK(trace.text().find(R"("ev":"answer","cause":0})") != std::string::npos);
}
