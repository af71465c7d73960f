#include "fakes/codedeploy/paging.h"

#include <algorithm>

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_page_size = 100;  // UNVERIFIED for each single list

}  // namespace

Result<Page<std::string>> page_of(const std::vector<std::string>& all,
                                  const std::string& next_token,
                                  const std::function<bool(const std::string&)>& wanted) {
  auto next = all.begin();
  if (!next_token.empty()) {
    next = std::find(all.begin(), all.end(), next_token);
    if (next == all.end()) {
      return Failure{"InvalidNextTokenException", "The next token is invalid: " + next_token};
    }
    ++next;
  }
  Page<std::string> page;
  for (; next != all.end(); ++next) {
    if (wanted && !wanted(*next)) {
      continue;
    }
    if (page.items.size() == k_page_size) {
      page.nextToken = page.items.back();
      break;
    }
    page.items.push_back(*next);
  }
  return page;
}

}  // namespace greenroom::codedeploy
