// Answers in rest-xml.
#include <algorithm>
#include <utility>

#include "fakes/aws/xml.h"
#include "fakes/wire/header_text.h"
#include "fakes/wire/reason.h"
#include "fakes/wire/rest_xml.h"
#include "fakes/wire/values.h"
#include "fakes/wire/xml.h"

namespace greenroom::wire {
namespace {

constexpr const char* k_name_space = "http://s3.amazonaws.com/doc/2006-03-01/";

std::string header_text(const Shape& shape, const aws::Json& value) {
  if (shape.kind == ShapeKind::Timestamp) {
    return http_date_of_timestamp(value.text);
  }
  if (shape.kind == ShapeKind::Boolean) {
    return value.kind == aws::JsonKind::True ? "true" : "false";
  }
  return on_one_line(value.text);
}

std::string reason_of_rest(int status) {
  switch (status) {
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 405:
      return "Method Not Allowed";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 416:
      return "Requested Range Not Satisfiable";
    default:
      return reason_of(status);
  }
}

void write_header(HttpResponse& response, const Model& model, const Member& member,
                  const aws::Json& value) {
  if (member.travels == Travels::Header) {
    response.headers.emplace_back(member.wire_name, header_text(model.shape(member), value));
  } else if (member.travels == Travels::Headers) {
    for (const aws::JsonMember& entry : value.members) {
      response.headers.emplace_back(member.wire_name + entry.name, on_one_line(entry.value.text));
    }
  }
}

// What is around nothing else: <LocationConstraint>us-west-2</LocationConstraint>.
const Member* unwrapped(const Shape& output, const std::string& root) {
  const bool alone = output.members.size() == 1 && output.members[0].travels == Travels::Body;
  return alone && output.members[0].wire_name == root ? &output.members[0] : nullptr;
}

// To take its text: objects may be large.
aws::Json* member_of(aws::Json& output, std::string_view name) {
  const auto found =
      std::find_if(output.members.begin(), output.members.end(),
                   [&](const aws::JsonMember& member) { return member.name == name; });
  return found == output.members.end() ? nullptr : &found->value;
}

void write_body(HttpResponse& response, const Model& model, const Operation& meant,
                aws::Json output) {
  const Shape& shape = model.output(meant);
  const auto travels = [&](Travels how) {
    return std::find_if(shape.members.begin(), shape.members.end(),
                        [&](const Member& member) { return member.travels == how; });
  };
  const auto payload = travels(Travels::Payload);
  if (payload != shape.members.end()) {
    aws::Json* value = member_of(output, payload->name);
    const bool is_xml = model.shape(*payload).kind == ShapeKind::Structure;
    if (value != nullptr && is_xml) {
      response.headers.emplace_back("Content-Type", "application/xml");
      response.body = write_xml(model, payload->shape, *value, payload->name, k_name_space);
    } else if (value != nullptr) {
      response.body = std::move(value->text);
    }
    return;
  }
  if (travels(Travels::Body) == shape.members.end() && meant.root == meant.output) {
    return;  // an answer without a body
  }
  response.headers.emplace_back("Content-Type", "application/xml");
  if (const Member* only = unwrapped(shape, meant.root)) {
    const aws::Json* value = output.find(only->name);
    response.body = write_xml(model, only->shape, value == nullptr ? aws::Json{} : *value,
                              meant.root, k_name_space);
  } else {
    response.body = write_xml(model, meant.output, output, meant.root, k_name_space);
  }
}

}  // namespace

HttpResponse write_rest(const Model& model, const std::string& operation, int status,
                        aws::Json output) {
  const Operation& meant = model.operations.at(operation);
  HttpResponse response;
  response.status = status;
  response.reason = reason_of_rest(status);
  for (const Member& member : model.output(meant).members) {
    if (const aws::Json* found = output.find(member.name)) {
      write_header(response, model, member, *found);
    }
  }
  if (meant.method == "HEAD") {
    aws::Json* body = member_of(output, "Body");
    response.body = body == nullptr ? "" : std::move(body->text);
  } else if (status != 204) {
    write_body(response, model, meant, std::move(output));
  }
  return response;
}

HttpResponse write_rest_error(const RestError& error) {
  HttpResponse response;
  response.status = error.status;
  response.reason = reason_of_rest(error.status);
  if (error.status < 400) {
    return response;
  }
  response.headers.emplace_back("Content-Type", "application/xml");
  std::string& out = response.body;
  out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>";
  const auto element = [&out](const std::string& name, const std::string& value) {
    out += "<" + name + ">";
    aws::append_xml_text(out, value);
    out += "</" + name + ">";
  };
  element("Code", error.failure.code);
  element("Message", error.failure.message);
  for (const auto& [name, value] : error.elements) {
    element(name, value);
  }
  element("Resource", error.resource);
  element("RequestId", error.request_id);
  element("HostId", host_id_of(error.request_id));
  out += "</Error>";
  return response;
}

std::string host_id_of(const std::string& request_id) {
  return base64("greenroom " + request_id);
}

}  // namespace greenroom::wire
