// A client of one service that speaks JSON: for tests of a service's wire.
#pragma once

#include <string>
#include <utility>

#include "fakes/aws/json.h"
#include "fakes/wire/endpoint.h"
#include "tests/support/fake_world.h"

namespace greenroom::test {

// What a lab is of that needs a developer and nothing else.
struct DeveloperWorld {
  FakeWorld world;
  Context cx = world.as("developer");
};

class JsonClient {
 public:
  // `service` as X-Amz-Target has it: "AmazonSSM".
  JsonClient(Context cx, std::string service) : context_(cx), service_(std::move(service)) {}

  // The body of the answer, whose status is `status` then.
  std::string ask(const std::string& operation, const std::string& input) {
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"X-Amz-Target", service_ + "." + operation}};
    request.body = input;
    const HttpResponse response = endpoint.answer(context_, request);
    status = response.status;
    return response.body;
  }
  aws::Json answer(const std::string& operation, const std::string& input) {
    return aws::parse_json(ask(operation, input)).value();
  }
  // The code of a refusal, or "" of a success.
  std::string refusal(const std::string& operation, const std::string& input) {
    const aws::Json body = answer(operation, input);
    return status == 200 ? "" : body.find("__type")->text;
  }
  // A member of the answer, as JSON; "-" when it has none.
  std::string told(const std::string& operation, const std::string& input,
                   const std::string& member) {
    const aws::Json body = answer(operation, input);
    const aws::Json* found = body.find(member);
    return found == nullptr ? "-" : aws::to_text(*found);
  }

  wire::Endpoint endpoint;
  int status = 0;

 private:
  Context context_;
  std::string service_;
};

}  // namespace greenroom::test
