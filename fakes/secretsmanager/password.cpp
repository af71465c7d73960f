#include "fakes/secretsmanager/password.h"

#include <utility>
#include <vector>

namespace greenroom::secretsmanager {
namespace {

std::string without(const std::string& characters, const std::string& excluded) {
  std::string left;
  for (const char c : characters) {
    if (excluded.find(c) == std::string::npos) {
      left += c;
    }
  }
  return left;
}

// The types that are included, each with at least one character.
std::vector<std::string> types_of(const GetRandomPasswordInput& input) {
  const std::pair<bool, std::string> all[] = {
      {!input.ExcludeLowercase, "abcdefghijklmnopqrstuvwxyz"},
      {!input.ExcludeUppercase, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
      {!input.ExcludeNumbers, "0123456789"},
      {!input.ExcludePunctuation, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"},
      {input.IncludeSpace, " "}};
  std::vector<std::string> types;
  for (const auto& [included, characters] : all) {
    const std::string left = without(characters, input.ExcludeCharacters);
    if (included && !left.empty()) {
      types.push_back(left);
    }
  }
  return types;
}

}  // namespace

Result<std::string> random_password(const GetRandomPasswordInput& input, RandomStream& random) {
  const std::vector<std::string> types = types_of(input);
  if (types.empty()) {
    return Failure{"InvalidParameterException",
                   "You must include at least one type of character in the password."};
  }
  const auto length = static_cast<std::size_t>(input.PasswordLength);
  const std::size_t guaranteed = input.RequireEachIncludedType ? types.size() : 0;
  if (length < guaranteed) {
    return Failure{"InvalidParameterException",
                   "The password length must be at least the number of required character types."};
  }
  std::string every;
  for (const std::string& type : types) {
    every += type;
  }
  std::string password;
  for (std::size_t at = 0; at < length; ++at) {
    const std::string& choice = at < guaranteed ? types[at] : every;
    password += choice[random.below(choice.size())];
  }
  for (std::size_t at = length; at > 1; --at) {  // so that the first ones are not told by type
    std::swap(password[at - 1], password[random.below(at)]);
  }
  return password;
}

}  // namespace greenroom::secretsmanager
