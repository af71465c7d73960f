#include "fakes/elb/stickiness.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "fakes/aws/http_date.h"

namespace greenroom::elb {
namespace {

constexpr std::string_view k_hex = "0123456789abcdef";

std::string hex(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i > 0; --i, value >>= 4) {
    text[i - 1] = k_hex[value & 15];
  }
  return text;
}

std::uint8_t mask_at(std::uint64_t key, std::size_t i) {
  return static_cast<std::uint8_t>(mix(key ^ i));
}

bool begins_with_cookie(std::string_view pair, std::string_view name) {
  return pair.size() > name.size() && pair.substr(0, name.size()) == name &&
         pair[name.size()] == '=';
}

}  // namespace

std::string sealed(const Bond& bond, std::uint64_t key) {
  const std::string plain = std::to_string(bond.issued.microseconds) + " " + bond.to;
  std::string value = hex(mix(hash_text(plain) ^ key), 16);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    value += hex(static_cast<std::uint8_t>(plain[i]) ^ mask_at(key, i), 2);
  }
  return value;
}

std::optional<Bond> unsealed(std::string_view value, std::uint64_t key) {
  if (value.size() < 20 || value.size() % 2 != 0 ||
      value.find_first_not_of(k_hex) != std::string_view::npos) {
    return std::nullopt;
  }
  std::string plain;
  for (std::size_t at = 16; at < value.size(); at += 2) {
    const std::size_t byte = k_hex.find(value[at]) * 16 + k_hex.find(value[at + 1]);
    plain += static_cast<char>(byte ^ mask_at(key, (at - 16) / 2));
  }
  const std::size_t space = plain.find(' ');
  if (space == std::string::npos || value.substr(0, 16) != hex(mix(hash_text(plain) ^ key), 16)) {
    return std::nullopt;
  }
  return Bond{plain.substr(space + 1), {std::atoll(plain.c_str())}};
}

bool is_fresh(const Bond& bond, Instant now, Duration duration) {
  return now - bond.issued < duration;
}

std::optional<std::string> find_cookie(const HttpHeaders& headers, std::string_view name) {
  for (const auto& [field, value] : headers) {
    if (!same_header_name(field, "Cookie")) {
      continue;
    }
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view pair = rest.substr(0, end);
      pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
      if (begins_with_cookie(pair, name)) {
        return std::string(pair.substr(name.size() + 1));
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return std::nullopt;
}

bool sets_cookie(const HttpHeaders& headers, std::string_view name) {
  for (const auto& [field, value] : headers) {
    if (same_header_name(field, "Set-Cookie") && begins_with_cookie(value, name)) {
      return true;
    }
  }
  return false;
}

void add_cookie(HttpHeaders& headers, std::string_view name, const std::string& value, Epoch epoch,
                Instant expires) {
  const std::string rest = "=" + value + "; Expires=" + aws::http_date(epoch, expires) + "; Path=/";
  headers.emplace_back("Set-Cookie", std::string(name) + rest);
  if (name != k_app_cookie) {
    headers.emplace_back("Set-Cookie",
                         std::string(name) + "CORS" + rest + "; SameSite=None; Secure");
  }
}

}  // namespace greenroom::elb
