#include "fakes/wire/xml.h"

#include <array>
#include <charconv>
#include <string_view>

#include "sim/core/assert.h"
#include "sim/core/time.h"

namespace greenroom::wire {
namespace {

CivilTime civil_of(const std::string& seconds) {
  std::int64_t whole = 0;
  const char* end = seconds.data() + seconds.size();
  const auto [dot, error] = std::from_chars(seconds.data(), end, whole);
  SIM_ASSERT(error == std::errc(), "a timestamp is seconds, not " + seconds);
  std::int64_t milliseconds = 0;
  if (dot != end) {
    std::from_chars(dot + 1, end, milliseconds);
  }
  return civil_time(Epoch{whole}, Instant{milliseconds * 1000});
}

std::string padded(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

class Writer {
 public:
  explicit Writer(const Model& model) : model_(model) {}

  void element(const std::string& name, const std::string& attributes, const std::string& shape,
               const aws::Json& value) {
    out += "<" + name + attributes + ">";
    content(shape, value);
    out += "</" + name + ">";
  }

  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

 private:
  void content(const std::string& shape_name, const aws::Json& value) {
    const Shape& shape = model_.shape(shape_name);
    switch (shape.kind) {
      case ShapeKind::Structure:
        members(shape, value);
        break;
      case ShapeKind::List:
        for (const aws::Json& item : value.items) {
          element(shape.element, "", shape.item, item);
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
        append_xml_text(out, value.text);
    }
  }

  void members(const Shape& shape, const aws::Json& value) {
    for (const Member& member : shape.members) {
      const aws::Json* found = value.find(member.name);
      if (found == nullptr || member.travels != Travels::Body) {
        continue;
      }
      const Shape& inner = model_.shape(member.shape);
      if (inner.kind == ShapeKind::List && inner.flat) {
        for (const aws::Json& item : found->items) {
          element(member.wire_name, "", inner.item, item);
        }
      } else {
        element(member.wire_name, "", member.shape, *found);
      }
    }
  }

  const Model& model_;
};

}  // namespace

void append_xml_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        // XML 1.0 has no way at all to say most control characters.
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
}

std::string write_xml(const Model& model, const std::string& shape, const aws::Json& value,
                      const std::string& root, const std::string& name_space) {
  Writer writer(model);
  writer.element(root, name_space.empty() ? "" : " xmlns=\"" + name_space + "\"", shape, value);
  return writer.out;
}

std::string iso8601_of_timestamp(const std::string& seconds) {
  const CivilTime at = civil_of(seconds);
  return padded(at.year, 4) + "-" + padded(at.month, 2) + "-" + padded(at.day, 2) + "T" +
         padded(at.hour, 2) + ":" + padded(at.minute, 2) + ":" + padded(at.second, 2) + "." +
         padded(at.microsecond / 1000, 3) + "Z";
}

std::string http_date_of_timestamp(const std::string& seconds) {
  constexpr std::array<const char*, 7> k_days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<const char*, 12> k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime at = civil_of(seconds);
  std::int64_t whole = 0;
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), whole);
  const std::int64_t days = whole / 86'400;  // 1970-01-01 was a Thursday
  return std::string(k_days[static_cast<std::size_t>(days % 7)]) + ", " + padded(at.day, 2) + " " +
         k_months[static_cast<std::size_t>(at.month - 1)] + " " + padded(at.year, 4) + " " +
         padded(at.hour, 2) + ":" + padded(at.minute, 2) + ":" + padded(at.second, 2) + " GMT";
}

}  // namespace greenroom::wire
