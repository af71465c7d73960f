#include "fakes/ssm/names.h"

#include <algorithm>
#include <string_view>

namespace greenroom::ssm {
namespace {

constexpr std::size_t k_name_characters_max = 1'011;
constexpr std::ptrdiff_t k_levels_max = 15;

constexpr const char* k_name_rule =
    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it "
    "can "
    "consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of "
    "letters, "
    "numbers and the following 3 symbols .-_";

constexpr const char* k_path_rule =
    "The parameter doesn't meet the parameter name requirements. The parameter name must begin "
    "with "
    "a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It "
    "must "
    "use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). "
    "Special characters are not allowed. All sub-paths, if specified, must use the forward slash "
    "symbol \"/\". Valid example: /get/parameters2-/by1./path0_.";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_' || c == '/';
}

// Whether the first sub-path begins with `word`, in upper or lower case.
bool begins_with(const std::string& name, std::string_view word) {
  const std::size_t start = name.rfind('/', 0) == 0 ? 1 : 0;
  return name.size() - start >= word.size() &&
         std::equal(word.begin(), word.end(), name.begin() + static_cast<std::ptrdiff_t>(start),
                    [](char a, char b) {
                      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
                    });
}

Failure refused(const std::string& message) {
  return {"ValidationException", message};
}

}  // namespace

ParameterReference parse_reference(const aws::Account& account, const std::string& text) {
  const std::string prefix = parameter_arn(account, "");
  ParameterReference reference;
  reference.name = text.rfind(prefix, 0) == 0 ? text.substr(prefix.size() - 1) : text;
  const std::size_t colon = reference.name.find(':');
  if (colon != std::string::npos) {
    reference.selector = reference.name.substr(colon);
    reference.name.resize(colon);
  }
  return reference;
}

Status validate_name(const std::string& name) {
  if (name.empty()) {
    return refused(
        "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must "
        "have length greater than or equal to 1");
  }
  if (name.size() > k_name_characters_max) {
    return refused("Parameter name must not exceed " + std::to_string(k_name_characters_max) +
                   " characters");  // UNVERIFIED text
  }
  if (name.find('/') != std::string::npos && name.front() != '/') {
    return refused("Parameter name must be a fully qualified name");
  }
  if (begins_with(name, "aws")) {
    return Failure{"AccessDeniedException", "No access to reserved parameter name: " + name + "."};
  }
  if (begins_with(name, "ssm") || name.back() == '/' || name.find("//") != std::string::npos ||
      !std::all_of(name.begin(), name.end(), is_name_character)) {
    return refused(k_name_rule);
  }
  if (std::count(name.begin(), name.end(), '/') > k_levels_max) {
    return Failure{"HierarchyLevelLimitExceededException",
                   "A hierarchy can have a maximum of 15 levels. For more information, see "
                   "Requirements and constraints for parameter names in the AWS Systems Manager "
                   "User Guide."};
  }
  return success();
}

Status validate_path(const std::string& path) {
  if (path.empty() || path.front() != '/' || path.find("//") != std::string::npos ||
      !std::all_of(path.begin(), path.end(), is_name_character)) {
    return refused(k_path_rule);
  }
  return success();
}

bool is_below(const std::string& name, const std::string& path, bool recursive) {
  const std::string above = path.back() == '/' ? path : path + "/";
  return name.rfind(above, 0) == 0 &&
         (recursive || name.find('/', above.size()) == std::string::npos);
}

std::string parameter_arn(const aws::Account& account, const std::string& name) {
  return "arn:aws:ssm:" + account.region + ":" + account.id + ":parameter/" +
         (name.rfind('/', 0) == 0 ? name.substr(1) : name);
}

}  // namespace greenroom::ssm
