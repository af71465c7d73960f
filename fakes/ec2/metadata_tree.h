// What the metadata service has to tell, by path.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fakes/ec2/metadata.h"

namespace greenroom::ec2 {

// The text at `target` (path and query): a value, or the list of what is below. Nothing when there
// is no such path. A slash after a value is tolerated; a directory needs none.
[[nodiscard]] std::optional<std::string> look_up(const Metadata& metadata, std::string_view target);

// `count` characters [A-Za-z0-9] that follow from the seed, what they are for, and whose they are.
[[nodiscard]] std::string drawn_text(Seed seed, std::string_view what, std::string_view whose,
                                     std::size_t count);

}  // namespace greenroom::ec2
