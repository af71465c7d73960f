// An input as a table wants it, before a service sees it.
#pragma once

#include <string>

#include "fakes/aws/json.h"
#include "fakes/wire/model.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// The input without members that the table does not know (AWS ignores them) and without nulls.
// SerializationException: a value of another type. ValidationException: every broken limit, in one
// message, in the order of the table; of very many the first.
[[nodiscard]] Result<aws::Json> check_input(const Model& model, const std::string& shape,
                                            aws::Json input);

}  // namespace greenroom::wire
