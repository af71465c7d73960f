// A request in rest-xml, from its bytes to the answer: admitted, brought into its plain form, read,
// checked, carried out by the service, written.
#pragma once

#include <string>

#include "fakes/wire/endpoint.h"
#include "sim/core/context.h"
#include "sim/core/http.h"

namespace greenroom::wire {

// 501 NotImplemented for what the service's table does not have; 400 for what the caller did wrong,
// or the status that the service gives the failure. `gate` may be nullptr.
[[nodiscard]] HttpResponse answer_rest(Context cx, Gate* gate, Service& service,
                                       const HttpRequest& request, const std::string& request_id);

}  // namespace greenroom::wire
