#include "fakes/codebuild/runtimes.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace greenroom::codebuild {
namespace {

using Versions = std::vector<std::string>;

std::string listed(const Versions& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string expanded(const std::string& text, const std::map<std::string, std::string>& variables) {
  if (text.rfind('$', 0) != 0) {
    return text;
  }
  std::string name = text.substr(1);
  if (name.size() > 2 && name.front() == '{' && name.back() == '}') {
    name = name.substr(1, name.size() - 2);
  }
  const auto found = variables.find(name);
  return found == variables.end() ? std::string() : found->second;
}

// "18.x" is 18; "latest" is the newest.
std::optional<std::string> version_of(const std::string& requested, const Versions& versions) {
  if (requested == "latest") {
    return versions.back();
  }
  const bool any = requested.size() > 2 && requested.substr(requested.size() - 2) == ".x";
  const std::string wanted = any ? requested.substr(0, requested.size() - 2) : requested;
  for (const std::string& version : versions) {
    if (version == wanted || version.rfind(wanted + ".", 0) == 0) {
      return version;
    }
  }
  return std::nullopt;
}

// The digits of a version as one number to compare: major and minor.
long order_of(const std::string& version) {
  const std::size_t digits = version.find_first_of("0123456789");
  const std::string text = digits == std::string::npos ? "0" : version.substr(digits);
  const std::size_t dot = text.find('.');
  return std::atol(text.c_str()) * 1000 +
         (dot == std::string::npos ? 0 : std::atol(text.c_str() + dot + 1));
}

// The one itself; else the next newer one; else the newest older one.
std::string nearest_path(const std::map<std::string, std::string>& installed,
                         const std::string& version) {
  std::string best;
  for (const auto& [name, path] : installed) {
    const bool is_newer = order_of(name) >= order_of(version);
    const bool best_is_newer = !best.empty() && order_of(best) >= order_of(version);
    const bool better = best.empty() || (is_newer && !best_is_newer) ||
                        (is_newer == best_is_newer && (is_newer ? order_of(name) < order_of(best)
                                                                : order_of(name) > order_of(best)));
    best = better ? name : best;
  }
  return best.empty() ? "" : installed.at(best);
}

}  // namespace

const std::map<std::string, Versions>& runtimes_of_image() {
  static const std::map<std::string, Versions> runtimes = {
      {"dotnet", {"6.0", "8.0"}},
      {"golang", {"1.20", "1.21", "1.22", "1.23", "1.24"}},
      {"java", {"corretto8", "corretto11", "corretto17", "corretto21"}},
      {"nodejs", {"18", "20", "22", "24"}},
      {"php", {"8.1", "8.2", "8.3", "8.4"}},
      {"python", {"3.9", "3.10", "3.11", "3.12", "3.13"}},
      {"ruby", {"3.1", "3.2", "3.3", "3.4"}},
  };
  return runtimes;
}

Result<std::vector<RuntimeChoice>> choose_runtimes(
    const std::map<std::string, std::string>& wanted, const Project& project,
    const std::map<std::string, std::string>& variables) {
  std::vector<RuntimeChoice> choices;
  for (const auto& [runtime, text] : wanted) {
    const auto offered = runtimes_of_image().find(runtime);
    if (offered == runtimes_of_image().end()) {
      Versions names;
      for (const auto& [name, versions] : runtimes_of_image()) {
        names.push_back(name);
      }
      return Failure{"YAML_FILE_ERROR",
                     "Unknown runtime named '" + runtime +
                         "'. This build image has the following runtimes: " + listed(names)};
    }
    RuntimeChoice choice;
    choice.runtime = runtime;
    choice.requested = expanded(text, variables);
    const std::optional<std::string> version = version_of(choice.requested, offered->second);
    if (!version) {
      return Failure{
          "YAML_FILE_ERROR",
          "Unknown runtime version named '" + choice.requested + "' of " + runtime +
              ". This build image has the following versions: " + listed(offered->second)};
    }
    choice.version = *version;
    const auto installed = project.toolchains.find(runtime);
    if (installed != project.toolchains.end() && project.runtimePolicy == RuntimePolicy::nearest) {
      choice.path = nearest_path(installed->second, choice.version);
    } else if (installed != project.toolchains.end() &&
               project.runtimePolicy == RuntimePolicy::exact) {
      const auto same = installed->second.find(choice.version);
      choice.path = same == installed->second.end() ? "" : same->second;
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::string installation_words(const RuntimeChoice& choice) {
  return choice.runtime == "nodejs" ? "Installing Node.js version " + choice.version + " ..." : "";
}

std::vector<std::string> version_command(const std::string& runtime) {
  static const std::map<std::string, std::vector<std::string>> commands = {
      {"dotnet", {"dotnet", "--version"}},
      {"golang", {"go", "env", "GOVERSION"}},
      {"nodejs", {"node", "--version"}},
      {"php", {"php", "-r", "echo PHP_VERSION;"}},
      {"python", {"python3", "-c", "import platform; print(platform.python_version())"}},
      {"ruby", {"ruby", "-e", "puts RUBY_VERSION"}},
  };
  const auto found = commands.find(runtime);
  return found == commands.end() ? std::vector<std::string>() : found->second;
}

bool is_version(const std::string& printed, const std::string& version) {
  const std::size_t begin = printed.find_first_of("0123456789");
  if (begin == std::string::npos) {
    return false;
  }
  const std::size_t end = printed.find_first_not_of("0123456789.", begin);
  const std::string number = printed.substr(begin, end - begin);
  return number == version || number.rfind(version + ".", 0) == 0;
}

}  // namespace greenroom::codebuild
