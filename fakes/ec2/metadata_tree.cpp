#include "fakes/ec2/metadata_tree.h"

#include <map>
#include <vector>

#include "fakes/aws/http_date.h"
#include "fakes/aws/json.h"

namespace greenroom::ec2 {
namespace {

using Tree = std::map<std::string, std::string>;  // value by path without a slash at either end

// Rotated like this, new keys appear five minutes before the old ones expire, the least that AWS
// promises (reference 3.5). The length is UNVERIFIED.
constexpr Duration k_credentials_rotate = hours(6) - minutes(5);
constexpr Duration k_credentials_live = hours(6);

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all += (all.empty() ? "" : "\n") + text;
  }
  return all;
}

// One key per line, as in AWS's documents: people cut them apart with grep and cut.
std::string json_lines(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string text = "{";
  for (const auto& [key, value] : members) {
    text += (text.size() > 1 ? ",\n" : "\n");
    text += "  \"" + key + "\" : ";
    if (value == "null") {
      text += value;
    } else {
      aws::append_json_text(text, value);
    }
  }
  return text + "\n}";
}

void add_role(Tree& tree, const Metadata& of) {
  if (!of.instance.made_of.IamProfile.has_value()) {
    return;
  }
  const IamInstanceProfile& profile = *of.instance.made_of.IamProfile;
  const Credentials lent = credentials_of(of.seed, of.instance.InstanceId, profile.role, of.now);
  const std::string updated = aws::whole_seconds(of.epoch, lent.LastUpdated);
  tree["meta-data/iam/info"] = json_lines({{"Code", "Success"},
                                           {"LastUpdated", updated},
                                           {"InstanceProfileArn", profile.Arn},
                                           {"InstanceProfileId", profile.Id}});
  if (profile.role.empty()) {  // a profile without a role lends nothing
    return;
  }
  tree["meta-data/iam/security-credentials/" + profile.role] =
      json_lines({{"Code", "Success"},
                  {"LastUpdated", updated},
                  {"Type", "AWS-HMAC"},
                  {"AccessKeyId", lent.AccessKeyId},
                  {"SecretAccessKey", lent.SecretAccessKey},
                  {"Token", lent.Token},
                  {"Expiration", aws::whole_seconds(of.epoch, lent.Expiration)}});
}

void add_network(Tree& tree, const Metadata& of) {
  const Instance& instance = of.instance;
  const std::string at = "meta-data/network/interfaces/macs/" + instance.MacAddress + "/";
  tree[at + "device-number"] = "0";
  tree[at + "interface-id"] = instance.NetworkInterfaceId;
  tree[at + "local-hostname"] = instance.PrivateDnsName;
  tree[at + "local-ipv4s"] = instance.PrivateIpAddress;
  tree[at + "mac"] = instance.MacAddress;
  tree[at + "owner-id"] = of.account.id;
  tree[at + "security-groups"] = joined(instance.made_of.SecurityGroups);
  tree[at + "security-group-ids"] = joined(instance.made_of.SecurityGroupIds);
  tree[at + "subnet-id"] = instance.subnet.SubnetId;
  tree[at + "subnet-ipv4-cidr-block"] = instance.subnet.CidrBlock;
  tree[at + "vpc-id"] = instance.VpcId;
  tree[at + "vpc-ipv4-cidr-block"] = "10.0.0.0/16";
}

// Simplified: the signatures are of the right form only; no key of AWS's made them.
void add_identity(Tree& tree, const Metadata& of) {
  const Instance& instance = of.instance;
  const std::string at = "dynamic/instance-identity/";
  tree[at + "document"] =
      json_lines({{"accountId", of.account.id},
                  {"architecture", "x86_64"},
                  {"availabilityZone", instance.subnet.AvailabilityZone},
                  {"billingProducts", "null"},
                  {"devpayProductCodes", "null"},
                  {"imageId", instance.made_of.ImageId},
                  {"instanceId", instance.InstanceId},
                  {"instanceType", instance.made_of.InstanceType},
                  {"kernelId", "null"},
                  {"marketplaceProductCodes", "null"},
                  {"pendingTime", aws::whole_seconds(of.epoch, instance.LaunchTime)},
                  {"privateIp", instance.PrivateIpAddress},
                  {"ramdiskId", "null"},
                  {"region", of.account.region},
                  {"version", "2017-09-30"}});
  for (const char* name : {"pkcs7", "rsa2048", "signature"}) {
    tree[at + name] = drawn_text(of.seed, name, instance.InstanceId, 172);
  }
  tree["dynamic/fws/instance-monitoring"] = "disabled";
}

void add_names(Tree& tree, const Metadata& of) {
  const Instance& instance = of.instance;
  const std::string at = "meta-data/";
  tree[at + "hostname"] = instance.PrivateDnsName;
  tree[at + "local-hostname"] = instance.PrivateDnsName;
  tree[at + "local-ipv4"] = instance.PrivateIpAddress;
  tree[at + "mac"] = instance.MacAddress;
  if (!instance.PublicIpAddress.empty()) {
    tree[at + "public-hostname"] = instance.PublicDnsName;
    tree[at + "public-ipv4"] = instance.PublicIpAddress;
  }
  tree[at + "placement/availability-zone"] = instance.subnet.AvailabilityZone;
  tree[at + "placement/availability-zone-id"] = instance.subnet.AvailabilityZoneId;
  tree[at + "placement/region"] = of.account.region;
  tree[at + "services/domain"] = "amazonaws.com";
  tree[at + "services/partition"] = "aws";
}

Tree tree_of(const Metadata& of) {
  const Instance& instance = of.instance;
  const LaunchTemplateData& made_of = instance.made_of;
  Tree tree;
  const std::string at = "meta-data/";
  tree[at + "ami-id"] = made_of.ImageId;
  tree[at + "ami-launch-index"] = std::to_string(instance.AmiLaunchIndex);
  tree[at + "ami-manifest-path"] = "(unknown)";
  tree[at + "block-device-mapping/ami"] = "/dev/xvda";
  tree[at + "block-device-mapping/root"] = "/dev/xvda";
  tree[at + "instance-action"] = "none";
  tree[at + "instance-id"] = instance.InstanceId;
  tree[at + "instance-life-cycle"] = "on-demand";
  tree[at + "instance-type"] = made_of.InstanceType;
  tree[at + "reservation-id"] = instance.ReservationId;
  tree[at + "security-groups"] = joined(made_of.SecurityGroups);
  if (!instance.target_lifecycle_state.empty()) {
    tree[at + "autoscaling/target-lifecycle-state"] = instance.target_lifecycle_state;
  }
  if (!made_of.KeyName.empty()) {  // Simplified: a key of the right form that opens nothing
    tree[at + "public-keys/0/openssh-key"] = "ssh-rsa AAAAB3NzaC1yc2E" +
                                             drawn_text(of.seed, "ssh key", made_of.KeyName, 349) +
                                             " " + made_of.KeyName;
  }
  const InstanceMetadataOptions options =
      made_of.MetadataOptions.value_or(InstanceMetadataOptions{});
  if (options.InstanceMetadataTags == InstanceMetadataTagsState::enabled) {
    for (const auto& [key, value] : instance.tags) {
      tree[at + "tags/instance/" + key] = value;
    }
  }
  if (!made_of.UserData.empty()) {
    tree["user-data"] = made_of.UserData;
  }
  add_names(tree, of);
  add_role(tree, of);
  add_network(tree, of);
  add_identity(tree, of);
  return tree;
}

// "2021-03-23" and its like stand for a version of the service; all versions tell the same here.
bool is_version(std::string_view segment) {
  const std::string_view form = "dddd-dd-dd";
  if (segment == "latest") {
    return true;
  }
  for (std::size_t i = 0; segment.size() == form.size() && i < form.size(); ++i) {
    const bool digit = segment[i] >= '0' && segment[i] <= '9';
    if (form[i] == 'd' ? !digit : segment[i] != '-') {
      return false;
    }
  }
  return segment.size() == form.size();
}

// The names below `directory` ("" or ending in '/'), directories with a slash; nothing when empty.
std::optional<std::string> listing(const Tree& tree, const std::string& directory) {
  std::vector<std::string> names;
  for (auto each = tree.lower_bound(directory);
       each != tree.end() && each->first.rfind(directory, 0) == 0; ++each) {
    const std::string rest = each->first.substr(directory.size());
    const std::size_t slash = rest.find('/');
    std::string name = slash == std::string::npos ? rest : rest.substr(0, slash + 1);
    if (names.empty() || names.back() != name) {
      names.push_back(std::move(name));
    }
  }
  return names.empty() ? std::nullopt : std::optional(joined(names));
}

}  // namespace

std::optional<std::string> look_up(const Metadata& metadata, std::string_view target) {
  std::string path(target.substr(0, target.find('?')));
  while (path.ends_with('/')) {
    path.pop_back();
  }
  if (path.empty()) {
    return "latest";
  }
  const std::size_t second = path.find('/', 1);
  if (path.front() != '/' || !is_version(std::string_view(path).substr(1, second - 1))) {
    return std::nullopt;
  }
  path = second == std::string::npos ? "" : path.substr(second + 1);
  const Tree tree = tree_of(metadata);
  const auto value = tree.find(path);
  if (value != tree.end()) {
    return value->second;
  }
  if (path == "meta-data/public-keys" && tree.count("meta-data/public-keys/0/openssh-key") > 0) {
    return "0=" + metadata.instance.made_of.KeyName;
  }
  return listing(tree, path.empty() ? "" : path + "/");
}

std::string drawn_text(Seed seed, std::string_view what, std::string_view whose,
                       std::size_t count) {
  constexpr std::string_view k_alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += k_alphabet[keyed_draw(seed, what, whose, i) % k_alphabet.size()];
  }
  return text;
}

Credentials credentials_of(Seed seed, const std::string& instance_id, const std::string& role,
                           Instant now) {
  const std::int64_t turn = now.microseconds / k_credentials_rotate.microseconds;
  const std::string what = "credentials " + role + " " + std::to_string(turn);
  Credentials lent;
  constexpr std::string_view k_upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  lent.AccessKeyId = "ASIA";
  for (std::size_t i = 0; i < 16; ++i) {
    lent.AccessKeyId += k_upper[keyed_draw(seed, what + " key", instance_id, i) % k_upper.size()];
  }
  lent.SecretAccessKey = drawn_text(seed, what + " secret", instance_id, 40);
  lent.Token = "IQoJb3JpZ2luX2Vj" + drawn_text(seed, what + " token", instance_id, 344);
  lent.LastUpdated = k_start + k_credentials_rotate * turn;
  lent.Expiration = lent.LastUpdated + k_credentials_live;
  return lent;
}

IamInstanceProfile instance_profile(const aws::Account& account, const std::string& name,
                                    const std::string& role) {
  constexpr std::string_view k_upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string id = "AIPA";
  for (std::size_t i = 0; i < 17; ++i) {
    id += k_upper[keyed_draw(Seed{}, "instance profile", name, i) % k_upper.size()];
  }
  return {"arn:aws:iam::" + account.id + ":instance-profile/" + name, id, role, {}};
}

}  // namespace greenroom::ec2
