// Conversions that several services need between their own types and inputs and outputs.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fakes/aws/json.h"
#include "fakes/wire/base64.h"  // here for those who convert
#include "fakes/wire/values.h"
#include "sim/core/result.h"
#include "sim/core/time.h"

namespace greenroom::wire {

// A list of what `make` makes of each.
template <typename Items, typename Make>
[[nodiscard]] aws::Json list_of(const Items& items, Make make) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  std::transform(std::begin(items), std::end(items), std::back_inserter(list.items), make);
  return list;
}

// A map of texts, both ways.
[[nodiscard]] aws::Json map_of(const std::map<std::string, std::string>& entries);
[[nodiscard]] std::map<std::string, std::string> map_of_texts(const aws::Json& input,
                                                              std::string_view member);
// Tags, which are a list of structures: both ways, by the names of their two members.
[[nodiscard]] aws::Json tags_of(const std::map<std::string, std::string>& tags);
[[nodiscard]] std::map<std::string, std::string> read_tags(const aws::Json& input,
                                                           std::string_view member);

// Seconds since 1970, with or without a fraction, as inputs have timestamps: "1767225600.25".
// Nothing when the member is not there or reads otherwise ("1e9" too: no client writes that).
[[nodiscard]] std::optional<Instant> instant_of(Epoch epoch, const aws::Json& input,
                                                std::string_view member);
// Milliseconds since 1970, of what counts in those.
[[nodiscard]] std::int64_t milliseconds_of(Epoch epoch, Instant instant);
[[nodiscard]] Instant instant_of_milliseconds(Epoch epoch, std::int64_t milliseconds);

// The whole of a list or a part of it: what comes after the token, which is the number of those
// before. Nothing when the token is none.
struct PageRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string next_token;  // "" = that was all
};
[[nodiscard]] std::optional<PageRange> page_range(std::size_t count, const std::string& token,
                                                  std::int64_t most);

}  // namespace greenroom::wire
