#include "fakes/codebuild/wire_values.h"

#include <algorithm>
#include <utility>

namespace greenroom::codebuild {

aws::Json empty_list() {
  return {aws::JsonKind::Array, {}, {}, {}};
}

aws::Json nothing() {
  return {aws::JsonKind::Object, {}, {}, {}};
}

aws::Json flag(bool value) {
  return {value ? aws::JsonKind::True : aws::JsonKind::False, {}, {}, {}};
}

std::optional<std::string> text_in(const aws::Json& input, std::string_view member) {
  const aws::Json* found = input.find(member);
  return found == nullptr ? std::nullopt : std::optional(found->text);
}

std::optional<Duration> minutes_in(const aws::Json& input, std::string_view member) {
  return input.find(member) == nullptr ? std::nullopt
                                       : std::optional(minutes(wire::number_of(input, member, 0)));
}

Failure invalid_input(std::string message) {
  return {"InvalidInputException", std::move(message)};
}

Status refuse_members(const aws::Json& input, std::initializer_list<const char*> members) {
  for (const char* member : members) {
    const aws::Json* found = input.find(member);
    const bool says_something =
        found != nullptr &&
        (found->kind == aws::JsonKind::True ||
         (found->kind == aws::JsonKind::Number
              ? found->text != "0"
              : !found->text.empty() || !found->items.empty() || !found->members.empty()));
    if (says_something) {
      return invalid_input(std::string("greenroom: ") + member + " is not supported here");
    }
  }
  return success();
}

Result<NamesPage> names_page(const std::vector<std::string>& all, std::int64_t most,
                             const std::string& next_token) {
  auto from = all.begin();
  if (!next_token.empty()) {
    from = std::find(all.begin(), all.end(), next_token);
    if (from == all.end()) {
      return invalid_input("Invalid next token: " + next_token);  // text UNVERIFIED
    }
    ++from;
  }
  const auto end = from + std::min<std::ptrdiff_t>(most, all.end() - from);
  NamesPage page{{from, end}, ""};
  if (end != all.end() && !page.names.empty()) {
    page.nextToken = page.names.back();
  }
  return page;
}

std::string after_slash(const std::string& name_or_arn) {
  return name_or_arn.rfind("arn:", 0) == 0 ? name_or_arn.substr(name_or_arn.find('/') + 1)
                                           : name_or_arn;
}

}  // namespace greenroom::codebuild
