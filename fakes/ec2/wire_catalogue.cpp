// What there is to launch, behind the wire.
#include <algorithm>
#include <utility>

#include "fakes/ec2/catalogue.h"
#include "fakes/ec2/filters.h"
#include "fakes/ec2/wire_handlers.h"
#include "fakes/ec2/wire_values.h"

namespace greenroom::ec2 {
namespace {

aws::Json image_of(const Image& image) {
  return wire::Object()
      .add("PlatformDetails", wire::text("Linux/UNIX"))
      .add("Description", wire::text(image.Description))
      .add("EnaSupport", flag(true))
      .add("Hypervisor", wire::text("xen"))
      .add("ImageOwnerAlias", wire::text(image.ImageOwnerAlias))
      .add("Name", wire::text(image.Name))
      .add("RootDeviceName", wire::text("/dev/xvda"))
      .add("RootDeviceType", wire::text("ebs"))
      .add("VirtualizationType", wire::text("hvm"))
      .add("ImageId", wire::text(image.ImageId))
      .add("ImageLocation", wire::text(image.ImageOwnerAlias + "/" + image.Name))
      .add("State", wire::text("available"))
      .add("OwnerId", wire::text(image.OwnerId))
      .add("CreationDate", wire::text(image.CreationDate))
      .add("Public", flag(true))
      .add("Architecture", wire::text(image.Architecture))
      .add("ImageType", wire::text("machine"))
      .take();
}

Filterable filterable(const Image& image) {
  Filterable made;
  made.values = {{"image-id", {image.ImageId}},
                 {"name", {image.Name}},
                 {"description", {image.Description}},
                 {"architecture", {image.Architecture}},
                 {"owner-id", {image.OwnerId}},
                 {"owner-alias", {image.ImageOwnerAlias}},
                 {"state", {"available"}},
                 {"is-public", {"true"}},
                 {"image-type", {"machine"}},
                 {"hypervisor", {"xen"}},
                 {"platform-details", {"Linux/UNIX"}},
                 {"platform", {}},
                 {"root-device-type", {"ebs"}},
                 {"root-device-name", {"/dev/xvda"}},
                 {"virtualization-type", {"hvm"}},
                 {"ena-support", {"true"}},
                 {"block-device-mapping.volume-type", {"gp2", "gp3"}}};
  return made;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::count(all.begin(), all.end(), one) > 0;
}

Result<aws::Json> describe_images(Ec2&, Context, const aws::Json& input) {
  const std::vector<std::string> ids = wire::texts_of(input, "ImageIds");
  for (const std::string& id : ids) {
    if (std::none_of(images().begin(), images().end(),
                     [&](const Image& image) { return image.ImageId == id; })) {
      return Failure{"InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist"};
    }
  }
  const std::vector<std::string> owners = wire::texts_of(input, "Owners");
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, filterable(Image{})); !known) {
    return known.failure();
  }
  std::vector<Image> wanted;
  for (const Image& image : images()) {
    const bool owned = owners.empty() || contains(owners, image.OwnerId) ||
                       contains(owners, image.ImageOwnerAlias);
    if (owned && (ids.empty() || contains(ids, image.ImageId)) &&
        passes(filters, filterable(image))) {
      wanted.push_back(image);
    }
  }
  const Result<Page<Image>> page =
      page_of(std::move(wanted), wire::number_of(input, "MaxResults", 0),
              wire::text_of(input, "NextToken"), [](const Image& each) { return each.ImageId; });
  if (!page) {
    return page.failure();
  }
  return paged("Images", wire::list_of(page.value().items, image_of), page.value().NextToken);
}

aws::Json type_of(const InstanceTypeInfo& type) {
  return wire::Object()
      .add("InstanceType", wire::text(type.InstanceType))
      .add("CurrentGeneration", flag(true))
      .add("FreeTierEligible", flag(type.is_free_tier))
      .add("BareMetal", flag(false))
      .add("Hypervisor", wire::text(type.InstanceType.rfind("t2.", 0) == 0 ? "xen" : "nitro"))
      .add("ProcessorInfo",
           wire::Object().add("SupportedArchitectures", wire::texts({"x86_64"})).take())
      .add("VCpuInfo", wire::Object().add("DefaultVCpus", wire::number(type.DefaultVCpus)).take())
      .add("MemoryInfo", wire::Object().add("SizeInMiB", wire::number(type.SizeInMiB)).take())
      .add("BurstablePerformanceSupported", flag(type.is_burstable))
      .take();
}

Filterable filterable(const InstanceTypeInfo& type) {
  Filterable made;
  made.values = {{"instance-type", {type.InstanceType}},
                 {"free-tier-eligible", {type.is_free_tier ? "true" : "false"}},
                 {"current-generation", {"true"}},
                 {"burstable-performance-supported", {type.is_burstable ? "true" : "false"}},
                 {"processor-info.supported-architecture", {"x86_64"}},
                 {"vcpu-info.default-vcpus", {std::to_string(type.DefaultVCpus)}},
                 {"memory-info.size-in-mib", {std::to_string(type.SizeInMiB)}}};
  return made;
}

Result<aws::Json> describe_types(Ec2&, Context, const aws::Json& input) {
  const std::vector<std::string> names = wire::texts_of(input, "InstanceTypes");
  for (const std::string& name : names) {
    if (std::none_of(instance_types().begin(), instance_types().end(),
                     [&](const InstanceTypeInfo& type) { return type.InstanceType == name; })) {
      return unsupported("What the instance type " + name + " is like");
    }
  }
  const std::vector<Filter> filters = filters_of(input);
  if (const Status known = check_filters(filters, filterable(InstanceTypeInfo{})); !known) {
    return known.failure();
  }
  std::vector<InstanceTypeInfo> wanted;
  for (const InstanceTypeInfo& type : instance_types()) {
    if ((names.empty() || contains(names, type.InstanceType)) &&
        passes(filters, filterable(type))) {
      wanted.push_back(type);
    }
  }
  const Result<Page<InstanceTypeInfo>> page = page_of(
      std::move(wanted), wire::number_of(input, "MaxResults", 0), wire::text_of(input, "NextToken"),
      [](const InstanceTypeInfo& each) { return each.InstanceType; });
  if (!page) {
    return page.failure();
  }
  return paged("InstanceTypes", wire::list_of(page.value().items, type_of), page.value().NextToken);
}

// There are none, and no way to make one.
Result<aws::Json> describe_key_pairs(Ec2&, Context, const aws::Json& input) {
  for (const std::string& name : wire::texts_of(input, "KeyNames")) {
    return Failure{"InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"};
  }
  for (const std::string& id : wire::texts_of(input, "KeyPairIds")) {
    return Failure{"InvalidKeyPair.NotFound", "The key pair ID '" + id + "' does not exist"};
  }
  return wire::Object().add("KeyPairs", {aws::JsonKind::Array, {}, {}, {}}).take();
}

aws::Json attribute_of(const std::string& name, const std::string& value) {
  aws::Json item = wire::Object().add("AttributeValue", wire::text(value)).take();
  return wire::Object()
      .add("AttributeName", wire::text(name))
      .add("AttributeValues", {aws::JsonKind::Array, {}, {std::move(item)}, {}})
      .take();
}

Result<aws::Json> describe_account_attributes(Ec2& ec2, Context, const aws::Json& input) {
  const std::vector<std::string> names = wire::texts_of(input, "AttributeNames");
  aws::Json list{aws::JsonKind::Array, {}, {}, {}};
  for (const auto& [name, value] :
       {std::pair<std::string, std::string>("supported-platforms", "VPC"),
        {"default-vpc", ec2.state().vpc.VpcId}}) {
    if (names.empty() || contains(names, name)) {
      list.items.push_back(attribute_of(name, value));
    }
  }
  return wire::Object().add("AccountAttributes", std::move(list)).take();
}

}  // namespace

const Handlers& catalogue_handlers() {
  static const Handlers all = {{"DescribeImages", describe_images},
                               {"DescribeInstanceTypes", describe_types},
                               {"DescribeKeyPairs", describe_key_pairs},
                               {"DescribeAccountAttributes", describe_account_attributes}};
  return all;
}

}  // namespace greenroom::ec2
