// Buildspecs: refused with YAML_FILE_ERROR, or usable by everything that a build does with one.
#include "fakes/codebuild/buildspec.h"
#include "fakes/codebuild/command_script.h"
#include "fakes/codebuild/globs.h"
#include "fakes/codebuild/reports.h"
#include "fakes/codebuild/runtimes.h"
#include "fakes/secretsmanager/buildspec_reference.h"
#include "tests/fuzz/targets.h"

namespace greenroom::fuzz {
namespace {

using namespace greenroom::codebuild;

const std::vector<std::string> k_files = {
    "app.js", "client/index.html", "dist/a/aaaaaaaaaaaaaaaaaaaaaaaa/b.min.js", "node_modules/x/y"};

void add(std::string& text, const std::string& more) {
  text += std::to_string(more.size()) + ":" + more;
}
void add(std::string& text, const std::vector<std::string>& more) {
  for (const std::string& each : more) {
    add(text, each);
  }
  text += ";";
}
void add(std::string& text, const std::map<std::string, std::string>& more) {
  for (const auto& [key, value] : more) {
    add(text, key);
    add(text, value);
  }
  text += ";";
}
void add(std::string& text, const BuildspecArtifacts& artifacts) {
  add(text, artifacts.name);
  add(text, artifacts.files);
  add(text, artifacts.exclude_paths);
  add(text, artifacts.base_directory);
  add(text, artifacts.s3_prefix);
  text += artifacts.discard_paths ? "d" : "-";
  text += artifacts.enable_symlinks ? "s" : "-";
}

// All of it, so that two are the same when their texts are.
std::string text_of(const Result<Buildspec>& parsed) {
  if (!parsed.ok()) {
    return parsed.failure().code + parsed.failure().message;
  }
  const Buildspec& spec = parsed.value();
  std::string text = spec.version + spec.run_as + spec.shell;
  add(text, spec.variables);
  add(text, spec.parameter_store);
  add(text, spec.secrets_manager);
  add(text, spec.exported_variables);
  add(text, spec.runtime_versions);
  for (const auto& [type, phase] : spec.phases) {
    add(text, phase.commands);
    add(text, phase.finally);
    add(text, phase.run_as);
    add(text, phase.on_failure.message_pattern);
  }
  for (const auto& [group, report] : spec.reports) {
    add(text, group);
    add(text, report.files);
    add(text, report.base_directory + report.file_format);
  }
  add(text, spec.artifacts);
  for (const auto& [id, artifacts] : spec.secondary_artifacts) {
    add(text, id);
    add(text, artifacts);
  }
  add(text, spec.cache_paths);
  add(text, spec.ignored_keys);
  return text;
}

void use_artifacts(const BuildspecArtifacts& artifacts) {
  const GlobOutcome chosen = select_files(k_files, artifacts.files, artifacts.exclude_paths);
  require(chosen.files.size() <= k_files.size(), "each file is chosen at most once");
  require(chosen.useless_patterns.size() <= artifacts.files.size(), "useless patterns are told");
}

void use_phase(BuildPhaseType type, const BuildspecPhase& phase) {
  require(!phase.commands.empty() || type == BuildPhaseType::INSTALL, "a phase has commands");
  const OnFailure& on_failure = phase.on_failure;
  require(on_failure.retries_max >= 0 && on_failure.retries_max <= 100, "retries are counted");
  (void)retries(on_failure, 0, "Error while executing command: npm test. Reason: exit status 1");
  (void)retries(on_failure, 0, std::string(60, 'a'));
  for (const std::string& command : phase.commands) {
    require(wrapped_command(command, {}).size() >= command.size(), "a command is wrapped whole");
  }
}

void use(const Buildspec& spec) {
  require(spec.version == "0.1" || spec.version == "0.2", "the version is known");
  require(spec.shell == "sh" || spec.shell == "bash", "the shell is known");
  require(!spec.run_as.empty(), "somebody runs it");
  for (const auto& [type, phase] : spec.phases) {
    use_phase(type, phase);
  }
  require(spec.reports.size() <= k_report_groups_per_build_max, "at most 5 report groups");
  for (const auto& [group, report] : spec.reports) {
    require(!report.files.empty(), "a report group has files");
    (void)report_format_named(report.file_format);
  }
  use_artifacts(spec.artifacts);
  for (const auto& [id, artifacts] : spec.secondary_artifacts) {
    require(!artifacts.files.empty(), "secondary artifacts have files");
    use_artifacts(artifacts);
  }
  for (const auto& [name, reference] : spec.secrets_manager) {
    (void)secretsmanager::parse_buildspec_reference(reference);
  }
  (void)choose_runtimes(spec.runtime_versions, Project(), spec.variables);
  (void)variables_script(spec.exported_variables);
  (void)initial_environment_file(spec.variables);
}

}  // namespace

void buildspec(const std::string& input) {
  const Result<Buildspec> parsed = parse_buildspec(input);
  require(text_of(parsed) == text_of(parse_buildspec(input)), "the same text, the same outcome");
  if (parsed.ok()) {
    use(parsed.value());
    return;
  }
  require(parsed.failure().code == "YAML_FILE_ERROR", "refused as YAML_FILE_ERROR");
  require(!parsed.failure().message.empty(), "a refusal says why");
  require(!tells_line_0(parsed.failure().message, input), "a place is one in the file");
}

}  // namespace greenroom::fuzz
