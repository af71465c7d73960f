// Launch templates and their versions.
#include <utility>

#include "fakes/ec2/launch_template.h"
#include "fakes/ec2/service.h"

namespace greenroom::ec2 {

Result<LaunchTemplate> Ec2::CreateLaunchTemplate(Context cx, std::string name,
                                                 LaunchTemplateData data, std::string description,
                                                 Tags tags) {
  if (name.size() < 3 || name.size() > 128) {
    return Failure{"InvalidLaunchTemplateName.MalformedException",
                   "A launch template name must be between 3 and 128 characters: '" + name + "'"};
  }
  if (!state_.template_named(name).empty()) {
    return Failure{"InvalidLaunchTemplateName.AlreadyExistsException",
                   "Launch template name already in use."};
  }
  LaunchTemplate made;
  made.LaunchTemplateId = ids_.resource("lt-");
  made.LaunchTemplateName = std::move(name);
  made.CreateTime = cx.now();
  made.tags = std::move(tags);
  made.versions[1] = {1, std::move(description), cx.now(), std::move(data)};
  state_.add_template(made);
  return made;
}

Result<LaunchTemplateVersion> Ec2::CreateLaunchTemplateVersion(
    Context cx, const LaunchTemplateSpecification& which, const std::string& source,
    LaunchTemplateData data, std::string description) {
  const Result<std::string> id = template_id_of(state_, which);
  if (!id.ok()) {
    return id.failure();
  }
  LaunchTemplate& launch_template = *state_.find_template(id.value());
  if (!source.empty()) {
    const Result<LaunchTemplateVersion> base = version_of(launch_template, source);
    if (!base.ok()) {
      return base.failure();
    }
    data = merged(base.value().data, data);
  }
  const std::int64_t number = ++launch_template.numbers_used;
  launch_template.LatestVersionNumber = number;
  launch_template.versions[number] = {number, std::move(description), cx.now(), std::move(data)};
  return launch_template.versions[number];
}

Status Ec2::ModifyLaunchTemplate(const LaunchTemplateSpecification& which,
                                 const std::string& default_version) {
  const Result<std::string> id = template_id_of(state_, which);
  if (!id.ok()) {
    return id.failure();
  }
  LaunchTemplate& launch_template = *state_.find_template(id.value());
  const Result<LaunchTemplateVersion> version = version_of(launch_template, default_version);
  if (!version.ok()) {
    return version.failure();
  }
  launch_template.DefaultVersionNumber = version.value().VersionNumber;
  return success();
}

Status Ec2::DeleteLaunchTemplate(const LaunchTemplateSpecification& which) {
  const Result<std::string> id = template_id_of(state_, which);
  if (!id.ok()) {
    return id.failure();
  }
  state_.remove_template(id.value());
  return success();
}

Status Ec2::DeleteLaunchTemplateVersion(const LaunchTemplateSpecification& which,
                                        std::int64_t version) {
  const Result<std::string> id = template_id_of(state_, which);
  if (!id.ok()) {
    return id.failure();
  }
  LaunchTemplate& launch_template = *state_.find_template(id.value());
  if (version == launch_template.DefaultVersionNumber) {
    return Failure{"OperationNotPermitted",
                   "The default version of a launch template cannot be "
                   "deleted. Make another version the default first."};
  }
  const Result<LaunchTemplateVersion> found = version_of(launch_template, std::to_string(version));
  if (!found.ok()) {
    return found.failure();
  }
  launch_template.versions.erase(version);
  launch_template.LatestVersionNumber = launch_template.versions.rbegin()->first;
  return success();
}

Result<ResolvedLaunchTemplate> Ec2::resolve(const LaunchTemplateSpecification& which) const {
  const Result<std::string> id = template_id_of(state_, which);
  if (!id.ok()) {
    return id.failure();
  }
  const Result<LaunchTemplateVersion> version =
      version_of(*state_.find_template(id.value()), which.Version);
  if (!version.ok()) {
    return version.failure();
  }
  return ResolvedLaunchTemplate{id.value(), version.value()};
}

}  // namespace greenroom::ec2
