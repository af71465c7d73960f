// IP addresses and the blocks a pattern's `cidr` names. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/result.h"

namespace greenroom::events {

struct Address {
  int bits = 32;  // 32 (IPv4) or 128 (IPv6)
  std::array<std::uint8_t, 16> bytes{};

  friend bool operator==(const Address&, const Address&) = default;
};

// "10.0.0.33", "2001:db8::1"; nothing when the text is no address.
[[nodiscard]] std::optional<Address> address(std::string_view text);

struct AddressRange {
  Address network;
  int mask_bits = 0;
};

// "10.0.0.0/24". The failure's message is AWS's reason, its code empty.
[[nodiscard]] Result<AddressRange> address_range(const std::string& cidr);
// False for addresses of the other family.
[[nodiscard]] bool contains(const AddressRange& range, const Address& address);

}  // namespace greenroom::events
