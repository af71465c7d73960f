// Lists that come in pages: how many at once, and where the next page begins.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/values.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// How an API spells it.
struct PageSpelling {
  const char* size;              // "MaxRecords"
  std::int64_t size_standard;    // when it is not given
  std::int64_t size_most;        // ValidationError above it
  const char* token;             // "NextToken" of the input
  const char* next_token;        // and of the output
  const char* wrong_token_code;  // "InvalidNextToken"
};

// {"<member>": [...]}, and the token of the next page when there is one. A token is the place of
// the page's first item; AWS keeps to itself what it is.
template <typename Item, typename Write>
[[nodiscard]] Result<aws::Json> page_of(const PageSpelling& spelling, const aws::Json& input,
                                        const char* member, const std::vector<Item>& all,
                                        Write write) {
  const std::int64_t size = number_of(input, spelling.size, spelling.size_standard);
  if (size < 1 || size > spelling.size_most) {
    return Failure{"ValidationError", std::string(spelling.size) + " must be between 1 and " +
                                          std::to_string(spelling.size_most)};
  }
  const std::string token = text_of(input, spelling.token);
  const std::optional<PageRange> range = page_range(all.size(), token, size);
  if (!range) {
    return Failure{spelling.wrong_token_code, "The token '" + token + "' is invalid."};
  }
  const auto at = [&](std::size_t place) {
    return all.begin() + static_cast<std::ptrdiff_t>(place);
  };
  return Object()
      .add(member, list_of(std::vector<Item>(at(range->begin), at(range->end)), write))
      .add_unless_empty(spelling.next_token, range->next_token)
      .take();
}

}  // namespace greenroom::wire
