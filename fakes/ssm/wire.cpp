#include "fakes/ssm/wire.h"

#include <utility>

#include "fakes/wire/values.h"
#include "sim/core/assert.h"

namespace greenroom::ssm {
namespace {

aws::Json parameter_of(Context cx, const Parameter& parameter) {
  return wire::Object()
      .add("Name", wire::text(parameter.Name))
      .add("Type", wire::text(to_string(parameter.Type)))
      .add("Value", wire::text(parameter.Value))
      .add("Version", wire::number(parameter.Version))
      .add_unless_empty("Selector", parameter.Selector)
      .add("LastModifiedDate", wire::timestamp(cx.epoch(), parameter.LastModifiedDate))
      .add("ARN", wire::text(parameter.ARN))
      .add("DataType", wire::text(parameter.DataType))
      .take();
}

aws::Json parameters_of(Context cx, const std::vector<Parameter>& parameters) {
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const Parameter& parameter : parameters) {
    list.items.push_back(parameter_of(cx, parameter));
  }
  return list;
}

Result<aws::Json> get_parameter(const ParameterStore& store, Context cx, const aws::Json& input) {
  const Result<Parameter> parameter =
      store.GetParameter(cx, wire::text_of(input, "Name"), wire::flag_of(input, "WithDecryption"));
  if (!parameter) {
    return parameter.failure();
  }
  return wire::Object().add("Parameter", parameter_of(cx, parameter.value())).take();
}

Result<aws::Json> get_parameters(const ParameterStore& store, Context cx, const aws::Json& input) {
  const Result<GetParametersOutput> output = store.GetParameters(
      cx, wire::texts_of(input, "Names"), wire::flag_of(input, "WithDecryption"));
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("Parameters", parameters_of(cx, output.value().Parameters))
      .add("InvalidParameters", wire::texts(output.value().InvalidParameters))
      .take();
}

Result<aws::Json> get_parameters_by_path(const ParameterStore& store, Context cx,
                                         const aws::Json& input) {
  if (input.find("ParameterFilters") != nullptr) {
    // Simplified: no filters. Answering as if there were none would be wrong.
    return Failure{"InvalidFilterKey", "ParameterFilters are not supported here"};
  }
  GetParametersByPathInput by_path;
  by_path.Path = wire::text_of(input, "Path");
  by_path.Recursive = wire::flag_of(input, "Recursive");
  by_path.WithDecryption = wire::flag_of(input, "WithDecryption");
  by_path.MaxResults = wire::number_of(input, "MaxResults", by_path.MaxResults);
  by_path.NextToken = wire::text_of(input, "NextToken");
  const Result<GetParametersByPathOutput> output = store.GetParametersByPath(cx, by_path);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("Parameters", parameters_of(cx, output.value().Parameters))
      .add_unless_empty("NextToken", output.value().NextToken)
      .take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  if (operation == "GetParameter") {
    return get_parameter(store_, cx, input);
  }
  if (operation == "GetParameters") {
    return get_parameters(store_, cx, input);
  }
  SIM_ASSERT(operation == "GetParametersByPath", "the table has no other operation");
  return get_parameters_by_path(store_, cx, input);
}

}  // namespace greenroom::ssm
