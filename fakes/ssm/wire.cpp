#include "fakes/ssm/wire.h"

#include <map>
#include <string_view>
#include <utility>

#include "fakes/ssm/wire_values.h"
#include "fakes/wire/convert.h"
#include "fakes/wire/refuse.h"
#include "sim/core/assert.h"

namespace greenroom::ssm {
namespace {

using Answer = Result<aws::Json>;

aws::Json nothing() {
  return wire::Object().take();
}

Answer put_parameter(ParameterStore& store, Context cx, const aws::Json& input) {
  Result<PutParameterInput> put = read_put_parameter(input);
  if (!put) {
    return put.failure();
  }
  const std::string name = put.value().Name;
  const Result<std::int64_t> version = store.PutParameter(cx, std::move(put.value()));
  if (!version) {
    return version.failure();
  }
  return wire::Object()
      .add("Version", wire::number(version.value()))
      .add("Tier", wire::text(to_string(store.state().find(name)->back().Tier)))
      .take();
}

Answer get_parameter(ParameterStore& store, Context cx, const aws::Json& input) {
  const Result<Parameter> parameter =
      store.GetParameter(cx, wire::text_of(input, "Name"), wire::flag_of(input, "WithDecryption"));
  if (!parameter) {
    return parameter.failure();
  }
  return wire::Object().add("Parameter", parameter_of(cx, parameter.value())).take();
}

Answer get_parameters(ParameterStore& store, Context cx, const aws::Json& input) {
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

Answer get_parameters_by_path(ParameterStore& store, Context cx, const aws::Json& input) {
  GetParametersByPathInput by_path;
  by_path.Path = wire::text_of(input, "Path");
  by_path.Recursive = wire::flag_of(input, "Recursive");
  by_path.WithDecryption = wire::flag_of(input, "WithDecryption");
  by_path.MaxResults = wire::number_of(input, "MaxResults", by_path.MaxResults);
  by_path.NextToken = wire::text_of(input, "NextToken");
  by_path.ParameterFilters = read_filters(input);
  const Result<GetParametersByPathOutput> output = store.GetParametersByPath(cx, by_path);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("Parameters", parameters_of(cx, output.value().Parameters))
      .add_unless_empty("NextToken", output.value().NextToken)
      .take();
}

Answer delete_parameter(ParameterStore& store, Context cx, const aws::Json& input) {
  const Status done = store.DeleteParameter(cx, wire::text_of(input, "Name"));
  return done ? Answer(nothing()) : Answer(done.failure());
}

Answer delete_parameters(ParameterStore& store, Context cx, const aws::Json& input) {
  const Result<DeleteParametersOutput> output =
      store.DeleteParameters(cx, wire::texts_of(input, "Names"));
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("DeletedParameters", wire::texts(output.value().DeletedParameters))
      .add("InvalidParameters", wire::texts(output.value().InvalidParameters))
      .take();
}

Answer describe_parameters(ParameterStore& store, Context cx, const aws::Json& input) {
  if (const Status supported = wire::refuse(input, "ValidationException", {"Filters", "Shared"});
      !supported) {
    return supported.failure();
  }
  DescribeParametersInput describe;
  describe.ParameterFilters = read_filters(input);
  describe.MaxResults = wire::number_of(input, "MaxResults", describe.MaxResults);
  describe.NextToken = wire::text_of(input, "NextToken");
  const Result<ParameterHistoryPage> page = store.DescribeParameters(cx, describe);
  if (!page) {
    return page.failure();
  }
  return wire::Object()
      .add("Parameters", wire::list_of(page.value().Parameters,
                                       [&](const auto& each) { return metadata_of(cx, each); }))
      .add_unless_empty("NextToken", page.value().NextToken)
      .take();
}

Answer get_parameter_history(ParameterStore& store, Context cx, const aws::Json& input) {
  GetParameterHistoryInput history;
  history.Name = wire::text_of(input, "Name");
  history.WithDecryption = wire::flag_of(input, "WithDecryption");
  history.MaxResults = wire::number_of(input, "MaxResults", history.MaxResults);
  history.NextToken = wire::text_of(input, "NextToken");
  const Result<ParameterHistoryPage> page = store.GetParameterHistory(cx, history);
  if (!page) {
    return page.failure();
  }
  return wire::Object()
      .add("Parameters", wire::list_of(page.value().Parameters,
                                       [&](const auto& each) { return history_of(cx, each); }))
      .add_unless_empty("NextToken", page.value().NextToken)
      .take();
}

Answer label_parameter_version(ParameterStore& store, Context cx, const aws::Json& input) {
  LabelParameterVersionInput label;
  label.Name = wire::text_of(input, "Name");
  if (input.find("ParameterVersion") != nullptr) {
    label.ParameterVersion = wire::number_of(input, "ParameterVersion", 0);
  }
  label.Labels = wire::texts_of(input, "Labels");
  const Result<LabelParameterVersionOutput> output = store.LabelParameterVersion(cx, label);
  if (!output) {
    return output.failure();
  }
  return wire::Object()
      .add("InvalidLabels", wire::texts(output.value().InvalidLabels))
      .add("ParameterVersion", wire::number(output.value().ParameterVersion))
      .take();
}

// Tags of parameters only: documents and the like are not here.
Status is_parameter(const aws::Json& input) {
  return wire::text_of(input, "ResourceType") == "Parameter"
             ? success()
             : Status(Failure{"InvalidResourceType",
                              "The resource type isn't valid here: only Parameter is."});
}

Answer add_tags(ParameterStore& store, Context cx, const aws::Json& input) {
  Status done = is_parameter(input);
  if (done) {
    done = store.AddTagsToResource(cx, wire::text_of(input, "ResourceId"),
                                   wire::read_tags(input, "Tags"));
  }
  return done ? Answer(nothing()) : Answer(done.failure());
}

Answer remove_tags(ParameterStore& store, Context cx, const aws::Json& input) {
  Status done = is_parameter(input);
  if (done) {
    done = store.RemoveTagsFromResource(cx, wire::text_of(input, "ResourceId"),
                                        wire::texts_of(input, "TagKeys"));
  }
  return done ? Answer(nothing()) : Answer(done.failure());
}

Answer list_tags(ParameterStore& store, Context cx, const aws::Json& input) {
  if (const Status is = is_parameter(input); !is) {
    return is.failure();
  }
  const Result<Tags> tags = store.ListTagsForResource(cx, wire::text_of(input, "ResourceId"));
  if (!tags) {
    return tags.failure();
  }
  return wire::Object().add("TagList", wire::tags_of(tags.value())).take();
}

}  // namespace

Result<aws::Json> Wire::call(Context cx, const std::string& operation, const aws::Json& input) {
  using Handler = Answer (*)(ParameterStore&, Context, const aws::Json&);
  static const std::map<std::string_view, Handler> handlers = {
      {"PutParameter", put_parameter},
      {"GetParameter", get_parameter},
      {"GetParameters", get_parameters},
      {"GetParametersByPath", get_parameters_by_path},
      {"DeleteParameter", delete_parameter},
      {"DeleteParameters", delete_parameters},
      {"DescribeParameters", describe_parameters},
      {"GetParameterHistory", get_parameter_history},
      {"LabelParameterVersion", label_parameter_version},
      {"AddTagsToResource", add_tags},
      {"RemoveTagsFromResource", remove_tags},
      {"ListTagsForResource", list_tags},
  };
  const auto handler = handlers.find(operation);
  SIM_ASSERT(handler != handlers.end(), "the table has no other operation: " + operation);
  return handler->second(store_, cx, input);
}

}  // namespace greenroom::ssm
