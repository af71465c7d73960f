#include "fakes/events/address_range.h"

#include <algorithm>
#include <vector>

namespace greenroom::events {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = text.find(separator); at != text.npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

// Digits of `base` (10 or 16) only, at most `digits_max` of them.
std::optional<int> number(std::string_view text, int base, std::size_t digits_max) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  if (text.empty() || text.size() > digits_max) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const std::size_t digit = k_digits.find(lower);
    if (digit == k_digits.npos || static_cast<int>(digit) >= base) {
      return std::nullopt;
    }
    value = value * base + static_cast<int>(digit);
  }
  return value;
}

std::optional<Address> ipv4(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  Address result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<int> byte = number(parts[i], 10, 3);
    if (parts.size() != 4 || !byte || *byte > 255) {
      return std::nullopt;
    }
    result.bytes[i] = static_cast<std::uint8_t>(*byte);
  }
  return result;
}

// Groups between colons as bytes; nothing when one is no group. "" is no group at all.
std::optional<std::vector<std::uint8_t>> groups(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  if (text.empty()) {
    return bytes;
  }
  for (const std::string_view part : split(text, ':')) {
    const std::optional<int> group = number(part, 16, 4);
    if (!group) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<std::uint8_t>(*group >> 8));
    bytes.push_back(static_cast<std::uint8_t>(*group & 0xff));
  }
  return bytes;
}

std::optional<Address> ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const auto head = groups(text.substr(0, gap));
  const auto tail = groups(gap == text.npos ? std::string_view() : text.substr(gap + 2));
  if (!head || !tail) {
    return std::nullopt;
  }
  const std::size_t given = head->size() + tail->size();
  if (gap == text.npos ? given != 16 : given > 14) {
    return std::nullopt;
  }
  Address result;
  result.bits = 128;
  std::copy(head->begin(), head->end(), result.bytes.begin());
  std::copy_backward(tail->begin(), tail->end(), result.bytes.end());
  return result;
}

}  // namespace

std::optional<Address> address(std::string_view text) {
  return text.find(':') == text.npos ? ipv4(text) : ipv6(text);
}

Result<AddressRange> address_range(const std::string& cidr) {
  const std::vector<std::string_view> parts = split(cidr, '/');
  if (parts.size() != 2) {
    return Failure{"", "Malformed CIDR, one '/' required"};
  }
  const std::optional<Address> network = address(parts[0]);
  if (!network) {
    return Failure{"", "Malformed CIDR, badly formatted IP address"};
  }
  const std::optional<int> bits = number(parts[1], 10, 3);
  if (!bits) {
    return Failure{"", "Malformed CIDR, mask bits must be an integer"};
  }
  if (*bits > network->bits) {
    return Failure{"",
                   "Malformed CIDR, mask bits must be at most " + std::to_string(network->bits)};
  }
  return AddressRange{*network, *bits};
}

bool contains(const AddressRange& range, const Address& address) {
  if (range.network.bits != address.bits) {
    return false;
  }
  int left = range.mask_bits;
  for (std::size_t i = 0; left > 0; ++i, left -= 8) {
    const unsigned mask = left >= 8 ? 0xffu : (0xff00u >> left) & 0xffu;
    const unsigned difference = range.network.bytes[i] ^ address.bytes[i];
    if ((difference & mask) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace greenroom::events
