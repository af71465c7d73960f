// Pipelines: made, read, changed, listed, tagged, deleted.
#include <utility>

#include "fakes/codepipeline/pages.h"
#include "fakes/codepipeline/wire_handlers.h"
#include "fakes/codepipeline/wire_values.h"
#include "sim/core/assert.h"

namespace greenroom::codepipeline {
namespace {

constexpr std::int64_t k_pipelines_most = 1000;

aws::Json pipeline_again(const CodePipeline& codepipeline, const std::string& name) {
  return pipeline_of(codepipeline.GetPipeline(name).value());
}

Result<aws::Json> create_pipeline(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  Result<PipelineDeclaration> declaration =
      pipeline_in(*input.find("pipeline"), codepipeline.account().region);
  if (!declaration.ok()) {
    return declaration.failure();
  }
  const std::string name = declaration.value().name;
  const Tags tags = tags_in(input, "tags");
  const Status tags_valid = check_tags(tags);
  if (!tags_valid.ok()) {
    return tags_valid.failure();
  }
  const Status created = codepipeline.CreatePipeline(cx, std::move(declaration).value());
  if (!created.ok()) {
    return created.failure();
  }
  wire::Object output;
  output.add("pipeline", pipeline_again(codepipeline, name));
  if (!tags.empty()) {
    const Status tagged =
        codepipeline.TagResource(codepipeline.pipeline_metadata(name).value().pipelineArn, tags);
    SIM_ASSERT(tagged.ok(), "a new pipeline takes tags that were checked");
    output.add("tags", tags_of(tags));
  }
  return output.take();
}

Result<aws::Json> get_pipeline(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const std::string name = wire::text_of(input, "name");
  const Result<PipelineMetadata> metadata = codepipeline.pipeline_metadata(name);
  if (!metadata.ok()) {
    return metadata.failure();
  }
  const std::int64_t version = wire::number_of(input, "version", 0);
  const Result<PipelineDeclaration> found =
      version == 0 ? codepipeline.GetPipeline(name) : codepipeline.GetPipeline(name, version);
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("pipeline", pipeline_of(found.value()))
      .add("metadata", wire::Object()
                           .add("pipelineArn", wire::text(metadata.value().pipelineArn))
                           .add("created", wire::timestamp(cx.epoch(), metadata.value().created))
                           .add("updated", wire::timestamp(cx.epoch(), metadata.value().updated))
                           .take())
      .take();
}

Result<aws::Json> update_pipeline(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  Result<PipelineDeclaration> declaration =
      pipeline_in(*input.find("pipeline"), codepipeline.account().region);
  if (!declaration.ok()) {
    return declaration.failure();
  }
  const std::string name = declaration.value().name;
  const Status updated = codepipeline.UpdatePipeline(cx, std::move(declaration).value());
  if (!updated.ok()) {
    return updated.failure();
  }
  return wire::Object().add("pipeline", pipeline_again(codepipeline, name)).take();
}

Result<aws::Json> delete_pipeline(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  codepipeline.DeletePipeline(cx, wire::text_of(input, "name"));
  return nothing();
}

Result<aws::Json> list_pipelines(CodePipeline& codepipeline, Context cx, const aws::Json& input) {
  const Result<Page<PipelineSummary>> page = codepipeline.ListPipelines(
      wire::number_of(input, "maxResults", k_pipelines_most), wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  const auto summary_of = [&](const PipelineSummary& summary) {
    return wire::Object()
        .add("name", wire::text(summary.name))
        .add("version", wire::number(summary.version))
        .add("pipelineType", wire::text(to_string(summary.pipelineType)))
        .add("executionMode", wire::text(to_string(summary.executionMode)))
        .add("created", wire::timestamp(cx.epoch(), summary.created))
        .add("updated", wire::timestamp(cx.epoch(), summary.updated))
        .take();
  };
  return wire::Object()
      .add("pipelines", wire::list_of(page.value().items, summary_of))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

Result<aws::Json> tag_resource(CodePipeline& codepipeline, Context, const aws::Json& input) {
  const Status tagged =
      codepipeline.TagResource(wire::text_of(input, "resourceArn"), tags_in(input, "tags"));
  return tagged.ok() ? Result<aws::Json>(nothing()) : tagged.failure();
}

Result<aws::Json> untag_resource(CodePipeline& codepipeline, Context, const aws::Json& input) {
  const Status untagged = codepipeline.UntagResource(wire::text_of(input, "resourceArn"),
                                                     wire::texts_of(input, "tagKeys"));
  return untagged.ok() ? Result<aws::Json>(nothing()) : untagged.failure();
}

Result<aws::Json> list_tags(CodePipeline& codepipeline, Context, const aws::Json& input) {
  const Result<Tags> tags = codepipeline.ListTagsForResource(wire::text_of(input, "resourceArn"));
  if (!tags.ok()) {
    return tags.failure();
  }
  const std::vector<std::pair<std::string, std::string>> all(tags.value().begin(),
                                                             tags.value().end());
  const auto page = forward_page(all, wire::number_of(input, "maxResults", k_page_most),
                                 wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  const Tags shown(page.value().items.begin(), page.value().items.end());
  return wire::Object()
      .add("tags", tags_of(shown))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

}  // namespace

const Handlers& pipeline_handlers() {
  static const Handlers k_handlers = {
      {"CreatePipeline", create_pipeline},    {"GetPipeline", get_pipeline},
      {"UpdatePipeline", update_pipeline},    {"DeletePipeline", delete_pipeline},
      {"ListPipelines", list_pipelines},      {"TagResource", tag_resource},
      {"UntagResource", untag_resource},      {"ListTagsForResource", list_tags},
      {"ListActionTypes", list_action_types},
  };
  return k_handlers;
}

}  // namespace greenroom::codepipeline
