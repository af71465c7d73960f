// Applications and tags behind the wire.
#include <utility>

#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_batch_max = 100;

aws::Json application_json(Context cx, const Application& application) {
  return wire::Object()
      .add("applicationId", wire::text(application.applicationId))
      .add("applicationName", wire::text(application.applicationName))
      .add("createTime", wire::timestamp(cx.epoch(), application.createTime))
      .add("linkedToGitHub", flag(false))
      .add("computePlatform", wire::text("Server"))
      .take();
}

Result<aws::Json> done_if(const Status& status) {
  if (!status.ok()) {
    return status.failure();
  }
  return object();
}

Result<aws::Json> create_application(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string platform = wire::text_of(input, "computePlatform");
  if (!platform.empty() && platform != "Server") {  // Simplified: Lambda and ECS are not here.
    return Failure{"InvalidComputePlatformException",
                   "The compute platform " + platform + " is not supported here: Server is"};
  }
  const Result<std::string> created = codedeploy.CreateApplication(
      cx, wire::text_of(input, "applicationName"), wire::read_tags(input, "tags"));
  if (!created.ok()) {
    return created.failure();
  }
  return wire::Object().add("applicationId", wire::text(created.value())).take();
}

Result<aws::Json> get_application(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<Application> found =
      codedeploy.GetApplication(wire::text_of(input, "applicationName"));
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object().add("application", application_json(cx, found.value())).take();
}

Result<aws::Json> update_application(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  return done_if(codedeploy.UpdateApplication(wire::text_of(input, "applicationName"),
                                              wire::text_of(input, "newApplicationName")));
}

Result<aws::Json> delete_application(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  return done_if(codedeploy.DeleteApplication(cx, wire::text_of(input, "applicationName")));
}

Result<aws::Json> list_applications(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const Result<Page<std::string>> page =
      codedeploy.ListApplications(wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return page_json("applications", page.value());
}

Result<aws::Json> batch_get_applications(CodeDeploy& codedeploy, Context cx,
                                         const aws::Json& input) {
  const std::vector<std::string> names = wire::texts_of(input, "applicationNames");
  const Status sized = check_batch(names.size(), k_batch_max, "ApplicationName");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> applications;
  for (const std::string& name : names) {
    const Result<Application> found = codedeploy.GetApplication(name);
    if (!found.ok()) {
      return found.failure();
    }
    applications.push_back(application_json(cx, found.value()));
  }
  return wire::Object().add("applicationsInfo", list(std::move(applications))).take();
}

Result<aws::Json> tag_resource(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  return done_if(
      codedeploy.TagResource(wire::text_of(input, "ResourceArn"), wire::read_tags(input, "Tags")));
}

Result<aws::Json> untag_resource(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  return done_if(codedeploy.UntagResource(wire::text_of(input, "ResourceArn"),
                                          wire::texts_of(input, "TagKeys")));
}

// All on one page: a resource has at most 50.
Result<aws::Json> list_tags(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const Result<Tags> tags = codedeploy.ListTagsForResource(wire::text_of(input, "ResourceArn"));
  if (!tags.ok()) {
    return tags.failure();
  }
  return wire::Object().add("Tags", wire::tags_of(tags.value())).take();
}

}  // namespace

const Handlers& application_handlers() {
  static const Handlers k_handlers = {{"CreateApplication", create_application},
                                      {"GetApplication", get_application},
                                      {"UpdateApplication", update_application},
                                      {"DeleteApplication", delete_application},
                                      {"ListApplications", list_applications},
                                      {"BatchGetApplications", batch_get_applications},
                                      {"TagResource", tag_resource},
                                      {"UntagResource", untag_resource},
                                      {"ListTagsForResource", list_tags}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
