#include "fakes/wire/convert.h"

#include <charconv>

namespace greenroom::wire {
namespace {

// The whole number that `text` is; nothing when it is more than that.
std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty()
             ? std::optional(number)
             : std::nullopt;
}

// Microseconds of a fraction's digits; what goes beyond is cut off.
std::optional<std::int64_t> microseconds_of(std::string_view digits) {
  std::string six(digits.substr(0, 6));
  if (six.empty() || digits.find_first_not_of("0123456789") != digits.npos) {
    return std::nullopt;
  }
  six.resize(6, '0');
  return whole(six);
}

}  // namespace

aws::Json map_of(const std::map<std::string, std::string>& entries) {
  Object object;
  for (const auto& [key, value] : entries) {
    object.add(key, text(value));
  }
  return object.take();
}

std::map<std::string, std::string> map_of_texts(const aws::Json& input, std::string_view member) {
  std::map<std::string, std::string> entries;
  if (const aws::Json* found = input.find(member)) {
    for (const aws::JsonMember& entry : found->members) {
      entries[entry.name] = entry.value.text;
    }
  }
  return entries;
}

aws::Json tags_of(const std::map<std::string, std::string>& tags) {
  return list_of(tags, [](const auto& tag) {
    return Object().add("Key", text(tag.first)).add("Value", text(tag.second)).take();
  });
}

std::map<std::string, std::string> read_tags(const aws::Json& input, std::string_view member) {
  std::map<std::string, std::string> tags;
  if (const aws::Json* found = input.find(member)) {
    for (const aws::Json& tag : found->items) {
      tags[text_of(tag, "Key")] = text_of(tag, "Value");
    }
  }
  return tags;
}

std::optional<Instant> instant_of(Epoch epoch, const aws::Json& input, std::string_view member) {
  const aws::Json* found = input.find(member);
  if (found == nullptr || found->kind != aws::JsonKind::Number) {
    return std::nullopt;
  }
  const std::string_view number = found->text;
  const std::size_t point = number.find('.');
  const std::optional<std::int64_t> seconds_since_1970 = whole(number.substr(0, point));
  const std::optional<std::int64_t> fraction = point == number.npos
                                                   ? std::optional<std::int64_t>(0)
                                                   : microseconds_of(number.substr(point + 1));
  constexpr std::int64_t k_most = std::int64_t{1} << 40;  // seconds: far beyond every year meant
  if (!seconds_since_1970 || !fraction || *seconds_since_1970 > k_most ||
      *seconds_since_1970 < -k_most) {
    return std::nullopt;
  }
  const std::int64_t sign = number.front() == '-' ? -1 : 1;
  return Instant{(*seconds_since_1970 - epoch.seconds_since_1970) * 1'000'000 + sign * *fraction};
}

std::int64_t milliseconds_of(Epoch epoch, Instant instant) {
  const std::int64_t rest = instant.microseconds % 1'000;
  const std::int64_t floor = instant.microseconds - (rest < 0 ? rest + 1'000 : rest);
  return epoch.seconds_since_1970 * 1'000 + floor / 1'000;
}

Instant instant_of_milliseconds(Epoch epoch, std::int64_t milliseconds) {
  constexpr std::int64_t k_most = std::int64_t{1} << 50;
  const std::int64_t near = std::clamp(milliseconds, -k_most, k_most);
  return {(near - epoch.seconds_since_1970 * 1'000) * 1'000};
}

std::optional<PageRange> page_range(std::size_t count, const std::string& token,
                                    std::int64_t most) {
  const std::optional<std::int64_t> begin = token.empty() ? 0 : whole(token);
  if (!begin || *begin < 0 || static_cast<std::size_t>(*begin) > count) {
    return std::nullopt;
  }
  PageRange range;
  range.begin = static_cast<std::size_t>(*begin);
  range.end = std::min(count, range.begin + static_cast<std::size_t>(most));
  range.next_token = range.end < count ? std::to_string(range.end) : "";
  return range;
}

}  // namespace greenroom::wire
