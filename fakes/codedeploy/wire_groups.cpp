// Deployment groups behind the wire.
#include <utility>

#include "fakes/codedeploy/validation.h"
#include "fakes/codedeploy/wire_group_input.h"
#include "fakes/codedeploy/wire_handlers.h"
#include "fakes/codedeploy/wire_values.h"

namespace greenroom::codedeploy {
namespace {

constexpr std::size_t k_batch_max = 100;

Result<aws::Json> create_group(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  DeploymentGroup group;
  group.withTrafficControl = false;  // of a client that gives no deploymentStyle
  group.applicationName = wire::text_of(input, "applicationName");
  group.deploymentGroupName = wire::text_of(input, "deploymentGroupName");
  group.tags = wire::read_tags(input, "tags");
  for (const Status& checked : {read_group(input, group), validate_tags(group.tags)}) {
    if (!checked.ok()) {
      return checked.failure();
    }
  }
  const Result<std::string> created = codedeploy.CreateDeploymentGroup(cx, std::move(group));
  if (!created.ok()) {
    return created.failure();
  }
  return wire::Object().add("deploymentGroupId", wire::text(created.value())).take();
}

Result<DeploymentGroup> find_group(const CodeDeploy& codedeploy, const std::string& application,
                                   const std::string& name) {
  const Status named = validate_name("DeploymentGroup", name);
  if (!named.ok()) {
    return named.failure();
  }
  return codedeploy.GetDeploymentGroup(application, name);
}

Result<aws::Json> get_group(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<DeploymentGroup> found =
      find_group(codedeploy, wire::text_of(input, "applicationName"),
                 wire::text_of(input, "deploymentGroupName"));
  if (!found.ok()) {
    return found.failure();
  }
  return wire::Object()
      .add("deploymentGroupInfo", group_json(codedeploy, cx, found.value()))
      .take();
}

aws::Json hooks_json(const std::vector<std::string>& hooks) {
  std::vector<aws::Json> left;
  for (const std::string& hook : hooks) {
    left.push_back(wire::Object().add("hook", wire::text(hook)).take());
  }
  return wire::Object().add("hooksNotCleanedUp", list(std::move(left))).take();
}

Result<aws::Json> update_group(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::string name = wire::text_of(input, "currentDeploymentGroupName");
  const Result<DeploymentGroup> known =
      find_group(codedeploy, wire::text_of(input, "applicationName"), name);
  if (!known.ok()) {
    return known.failure();
  }
  DeploymentGroup group = known.value();
  const Status read = read_group(input, group);
  if (!read.ok()) {
    return read.failure();
  }
  if (!wire::text_of(input, "newDeploymentGroupName").empty()) {
    group.deploymentGroupName = wire::text_of(input, "newDeploymentGroupName");
  }
  const Result<std::vector<std::string>> left =
      codedeploy.UpdateDeploymentGroup(cx, name, std::move(group));
  if (!left.ok()) {
    return left.failure();
  }
  return hooks_json(left.value());
}

Result<aws::Json> delete_group(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const Result<std::vector<std::string>> left = codedeploy.DeleteDeploymentGroup(
      cx, wire::text_of(input, "applicationName"), wire::text_of(input, "deploymentGroupName"));
  if (!left.ok()) {
    return left.failure();
  }
  return hooks_json(left.value());
}

Result<aws::Json> list_groups(CodeDeploy& codedeploy, Context, const aws::Json& input) {
  const std::string application = wire::text_of(input, "applicationName");
  const Result<Page<std::string>> page =
      codedeploy.ListDeploymentGroups(application, wire::text_of(input, "nextToken"));
  if (!page.ok()) {
    return page.failure();
  }
  return wire::Object()
      .add("applicationName", wire::text(application))
      .add("deploymentGroups", wire::texts(page.value().items))
      .add_unless_empty("nextToken", page.value().nextToken)
      .take();
}

// Those that are not there are told of in errorMessage (UNVERIFIED text).
Result<aws::Json> batch_get_groups(CodeDeploy& codedeploy, Context cx, const aws::Json& input) {
  const std::vector<std::string> names = wire::texts_of(input, "deploymentGroupNames");
  const Status sized = check_batch(names.size(), k_batch_max, "DeploymentGroupName");
  if (!sized.ok()) {
    return sized.failure();
  }
  std::vector<aws::Json> groups;
  std::string errors;
  for (const std::string& name : names) {
    const Result<DeploymentGroup> found =
        find_group(codedeploy, wire::text_of(input, "applicationName"), name);
    if (found.ok()) {
      groups.push_back(group_json(codedeploy, cx, found.value()));
    } else if (found.failure().code == "DeploymentGroupDoesNotExistException") {
      errors += (errors.empty() ? "" : "; ") + found.failure().message;
    } else {
      return found.failure();
    }
  }
  return wire::Object()
      .add("deploymentGroupsInfo", list(std::move(groups)))
      .add_unless_empty("errorMessage", errors)
      .take();
}

}  // namespace

const Handlers& group_handlers() {
  static const Handlers k_handlers = {
      {"CreateDeploymentGroup", create_group}, {"GetDeploymentGroup", get_group},
      {"UpdateDeploymentGroup", update_group}, {"DeleteDeploymentGroup", delete_group},
      {"ListDeploymentGroups", list_groups},   {"BatchGetDeploymentGroups", batch_get_groups}};
  return k_handlers;
}

}  // namespace greenroom::codedeploy
