#include "fakes/codepipeline/pages.h"

#include <charconv>

namespace greenroom::codepipeline {
namespace {

// Of an entry, from 1 to `count`.
Result<std::size_t> number_of(const std::string& next_token, std::size_t count) {
  std::size_t from = 0;
  const char* const end = next_token.data() + next_token.size();
  const auto parsed = std::from_chars(next_token.data(), end, from);
  if (parsed.ec != std::errc() || parsed.ptr != end || from < 1 || from > count) {
    return Failure{"InvalidNextTokenException",
                   "The next token was specified in an invalid format. Make sure that the next "
                   "token you provide is the token returned by a previous call."};
  }
  return from;
}

}  // namespace

Result<std::size_t> first_on_page(std::size_t count, std::int64_t max_results,
                                  const std::string& next_token) {
  if (max_results < 1 || max_results > k_page_most) {
    return Failure{
        "ValidationException",
        std::string("1 validation error detected: Value at 'maxResults' failed to ") +
            "satisfy constraint: Member must have value " +
            (max_results < 1 ? "greater than or equal to 1" : "less than or equal to 100")};
  }
  if (next_token.empty()) {
    return count;
  }
  return number_of(next_token, count);
}

Result<std::size_t> first_forward(std::size_t count, const std::string& next_token) {
  return next_token.empty() ? Result<std::size_t>(0) : number_of(next_token, count);
}

}  // namespace greenroom::codepipeline
