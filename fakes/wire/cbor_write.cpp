// Outputs in CBOR.
#include <charconv>
#include <utility>
#include <vector>

#include "fakes/wire/base64.h"
#include "fakes/wire/cbor.h"
#include "fakes/wire/reason.h"
#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::wire {
namespace {

enum class Major { Unsigned, Negative, Bytes, Text, Array, Map, Tag, Simple };

class CborWriter {
 public:
  explicit CborWriter(const Model& model) : model_(model) {}

  void item(const Shape& shape, const aws::Json& value) {
    switch (shape.kind) {
      case ShapeKind::Structure:
        members(shape, value);
        break;
      case ShapeKind::Map:
        head(Major::Map, value.members.size());
        for (const aws::JsonMember& entry : value.members) {
          string(Major::Text, entry.name);
          item(model_.item(shape), entry.value);
        }
        break;
      case ShapeKind::List:
        head(Major::Array, value.items.size());
        for (const aws::Json& each : value.items) {
          item(model_.item(shape), each);
        }
        break;
      case ShapeKind::Integer:
      case ShapeKind::Long:
        integer(value.text);
        break;
      case ShapeKind::Double:
        ieee(value.text);
        break;
      case ShapeKind::Timestamp:
        head(Major::Tag, 1);
        ieee(value.text);
        break;
      case ShapeKind::Boolean:
        head(Major::Simple, value.kind == aws::JsonKind::True ? 21 : 20);
        break;
      case ShapeKind::Blob:
        blob(value.text);
        break;
      default:
        string(Major::Text, value.text);
    }
  }

  std::string out;

 private:
  void head(Major major, std::uint64_t argument) {
    const unsigned high = static_cast<unsigned>(major) << 5;
    if (argument < 24) {
      out += static_cast<char>(high | argument);
      return;
    }
    const unsigned size_log = argument < 0x100      ? 0
                              : argument < 0x10000  ? 1
                              : argument >> 32 == 0 ? 2
                                                    : 3;
    out += static_cast<char>(high | (24 + size_log));
    bytes(argument, 1u << size_log);
  }
  void bytes(std::uint64_t number, unsigned size) {
    for (unsigned at = size; at-- > 0;) {
      out += static_cast<char>(number >> (8 * at) & 0xff);
    }
  }
  void string(Major major, const std::string& text) {
    head(major, text.size());
    out += text;
  }
  void members(const Shape& shape, const aws::Json& value) {
    std::vector<std::pair<const Member*, const aws::Json*>> there;
    for (const Member& member : shape.members) {
      if (const aws::Json* found = value.find(member.name)) {
        there.emplace_back(&member, found);
      }
    }
    head(Major::Map, there.size());
    for (const auto& [member, found] : there) {
      string(Major::Text, member->name);
      item(model_.shape(*member), *found);
    }
  }
  void integer(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    SIM_ASSERT(error == std::errc() && end == text.data() + text.size(),
               "an output has no integer: " + text);
    if (number >= 0) {
      head(Major::Unsigned, static_cast<std::uint64_t>(number));
    } else {
      head(Major::Negative, static_cast<std::uint64_t>(-1 - number));
    }
  }
  void ieee(const std::string& decimal) {
    out += static_cast<char>(static_cast<unsigned>(Major::Simple) << 5 | 27);
    bytes(ieee_of_decimal(decimal), 8);
  }
  void blob(const std::string& text) {
    const std::optional<std::string> bytes_of_it = bytes_of_base64(text);
    SIM_ASSERT(bytes_of_it.has_value(), "an output has bytes that are no base64");
    string(Major::Bytes, *bytes_of_it);
  }

  const Model& model_;
};

}  // namespace

std::string write_cbor(const Model& model, const std::string& shape, const aws::Json& value) {
  CborWriter writer(model);
  writer.item(model.shape(shape), value);
  return std::move(writer.out);
}

HttpResponse cbor_answer(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.reason = reason_of(status);
  response.headers = {{"Content-Type", "application/cbor"}, {"smithy-protocol", "rpc-v2-cbor"}};
  response.body = std::move(body);
  return response;
}

HttpResponse cbor_refused(int status, const Failure& failure) {
  static const Model model = parse_model(
      "service errors json-1.0 Errors\n"
      "structure Error __type:String message:String\n"
      "string String\n");
  HttpResponse response = cbor_answer(
      status,
      write_cbor(
          model, "Error",
          Object().add("__type", text(failure.code)).add("message", text(failure.message)).take()));
  response.headers.emplace_back("x-amzn-query-error",
                                failure.code + (status < 500 ? ";Sender" : ";Receiver"));
  return response;
}

}  // namespace greenroom::wire
