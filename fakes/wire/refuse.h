// Members of inputs that a table knows and a fake does not serve.
#pragma once

#include <initializer_list>

#include "fakes/aws/json.h"
#include "sim/core/result.h"

namespace greenroom::wire {

// A failure with `code` when one of these members is there: it would change what is asked for. One
// that is false or empty asks for nothing.
[[nodiscard]] Status refuse(const aws::Json& input, const char* code,
                            std::initializer_list<const char*> members);

}  // namespace greenroom::wire
