// What becomes of the files: artifacts, reports, cache.
#include <yaml-cpp/yaml.h>

#include <utility>

#include "fakes/codebuild/buildspec_reader.h"

namespace greenroom::codebuild {
namespace {

constexpr std::size_t k_report_groups_most = 5;

BuildspecArtifacts artifacts_of(const YAML::Node& node, const std::string& prefix,
                                Buildspec& spec) {
  if (!node.IsMap()) {
    reject("Expected " + prefix.substr(0, prefix.size() - 1) + " to be a map");
  }
  BuildspecArtifacts parsed;
  parsed.files = texts_of(node["files"], prefix + "files");
  parsed.name = optional_text(node, "name", prefix);
  parsed.exclude_paths = texts_of(node["exclude-paths"], prefix + "exclude-paths");
  for (std::string& path : texts_of(node["exclude"], prefix + "exclude")) {
    parsed.exclude_paths.push_back(std::move(path));
  }
  parsed.base_directory = optional_text(node, "base-directory", prefix);
  parsed.discard_paths = flag_of(node, "discard-paths", prefix);
  parsed.enable_symlinks = flag_of(node, "enable-symlinks", prefix);
  parsed.s3_prefix = optional_text(node, "s3-prefix", prefix);
  note_ignored(node,
               {"files", "name", "exclude-paths", "exclude", "base-directory", "discard-paths",
                "enable-symlinks", "s3-prefix", "secondary-artifacts"},
               prefix, spec);
  return parsed;
}

void parse_secondary(const YAML::Node& secondary, Buildspec& spec) {
  if (!secondary.IsDefined() || secondary.IsNull()) {
    return;
  }
  if (!secondary.IsMap()) {
    reject("Expected artifacts.secondary-artifacts to be a map of artifact identifiers");
  }
  for (const auto& entry : secondary) {
    const std::string id = entry.first.Scalar();
    const std::string prefix = "artifacts.secondary-artifacts." + id + ".";
    spec.secondary_artifacts[id] = artifacts_of(entry.second, prefix, spec);
    if (spec.secondary_artifacts[id].files.empty()) {
      reject("Files are missing from secondary artifact " + id);
    }
  }
}

}  // namespace

void parse_artifacts(const YAML::Node& artifacts, Buildspec& spec) {
  if (!artifacts.IsDefined() || artifacts.IsNull()) {
    return;
  }
  spec.artifacts = artifacts_of(artifacts, "artifacts.", spec);
  parse_secondary(artifacts["secondary-artifacts"], spec);
  if (spec.artifacts.files.empty()) {
    reject("Files are missing from the artifacts");  // wording UNVERIFIED
  }
}

void parse_reports(const YAML::Node& reports, Buildspec& spec) {
  if (!reports.IsDefined() || reports.IsNull()) {
    return;
  }
  if (!reports.IsMap()) {
    reject("Expected reports to be a map of report groups");
  }
  for (const auto& entry : reports) {
    const std::string group = entry.first.Scalar();
    const std::string prefix = "reports." + group + ".";
    if (!entry.second.IsMap()) {
      reject("Expected report group " + group + " to be a map");
    }
    BuildspecReport report;
    report.files = texts_of(entry.second["files"], prefix + "files");
    if (report.files.empty()) {
      reject("Files are missing from report group " + group);
    }
    report.base_directory = optional_text(entry.second, "base-directory", prefix);
    report.discard_paths = flag_of(entry.second, "discard-paths", prefix);
    const std::string format = optional_text(entry.second, "file-format", prefix);
    report.file_format = format.empty() ? report.file_format : format;
    note_ignored(entry.second, {"files", "base-directory", "discard-paths", "file-format"}, prefix,
                 spec);
    spec.reports[group] = std::move(report);
  }
  if (spec.reports.size() > k_report_groups_most) {
    reject("A buildspec may have at most " + std::to_string(k_report_groups_most) +
           " report groups");
  }
}

void parse_cache(const YAML::Node& cache, Buildspec& spec) {
  if (!cache.IsDefined() || cache.IsNull()) {
    return;
  }
  if (!cache.IsMap()) {
    reject("Expected cache to be a map");
  }
  spec.cache_paths = texts_of(cache["paths"], "cache.paths");
  note_ignored(cache, {"paths"}, "cache.", spec);
}

}  // namespace greenroom::codebuild
