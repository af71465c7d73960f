// Forms of the protocols query and ec2: "ec2", a line end, and the form, which names the operation.
#include <algorithm>
#include <map>

#include "fakes/wire/address.h"
#include "fakes/wire/query.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_support.h"

namespace greenroom::fuzz {
namespace {

HttpRequest request_of(const std::string& form) {
  HttpRequest request;
  request.method = "POST";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = form;
  return request;
}

// The form that says an input, as clients write it.
class FormWriter {
 public:
  explicit FormWriter(const wire::Model& model)
      : model_(model), is_ec2_(model.protocol == wire::Protocol::Ec2) {}

  // `prefix` is "" or ends in a dot.
  void members(const wire::Shape& shape, const aws::Json& value, const std::string& prefix) {
    for (const wire::Member& member : shape.members) {
      if (const aws::Json* found = value.find(member.name)) {
        std::string name = is_ec2_ ? member.wire_name : wire::query_name(model_, member);
        if (!is_ec2_ && name != member.wire_name && found->items.empty()) {
          name = member.wire_name;  // an empty list is called by its own name
        }
        if (is_ec2_ && name[0] >= 'a' && name[0] <= 'z') {
          name[0] = static_cast<char>(name[0] - 'a' + 'A');
        }
        write(member.shape, *found, prefix + name);
      }
    }
  }

  wire::QueryParameters parameters;

 private:
  void write(const std::string& shape_name, const aws::Json& value, const std::string& name) {
    const wire::Shape& shape = model_.shape(shape_name);
    const bool is_empty = value.items.empty() && value.members.empty();
    switch (shape.kind) {
      case wire::ShapeKind::Structure:
        members(shape, value, name + ".");
        break;
      case wire::ShapeKind::List:
        items(shape, value, name + (is_ec2_ || shape.flat ? "." : "." + shape.element + "."));
        break;
      case wire::ShapeKind::Map:
        entries(shape, value, name + (is_ec2_ || shape.flat ? "." : ".entry."));
        break;
      case wire::ShapeKind::Boolean:
        parameters[name] = value.kind == aws::JsonKind::True    ? "true"
                           : value.kind == aws::JsonKind::False ? "false"
                                                                : value.text;
        return;
      default:
        parameters[name] = value.text;
        return;
    }
    if (is_empty) {
      parameters[name] = "";
    }
  }
  void items(const wire::Shape& shape, const aws::Json& value, const std::string& prefix) {
    int number = 0;
    for (const aws::Json& item : value.items) {
      write(shape.item, item, prefix + std::to_string(++number));
    }
  }
  void entries(const wire::Shape& shape, const aws::Json& value, const std::string& prefix) {
    int number = 0;
    for (const aws::JsonMember& entry : value.members) {
      const std::string begin = prefix + std::to_string(++number) + ".";
      parameters[begin + shape.key_element] = entry.name;
      write(shape.item, entry.value, begin + shape.value_element);
    }
  }

  const wire::Model& model_;
  bool is_ec2_;
};

std::string form_of(const wire::QueryParameters& parameters) {
  std::string form;
  for (const auto& [name, value] : parameters) {
    form += (form.empty() ? "" : "&") + wire::percent_encoded(name) + "=" +
            wire::percent_encoded(value);
  }
  return form;
}

// The parameters come back as they were, and so does the input that they say.
void require_same_form(const wire::Model& model, const std::string& shape, const aws::Json& value) {
  FormWriter writer(model);
  writer.members(model.shape(shape), value, "");
  const auto back = wire::read_query(request_of(form_of(writer.parameters)));
  require(back.has_value(), "a form that is written is one");
  wire::QueryParameters parameters = back->parameters;
  for (const char* own : {"Action", "Version"}) {
    if (writer.parameters.count(own) == 0) {
      parameters.erase(own);
    }
  }
  require(parameters == writer.parameters, "a form that is written has the same parameters");
  require(same(wire::query_input(model, shape, parameters), value),
          "a form that is written says the same");
}

// The input once more as an output.
void require_answer(const wire::Model& echo, const std::string& operation, const aws::Json& value,
                    std::size_t input_bytes) {
  const wire::Operation& meant = echo.operations.at(operation);
  const HttpResponse answer = wire::write_query(
      echo, operation, meant.output == "Unit" ? aws::Json{} : as_output(echo, meant.output, value),
      "a request's id");
  require_xml(answer.body);
  require(answer.status == 200 && answer.body.size() <= most_bytes(input_bytes),
          "an answer is not much larger than what came in");
}

}  // namespace

void wire_query(const std::string& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const wire::Model* model = find_model(input.substr(0, end));
  const std::string form = input.substr(std::min(end + 1, input.size()));
  const auto call = wire::read_query(request_of(form));
  require(call.has_value(), "a form that is posted to / is a query");
  const auto again = wire::read_query(request_of(form));
  require(call->parameters == again->parameters && call->operation == again->operation &&
              call->service == again->service && call->version == again->version,
          "the same form, the same query");
  if (model == nullptr || model->operations.count(call->operation) == 0) {
    return;
  }
  const std::string& shape = model->operations.at(call->operation).input;
  const Result<aws::Json> given = wire::query_input(*model, shape, call->parameters);
  require(same(given, wire::query_input(*model, shape, call->parameters)),
          "the same parameters, the same input");
  if (!given) {
    require_refusal(given.failure(), form.size());
    require_xml(wire::write_query_error(model, 400, given.failure(), "a request's id").body);
    return;
  }
  require_read(given.value(), form.size());
  require_same_form(*model, shape, given.value());
  if (const auto checked = require_check(*model, shape, given.value(), form.size())) {
    require_answer(*find_echo(input.substr(0, end)), call->operation, *checked, form.size());
    return;
  }
  const Failure failure =
      wire::query_failure(*model, shape, given.value(), {"ValidationException", "Value is wrong"});
  require_refusal(failure, form.size());
  require_xml(wire::write_query_error(model, 400, failure, "a request's id").body);
}

}  // namespace greenroom::fuzz
