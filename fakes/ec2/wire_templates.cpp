// Launch templates behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/ec2/filters.h"
#include "fakes/ec2/launch_template.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

constexpr std::int64_t k_templates_per_page = 200;

std::string creator_of(const Ec2& ec2) {
  return "arn:aws:iam::" + ec2.account().id + ":root";
}

aws::Json template_of(Context cx, const Ec2& ec2, const LaunchTemplate& launch_template) {
  return wire::Object()
      .add("LaunchTemplateId", wire::text(launch_template.LaunchTemplateId))
      .add("LaunchTemplateName", wire::text(launch_template.LaunchTemplateName))
      .add("CreateTime", wire::timestamp(cx.epoch(), launch_template.CreateTime))
      .add("CreatedBy", wire::text(creator_of(ec2)))
      .add("DefaultVersionNumber", wire::number(launch_template.DefaultVersionNumber))
      .add("LatestVersionNumber", wire::number(launch_template.LatestVersionNumber))
      .add("Tags", wire::tags_of(launch_template.tags))
      .take();
}

aws::Json version_json(Context cx, const Ec2& ec2, const LaunchTemplate& launch_template,
                       const LaunchTemplateVersion& version) {
  const bool is_default = version.VersionNumber == launch_template.DefaultVersionNumber;
  return wire::Object()
      .add("LaunchTemplateId", wire::text(launch_template.LaunchTemplateId))
      .add("LaunchTemplateName", wire::text(launch_template.LaunchTemplateName))
      .add("VersionNumber", wire::number(version.VersionNumber))
      .add_unless_empty("VersionDescription", version.VersionDescription)
      .add("CreateTime", wire::timestamp(cx.epoch(), version.CreateTime))
      .add("CreatedBy", wire::text(creator_of(ec2)))
      .add("DefaultVersion", flag(is_default))
      .add("LaunchTemplateData", launch_data_of(version.data))
      .take();
}

// InvalidParameterCombination when both are given.
Status check_one_name(const LaunchTemplateSpecification& which) {
  if (!which.LaunchTemplateId.empty() && !which.LaunchTemplateName.empty()) {
    return Failure{"InvalidParameterCombination",
                   "Specify either a launch template ID or a launch template name, but not both."};
  }
  return success();
}

Result<const LaunchTemplate*> find(const Ec2& ec2, const LaunchTemplateSpecification& which) {
  if (const Status checked = check_one_name(which); !checked) {
    return checked.failure();
  }
  const Result<std::string> id = template_id_of(ec2.state(), which);
  if (!id) {
    return id.failure();
  }
  return ec2.state().find_template(id.value());
}

Result<LaunchTemplateData> read_data(const aws::Json& input) {
  const aws::Json& given = *input.find("LaunchTemplateData");
  if (const aws::Json* placement = given.find("Placement");
      placement != nullptr && placement->find("AvailabilityZone") != nullptr) {
    return unsupported("Placement with an Availability Zone in a launch template");
  }
  return read_launch_data(given);
}

Result<aws::Json> create_template(Ec2& ec2, Context cx, const aws::Json& input) {
  Result<LaunchTemplateData> data = read_data(input);
  if (!data) {
    return data.failure();
  }
  Result<Tags> tags = tags_for(input, "launch-template");
  if (!tags) {
    return tags.failure();
  }
  const Result<LaunchTemplate> made = ec2.CreateLaunchTemplate(
      cx, wire::text_of(input, "LaunchTemplateName"), std::move(data).value(),
      wire::text_of(input, "VersionDescription"), std::move(tags).value());
  if (!made) {
    return made.failure();
  }
  return wire::Object().add("LaunchTemplate", template_of(cx, ec2, made.value())).take();
}

Result<aws::Json> create_version(Ec2& ec2, Context cx, const aws::Json& input) {
  const LaunchTemplateSpecification which = read_specification(input);
  const Result<const LaunchTemplate*> found = find(ec2, which);
  if (!found) {
    return found.failure();
  }
  Result<LaunchTemplateData> data = read_data(input);
  if (!data) {
    return data.failure();
  }
  const Result<LaunchTemplateVersion> made = ec2.CreateLaunchTemplateVersion(
      cx, which, wire::text_of(input, "SourceVersion"), std::move(data).value(),
      wire::text_of(input, "VersionDescription"));
  if (!made) {
    return made.failure();
  }
  return wire::Object()
      .add("LaunchTemplateVersion", version_json(cx, ec2, *found.value(), made.value()))
      .take();
}

// DefaultVersion travels as "SetDefaultVersion".
Result<aws::Json> modify_template(Ec2& ec2, Context cx, const aws::Json& input) {
  const LaunchTemplateSpecification which = read_specification(input);
  const Result<const LaunchTemplate*> found = find(ec2, which);
  if (!found) {
    return found.failure();
  }
  const std::string version = wire::text_of(input, "DefaultVersion");
  if (version.empty()) {
    return Failure{"MissingParameter", "The request must contain the parameter SetDefaultVersion"};
  }
  if (const Status modified = ec2.ModifyLaunchTemplate(which, version); !modified) {
    return modified.failure();
  }
  return wire::Object().add("LaunchTemplate", template_of(cx, ec2, *found.value())).take();
}

Result<aws::Json> delete_template(Ec2& ec2, Context cx, const aws::Json& input) {
  const LaunchTemplateSpecification which = read_specification(input);
  const Result<const LaunchTemplate*> found = find(ec2, which);
  if (!found) {
    return found.failure();
  }
  aws::Json gone = template_of(cx, ec2, *found.value());
  if (const Status deleted = ec2.DeleteLaunchTemplate(which); !deleted) {
    return deleted.failure();
  }
  return wire::Object().add("LaunchTemplate", std::move(gone)).take();
}

Result<aws::Json> delete_versions(Ec2& ec2, Context, const aws::Json& input) {
  const LaunchTemplateSpecification which = read_specification(input);
  const Result<const LaunchTemplate*> found = find(ec2, which);
  if (!found) {
    return found.failure();
  }
  aws::Json deleted{aws::JsonKind::Array, {}, {}, {}};
  aws::Json kept = deleted;
  for (const std::string& selector : wire::texts_of(input, "Versions")) {
    const Result<LaunchTemplateVersion> version = version_of(*found.value(), selector);
    const Status status =
        version ? ec2.DeleteLaunchTemplateVersion(which, version.value().VersionNumber)
                : Status(version.failure());
    const std::int64_t number = version ? version.value().VersionNumber : 0;
    wire::Object item;
    item.add("LaunchTemplateId", wire::text(found.value()->LaunchTemplateId))
        .add("LaunchTemplateName", wire::text(found.value()->LaunchTemplateName))
        .add("VersionNumber", wire::number(number));
    if (status) {
      deleted.items.push_back(item.take());
      continue;
    }
    const char* code = version ? "unexpectedError" : "launchTemplateVersionDoesNotExist";
    item.add("ResponseError", wire::Object()
                                  .add("Code", wire::text(code))
                                  .add("Message", wire::text(status.failure().message))
                                  .take());
    kept.items.push_back(item.take());
  }
  return wire::Object()
      .add("SuccessfullyDeletedLaunchTemplateVersions", std::move(deleted))
      .add("UnsuccessfullyDeletedLaunchTemplateVersions", std::move(kept))
      .take();
}

// Those that are named, each of which must be there; else all, in the order of their ids.
Result<std::vector<LaunchTemplate>> named_templates(const Ec2& ec2, const aws::Json& input) {
  std::vector<LaunchTemplate> all;
  const auto add = [&](const LaunchTemplateSpecification& which) -> Status {
    const Result<const LaunchTemplate*> found = find(ec2, which);
    if (!found) {
      return found.failure();
    }
    all.push_back(*found.value());
    return success();
  };
  for (const std::string& id : wire::texts_of(input, "LaunchTemplateIds")) {
    if (const Status added = add({id, "", ""}); !added) {
      return added.failure();
    }
  }
  for (const std::string& name : wire::texts_of(input, "LaunchTemplateNames")) {
    if (const Status added = add({"", name, ""}); !added) {
      return added.failure();
    }
  }
  if (all.empty()) {
    for (const auto& [id, each] : ec2.state().templates()) {
      all.push_back(each);
    }
  }
  return all;
}

Result<aws::Json> describe_templates(Ec2& ec2, Context cx, const aws::Json& input) {
  Result<std::vector<LaunchTemplate>> named = named_templates(ec2, input);
  if (!named) {
    return named.failure();
  }
  const std::vector<Filter> filters = filters_of(input);
  const LaunchTemplate any;
  if (const Status known = check_filters(filters, filterable(any)); !known) {
    return known.failure();
  }
  std::vector<LaunchTemplate> wanted = std::move(named).value();
  std::erase_if(wanted,
                [&](const LaunchTemplate& each) { return !passes(filters, filterable(each)); });
  const Result<Page<LaunchTemplate>> page =
      page_of(std::move(wanted), wire::number_of(input, "MaxResults", k_templates_per_page),
              wire::text_of(input, "NextToken"),
              [](const LaunchTemplate& each) { return each.LaunchTemplateId; });
  if (!page) {
    return page.failure();
  }
  return paged(
      "LaunchTemplates",
      wire::list_of(page.value().items,
                    [&](const LaunchTemplate& each) { return template_of(cx, ec2, each); }),
      page.value().NextToken);
}

// Those that `selectors` mean, or all between the limits, the newest first.
Result<std::vector<LaunchTemplateVersion>> versions_of(const LaunchTemplate& launch_template,
                                                       const aws::Json& input) {
  std::vector<LaunchTemplateVersion> wanted;
  const std::vector<std::string> selectors = wire::texts_of(input, "Versions");
  for (const std::string& selector : selectors) {
    const Result<LaunchTemplateVersion> version = version_of(launch_template, selector);
    if (!version) {
      return version.failure();
    }
    wanted.push_back(version.value());
  }
  if (!selectors.empty()) {
    return wanted;
  }
  std::int64_t least = 0;
  std::int64_t most = launch_template.LatestVersionNumber;
  for (const auto& [member, limit] : {std::pair("MinVersion", &least), {"MaxVersion", &most}}) {
    if (const std::string selector = wire::text_of(input, member); !selector.empty()) {
      const Result<LaunchTemplateVersion> version = version_of(launch_template, selector);
      if (!version) {
        return version.failure();
      }
      *limit = version.value().VersionNumber;
    }
  }
  for (auto each = launch_template.versions.rbegin(); each != launch_template.versions.rend();
       ++each) {
    if (each->first >= least && each->first <= most) {
      wanted.push_back(each->second);
    }
  }
  return wanted;
}

// Without a name: the $Latest and $Default of all templates.
Result<aws::Json> describe_versions(Ec2& ec2, Context cx, const aws::Json& input) {
  const LaunchTemplateSpecification which = read_specification(input);
  std::vector<LaunchTemplate> templates;
  if (!which.LaunchTemplateId.empty() || !which.LaunchTemplateName.empty()) {
    const Result<const LaunchTemplate*> found = find(ec2, which);
    if (!found) {
      return found.failure();
    }
    templates.push_back(*found.value());
  } else if (input.find("Versions") != nullptr) {
    for (const auto& [id, each] : ec2.state().templates()) {
      templates.push_back(each);
    }
  } else {
    return Failure{"MissingParameter",
                   "Either a launch template ID or a launch template name must be given."};
  }
  struct Shown {
    std::string key;  // what the token of a page names
    aws::Json json;
  };
  std::vector<Shown> all;
  for (const LaunchTemplate& each : templates) {
    const Result<std::vector<LaunchTemplateVersion>> versions = versions_of(each, input);
    if (!versions) {
      return versions.failure();
    }
    for (const LaunchTemplateVersion& version : versions.value()) {
      all.push_back({each.LaunchTemplateId + ":" + std::to_string(version.VersionNumber),
                     version_json(cx, ec2, each, version)});
    }
  }
  const Result<Page<Shown>> page =
      page_of(std::move(all), wire::number_of(input, "MaxResults", k_templates_per_page),
              wire::text_of(input, "NextToken"), [](const Shown& each) { return each.key; });
  if (!page) {
    return page.failure();
  }
  return paged("LaunchTemplateVersions",
               wire::list_of(page.value().items, [](const Shown& each) { return each.json; }),
               page.value().NextToken);
}

}  // namespace

const Handlers& template_handlers() {
  static const Handlers all = {{"CreateLaunchTemplate", create_template},
                               {"CreateLaunchTemplateVersion", create_version},
                               {"ModifyLaunchTemplate", modify_template},
                               {"DeleteLaunchTemplate", delete_template},
                               {"DeleteLaunchTemplateVersions", delete_versions},
                               {"DescribeLaunchTemplates", describe_templates},
                               {"DescribeLaunchTemplateVersions", describe_versions}};
  return all;
}

}  // namespace greenroom::ec2
