// Operations called by their names, without a protocol around them: for whoever calls in this
// process. Input and output are checked against the service's table as they are on the wire.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/wire/endpoint.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::wire {

struct NamedCall {
  std::string service;  // the model's name, or as credential scopes have it: "elbv2"
  std::string operation;
  aws::Json input;
  // The bytes that rest-xml has for the request's body (of PutObject the object); of an operation
  // without one empty.
  std::string payload;
};

struct NamedOutput {
  aws::Json output;
  std::string payload;  // of the answer, likewise: not in `output`
};

// A failure is AWS's; NotImplemented names what is not here. Nobody asks who is calling.
[[nodiscard]] Result<NamedOutput> call_by_name(Context cx, const std::vector<Service*>& services,
                                               NamedCall call);

}  // namespace greenroom::wire
