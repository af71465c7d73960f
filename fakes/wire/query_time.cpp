// Timestamps in forms.
#include <charconv>

#include "fakes/wire/query.h"

namespace greenroom::wire {
namespace {

// A piece of text that is read from the left.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // Exactly `digits` of them.
  std::int64_t number(std::size_t digits) {
    std::int64_t number = 0;
    const char* end = rest_.data() + std::min(digits, rest_.size());
    const auto [stop, error] = std::from_chars(rest_.data(), end, number);
    good_ = good_ && error == std::errc() && stop == rest_.data() + digits && number >= 0;
    rest_.remove_prefix(std::min(digits, rest_.size()));
    return number;
  }
  // Two digits that are less.
  std::int64_t number_below(std::int64_t limit) {
    const std::int64_t found = number(2);
    good_ = good_ && found < limit;
    return found;
  }
  bool take(char c) {
    const bool is_next = !rest_.empty() && rest_[0] == c;
    rest_.remove_prefix(is_next ? 1 : 0);
    return is_next;
  }
  void must_take(char c) { good_ = take(c) && good_; }
  // ".250123": milliseconds.
  std::int64_t fraction() {
    std::int64_t milliseconds = 0;
    std::int64_t unit = 100;
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      milliseconds += (rest_[0] - '0') * unit;
      unit /= 10;
      rest_.remove_prefix(1);
    }
    return milliseconds;
  }
  [[nodiscard]] bool is_done() const { return rest_.empty(); }
  [[nodiscard]] bool is_good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

// Since 1970-01-01, in the calendar of today for all times.
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t shifted = month <= 2 ? year - 1 : year;
  const std::int64_t era = shifted / 400;
  const std::int64_t of_era = shifted % 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  const bool is_last = month == 12;
  return days_of(is_last ? year + 1 : year, is_last ? 1 : month + 1, 1) - days_of(year, month, 1);
}

std::string text_of_seconds(std::int64_t seconds, std::int64_t milliseconds) {
  return std::to_string(seconds) + "." + std::to_string(1000 + milliseconds).substr(1);
}

// "1767225600", "1767225600.25".
std::optional<std::string> seconds_of_number(const std::string& text) {
  std::int64_t seconds = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds < 0 || text[0] == '-') {
    return std::nullopt;
  }
  Reader reader(std::string_view(text).substr(static_cast<std::size_t>(stop - text.data())));
  const std::int64_t milliseconds = reader.take('.') ? reader.fraction() : 0;
  return reader.is_done() ? std::optional(text_of_seconds(seconds, milliseconds)) : std::nullopt;
}

}  // namespace

std::optional<std::string> seconds_of_iso8601(const std::string& text) {
  if (std::optional<std::string> number = seconds_of_number(text)) {
    return number;
  }
  Reader reader(text);
  const std::int64_t year = reader.number(4);
  reader.must_take('-');
  const std::int64_t month = reader.number(2);
  reader.must_take('-');
  const std::int64_t day = reader.number(2);
  std::int64_t of_day = 0;
  std::int64_t milliseconds = 0;
  if (!reader.is_done()) {
    reader.must_take('T');
    of_day = reader.number_below(24) * 3600;
    reader.must_take(':');
    of_day += reader.number_below(60) * 60;
    if (reader.take(':')) {
      of_day += reader.number_below(60);
      milliseconds = reader.take('.') ? reader.fraction() : 0;
    }
    const std::int64_t sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
    if (sign != 0) {
      of_day -= sign * reader.number_below(24) * 3600;
      (void)reader.take(':');
      of_day -= sign * reader.number_below(60) * 60;
    } else {
      (void)reader.take('Z');
    }
  }
  const std::int64_t seconds = days_of(year, month, day) * 86400 + of_day;
  const bool good = reader.is_good() && reader.is_done() && year >= 1970 && month >= 1 &&
                    month <= 12 && day >= 1 && day <= days_in(year, month) && seconds >= 0;
  return good ? std::optional(text_of_seconds(seconds, milliseconds)) : std::nullopt;
}

}  // namespace greenroom::wire
