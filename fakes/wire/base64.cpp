#include "fakes/wire/base64.h"

#include <cstdint>

namespace greenroom::wire {

std::optional<std::string> bytes_of_base64(std::string_view text) {
  constexpr std::string_view k_letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::size_t last = text.find_last_not_of('=');
  const std::size_t size = last == std::string_view::npos ? 0 : last + 1;
  if (text.size() - size > 2) {
    return std::nullopt;
  }
  std::string bytes;
  std::uint32_t group = 0;
  std::uint32_t bits = 0;
  for (const char c : text.substr(0, size)) {
    const std::size_t value = k_letters.find(c);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    group = (group << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFu;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(group >> bits & 0xFFu);
    }
  }
  return bytes;
}

}  // namespace greenroom::wire
