#include "fakes/wire/values.h"

#include <charconv>

namespace greenroom::wire {

std::string text_of(const aws::Json& input, std::string_view member) {
  const aws::Json* found = input.find(member);
  return found == nullptr ? "" : found->text;
}

bool flag_of(const aws::Json& input, std::string_view member) {
  const aws::Json* found = input.find(member);
  return found != nullptr && found->kind == aws::JsonKind::True;
}

std::int64_t number_of(const aws::Json& input, std::string_view member, std::int64_t otherwise) {
  const aws::Json* found = input.find(member);
  if (found == nullptr || found->kind != aws::JsonKind::Number) {
    return otherwise;
  }
  std::int64_t number = otherwise;
  std::from_chars(found->text.data(), found->text.data() + found->text.size(), number);
  return number;
}

std::vector<std::string> texts_of(const aws::Json& input, std::string_view member) {
  std::vector<std::string> all;
  if (const aws::Json* found = input.find(member)) {
    for (const aws::Json& item : found->items) {
      all.push_back(item.text);
    }
  }
  return all;
}

aws::Json text(std::string value) {
  return {aws::JsonKind::String, std::move(value), {}, {}};
}

aws::Json number(std::int64_t value) {
  return {aws::JsonKind::Number, std::to_string(value), {}, {}};
}

aws::Json texts(const std::vector<std::string>& values) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const std::string& value : values) {
    list.items.push_back(text(value));
  }
  return list;
}

aws::Json timestamp(Epoch epoch, Instant instant) {
  const std::int64_t milliseconds = instant.microseconds / 1000 % 1000;
  std::string fraction = std::to_string(1000 + milliseconds).substr(1);
  return {
      aws::JsonKind::Number, std::to_string(unix_seconds(epoch, instant)) + "." + fraction, {}, {}};
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view k_letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto byte = [&bytes](std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
  };
  std::string out((bytes.size() + 2) / 3 * 4, '=');
  std::size_t to = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 3, to += 4) {
    const std::uint32_t group = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    const std::size_t letters = std::min<std::size_t>(bytes.size() - at, 3) + 1;
    for (std::size_t i = 0; i < letters; ++i) {
      out[to + i] = k_letters[group >> (18 - 6 * i) & 63];
    }
  }
  return out;
}

}  // namespace greenroom::wire
