#include "fakes/ssm/wire_values.h"

#include <utility>

#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"

namespace greenroom::ssm {
namespace {

ParameterType type_of(const std::string& text) {
  return text == "String"       ? ParameterType::String
         : text == "StringList" ? ParameterType::StringList
                                : ParameterType::SecureString;
}

// Simplified: it was always the account's root; signatures are not read. The account is the one of
// the parameter's ARN, arn:aws:ssm:<region>:<account>:parameter/...
std::string modified_by(const Parameter& parameter) {
  std::size_t begin = 0;
  for (int colons = 0; colons < 4; ++colons) {
    begin = parameter.ARN.find(':', begin) + 1;
  }
  const std::size_t end = parameter.ARN.find(':', begin);
  return "arn:aws:iam::" + parameter.ARN.substr(begin, end - begin) + ":root";
}

void add_common(wire::Object& object, Context cx, const ParameterHistory& stored) {
  const Parameter& parameter = stored.parameter;
  object.add("Name", wire::text(parameter.Name))
      .add("Type", wire::text(to_string(parameter.Type)))
      .add_unless_empty("KeyId", stored.KeyId)
      .add("LastModifiedDate", wire::timestamp(cx.epoch(), parameter.LastModifiedDate))
      .add("LastModifiedUser", wire::text(modified_by(parameter)))
      .add_unless_empty("Description", stored.Description)
      .add("Version", wire::number(parameter.Version))
      .add("Tier", wire::text(to_string(stored.Tier)))
      .add("Policies", wire::texts({}))
      .add("DataType", wire::text(parameter.DataType));
}

}  // namespace

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
  return wire::list_of(parameters,
                       [&](const Parameter& parameter) { return parameter_of(cx, parameter); });
}

aws::Json metadata_of(Context cx, const ParameterHistory& parameter) {
  wire::Object object;
  object.add("ARN", wire::text(parameter.parameter.ARN));
  add_common(object, cx, parameter);
  return object.take();
}

aws::Json history_of(Context cx, const ParameterHistory& parameter) {
  wire::Object object;
  add_common(object, cx, parameter);
  return object.add("Value", wire::text(parameter.parameter.Value))
      .add("Labels", wire::texts(parameter.Labels))
      .take();
}

Result<PutParameterInput> read_put_parameter(const aws::Json& input) {
  if (const Status supported =
          wire::refuse(input, "ValidationException", {"AllowedPattern", "Policies"});
      !supported) {
    return supported.failure();
  }
  const std::string data_type = wire::text_of(input, "DataType");
  if (!data_type.empty() && data_type != "text") {
    return Failure{"ValidationException", "DataType " + data_type + " is not supported here"};
  }
  PutParameterInput put;
  put.Name = wire::text_of(input, "Name");
  put.Value = wire::text_of(input, "Value");
  if (const std::string type = wire::text_of(input, "Type"); !type.empty()) {
    put.Type = type_of(type);
  }
  put.Overwrite = wire::flag_of(input, "Overwrite");
  put.Description = wire::text_of(input, "Description");
  put.KeyId = wire::text_of(input, "KeyId");
  const std::string tier = wire::text_of(input, "Tier");
  put.intelligent_tiering = tier == "Intelligent-Tiering";
  if (!tier.empty() && !put.intelligent_tiering) {
    put.Tier = tier == "Advanced" ? ParameterTier::Advanced : ParameterTier::Standard;
  }
  put.Tags = wire::read_tags(input, "Tags");
  return put;
}

std::vector<ParameterStringFilter> read_filters(const aws::Json& input) {
  std::vector<ParameterStringFilter> filters;
  if (const aws::Json* given = input.find("ParameterFilters")) {
    for (const aws::Json& filter : given->items) {
      filters.push_back({wire::text_of(filter, "Key"), wire::text_of(filter, "Option"),
                         wire::texts_of(filter, "Values")});
    }
  }
  return filters;
}

}  // namespace greenroom::ssm
