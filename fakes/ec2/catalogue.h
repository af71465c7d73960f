// What there is to launch: images and types of instances. A short list; whatever is launched, its
// software is this computer's.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace greenroom::ec2 {

struct Image {
  std::string ImageId;
  std::string Name;
  std::string Description;
  std::string OwnerId;
  std::string ImageOwnerAlias;  // "amazon"
  std::string Architecture;
  std::string CreationDate;  // ISO 8601
};
// The ids are made up: AWS's differ between regions and change with every release.
[[nodiscard]] const std::vector<Image>& images();
// Which of them the public parameters of Parameter Store name: image ids by name,
// "/aws/service/ami-amazon-linux-latest/...".
[[nodiscard]] const std::map<std::string, std::string>& public_image_parameters();

struct InstanceTypeInfo {
  std::string InstanceType;
  std::int64_t DefaultVCpus = 0;
  std::int64_t SizeInMiB = 0;
  bool is_burstable = false;
  bool is_free_tier = false;
};
[[nodiscard]] const std::vector<InstanceTypeInfo>& instance_types();

}  // namespace greenroom::ec2
