// Code coverage of Clover, Cobertura and JaCoCo (reference codebuild-codepipeline-s3.md 1.5).
#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "fakes/codebuild/report_formats.h"
#include "fakes/codebuild/report_xml.h"

namespace greenroom::codebuild {
namespace {

// AWS's "line coverage measures how many statements your tests cover" (CodeCoverage); Clover counts
// statements, and conditionals, each of which has two branches.
CodeCoverage clover_file(const XmlReport& report, const pugi::xml_node& file) {
  const pugi::xml_node metrics = file.child("metrics");
  if (!metrics) {
    report.reject(file, "<metrics> in it");
  }
  CodeCoverage coverage;
  coverage.filePath = file.attribute("path") ? report.required(file, "path")   // jest, Istanbul
                                             : report.required(file, "name");  // PHPUnit
  coverage.linesCovered = report.required_count(metrics, "coveredstatements");
  coverage.linesMissed = report.missed(metrics, "coveredstatements", "statements");
  if (metrics.attribute("conditionals")) {
    coverage.branchesCovered = report.required_count(metrics, "coveredconditionals");
    coverage.branchesMissed = report.missed(metrics, "coveredconditionals", "conditionals");
  }
  return coverage;
}

// Files are in projects, or in packages within them.
void clover_files(const XmlReport& report, const pugi::xml_node& element, int depth,
                  std::vector<CodeCoverage>& files) {
  report.require_depth(element, depth);
  for (const pugi::xml_node child : element.children()) {
    const std::string kind = child.name();
    if (kind == "file") {
      files.push_back(clover_file(report, child));
    } else if (kind == "project" || kind == "package") {
      clover_files(report, child, depth + 1, files);
    }
  }
}

struct Branches {
  std::int64_t covered = 0;
  std::int64_t all = 0;
};

// condition-coverage="50% (1/2)"
Branches cobertura_branches(const XmlReport& report, const pugi::xml_node& line) {
  if (!line.attribute("condition-coverage")) {
    return {};
  }
  const std::string told = line.attribute("condition-coverage").value();
  const std::size_t open = told.find('(');
  const std::size_t slash = told.find('/');
  const std::size_t close = told.find(')');
  if (open < slash && slash < close && close != std::string::npos) {
    const auto covered = count_of(told.substr(open + 1, slash - open - 1));
    const auto all = count_of(told.substr(slash + 1, close - slash - 1));
    if (covered && all && *covered <= *all) {
      return {*covered, *all};
    }
  }
  report.reject(line, "condition-coverage as 50% (1/2), but have \"" + told + "\"");
}

struct CoberturaLine {
  bool hit = false;
  Branches branches;
};
using CoberturaLines = std::map<std::int64_t, CoberturaLine>;  // by number

// Classes of one file (inner ones, generics) may tell of the same line; the best of them counts.
void add_cobertura_class(const XmlReport& report, const pugi::xml_node& owner,
                         CoberturaLines& lines) {
  for (const pugi::xml_node line : owner.child("lines").children("line")) {
    CoberturaLine& known = lines[report.required_count(line, "number")];
    // Hits may be more than any count of lines; whether there was one is all that matters.
    const std::string hits = report.required(line, "hits");
    if (hits.find_first_not_of("0123456789") != std::string::npos) {
      report.reject(line, "hits to be a whole number, but have \"" + hits + "\"");
    }
    known.hit = known.hit || hits.find_first_not_of('0') != std::string::npos;
    const Branches branches = cobertura_branches(report, line);
    known.branches.covered = std::max(known.branches.covered, branches.covered);
    known.branches.all = std::max(known.branches.all, branches.all);
  }
}

// A counter that a file of JaCoCo does not have is 0 of 0.
void jacoco_counter(const XmlReport& report, const pugi::xml_node& source, const char* type,
                    std::int64_t& covered, std::int64_t& missed) {
  const pugi::xml_node counter = source.find_child_by_attribute("counter", "type", type);
  if (counter) {
    covered = report.required_count(counter, "covered");
    missed = report.required_count(counter, "missed");
  }
}

// Packages are in the report, or in groups within it.
void jacoco_files(const XmlReport& report, const pugi::xml_node& element, int depth,
                  std::vector<CodeCoverage>& files) {
  report.require_depth(element, depth);
  for (const pugi::xml_node group : element.children("group")) {
    jacoco_files(report, group, depth + 1, files);
  }
  for (const pugi::xml_node package : element.children("package")) {
    const std::string folder = package.attribute("name").value();
    for (const pugi::xml_node source : package.children("sourcefile")) {
      CodeCoverage coverage;
      const std::string name = report.required(source, "name");
      coverage.filePath = folder.empty() ? name : folder + "/" + name;
      jacoco_counter(report, source, "LINE", coverage.linesCovered, coverage.linesMissed);
      jacoco_counter(report, source, "BRANCH", coverage.branchesCovered, coverage.branchesMissed);
      files.push_back(std::move(coverage));
    }
  }
}

}  // namespace

std::vector<CodeCoverage> parse_clover(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"coverage"});
  std::vector<CodeCoverage> files;
  clover_files(report, report.root(), 1, files);
  return files;
}

std::vector<CodeCoverage> parse_cobertura(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"coverage"});
  std::map<std::string, CoberturaLines> lines_by_file;
  for (const pugi::xml_node package : report.root().child("packages").children("package")) {
    for (const pugi::xml_node owner : package.child("classes").children("class")) {
      add_cobertura_class(report, owner, lines_by_file[report.required(owner, "filename")]);
    }
  }
  std::vector<CodeCoverage> files;
  for (const auto& [file_path, lines] : lines_by_file) {
    CodeCoverage coverage;
    coverage.filePath = file_path;
    for (const auto& [number, line] : lines) {
      (line.hit ? coverage.linesCovered : coverage.linesMissed) += 1;
      coverage.branchesCovered += line.branches.covered;
      coverage.branchesMissed += line.branches.all - line.branches.covered;
    }
    files.push_back(std::move(coverage));
  }
  return files;
}

std::vector<CodeCoverage> parse_jacoco(const std::string& path, const std::string& text) {
  const XmlReport report(path, text, {"report"});
  std::vector<CodeCoverage> files;
  jacoco_files(report, report.root(), 1, files);
  return files;
}

}  // namespace greenroom::codebuild
