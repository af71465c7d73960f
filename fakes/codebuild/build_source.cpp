// DOWNLOAD_SOURCE: the sources, the buildspec, the variables, what an earlier build has cached.
#include <utility>

#include "fakes/aws/arn.h"
#include "fakes/codebuild/build_run.h"
#include "fakes/codebuild/command_script.h"
#include "fakes/codebuild/stored_artifacts.h"

namespace greenroom::codebuild {
namespace {

constexpr const char* k_s3_arn = "arn:aws:s3:::";  // a buildspec may be an object
constexpr const char* k_inline_buildspec = "/codebuild/readonly/buildspec.yml";

std::string digits_of(const std::string& id) {
  std::string digits;
  for (const char c : id.substr(id.find(':') + 1)) {
    if (c >= '0' && c <= '9' && digits.size() < 9) {
      digits += c;
    }
  }
  return digits;
}

}  // namespace

// "/codebuild/output/src<digits>/src": any directory would do as long as the variable is right.
std::string BuildRun::source_directory() const {
  return "/codebuild/output/src" + digits_of(build_.id) + "/src";
}

std::string BuildRun::secondary_source_directory(const std::string& identifier) const {
  return "/codebuild/output/src" + digits_of(build_.id) + "/" + identifier;
}

Task<BuildRun::PhaseEnd> BuildRun::download_source(Context cx) {
  co_await cx.sleep_for(project_.timing.download_source);
  log_.container(cx, "Running on CodeBuild On-demand");
  log_.container(cx, "Waiting for agent ping");
  log_.container(cx, "Waiting for DOWNLOAD_SOURCE");
  log_.container(cx, "Phase is DOWNLOAD_SOURCE");
  PhaseEnd end = co_await unpack_sources(cx);
  if (end.status == StatusType::SUCCEEDED) {
    end = co_await read_buildspec(cx);
  }
  if (end.status == StatusType::SUCCEEDED) {
    end = resolve_variables(cx);
  }
  if (end.status == StatusType::SUCCEEDED) {
    end = co_await check_runtimes(cx);
  }
  if (end.status != StatusType::SUCCEEDED) {
    co_return end;
  }
  log_source(cx);
  end = co_await restore_cache(cx);
  if (end.status != StatusType::SUCCEEDED) {
    co_return end;
  }
  // Whoever runs the commands writes them anew after each.
  const std::uint32_t mode = 0666;
  const std::string tmp = k_build_tmp;
  std::vector<FileChange> changes;
  changes.push_back(write_file(tmp + "/env.sh", initial_environment_file(variables(cx)), mode));
  changes.push_back(write_file(tmp + "/dir.txt", source_directory() + "\n", mode));
  const Status written = co_await container_->apply(cx, std::move(changes));
  if (!written.ok()) {
    co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", written.failure().message}};
  }
  co_return PhaseEnd{};
}

Task<BuildRun::PhaseEnd> BuildRun::unpack_sources(Context cx) {
  if (request_.source.type != SourceType::CODEPIPELINE) {
    co_return co_await fetch_source(cx);
  }
  if (PhaseEnd denied = check_source_rights(); denied.status != StatusType::SUCCEEDED) {
    co_return denied;
  }
  std::string zip = request_.source_zip;
  std::string directory = source_directory();
  const Status unpacked =
      co_await container_->unpack(cx, std::move(zip), ArchiveFormat::Zip, directory);
  if (!unpacked.ok()) {
    co_return failed("CLIENT_ERROR", unpacked.failure().message);
  }
  for (const auto& [identifier, content] : request_.secondary_source_zips) {
    std::string secondary = content;
    directory = secondary_source_directory(identifier);
    const Status also =
        co_await container_->unpack(cx, std::move(secondary), ArchiveFormat::Zip, directory);
    if (!also.ok()) {
      co_return failed("CLIENT_ERROR", also.failure().message);
    }
  }
  co_return PhaseEnd{};
}

Task<BuildRun::PhaseEnd> BuildRun::read_buildspec(Context cx) {
  std::string text = project_.buildspec;
  if (text.rfind(k_s3_arn, 0) == 0 && around_.store != nullptr) {
    const StorePlace place = source_place(text.substr(std::string(k_s3_arn).size()));
    const Status may = may_get(aws::s3_object_arn(place.bucket, place.key), "");
    Result<std::string> stored = may.ok() ? around_.store->get(cx, place.bucket, place.key, "")
                                          : Result<std::string>(may.failure());
    if (!stored.ok()) {  // text UNVERIFIED
      co_return failed("YAML_FILE_ERROR", stored.failure().code + ": " + stored.failure().message);
    }
    text = std::move(stored).value();
  } else if (!is_inline_buildspec(text)) {
    const std::string path =
        source_directory() + "/" + (text.empty() ? std::string("buildspec.yml") : text);
    const Result<std::string> read = co_await container_->read_file(cx, path);
    if (!read.ok()) {
      co_return failed("YAML_FILE_ERROR", "stat " + path + ": no such file or directory");
    }
    text = read.value();
  }
  Result<Buildspec> spec = parse_buildspec(text);
  if (!spec.ok()) {
    co_return failed(spec.failure().code, spec.failure().message);
  }
  spec_ = std::move(spec).value();
  co_return PhaseEnd{};
}

// Precedence, highest first: StartBuild's override, the project, the buildspec (reference 1.7).
BuildRun::PhaseEnd BuildRun::resolve_variables(Context cx) {
  EnvironmentVariables all = request_.environmentVariablesOverride;
  all.insert(project_.environmentVariables.begin(), project_.environmentVariables.end());
  for (const auto& [name, value] : spec_.variables) {
    all.insert({name, {value, EnvironmentVariableType::PLAINTEXT}});
  }
  for (const auto& [name, parameter] : spec_.parameter_store) {
    all.insert({name, {parameter, EnvironmentVariableType::PARAMETER_STORE}});
  }
  for (const auto& [name, secret] : spec_.secrets_manager) {
    all.insert({name, {secret, EnvironmentVariableType::SECRETS_MANAGER}});
  }
  for (const auto& [name, variable] : all) {
    PhaseEnd end = resolve(cx, name, variable);
    if (end.status != StatusType::SUCCEEDED) {
      return end;
    }
  }
  return {};
}

BuildRun::PhaseEnd BuildRun::resolve(Context cx, const std::string& name,
                                     const EnvironmentVariable& variable) {
  if (variable.type == EnvironmentVariableType::PLAINTEXT) {
    resolved_[name] = variable.value;
    return {};
  }
  const bool is_parameter = variable.type == EnvironmentVariableType::PARAMETER_STORE;
  const Result<std::string> value = is_parameter
                                        ? around_.variables.parameter(cx, session(), variable.value)
                                        : around_.variables.secret(cx, session(), variable.value);
  if (value.ok()) {
    resolved_[name] = value.value();
    log_.mask(value.value());
    return {};
  }
  const Failure& failure = value.failure();
  if (is_parameter && failure.code == "ParameterNotFound") {
    return failed("Decrypted Variables Error", "parameter does not exist: " + variable.value);
  }
  return failed(is_parameter ? "Decrypted Variables Error" : "Secrets Manager Error",
                failure.code + ": " + failure.message);
}

std::map<std::string, std::string> BuildRun::variables(Context cx) const {
  std::map<std::string, std::string> all = resolved_;
  const std::int64_t start_milliseconds = unix_seconds(cx.epoch(), build_.startTime) * 1000 +
                                          build_.startTime.microseconds / 1000 % 1000;
  const std::map<std::string, std::string> own = {
      {"AWS_DEFAULT_REGION", account_.region},
      {"AWS_REGION", account_.region},
      {"CODEBUILD_BUILD_ARN", build_.arn},
      {"CODEBUILD_BUILD_ID", build_.id},
      {"CODEBUILD_BUILD_IMAGE", project_.image},
      {"CODEBUILD_BUILD_NUMBER", std::to_string(build_.buildNumber)},
      {"CODEBUILD_BUILD_SUCCEEDING", succeeding_ ? "1" : "0"},
      {"CODEBUILD_CI", "true"},
      {"CODEBUILD_INITIATOR", build_.initiator},
      {"CODEBUILD_LOG_PATH", build_.logs.streamName},
      {"CODEBUILD_RESOLVED_SOURCE_VERSION", request_.resolvedSourceVersion},
      {"CODEBUILD_SOURCE_VERSION", request_.sourceVersion},
      {"CODEBUILD_SRC_DIR", source_directory()},
      {"CODEBUILD_START_TIME", std::to_string(start_milliseconds)},
  };
  for (const auto& [name, value] : own) {
    all[name] = value;  // names beginning with CODEBUILD_ are reserved
  }
  if (request_.source.type == SourceType::S3) {
    all["CODEBUILD_SOURCE_REPO_URL"] = "s3://" + request_.source.location;
  }
  for (const auto& [identifier, zip] : request_.secondary_source_zips) {
    all["CODEBUILD_SRC_DIR_" + identifier] = secondary_source_directory(identifier);
  }
  return all;
}

// RuntimePolicy::exact asks the programs themselves, in the container.
Task<BuildRun::PhaseEnd> BuildRun::check_runtimes(Context cx) {
  Result<std::vector<RuntimeChoice>> chosen =
      choose_runtimes(spec_.runtime_versions, project_, resolved_);
  if (!chosen.ok()) {
    co_return failed(chosen.failure().code, chosen.failure().message);
  }
  runtimes_ = std::move(chosen).value();
  if (project_.runtimePolicy != RuntimePolicy::exact) {
    co_return PhaseEnd{};
  }
  for (const RuntimeChoice& choice : runtimes_) {
    Command command = shell_command("root");
    command.argv = version_command(choice.runtime);
    if (command.argv.empty()) {
      co_return failed("YAML_FILE_ERROR", "greenroom cannot tell which " + choice.runtime +
                                              " this computer has; use the policy nearest");
    }
    const ProcessStatus status = co_await run_process(cx, std::move(command));
    if (status.exit_code != 0 || !status.start_error.empty() ||
        !is_version(status.stdout_text, choice.version)) {
      const std::string has = status.stdout_text.substr(0, status.stdout_text.find('\n'));
      co_return failed("YAML_FILE_ERROR",
                       "greenroom: " + choice.runtime + " " + choice.version +
                           " is not on this computer, which has " + (has.empty() ? "none" : has) +
                           "; install it, name its folder, or use the policy nearest");
    }
  }
  co_return PhaseEnd{};
}

void BuildRun::log_source(Context cx) {
  log_.container(cx, "CODEBUILD_SRC_DIR=" + source_directory());
  const std::string file = project_.buildspec.empty() ? "buildspec.yml" : project_.buildspec;
  log_.container(cx, "YAML location is " + (is_inline_buildspec(project_.buildspec)
                                                ? std::string(k_inline_buildspec)
                                                : source_directory() + "/" + file));
  log_.container(cx, "Setting HTTP client timeout to higher timeout for S3 source");
  log_.container(cx, "Processing environment variables");
  if (runtimes_.empty()) {
    log_.container(cx, "No runtime version selected in buildspec.");  // wording UNVERIFIED
  }
  for (const RuntimeChoice& choice : runtimes_) {
    log_.container(cx, "Selecting '" + choice.runtime + "' runtime version '" + choice.requested +
                           "' based on manual selections...");
    if (const std::string words = installation_words(choice); !words.empty()) {
      log_.container(cx, "Running command echo \"" + words + "\"");
      log_.output(words);
    }
    log_.remark(choice.path.empty()
                    ? "greenroom: runtime versions are not installed; the build uses what this "
                      "computer has"
                    : "greenroom: " + choice.runtime + " comes from " + choice.path);
  }
  for (const std::string& key : spec_.ignored_keys) {
    log_.remark("greenroom: buildspec key '" + key + "' means nothing here and was ignored");
  }
  log_.container(cx, "Moving to directory " + source_directory());
  if (spec_.cache_paths.empty()) {
    log_.container(cx, "Cache is not defined in the buildspec");
    log_.container(cx, "Skip cache due to: no paths specified to be cached");
  } else if (!project_.caches_paths()) {
    log_.container(cx, "Skip cache due to: no cache type configured");  // wording UNVERIFIED
  }
  log_.container(cx, "Registering with agent");
  log_.container(cx, "Phases found in YAML: " + std::to_string(spec_.phases.size()));
  for (const auto& [phase, content] : spec_.phases) {
    log_.container(cx, std::string(" ") + to_string(phase) + ": " +
                           std::to_string(content.commands.size()) + " commands");
  }
}

Task<BuildRun::PhaseEnd> BuildRun::restore_cache(Context cx) {
  if (spec_.cache_paths.empty() || !project_.caches_paths()) {
    co_return PhaseEnd{};
  }
  const LocalCache cache = around_.cache;  // another build may end meanwhile
  for (const auto& [directory, zip] : cache) {
    std::string content = zip;
    std::string into = directory == "." ? source_directory() : directory;
    log_.remark("greenroom: restoring the cache of " + directory);
    const Status unpacked =
        co_await container_->unpack(cx, std::move(content), ArchiveFormat::Zip, std::move(into));
    if (!unpacked.ok()) {
      co_return PhaseEnd{StatusType::FAULT, {"INTERNAL_ERROR", unpacked.failure().message}};
    }
  }
  co_return PhaseEnd{};
}

}  // namespace greenroom::codebuild
