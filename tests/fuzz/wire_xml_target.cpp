// What clients send S3 in XML: "s3 DeleteObjects", a line end, and the body.
#include <algorithm>

#include "fakes/aws/xml.h"
#include "fakes/wire/xml.h"
#include "fakes/wire/xml_reader.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {
namespace {

// The member of the operation's input that travels in the body as XML; nullptr when none does.
const wire::Member* body_of(const WireCall& call) {
  const auto operation = call.model->operations.find(call.operation);
  if (operation == call.model->operations.end()) {
    return nullptr;
  }
  const wire::Shape& shape = call.model->shape(operation->second.input);
  const auto found =
      std::find_if(shape.members.begin(), shape.members.end(), [&](const wire::Member& member) {
        return member.travels == wire::Travels::Payload &&
               call.model->shape(member.shape).kind == wire::ShapeKind::Structure;
      });
  return found == shape.members.end() ? nullptr : &*found;
}

// Control characters have no way into XML: what stands for them instead.
aws::Json without_controls(aws::Json value) {
  std::string kept;
  for (const char c : value.text) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n';
    kept += is_control && c != '\r' ? "\xEF\xBF\xBD" : std::string(1, c);
  }
  value.text = kept;
  for (aws::Json& item : value.items) {
    item = without_controls(std::move(item));
  }
  for (aws::JsonMember& member : value.members) {
    member.value = without_controls(std::move(member.value));
  }
  return value;
}

}  // namespace

void wire_xml(const std::string& input) {
  const WireCall call = wire_call_of(input);
  const wire::Member* body = call.model == nullptr ? nullptr : body_of(call);
  if (body == nullptr) {
    return;
  }
  const wire::Model& model = *call.model;
  const auto read = [&](const std::string& document) {
    return wire::read_xml(model, body->shape, body->wire_name, document);
  };
  const Result<aws::Json> given = read(call.body);
  require(same(given, read(call.body)), "the same document, the same value");
  if (!given) {
    require_refusal(given.failure(), call.body.size());
    return;
  }
  require_read(given.value(), call.body.size());
  const auto checked = require_check(model, body->shape, given.value(), call.body.size());
  if (!checked) {
    return;
  }
  const aws::Json output = as_output(model, body->shape, *checked);
  const std::string written =
      wire::write_xml(model, body->shape, output, body->wire_name, "http://s3.amazonaws.com/");
  require_xml(written);
  require(written.size() <= most_bytes(call.body.size()), "what is written is not much larger");
  const Result<aws::Json> back = read(written);
  require(back.ok() && wire::write_xml(model, body->shape, back.value(), body->wire_name,
                                       "http://s3.amazonaws.com/") == written,
          "what is written reads the same");
  require(same(as_output(model, body->shape, back.value()), without_controls(output)) ||
              written.find("xsi:") != std::string::npos,
          "what is written says what was read");
}

}  // namespace greenroom::fuzz
