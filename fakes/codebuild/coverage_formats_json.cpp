// Code coverage of SimpleCov (reference codebuild-codepipeline-s3.md 1.5): .resultset.json, which
// has a result for each command that ran, and coverage.json, which is one result.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "fakes/codebuild/report_formats.h"
#include "fakes/codebuild/report_json.h"

namespace greenroom::codebuild {
namespace {

namespace json = boost::json;

// What one or several commands covered of a file: by the number of a line, by the words of a
// branch.
struct Hits {
  std::map<std::size_t, bool> lines;
  std::map<std::string, bool> branches;
};
using HitsByFile = std::map<std::string, Hits>;

// How often something ran: nothing for null and "ignored", which tell that it need not run.
std::optional<bool> was_hit(const std::string& path, const json::value& value,
                            const std::string& where) {
  if (value.is_null() || (value.is_string() && value.get_string() == "ignored")) {
    return std::nullopt;
  }
  if (value.is_uint64() || (value.is_int64() && value.get_int64() >= 0)) {
    return value.is_uint64() || value.get_int64() > 0;
  }
  reject_report(path, where + ": expected a whole number, null or \"ignored\", but have " +
                          json::serialize(value));
}

template <typename Key>
void add_hit(std::map<Key, bool>& hits, const Key& key, std::optional<bool> hit) {
  if (hit) {
    bool& known = hits[key];
    known = known || *hit;
  }
}

void add_lines(const std::string& path, const json::value& value, const std::string& where,
               Hits& hits) {
  if (!value.is_array()) {
    reject_report(path, where + ": expected a list with the hits of each line");
  }
  std::size_t number = 0;
  for (const json::value& line : value.get_array()) {
    ++number;
    add_hit(hits.lines, number, was_hit(path, line, where + ", line " + std::to_string(number)));
  }
}

// .resultset.json: {"[:if, 0, 3, 4, 7, 7]": {"[:then, 1, 4, 6, 4, 9]": 2, ...}, ...}
void add_branches_by_condition(const std::string& path, const json::object& conditions,
                               const std::string& where, Hits& hits) {
  for (const json::key_value_pair& condition : conditions) {
    const std::string name(condition.key());
    if (!condition.value().is_object()) {
      reject_report(path, where + ": expected the branches of " + name);
    }
    for (const json::key_value_pair& branch : condition.value().get_object()) {
      const std::string key = name + " " + std::string(branch.key());
      add_hit(hits.branches, key, was_hit(path, branch.value(), where + ", branch " + key));
    }
  }
}

// coverage.json: [{"type": "then", "start_line": 4, "end_line": 4, "coverage": 2}, ...]
void add_branches_in_list(const std::string& path, const json::array& branches,
                          const std::string& where, Hits& hits) {
  for (const json::value& branch : branches) {
    const std::string key = std::to_string(hits.branches.size());
    const json::object* object = branch.if_object();
    const json::value* coverage = object == nullptr ? nullptr : object->if_contains("coverage");
    if (coverage == nullptr) {
      reject_report(path, where + ": expected branches that each tell their coverage");
    }
    add_hit(hits.branches, key, was_hit(path, *coverage, where + ", a branch"));
  }
}

// Before SimpleCov 0.18 a file is the list of its lines.
void add_file(const std::string& path, const std::string& file_path, const json::value& file,
              Hits& hits) {
  const json::object* object = file.if_object();
  if (object == nullptr) {
    add_lines(path, file, file_path, hits);
    return;
  }
  const json::value* lines = object->if_contains("lines");
  add_lines(path, lines == nullptr ? json::value() : *lines, file_path, hits);
  const json::value* branches = object->if_contains("branches");
  if (branches == nullptr || branches->is_null()) {
    return;
  }
  if (branches->is_object()) {
    add_branches_by_condition(path, branches->get_object(), file_path, hits);
  } else if (branches->is_array()) {
    add_branches_in_list(path, branches->get_array(), file_path, hits);
  } else {
    reject_report(path, file_path + ": expected branches to be an object or a list");
  }
}

void add_result(const std::string& path, const json::value* coverage, const std::string& where,
                HitsByFile& files) {
  if (coverage == nullptr || !coverage->is_object()) {
    reject_report(path, where + ": expected coverage, an object of files, as simplecov writes it");
  }
  for (const json::key_value_pair& file : coverage->get_object()) {
    const std::string file_path(file.key());
    add_file(path, file_path, file.value(), files[file_path]);
  }
}

template <typename Key>
std::int64_t count_hits(const std::map<Key, bool>& hits, bool hit) {
  return std::count_if(hits.begin(), hits.end(),
                       [&](const auto& entry) { return entry.second == hit; });
}

}  // namespace

std::vector<CodeCoverage> parse_simplecov(const std::string& path, const std::string& text) {
  const json::value root = parse_report_json(path, text);
  if (!root.is_object()) {
    reject_report(path, "expected an object of results, as simplecov writes it");
  }
  HitsByFile files;
  if (root.get_object().contains("coverage")) {
    add_result(path, root.get_object().if_contains("coverage"), "the result", files);
  } else {
    for (const json::key_value_pair& command : root.get_object()) {
      const json::object* result = command.value().if_object();
      add_result(path, result == nullptr ? nullptr : result->if_contains("coverage"),
                 "the result of " + std::string(command.key()), files);
    }
  }
  std::vector<CodeCoverage> coverages;
  for (const auto& [file_path, hits] : files) {
    CodeCoverage coverage;
    coverage.filePath = file_path;
    coverage.linesCovered = count_hits(hits.lines, true);
    coverage.linesMissed = count_hits(hits.lines, false);
    coverage.branchesCovered = count_hits(hits.branches, true);
    coverage.branchesMissed = count_hits(hits.branches, false);
    coverages.push_back(std::move(coverage));
  }
  return coverages;
}

}  // namespace greenroom::codebuild
