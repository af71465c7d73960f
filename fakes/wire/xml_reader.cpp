#include "fakes/wire/xml_reader.h"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <utility>

#include "fakes/wire/query.h"
#include "fakes/wire/values.h"
#include "fakes/wire/xml.h"

namespace greenroom::wire {
namespace {

constexpr std::string_view k_attribute = "xsi:";

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

const Member* find_member(const Shape& shape, std::string_view element) {
  const auto found =
      std::find_if(shape.members.begin(), shape.members.end(),
                   [&](const Member& member) { return member.wire_name == local_name(element); });
  return found == shape.members.end() ? nullptr : &*found;
}

constexpr std::string_view k_digits = "0123456789";

bool is_whole(const std::string& text) {
  const bool negative = !text.empty() && text[0] == '-';
  return text.size() > (negative ? 1u : 0u) && text.size() < 19 &&
         text.find_first_not_of(k_digits, negative ? 1 : 0) == std::string::npos;
}

// "0.5", "-1", "1e-05"; not "1 ", which is a number with something after it.
bool is_decimal(const std::string& text) {
  const Result<aws::Json> number =
      text.size() < 64 ? aws::parse_json(text) : Result<aws::Json>(Failure{});
  return number && number.value().kind == aws::JsonKind::Number && number.value().text == text;
}

class Reader {
 public:
  explicit Reader(const Model& model) : model_(model) {}

  aws::Json read(const Shape& shape, const pugi::xml_node& element) {
    if (shape.kind == ShapeKind::Structure) {
      return members(shape, element);
    }
    if (shape.kind == ShapeKind::List) {
      return items(shape, element);
    }
    return value_of_text(shape, text_in(element));
  }

  [[nodiscard]] bool met_something_unknown() const { return unknown_; }

 private:
  aws::Json members(const Shape& shape, const pugi::xml_node& element) {
    aws::Json found{aws::JsonKind::Object, {}, {}, {}};
    for (const Member& member : shape.members) {
      const pugi::xml_attribute attribute = element.attribute(member.wire_name.c_str());
      if (member.wire_name.rfind(k_attribute, 0) == 0 && attribute) {
        found.members.push_back(
            {member.name, value_of_text(model_.shape(member), attribute.value())});
      }
    }
    for (const pugi::xml_node child : element.children()) {
      if (child.type() == pugi::node_element) {
        add_member(found, shape, child);
      }
    }
    return found;
  }

  void add_member(aws::Json& found, const Shape& shape, const pugi::xml_node& child) {
    const Member* member = find_member(shape, child.name());
    if (member == nullptr) {
      unknown_ = true;
      return;
    }
    const Shape& inner = model_.shape(*member);
    const bool is_flat = inner.kind == ShapeKind::List && inner.flat;
    const auto same = [&](const aws::JsonMember& each) { return each.name == member->name; };
    auto place = std::find_if(found.members.begin(), found.members.end(), same);
    if (place == found.members.end()) {
      const aws::JsonKind kind = is_flat ? aws::JsonKind::Array : aws::JsonKind::Null;
      place = found.members.insert(place, {member->name, {kind, {}, {}, {}}});
    } else if (!is_flat) {
      unknown_ = true;  // the schema has it once
      return;
    }
    if (is_flat) {
      place->value.items.push_back(read(model_.item(inner), child));
    } else {
      place->value = read(inner, child);
    }
  }

  aws::Json items(const Shape& shape, const pugi::xml_node& element) {
    aws::Json list{aws::JsonKind::Array, {}, {}, {}};
    for (const pugi::xml_node child : element.children()) {
      if (child.type() != pugi::node_element) {
        continue;
      }
      if (local_name(child.name()) == shape.element) {
        list.items.push_back(read(model_.item(shape), child));
      } else {
        unknown_ = true;
      }
    }
    return list;
  }

  std::string text_in(const pugi::xml_node& element) {
    std::string all;
    for (const pugi::xml_node part : element.children()) {
      if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
        all += part.value();
      }
      unknown_ = unknown_ || part.type() == pugi::node_element;
    }
    return all;
  }

  const Model& model_;
  bool unknown_ = false;
};

}  // namespace

Result<aws::Json> read_xml(const Model& model, const std::string& shape, const std::string& root,
                           const std::string& document) {
  pugi::xml_document parsed;
  const pugi::xml_parse_result result =
      parsed.load_buffer(document.data(), document.size(),
                         pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
  const pugi::xml_node element = parsed.document_element();
  if (!result || local_name(element.name()) != root) {
    return malformed_xml();
  }
  Reader reader(model);
  aws::Json read = reader.read(model.shape(shape), element);
  return reader.met_something_unknown() ? Result<aws::Json>(malformed_xml())
                                        : Result<aws::Json>(std::move(read));
}

Failure malformed_xml() {
  return {"MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published "
          "schema"};
}

aws::Json value_of_text(const Shape& shape, std::string given) {
  if (shape.kind == ShapeKind::Boolean && same_letters(given, "true")) {
    return {aws::JsonKind::True, {}, {}, {}};
  }
  if (shape.kind == ShapeKind::Boolean && same_letters(given, "false")) {
    return {aws::JsonKind::False, {}, {}, {}};
  }
  if (shape.kind == ShapeKind::Timestamp) {
    std::optional<std::string> seconds = seconds_of_http_date(given);
    seconds = seconds ? seconds : seconds_of_iso8601(given);
    return seconds ? aws::Json{aws::JsonKind::Number, *std::move(seconds), {}, {}}
                   : text(std::move(given));
  }
  const bool whole = shape.kind == ShapeKind::Integer || shape.kind == ShapeKind::Long;
  if (whole && is_whole(given)) {
    return number(std::stoll(given));  // "007" is 7, and JSON has no other way to say it
  }
  if (shape.kind == ShapeKind::Double && is_decimal(given)) {
    return {aws::JsonKind::Number, std::move(given), {}, {}};
  }
  return text(std::move(given));
}

}  // namespace greenroom::wire
