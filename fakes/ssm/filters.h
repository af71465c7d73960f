// ParameterFilters: which parameters a listing wants. Pure.
//
// AWS: the API reference of ParameterStringFilter.
#pragma once

#include <vector>

#include "fakes/ssm/state.h"
#include "fakes/ssm/types.h"
#include "sim/core/result.h"

namespace greenroom::ssm {

// The two operations that take filters know different keys: GetParametersByPath only Type, KeyId
// and Label, DescribeParameters all but Label.
enum class FiltersOf { GetParametersByPath, DescribeParameters };

// InvalidFilterKey, InvalidFilterOption, InvalidFilterValue (texts UNVERIFIED).
[[nodiscard]] Status validate_filter(const ParameterStringFilter& filter, FiltersOf operation);

// Whether a parameter passes all filters, each of which was validated. Labels are those of any
// version, everything else is the newest version's.
[[nodiscard]] bool passes(const Versions& versions, const Tags& tags,
                          const std::vector<ParameterStringFilter>& filters);

}  // namespace greenroom::ssm
