// Boost.URL would refuse some keys that S3 takes (its paths are stricter than S3's), so this is by
// hand: bytes, decoded once (reference codebuild-codepipeline-s3 3.2).
#include "fakes/wire/address.h"

#include <algorithm>
#include <utility>

namespace greenroom::wire {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// '+' is a space in a query.
std::optional<std::string> query_decoded(std::string_view text) {
  std::string spaced(text);
  for (char& c : spaced) {
    c = c == '+' ? ' ' : c;
  }
  return percent_decoded(spaced);
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    if (at + 2 >= text.size() || digit_of(text[at + 1]) < 0 || digit_of(text[at + 2]) < 0) {
      return std::nullopt;
    }
    decoded += static_cast<char>(digit_of(text[at + 1]) * 16 + digit_of(text[at + 2]));
    at += 2;
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_plain(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += "0123456789ABCDEF"[byte >> 4];
      encoded += "0123456789ABCDEF"[byte & 15];
    }
  }
  return encoded;
}

std::optional<Address> read_address(std::string_view target) {
  if (target.empty() || target[0] != '/') {
    return std::nullopt;
  }
  Address address;
  const std::size_t question = std::min(target.find('?'), target.size());
  address.path = target.substr(0, question);
  std::string_view rest = target.substr(std::min(question + 1, target.size()));
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = query_decoded(pair.substr(0, equals));
    std::optional<std::string> value =
        query_decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) {
      return std::nullopt;
    }
    if (!name->empty()) {
      address.query[*std::move(name)] = *std::move(value);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return address;
}

std::optional<std::map<std::string, std::string>> fit_path(const std::string& pattern,
                                                           const std::string& path) {
  std::map<std::string, std::string> places;
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern[i] != '{') {
      // "/bucket/" is the bucket as well.
      if (at >= path.size() || path[at] != pattern[i]) {
        return std::nullopt;
      }
      ++at;
      ++i;
      continue;
    }
    const std::size_t close = pattern.find('}', i);
    std::string name = pattern.substr(i + 1, close - i - 1);
    const bool greedy = name.back() == '+';
    if (greedy) {
      name.pop_back();
    }
    const std::size_t end = greedy ? path.size() : std::min(path.find('/', at), path.size());
    std::optional<std::string> value = percent_decoded(path.substr(at, end - at));
    if (!value || value->empty()) {
      return std::nullopt;
    }
    places[name] = *std::move(value);
    at = end;
    i = close + 1;
  }
  const bool slash_left = at + 1 == path.size() && path[at] == '/' && !places.empty();
  return at == path.size() || slash_left ? std::optional(places) : std::nullopt;
}

std::string bucket_of_host(std::string_view host) {
  constexpr std::string_view k_amazon = ".amazonaws.com";
  host = host.substr(0, host.find(':'));
  std::string_view bucket;
  if (host.ends_with(k_amazon)) {
    // "photos.s3", "photos.s3.us-east-1", "photos.s3-us-west-2", and "s3" alone.
    host.remove_suffix(k_amazon.size());
    const std::size_t dots = std::min(host.rfind(".s3."), host.rfind(".s3-"));
    const std::size_t end = host.ends_with(".s3") ? host.size() - 3 : dots;
    bucket = end == std::string_view::npos ? "" : host.substr(0, end);
  } else {
    for (const std::string_view known : {".s3.localhost", ".localhost", ".127.0.0.1"}) {
      if (bucket.empty() && host.ends_with(known)) {
        bucket = host.substr(0, host.size() - known.size());
      }
    }
  }
  return bucket.size() < 3 ? "" : std::string(bucket);  // "s3.localhost" is nobody's bucket
}

}  // namespace greenroom::wire
