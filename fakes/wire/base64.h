// Base64, read; fakes/wire/values.h writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greenroom::wire {

// The bytes; nothing when it is not Base64 with its padding.
[[nodiscard]] std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace greenroom::wire
