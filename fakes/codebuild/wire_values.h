// Between the API's JSON and CodeBuild's own values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fakes/aws/ids.h"
#include "fakes/aws/json.h"
#include "fakes/codebuild/types.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"
#include "sim/core/context.h"

namespace greenroom::codebuild {

// The enumerator of that name among the first `count`; nothing when there is none.
template <typename Enum>
[[nodiscard]] std::optional<Enum> named(const std::string& text, int count) {
  for (int i = 0; i < count; ++i) {
    if (text == to_string(static_cast<Enum>(i))) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

[[nodiscard]] aws::Json empty_list();
[[nodiscard]] aws::Json nothing();  // {}
[[nodiscard]] aws::Json flag(bool value);

// The member's text when it is there.
[[nodiscard]] std::optional<std::string> text_in(const aws::Json& input, std::string_view member);
[[nodiscard]] std::optional<Duration> minutes_in(const aws::Json& input, std::string_view member);
[[nodiscard]] Failure invalid_input(std::string message);
// InvalidInputException for the first of these members that is there and says something: what is
// absent here and would change what a project does.
[[nodiscard]] Status refuse_members(const aws::Json& input,
                                    std::initializer_list<const char*> members);

// A part of a list of names: the token is the last one shown. InvalidInputException for a token
// that is none of them.
struct NamesPage {
  std::vector<std::string> names;
  std::string nextToken;  // "": no more
};
[[nodiscard]] Result<NamesPage> names_page(const std::vector<std::string>& all, std::int64_t most,
                                           const std::string& next_token);

// "arn:...:project/lab-app" and "lab-app" are the same; likewise of builds.
[[nodiscard]] std::string after_slash(const std::string& name_or_arn);

// Reads the members that are there into the project. InvalidInputException for what cannot be
// built here: Windows, macOS and Lambda, file systems, a VPC, batches, secondary sources, logs and
// caches in S3, names of artifacts that the buildspec chooses.
[[nodiscard]] Status read_project(const aws::Json& input, Project& project);
[[nodiscard]] aws::Json project_of(Context cx, const Project& project, const aws::Account& account);
[[nodiscard]] std::string project_arn(const aws::Account& account, const std::string& name);

// Parts that builds have as well.
[[nodiscard]] Result<ProjectArtifacts> artifacts_in(const aws::Json& artifacts);
[[nodiscard]] EnvironmentVariables variables_in(const aws::Json& list);
[[nodiscard]] Result<CloudWatchLogsConfig> logs_config_in(const aws::Json& logs);
[[nodiscard]] Result<bool> local_cache_in(const aws::Json& cache);
[[nodiscard]] Status check_environment_type(const std::string& type);
[[nodiscard]] aws::Json source_of(const ProjectSource& source, const std::string& buildspec);
[[nodiscard]] aws::Json cache_of(const Project& project);
// `more`: variables of the build, before those of the project.
[[nodiscard]] aws::Json environment_of(const Project& project, const EnvironmentVariables& more);
[[nodiscard]] aws::Json cloud_watch_logs_of(const CloudWatchLogsConfig& config);
[[nodiscard]] std::string encryption_key_of(const Project& project, const aws::Account& account);

}  // namespace greenroom::codebuild
