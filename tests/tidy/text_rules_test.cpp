// Each rule about the look of a file at work: files that keep it, and files that break it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/tidy/rules.h"

using namespace greenroom::tidy;

namespace {

std::string repeated(const std::string& line, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text += line;
  }
  return text;
}

std::vector<std::size_t> function_lengths(const std::string& code) {
  std::vector<std::size_t> lengths;
  for (const Function& function : functions_in(without_comments_and_literals(code))) {
    lengths.push_back(function.lines);
  }
  return lengths;
}

using Lengths = std::vector<std::size_t>;

}  // namespace

TEST_CASE("comments and literals are made blank, and everything keeps its place") {
  struct Row {
    std::string text;
    std::string code;
  };
  const std::vector<Row> rows = {
      {"a // b\nc", "a     \nc"},
      {"a /* b\n */ c", "a     \n    c"},
      {"x = \"a\\\"b\" + y", "x = \"    \" + y"},
      {"c = '\"'; d", "c = ' '; d"},
      {"n = 1'000'000; e", "n = 1'000'000; e"},
      {"R\"(a \" b)\" c", "R\"        \" c"},
      {"R\"x(a)\" b)x\" c", "R\"         x\" c"},
      {"\"// no comment\" d", "\"             \" d"},
  };
  for (const Row& row : rows) {
    const std::string code = without_comments_and_literals(row.text);
    CHECK(code.size() == row.text.size());
    if (row.text[0] != 'R') {
      CHECK(code == row.code);
    } else {
      CHECK(code.substr(code.size() - 2) == " c");
      CHECK(code.find('a') == std::string::npos);
    }
  }
}

TEST_CASE("a file may have 500 lines, a test 700") {
  CHECK(file_length({made_file("sim/core/a.cpp", repeated("x;\n", 500))}).empty());
  CHECK(file_length({made_file("sim/core/a.cpp", repeated("x;\n", 501))}).size() == 1);
  CHECK(file_length({made_file("tests/core/a.cpp", repeated("x;\n", 700))}).empty());
  CHECK(file_length({made_file("tests/core/a.cpp", repeated("x;\n", 701))}).size() == 1);
  CHECK(file_length({made_file("fakes/TRACE.md", repeated("x\n", 900))}).empty());
}

TEST_CASE("functions are found and measured, whatever surrounds them") {
  CHECK(function_lengths("int f() {\n  return 1;\n}\n") == Lengths{3});
  CHECK(function_lengths("namespace a {\nclass B {\n  int f() { return x{1}; }\n};\n}\n") ==
        Lengths{1});
  CHECK(function_lengths("struct A {\n  int x = 0;\n};\nenum class E { One, Two };\n").empty());
  CHECK(function_lengths("int f(int a,\n      int b) {\n  if (a) {\n  }\n}\nint g() {\n}\n") ==
        Lengths{5, 2});
  CHECK(function_lengths("A::A(int x)\n    : x_{x},\n      y_{x} {\n  go();\n}\n") == Lengths{5});
  CHECK(function_lengths("const std::vector<int> k_table = {\n  {1},\n  {2},\n};\n").empty());
  CHECK(function_lengths("template <typename T>\nvoid f(T t) {\n}\n") == Lengths{3});
  CHECK(function_lengths("#define X(a) do { a\nvoid f() {\n}\n") == Lengths{2});
  CHECK(function_lengths("#define X(a) \\\n  if (a) {\nvoid f() {\n}\n") == Lengths{2});
  CHECK(function_lengths("void f() {\n  say(\"}\");  // }\n}\n") == Lengths{3});
}

TEST_CASE("a function may have 70 lines") {
  const std::string body = repeated("  x;\n", 68);
  CHECK(function_length({made_file("sim/core/a.cpp", "void f() {\n" + body + "}\n")}).empty());
  const Findings findings =
      function_length({made_file("sim/core/a.cpp", "int a;\nvoid f() {\n" + body + "  x;\n}\n")});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].find("sim/core/a.cpp:2: a function of 71 lines") == 0);
}

TEST_CASE("lines are at most 100 characters, without tabs or blank ends, and the last one ends") {
  const std::string longest(100, 'x');
  CHECK(line_form({made_file("sim/core/a.cpp", longest + "\n")}).empty());
  CHECK(line_form({made_file("sim/core/a.cpp", longest + "x\n")}).size() == 1);
  CHECK(line_form({made_file("sim/core/a.cpp", std::string(99, 'x') + "\xc3\xa9\n")}).empty());
  CHECK(line_form({made_file("README.md", longest + "x\n")}).empty());
  CHECK(line_form({made_file("README.md", "a\tb\n")}).size() == 1);
  CHECK(line_form({made_file("Makefile", "a:\n\tb\n")}).empty());
  CHECK(line_form({made_file("README.md", "a \n")}).size() == 1);
  CHECK(line_form({made_file("README.md", "a\r\n")}).size() == 1);
  CHECK(line_form({made_file("README.md", "a\nb")}).size() == 1);
}

TEST_CASE("marks of unfinished work are found, words that contain them are not") {
  const std::string mark = std::string("FIX") + "ME";
  CHECK(leftover_marks({made_file("tools/setup", "# " + mark + ": later\n")}).size() == 1);
  CHECK(leftover_marks({made_file("a.cpp", "pattern = \"name-XXXXXX\";\n")}).empty());
  CHECK(leftover_marks({made_file("a.cpp", "// Simplified: one zone.\n")}).empty());
}

TEST_CASE("a file may have 400 kB") {
  CHECK(file_bytes({made_file("a.bin", std::string(400'000, 'x'))}).empty());
  CHECK(file_bytes({made_file("a.bin", std::string(400'001, 'x'))}).size() == 1);
}

TEST_CASE("a file begins with what it is for, or with the header that says it") {
  CHECK(opening_sentence({made_file("sim/core/a.h", "// What it is.\n#pragma once\n")}).empty());
  CHECK(opening_sentence({made_file("sim/core/a.h", "#pragma once\n")}).size() == 1);
  CHECK(opening_sentence({made_file("sim/core/a.cpp", "#include \"sim/core/a.h\"\n")}).empty());
  CHECK(opening_sentence({made_file("sim/core/a.cpp", "#include <map>\n")}).size() == 1);
}

TEST_CASE("no file knows the place where the repository lies") {
  const std::string root = "/tmp/place/clone";
  CHECK(machine_paths({made_file("a.md", "cd /tmp/place/clone/sim\n")}, root).size() == 1);
  CHECK(machine_paths({made_file("a.md", "see /tmp/place/shared\n")}, root).size() == 1);
  CHECK(machine_paths({made_file("a.md", "/usr/bin/env and /tmp/x\n")}, root).empty());
  CHECK(machine_paths({made_file("a.md", "/src/main.c\n")}, "/src").empty());
}
