// Parameter Store's values as inputs and outputs have them.
#pragma once

#include <string>
#include <vector>

#include "fakes/aws/json.h"
#include "fakes/ssm/types.h"
#include "sim/core/context.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

[[nodiscard]] aws::Json parameter_of(Context cx, const Parameter& parameter);
[[nodiscard]] aws::Json parameters_of(Context cx, const std::vector<Parameter>& parameters);
// ParameterMetadata: without the value.
[[nodiscard]] aws::Json metadata_of(Context cx, const ParameterHistory& parameter);
[[nodiscard]] aws::Json history_of(Context cx, const ParameterHistory& parameter);

// ValidationException for what is not here: patterns, policies, data types of other services.
[[nodiscard]] Result<PutParameterInput> read_put_parameter(const aws::Json& input);
[[nodiscard]] std::vector<ParameterStringFilter> read_filters(const aws::Json& input);

}  // namespace greenroom::ssm
