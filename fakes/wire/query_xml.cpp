// What query and ec2 answer.
#include <utility>

#include "fakes/aws/xml.h"
#include "fakes/wire/query.h"
#include "fakes/wire/reason.h"
#include "fakes/wire/xml.h"

namespace greenroom::wire {
namespace {

constexpr const char* k_declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string name_space_of(const Model& model) {
  if (model.service == "sqs") {
    return "http://queue.amazonaws.com/doc/" + model.version + "/";
  }
  const bool is_secure = model.service == "iam" || model.service == "sts";
  return std::string(is_secure ? "https" : "http") + "://" + signing_name(model) +
         ".amazonaws.com/doc/" + model.version + "/";
}

class Writer {
 public:
  explicit Writer(const Model& model) : model_(model) {}

  void element(const std::string& name, const Shape& shape, const aws::Json& value) {
    out += "<" + name + ">";
    content(shape, value);
    out += "</" + name + ">";
  }
  void text_element(const std::string& name, const std::string& text) {
    out += "<" + name + ">";
    aws::append_xml_text(out, text);
    out += "</" + name + ">";
  }

  void content(const Shape& shape, const aws::Json& value) {
    switch (shape.kind) {
      case ShapeKind::Structure:
        members(shape, value);
        break;
      case ShapeKind::List:
        for (const aws::Json& item : value.items) {
          element(shape.element, model_.item(shape), item);
        }
        break;
      case ShapeKind::Map:
        entries("entry", shape, value);
        break;
      case ShapeKind::Boolean:
        out += value.kind == aws::JsonKind::True ? "true" : "false";
        break;
      case ShapeKind::Timestamp:
        out += iso8601_of_timestamp(value.text);
        break;
      default:
        aws::append_xml_text(out, value.text);
    }
  }

  std::string out = k_declaration;

 private:
  void members(const Shape& shape, const aws::Json& value) {
    for (const Member& member : shape.members) {
      const aws::Json* found = value.find(member.name);
      if (found == nullptr) {
        continue;
      }
      const Shape& inner = model_.shape(member);
      if (inner.kind == ShapeKind::List && inner.flat) {
        for (const aws::Json& item : found->items) {
          element(query_name(model_, member), model_.item(inner), item);
        }
      } else if (inner.kind == ShapeKind::Map && inner.flat) {
        entries(member.wire_name, inner, *found);
      } else {
        element(member.wire_name, inner, *found);
      }
    }
  }

  void entries(const std::string& name, const Shape& shape, const aws::Json& value) {
    for (const aws::JsonMember& entry : value.members) {
      out += "<" + name + ">";
      text_element(shape.key_element, entry.name);
      element(shape.value_element, model_.item(shape), entry.value);
      out += "</" + name + ">";
    }
  }

  const Model& model_;
};

HttpResponse xml_answer(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.reason = reason_of(status);
  response.headers = {{"Content-Type", "text/xml;charset=UTF-8"}};
  response.body = std::move(body);
  return response;
}

std::string element_of(const std::string& name, const std::string& text) {
  std::string out = "<" + name + ">";
  aws::append_xml_text(out, text);
  return out + "</" + name + ">";
}

}  // namespace

HttpResponse write_query(const Model& model, const std::string& operation, const aws::Json& output,
                         const std::string& request_id) {
  const Operation& meant = model.operations.at(operation);
  const Shape& shape = model.output(meant);
  const bool has_output = meant.output != "Unit";
  Writer writer(model);
  writer.out += "<" + operation + "Response xmlns=\"" + name_space_of(model) + "\">";
  if (model.protocol == Protocol::Ec2) {
    writer.text_element("requestId", request_id);
    if (has_output) {
      writer.content(shape, output);
    } else {
      writer.text_element("return", "true");
    }
  } else {
    if (has_output) {
      writer.element(meant.root, shape, output);
    }
    writer.out +=
        "<ResponseMetadata>" + element_of("RequestId", request_id) + "</ResponseMetadata>";
  }
  writer.out += "</" + operation + "Response>";
  return xml_answer(200, std::move(writer.out));
}

HttpResponse write_query_error(const Model* model, int status, const Failure& failure,
                               const std::string& request_id) {
  const std::string what =
      element_of("Code", failure.code) + element_of("Message", failure.message);
  if (model != nullptr && model->protocol == Protocol::Ec2) {
    return xml_answer(status, k_declaration + ("<Response><Errors><Error>" + what) +
                                  "</Error></Errors>" + element_of("RequestID", request_id) +
                                  "</Response>");
  }
  const std::string name_space = model == nullptr ? "" : " xmlns=\"" + name_space_of(*model) + "\"";
  const std::string type = element_of("Type", status < 500 ? "Sender" : "Receiver");
  return xml_answer(status, k_declaration + ("<ErrorResponse" + name_space) + "><Error>" + type +
                                what + "</Error>" + element_of("RequestId", request_id) +
                                "</ErrorResponse>");
}

}  // namespace greenroom::wire
