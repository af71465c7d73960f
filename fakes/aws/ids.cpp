#include "fakes/aws/ids.h"

#include <algorithm>

namespace greenroom::aws {
namespace {

constexpr std::string_view k_hex = "0123456789abcdef";
constexpr std::string_view k_upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view k_alphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view k_version =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

}  // namespace

std::uint64_t Ids::next_ordinal(std::string_view kind) {
  auto found = ordinals_.find(kind);
  if (found == ordinals_.end()) {
    found = ordinals_.emplace(std::string(kind), 0).first;
  }
  return found->second++;
}

std::string Ids::draw(std::string_view kind, std::string_view alphabet, std::size_t count) {
  const std::uint64_t ordinal = next_ordinal(kind);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t value = keyed_draw(seed_, kind, "id", ordinal * 64 + i);
    text += alphabet[value % alphabet.size()];
  }
  return text;
}

std::string Ids::deployment() {
  return "d-" + draw("deployment", k_upper, 9);
}

std::string Ids::resource(std::string_view prefix) {
  return std::string(prefix) + "0" + draw(prefix, k_hex, 16);
}

std::string Ids::uuid(std::string_view kind) {
  std::string digits = draw(kind, k_hex, 32);
  digits[12] = '4';                                    // version
  digits[16] = k_hex[8 + k_hex.find(digits[16]) % 4];  // variant
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
         digits.substr(16, 4) + "-" + digits.substr(20);
}

std::string Ids::version_id() {
  return draw("s3.version", k_version, 32);
}

std::string Ids::alphanumeric(std::string_view kind, std::size_t count) {
  return draw(kind, k_alphanumeric, count);
}

std::string Ids::hex(std::string_view kind, std::size_t count) {
  return draw(kind, k_hex, count);
}

std::string Ids::hex_of_request(std::string_view kind, std::size_t count) {
  const std::uint64_t ordinal = next_ordinal(kind);
  std::string text(count, '0');
  for (std::size_t begin = 0; begin < count; begin += 16) {
    std::uint64_t bits = keyed_draw(seed_, kind, "id", ordinal * 64 + begin);
    char* const end = text.data() + std::min(begin + 16, count);
    for (char* digit = text.data() + begin; digit != end; ++digit, bits >>= 4) {
      *digit = k_hex[bits & 15];
    }
  }
  return text;
}

}  // namespace greenroom::aws
