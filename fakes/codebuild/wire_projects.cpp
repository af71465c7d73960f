// Projects: made, changed, read, listed, deleted; and the images that there are.
#include <algorithm>
#include <utility>

#include "fakes/codebuild/wire_handlers.h"
#include "fakes/codebuild/wire_values.h"

namespace greenroom::codebuild {
namespace {

constexpr std::int64_t k_page = 100;

Result<aws::Json> with_project(Context cx, const CodeBuild& codebuild, const std::string& name) {
  return wire::Object()
      .add("project", project_of(cx, codebuild.state().projects.at(name), codebuild.account()))
      .take();
}

Result<aws::Json> create_project(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  Project project = codebuild.prototype();
  const Status read = read_project(input, project);
  if (!read.ok()) {
    return read.failure();
  }
  const std::string name = project.name;
  project.created = cx.now();
  project.lastModified = cx.now();
  const Status created = codebuild.CreateProject(std::move(project));
  return created.ok() ? with_project(cx, codebuild, name) : created.failure();
}

Result<aws::Json> update_project(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  const std::string name = after_slash(wire::text_of(input, "name"));
  const auto found = codebuild.state().projects.find(name);
  Project project = found == codebuild.state().projects.end() ? Project{} : found->second;
  const Status read = read_project(input, project);
  if (!read.ok()) {
    return read.failure();
  }
  project.name = name;
  project.lastModified = cx.now();
  const Status updated = codebuild.UpdateProject(std::move(project));
  return updated.ok() ? with_project(cx, codebuild, name) : updated.failure();
}

Result<aws::Json> delete_project(CodeBuild& codebuild, Context, const aws::Json& input) {
  codebuild.DeleteProject(after_slash(wire::text_of(input, "name")));
  return nothing();
}

Result<aws::Json> get_projects(CodeBuild& codebuild, Context cx, const aws::Json& input) {
  aws::Json found = empty_list();
  std::vector<std::string> not_found;
  for (const std::string& name : wire::texts_of(input, "names")) {
    const auto project = codebuild.state().projects.find(after_slash(name));
    if (project == codebuild.state().projects.end()) {
      not_found.push_back(name);
    } else {
      found.items.push_back(project_of(cx, project->second, codebuild.account()));
    }
  }
  return wire::Object()
      .add("projects", std::move(found))
      .add("projectsNotFound", wire::texts(not_found))
      .take();
}

// By name when nothing is said (UNVERIFIED).
Result<aws::Json> list_projects(CodeBuild& codebuild, Context, const aws::Json& input) {
  const std::string by = wire::text_of(input, "sortBy");
  std::vector<const Project*> all;
  for (const auto& [name, project] : codebuild.state().projects) {
    all.push_back(&project);
  }
  std::stable_sort(all.begin(), all.end(), [&](const Project* a, const Project* b) {
    return by == "CREATED_TIME"         ? a->created < b->created
           : by == "LAST_MODIFIED_TIME" ? a->lastModified < b->lastModified
                                        : a->name < b->name;
  });
  if (wire::text_of(input, "sortOrder") == "DESCENDING") {
    std::reverse(all.begin(), all.end());
  }
  std::vector<std::string> names;
  for (const Project* project : all) {
    names.push_back(project->name);
  }
  const Result<NamesPage> page = names_page(names, k_page, wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add_unless_empty("nextToken", page.value().nextToken)
      .add("projects", wire::texts(page.value().names))
      .take();
}

// Simplified: those of Linux that a lab may name. Builds run on this computer whatever the image.
Result<aws::Json> list_images(CodeBuild&, Context, const aws::Json&) {
  struct Image {
    const char* platform;
    const char* name;
    const char* description;
  };
  static constexpr Image k_images[] = {
      {"AMAZON_LINUX", "aws/codebuild/amazonlinux-x86_64-standard:5.0",
       "AWS CodeBuild - Docker image based on Amazon Linux 2023 x86_64"},
      {"AMAZON_LINUX", "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
       "AWS CodeBuild - Docker image based on Amazon Linux 2023 x86_64"},
      {"UBUNTU", "aws/codebuild/standard:7.0",
       "AWS CodeBuild - Docker image for multiple language runtimes based on Ubuntu"}};
  aws::Json platforms = empty_list();
  for (const char* platform : {"AMAZON_LINUX", "UBUNTU"}) {
    aws::Json images = empty_list();
    for (const Image& image : k_images) {
      if (image.platform == std::string_view(platform)) {
        images.items.push_back(wire::Object()
                                   .add("name", wire::text(image.name))
                                   .add("description", wire::text(image.description))
                                   .add("versions", empty_list())
                                   .take());
      }
    }
    aws::Json languages = empty_list();
    languages.items.push_back(
        wire::Object().add("language", wire::text("BASE")).add("images", std::move(images)).take());
    platforms.items.push_back(wire::Object()
                                  .add("platform", wire::text(platform))
                                  .add("languages", std::move(languages))
                                  .take());
  }
  return wire::Object().add("platforms", std::move(platforms)).take();
}

}  // namespace

const Handlers& project_handlers() {
  static const Handlers k_handlers = {
      {"CreateProject", create_project}, {"UpdateProject", update_project},
      {"DeleteProject", delete_project}, {"BatchGetProjects", get_projects},
      {"ListProjects", list_projects},   {"ListCuratedEnvironmentImages", list_images},
  };
  return k_handlers;
}

}  // namespace greenroom::codebuild
