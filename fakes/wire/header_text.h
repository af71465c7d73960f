// What may stand in a header: texts that clients give elsewhere (in addresses, forms, trailers) end
// in headers, where a line end would begin another one.
#pragma once

#include <string>
#include <string_view>

namespace greenroom::wire {

// A token of RFC 9110 5.6.2.
[[nodiscard]] bool is_header_name(std::string_view name);
// Spaces where a line would end.
[[nodiscard]] std::string on_one_line(std::string text);

}  // namespace greenroom::wire
