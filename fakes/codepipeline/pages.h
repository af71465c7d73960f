// Lists in pages, the newest entry first. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "fakes/codepipeline/history.h"
#include "sim/core/result.h"

namespace greenroom::codepipeline {

// How long AWS remembers executions (reference 7: "history 12 months").
inline constexpr Duration k_retention = hours(24 * 365);
inline constexpr std::int64_t k_page_most = 100;

// Which entry of a list of `count` comes first on the page: AWS's tokens are opaque, ours is the
// number of the oldest entry that was shown, so that entries which are added later move nothing.
// ValidationException for maxResults outside of 1 to 100, InvalidNextTokenException.
[[nodiscard]] Result<std::size_t> first_on_page(std::size_t count, std::int64_t max_results,
                                                const std::string& next_token);

// Which entry of a list in its natural order comes first on the page: the token is its number.
// InvalidNextTokenException.
[[nodiscard]] Result<std::size_t> first_forward(std::size_t count, const std::string& next_token);

// A page of `all` in its own order.
template <typename T>
[[nodiscard]] Result<Page<T>> forward_page(const std::vector<T>& all, std::int64_t max_results,
                                           const std::string& next_token) {
  const Result<std::size_t> from = first_forward(all.size(), next_token);
  if (!from.ok()) {
    return from.failure();
  }
  Page<T> page;
  for (std::size_t i = from.value(); i < all.size(); ++i) {
    if (static_cast<std::int64_t>(page.items.size()) == max_results) {
      page.nextToken = std::to_string(i);
      break;
    }
    page.items.push_back(all[i]);
  }
  return page;
}

// A page of those entries of `all` (oldest first) that `fits` takes.
template <typename T, typename Fits>
[[nodiscard]] Result<Page<T>> page_of(const std::vector<T>& all, std::int64_t max_results,
                                      const std::string& next_token, Fits fits) {
  const Result<std::size_t> from = first_on_page(all.size(), max_results, next_token);
  if (!from.ok()) {
    return from.failure();
  }
  Page<T> page;
  for (std::size_t i = from.value(); i > 0; --i) {
    if (!fits(all[i - 1])) {
      continue;
    }
    if (static_cast<std::int64_t>(page.items.size()) == max_results) {
      page.nextToken = std::to_string(i);
      break;
    }
    page.items.push_back(all[i - 1]);
  }
  return page;
}

}  // namespace greenroom::codepipeline
