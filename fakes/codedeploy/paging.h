// Lists a page at a time. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fakes/codedeploy/resources.h"
#include "sim/core/result.h"

namespace greenroom::codedeploy {

// The page after the item that `next_token` names ("" for the first page), of those items that are
// `wanted` (nothing given: all). What comes and goes in the meantime disturbs no page, as long as
// the named item is there. InvalidNextTokenException.
[[nodiscard]] Result<Page<std::string>> page_of(
    const std::vector<std::string>& all, const std::string& next_token,
    const std::function<bool(const std::string&)>& wanted = nullptr);

}  // namespace greenroom::codedeploy
