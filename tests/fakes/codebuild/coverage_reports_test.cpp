// Code-coverage reports: a sample of each format as its tool writes it, and what is refused.
#include <catch2/catch.hpp>

#include "fakes/codebuild/reports.h"

using namespace greenroom;
using namespace greenroom::codebuild;

namespace greenroom::codebuild {
std::ostream& operator<<(std::ostream& out, const CodeCoverage& file) {
  return out << "{" << file.filePath << ", " << file.linesCovered << ", " << file.linesMissed
             << ", " << file.branchesCovered << ", " << file.branchesMissed << ", "
             << file.lineCoveragePercentage << ", " << file.branchCoveragePercentage << "}";
}
}  // namespace greenroom::codebuild

namespace {

using Files = std::vector<CodeCoverage>;

Files coverage_of(ReportFormat format, const std::string& text) {
  const auto parsed = parse_coverage(format, "out/c", text);
  INFO((parsed.ok() ? "" : parsed.failure().message));
  REQUIRE(parsed.ok());
  return parsed.value();
}

std::string refusal_of(ReportFormat format, const std::string& text) {
  const auto parsed = parse_coverage(format, "out/c", text);
  return parsed.ok() ? "not refused" : parsed.failure().message;
}

}  // namespace

TEST_CASE("Clover as jest and PHPUnit write it; files come in the order of their paths") {
  CHECK(coverage_of(ReportFormat::CLOVERXML, R"(<?xml version="1.0" encoding="UTF-8"?>
<coverage generated="1700000000" clover="3.2.0">
  <project timestamp="1700000000" name="All files">
    <metrics statements="9" coveredstatements="5" conditionals="3" coveredconditionals="1"/>
    <package name="src">
      <metrics statements="3" coveredstatements="2"/>
      <file name="cart.js" path="/src/cart.js">
        <metrics statements="3" coveredstatements="2" conditionals="3" coveredconditionals="1"/>
        <line num="1" count="1" type="stmt"/>
      </file>
    </package>
    <file name="/src/App.php"><class name="App"><metrics statements="1"/></class>
      <metrics statements="6" coveredstatements="3"/></file>
  </project></coverage>)") ==
        Files{{"/src/App.php", 3, 3, 0, 0, 5000, 0}, {"/src/cart.js", 2, 1, 1, 2, 6666, 3333}});
}

TEST_CASE("Cobertura: the classes of a file count each line once") {
  CHECK(coverage_of(ReportFormat::COBERTURAXML, R"xml(<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5" branch-rate="0.5" version="1.9" timestamp="1">
  <sources><source>/src</source></sources>
  <packages><package name="lab"><classes>
    <class name="Cart" filename="lab/cart.py" line-rate="0.5">
      <methods><method name="add"><lines><line number="1" hits="9"/></lines></method></methods>
      <lines>
        <line number="1" hits="99999999999999999999"/>
        <line number="2" hits="0"/>
        <line number="3" hits="1" branch="true" condition-coverage="50% (1/2)"/>
      </lines></class>
    <class name="Cart.Inner" filename="lab/cart.py"><lines>
        <line number="3" hits="0" branch="true" condition-coverage="0% (0/2)"/>
        <line number="4" hits="00"/></lines></class>
    <class name="Empty" filename="lab/__init__.py"><methods/><lines/></class>
  </classes></package></packages></coverage>)xml") ==
        Files{{"lab/__init__.py", 0, 0, 0, 0, 0, 0}, {"lab/cart.py", 2, 2, 1, 1, 5000, 5000}});
}

TEST_CASE("JaCoCo: source files of packages, also within groups") {
  CHECK(coverage_of(ReportFormat::JACOCOXML, R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
<report name="lab"><sessioninfo id="h" start="1" dump="2"/>
  <group name="web"><package name="lab/web"><sourcefile name="Page.java">
    <counter type="LINE" missed="0" covered="4"/></sourcefile></package></group>
  <package name="lab"><class name="lab/Cart" sourcefilename="Cart.java">
      <counter type="LINE" missed="7" covered="7"/></class>
    <sourcefile name="Cart.java"><line nr="3" mi="0" ci="2" mb="1" cb="1"/>
      <counter type="INSTRUCTION" missed="9" covered="1"/>
      <counter type="BRANCH" missed="1" covered="3"/>
      <counter type="LINE" missed="2" covered="1"/></sourcefile>
    <sourcefile name="Marker.java"/></package>
  <counter type="LINE" missed="2" covered="5"/></report>)") ==
        Files{{"lab/Cart.java", 1, 2, 3, 1, 3333, 7500},
              {"lab/Marker.java", 0, 0, 0, 0, 0, 0},
              {"lab/web/Page.java", 4, 0, 0, 0, 10000, 0}});
}

TEST_CASE("SimpleCov: the results of several commands add up") {
  CHECK(coverage_of(ReportFormat::SIMPLECOV, R"({
  "RSpec": {"coverage": {"/src/cart.rb": {"lines": [1, null, 0, 0, "ignored"],
    "branches": {"[:if, 0, 3, 4, 7, 7]": {
      "[:then, 1, 4, 6, 4, 9]": 0, "[:else, 2, 6, 6, 6, 9]": 0}}}},
    "timestamp": 1700000000},
  "Minitest": {"coverage": {"/src/cart.rb": {"lines": [0, null, 2, 0, null],
    "branches": {"[:if, 0, 3, 4, 7, 7]": {
      "[:then, 1, 4, 6, 4, 9]": 3, "[:else, 2, 6, 6, 6, 9]": 0}}},
    "/src/old.rb": [null, 5]}, "timestamp": 1}})") ==
        Files{{"/src/cart.rb", 2, 1, 1, 1, 6666, 5000}, {"/src/old.rb", 1, 0, 0, 0, 10000, 0}});
  CHECK(coverage_of(ReportFormat::SIMPLECOV, R"({"meta": {"simplecov_version": "0.21.2"},
  "coverage": {"/src/cart.rb": {"lines": [3, 0], "branches": [
    {"type": "then", "start_line": 4, "end_line": 4, "coverage": 2},
    {"type": "else", "start_line": 6, "end_line": 6, "coverage": 0},
    {"type": "else", "start_line": 9, "end_line": 9, "coverage": "ignored"}]}}, "groups": {}})") ==
        Files{{"/src/cart.rb", 1, 1, 1, 1, 5000, 5000}});
}

TEST_CASE("a coverage file that is wrong is refused, and so is one of no file") {
  using Format = ReportFormat;
  struct Row {
    Format format;
    const char* text;
    const char* message;
  };
  const Row rows[] = {
      {Format::CLOVERXML, "<testsuites/>",
       "out/c: expected element type <coverage> but have <testsuites>"},
      {Format::COBERTURAXML, "<report/>",
       "out/c: expected element type <coverage> but have <report>"},
      {Format::JACOCOXML, "<coverage/>",
       "out/c: expected element type <report> but have <coverage>"},
      {Format::CLOVERXML, "<coverage",
       "out/c: XML syntax error on line 1: Error parsing start "
       "element tag"},
      {Format::CLOVERXML, "<coverage/>",
       "out/c: expected the coverage of at least one source file, but have none"},
      {Format::SIMPLECOV, "{}",
       "out/c: expected the coverage of at least one source file, but have none"},
      {Format::CLOVERXML, "<coverage><project>\n<file name='a'/></project></coverage>",
       "out/c: <file> at line 2: expected <metrics> in it"},
      {Format::CLOVERXML,
       "<coverage><project><file name='a'>\n<metrics statements='1' "
       "coveredstatements='2'/></file></project></coverage>",
       "out/c: <metrics> at line 2: expected coveredstatements to be at most statements"},
      {Format::CLOVERXML,
       "<coverage><project><file name='a'><metrics coveredstatements='2'/>"
       "</file></project></coverage>",
       "out/c: <metrics> at line 1: expected the attribute statements"},
      {Format::COBERTURAXML,
       "<coverage><packages><package><classes><class/></classes></package>"
       "</packages></coverage>",
       "out/c: <class> at line 1: expected the attribute filename"},
      {Format::COBERTURAXML,
       "<coverage><packages><package><classes><class filename='a'><lines>\n"
       "<line number='1' hits='-1'/></lines></class></classes></package>"
       "</packages></coverage>",
       "out/c: <line> at line 2: expected hits to be a whole number, but have \"-1\""},
      {Format::COBERTURAXML,
       "<coverage><packages><package><classes><class filename='a'><lines>"
       "<line number='1' hits='1' condition-coverage='150% (3/2)'/></lines>"
       "</class></classes></package></packages></coverage>",
       "out/c: <line> at line 1: expected condition-coverage as 50% (1/2), but have "
       "\"150% (3/2)\""},
      {Format::JACOCOXML,
       "<report><package name='a'><sourcefile name='b'><counter type='LINE' "
       "covered='1'/></sourcefile></package></report>",
       "out/c: <counter> at line 1: expected the attribute missed"},
      {Format::SIMPLECOV, "[]", "out/c: expected an object of results, as simplecov writes it"},
      {Format::SIMPLECOV, "{\"a\":\n}", "out/c: JSON syntax error on line 2: syntax error"},
      {Format::SIMPLECOV, R"({"timestamp": 1, "metrics": {}})",
       "out/c: the result of timestamp: expected coverage, an object of files, as simplecov writes "
       "it"},
      {Format::SIMPLECOV, R"({"coverage": {"a.rb": {"branches": {}}}})",
       "out/c: a.rb: expected a list with the hits of each line"},
      {Format::SIMPLECOV, R"({"coverage": {"a.rb": [1, 0.5]}})",
       "out/c: a.rb, line 2: expected a whole number, null or \"ignored\", but have 5E-1"},
      {Format::SIMPLECOV, R"({"coverage": {"a.rb": {"lines": [-1]}}})",
       "out/c: a.rb, line 1: expected a whole number, null or \"ignored\", but have -1"},
      {Format::SIMPLECOV, R"({"coverage": {"a.rb": {"lines": [], "branches": [{}]}}})",
       "out/c: a.rb: expected branches that each tell their coverage"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(refusal_of(row.format, row.text) == row.message);
  }
}

TEST_CASE("the summary adds the files, and rounds no percentage up to a whole") {
  CodeCoverage whole{"a", 19'999, 0, 1, 0, 10000, 10000};
  CodeCoverage missed{"b", 0, 1, 0, 3, 0, 0};
  const CoverageReport made = summarize(Files{whole, missed});
  CHECK(made.report.type == ReportType::CODE_COVERAGE);
  CHECK(made.report.status == ReportStatusType::SUCCEEDED);
  CHECK(made.report.codeCoverageSummary == CodeCoverageReportSummary{19'999, 1, 1, 3, 9999, 2500});
  CHECK(made.codeCoverages == Files{whole, missed});
  CHECK(summarize(Files{}).report.status == ReportStatusType::INCOMPLETE);
}
