// The lab of service_lab.h behind an endpoint: what a client of AWS sends and reads.
#pragma once

#include <charconv>
#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/codedeploy/wire.h"
#include "fakes/wire/check_input.h"
#include "tests/fakes/codedeploy/service_lab.h"

namespace greenroom::codedeploy {

// An answer: its status, and its JSON by paths like "deploymentInfo.targets.0.status".
struct Answer {
  int status = 0;
  aws::Json json;

  [[nodiscard]] const aws::Json* find(const std::string& path) const {
    const aws::Json* at = &json;
    for (std::size_t from = 0; at != nullptr && from <= path.size();) {
      const std::size_t dot = std::min(path.find('.', from), path.size());
      const std::string step = path.substr(from, dot - from);
      from = dot + 1;
      if (at->kind == aws::JsonKind::Array) {
        std::size_t index = 0;
        std::from_chars(step.data(), step.data() + step.size(), index);
        at = index < at->items.size() ? &at->items[index] : nullptr;
      } else {
        at = at->find(step);
      }
    }
    return at;
  }
  // A text or a number as it is, the others as JSON; "(none)" when it is not there.
  [[nodiscard]] std::string at(const std::string& path) const {
    const aws::Json* found = find(path);
    if (found == nullptr) {
      return "(none)";
    }
    return found->text.empty() && found->kind != aws::JsonKind::String ? aws::to_text(*found)
                                                                       : found->text;
  }
  [[nodiscard]] std::string error() const { return status == 200 ? "" : at("__type"); }
};

struct WireLab : ServiceLab {
  WireLab() { endpoint.add(wire); }

  Answer ask(const std::string& operation, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", "CodeDeploy_20141006." + operation}};
    request.body = body;
    const HttpResponse response = endpoint.answer(world.as("client"), request);
    Answer answer;
    answer.status = response.status;
    answer.json = aws::parse_json(response.body).value();
    if (answer.status == 200) {
      check_shape(operation, answer.json);
    }
    return answer;
  }
  // With ' for ".
  Answer tell(const std::string& operation, std::string body) {
    std::replace(body.begin(), body.end(), '\'', '"');
    return ask(operation, body);
  }

  // Clients drop what their model does not know: an answer must have nothing that the table lacks.
  void check_shape(const std::string& operation, const aws::Json& output) {
    const greenroom::wire::Model& model = wire.model();
    const std::string text = aws::to_text(output);
    if (text.find("MOST_CONCURRENCY") != std::string::npos) {
      return;  // AWS says it, too, although its own model does not have it
    }
    CAPTURE(operation, text);
    const Result<aws::Json> known =
        greenroom::wire::check_input(model, model.operations.at(operation).output, output);
    REQUIRE(known.ok());
    CHECK(aws::to_text(known.value()).size() == text.size());  // perhaps in another order
  }

  codedeploy::Wire wire{codedeploy};
  greenroom::wire::Endpoint endpoint;
};

}  // namespace greenroom::codedeploy
