#include "fakes/wire/xml.h"

#include <charconv>

#include "fakes/aws/http_date.h"
#include "fakes/aws/xml.h"
#include "sim/core/assert.h"
#include "sim/core/time.h"

namespace greenroom::wire {
namespace {

struct Moment {
  Epoch epoch;
  Instant instant;
};

// Of "1767225600.250".
Moment moment_of(const std::string& seconds) {
  std::int64_t whole = 0;
  const char* end = seconds.data() + seconds.size();
  const auto [dot, error] = std::from_chars(seconds.data(), end, whole);
  SIM_ASSERT(error == std::errc(), "a timestamp is seconds, not " + seconds);
  std::int64_t milliseconds = 0;
  if (dot != end) {
    std::from_chars(dot + 1, end, milliseconds);
  }
  return {Epoch{whole}, Instant{milliseconds * 1000}};
}

class Writer {
 public:
  explicit Writer(const Model& model) : model_(model) {}

  void element(const std::string& name, const std::string& attributes, const Shape& shape,
               const aws::Json& value) {
    out += "<" + name + attributes;
    own_attributes(shape, value);
    out += ">";
    content(shape, value);
    out += "</" + name + ">";
  }

  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

 private:
  void content(const Shape& shape, const aws::Json& value) {
    switch (shape.kind) {
      case ShapeKind::Structure:
        members(shape, value);
        break;
      case ShapeKind::List:
        for (const aws::Json& item : value.items) {
          element(shape.element, "", model_.item(shape), item);
        }
        break;
      case ShapeKind::Boolean:
        out += value.kind == aws::JsonKind::True ? "true" : "false";
        break;
      case ShapeKind::Timestamp:
        out += iso8601_of_timestamp(value.text);
        break;
      case ShapeKind::Map:
        SIM_ASSERT(false, "no output of rest-xml has a map in its body");
        break;
      default:
        aws::append_xml_text(out, value.text);
    }
  }

  // <Grantee xmlns:xsi="..." xsi:type="Group">: the one structure of S3 that has any.
  void own_attributes(const Shape& shape, const aws::Json& value) {
    for (const Member& member : shape.members) {
      const aws::Json* found = value.find(member.name);
      if (found != nullptr && is_attribute(member)) {
        out +=
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " + member.wire_name + "=\"";
        aws::append_xml_text(out, found->text);
        out += "\"";
      }
    }
  }

  static bool is_attribute(const Member& member) { return member.wire_name.rfind("xsi:", 0) == 0; }

  void members(const Shape& shape, const aws::Json& value) {
    for (const Member& member : shape.members) {
      const aws::Json* found = value.find(member.name);
      if (found == nullptr || member.travels != Travels::Body || is_attribute(member)) {
        continue;
      }
      const Shape& inner = model_.shape(member);
      if (inner.kind == ShapeKind::List && inner.flat) {
        for (const aws::Json& item : found->items) {
          element(member.wire_name, "", model_.item(inner), item);
        }
      } else {
        element(member.wire_name, "", inner, *found);
      }
    }
  }

  const Model& model_;
};

}  // namespace

std::string write_xml(const Model& model, const std::string& shape, const aws::Json& value,
                      const std::string& root, const std::string& name_space) {
  Writer writer(model);
  writer.element(root, name_space.empty() ? "" : " xmlns=\"" + name_space + "\"",
                 model.shape(shape), value);
  return writer.out;
}

std::string iso8601_of_timestamp(const std::string& seconds) {
  const Moment at = moment_of(seconds);
  return iso8601(at.epoch, at.instant);
}

std::string http_date_of_timestamp(const std::string& seconds) {
  const Moment at = moment_of(seconds);
  return aws::http_date(at.epoch, at.instant);
}

// By hand: a library would bring a clock or a locale with it.
std::optional<std::string> seconds_of_http_date(std::string_view date) {
  constexpr std::string_view k_months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view k_form = "Aaa, 00 Aaa 0000 00:00:00 GMT";
  bool fits = date.size() == k_form.size();
  for (std::size_t at = 0; fits && at < k_form.size(); ++at) {
    const char c = date[at];
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    fits = k_form[at] == '0'   ? c >= '0' && c <= '9'
           : k_form[at] == 'a' ? is_letter
           : k_form[at] == 'A' ? is_letter
                               : c == k_form[at];
  }
  const std::size_t month = fits ? k_months.find(date.substr(8, 3)) : std::string_view::npos;
  if (month == std::string_view::npos || month % 3 != 0) {
    return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    std::int64_t value = 0;
    std::from_chars(date.data() + at, date.data() + at + size, value);
    return value;
  };
  // Days since 0000-03-01, of years that begin in March: leap days are their last.
  const auto months = static_cast<std::int64_t>(month / 3);
  const std::int64_t year = number(12, 4) - (months < 2 ? 1 : 0);
  const std::int64_t day_of_year = (153 * ((months + 10) % 12) + 2) / 5 + number(5, 2) - 1;
  const std::int64_t days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
  const std::int64_t seconds =
      ((days * 24 + number(17, 2)) * 60 + number(20, 2)) * 60 + number(23, 2);
  if (seconds < 0) {
    return std::nullopt;
  }
  // There is no 31st of February, and no 25 o'clock: they would come out as another date.
  const std::string text = std::to_string(seconds);
  const bool is_real = http_date_of_timestamp(text).substr(5) == date.substr(5);
  return is_real ? std::optional(text) : std::nullopt;
}

}  // namespace greenroom::wire
