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
        aws::append_xml_text(out, value.text);
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

std::string write_xml(const Model& model, const std::string& shape, const aws::Json& value,
                      const std::string& root, const std::string& name_space) {
  Writer writer(model);
  writer.element(root, name_space.empty() ? "" : " xmlns=\"" + name_space + "\"", shape, value);
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

}  // namespace greenroom::wire
