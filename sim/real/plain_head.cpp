#include "sim/real/plain_head.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace greenroom::real {
namespace {

constexpr std::size_t k_length_digits_max = 18;  // any such number fits

constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    table.at(static_cast<unsigned char>(c)) = true;
  }
  return table;
}
constexpr std::array<bool, 256> k_is_token = make_token_table();

constexpr bool is_printed(char c) {
  return c >= ' ' && c <= '~';
}

// Where the printed characters (' ' to '~') at the beginning of `bytes` end. Eight at a time: with
// the high bits clear, adding 0x60 sets them for ' ' and above, adding 1 for what is beyond '~'.
// No byte carries into the next. Lowest byte first: this project runs on x86-64 only.
static_assert(std::endian::native == std::endian::little);
std::size_t printed_length(std::string_view bytes) {
  constexpr std::uint64_t k_high = 0x8080808080808080u;
  constexpr std::uint64_t k_ones = 0x0101010101010101u;
  std::size_t at = 0;
  while (at + sizeof(std::uint64_t) <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    const std::uint64_t low = word & ~k_high;
    const std::uint64_t others =
        ~((low + 0x60 * k_ones) & ~(low + k_ones) & ~word) & k_high;  // a bit for each
    if (others != 0) {
      return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
    at += sizeof word;
  }
  while (at < bytes.size() && is_printed(bytes[at])) {
    ++at;
  }
  return at;
}

// Reads from the front; what does not fit makes it `bad` for good.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool bad() const { return bad_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
  void expect(char c) {
    bad_ = bad_ || peek() != c;
    at_ += bad_ ? 0 : 1;
  }
  void line_end() {
    expect('\r');
    expect('\n');
  }
  [[nodiscard]] bool begins_with(std::string_view text) const {
    return bytes_.substr(at_, text.size()) == text;
  }
  void expect(std::string_view text) {
    bad_ = bad_ || !begins_with(text);
    at_ += bad_ ? 0 : text.size();
  }
  std::string_view token() {
    std::size_t end = at_;
    while (end < bytes_.size() && k_is_token[static_cast<unsigned char>(bytes_[end])]) {
      ++end;
    }
    return take(end - at_);
  }
  // Printed characters up to a space.
  std::string_view word() {
    return take(std::min(printed_length(bytes_.substr(at_)), bytes_.find(' ', at_) - at_));
  }
  std::string_view printed() {
    const std::string_view text = bytes_.substr(at_, printed_length(bytes_.substr(at_)));
    at_ += text.size();
    return text;
  }
  void version(PlainHead& head) {
    expect("HTTP/1.");
    head.version = peek() == '0' ? 10 : 11;
    expect(head.version == 10 ? '0' : '1');
  }

 private:
  std::string_view take(std::size_t size) {
    bad_ = bad_ || size == 0;
    const std::string_view text = bytes_.substr(at_, size);
    at_ += size;
    return text;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool bad_ = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

// Puts fields where others were, so that their strings have room already.
class Fields {
 public:
  explicit Fields(HttpHeaders& headers) : headers_(headers) {}
  void put(std::string_view name, std::string_view value) {
    if (count_ < headers_.size()) {
      headers_[count_].first.assign(name);
      headers_[count_].second.assign(value);
    } else {
      headers_.emplace_back(name, value);
    }
    ++count_;
  }
  void end() { headers_.resize(count_); }

 private:
  HttpHeaders& headers_;
  std::size_t count_ = 0;
};

bool read_length(std::string_view value, PlainHead& head) {
  if (head.length || value.empty() || value.size() > k_length_digits_max) {
    return false;
  }
  std::uint64_t length = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') {
      return false;
    }
    length = length * 10 + static_cast<std::uint64_t>(c - '0');
  }
  head.length = length;
  return true;
}

bool read_connection(std::string_view value, PlainHead& head) {
  const bool closes = same_header_name(value, "close");
  const bool keeps_alive = same_header_name(value, "keep-alive");
  head.closes = head.closes || closes;
  head.keeps_alive = head.keeps_alive || keeps_alive;
  return closes || keeps_alive;
}

// Fields that tell more than themselves.
enum class FieldKind { Any, Length, Connection, Unusual };
FieldKind kind_of(std::string_view name) {
  switch (name.size()) {
    case 10:
      return same_letters(name, "Connection") ? FieldKind::Connection : FieldKind::Any;
    case 14:
      return same_letters(name, "Content-Length") ? FieldKind::Length : FieldKind::Any;
    case 7:
      return same_letters(name, "Upgrade") ? FieldKind::Unusual : FieldKind::Any;
    case 16:
      return same_letters(name, "Proxy-Connection") ? FieldKind::Unusual : FieldKind::Any;
    case 17:
      return same_letters(name, "Transfer-Encoding") ? FieldKind::Unusual : FieldKind::Any;
    default:
      return FieldKind::Any;
  }
}

bool read_fields(Cursor& cursor, HttpHeaders& headers, PlainHead& head) {
  Fields fields(headers);
  while (!cursor.bad() && cursor.peek() != '\r') {
    const std::string_view name = cursor.token();
    cursor.expect(':');
    const std::string_view value = trimmed(cursor.printed());
    cursor.line_end();
    if (cursor.bad() || cursor.peek() == ' ' || cursor.peek() == '\t') {
      return false;  // folded
    }
    const FieldKind kind = kind_of(name);
    if (kind == FieldKind::Unusual ||
        (kind == FieldKind::Connection && !read_connection(value, head)) ||
        (kind == FieldKind::Length && !read_length(value, head))) {
      return false;
    }
    if (kind != FieldKind::Length) {
      fields.put(name, value);
    }
  }
  cursor.line_end();
  fields.end();
  head.bytes = cursor.at();
  return !cursor.bad();
}

}  // namespace

bool read_plain_head(std::string_view bytes, HttpRequest& message, PlainHead& head) {
  head = {};
  Cursor cursor(bytes);
  message.method.assign(cursor.token());
  cursor.expect(' ');
  message.target.assign(cursor.word());
  cursor.expect(' ');
  cursor.version(head);
  cursor.line_end();
  message.version = head.version;
  message.body.clear();
  return !cursor.bad() && read_fields(cursor, message.headers, head);
}

bool read_plain_head(std::string_view bytes, HttpResponse& message, PlainHead& head) {
  head = {};
  Cursor cursor(bytes);
  cursor.version(head);
  cursor.expect(' ');
  const std::string_view status = cursor.token();
  if (cursor.bad() || status.size() != 3) {
    return false;
  }
  message.status = 0;
  for (const char c : status) {
    if (c < '0' || c > '9') {
      return false;
    }
    message.status = message.status * 10 + (c - '0');
  }
  cursor.expect(' ');
  message.reason.assign(cursor.printed());
  cursor.line_end();
  message.body.clear();
  return !cursor.bad() && message.status >= 200 && read_fields(cursor, message.headers, head);
}

}  // namespace greenroom::real
