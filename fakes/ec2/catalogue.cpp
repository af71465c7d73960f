#include "fakes/ec2/catalogue.h"

namespace greenroom::ec2 {

const std::vector<Image>& images() {
  static const std::vector<Image> all = {
      {"ami-0123456789abcdef0", "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64",
       "Amazon Linux 2023 AMI 2023.6.20250101.0 x86_64 HVM kernel-6.1", "137112412989", "amazon",
       "x86_64", "2025-01-01T00:00:00.000Z"},
      {"ami-0123456789abcdef1", "amzn2-ami-kernel-5.10-hvm-2.0.20250101.0-x86_64-gp2",
       "Amazon Linux 2 Kernel 5.10 AMI 2.0.20250101.0 x86_64 HVM gp2", "137112412989", "amazon",
       "x86_64", "2025-01-01T00:00:00.000Z"},
      {"ami-0123456789abcdef2",
       "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250101",
       "Canonical, Ubuntu, 24.04, amd64 noble image", "099720109477", "amazon", "x86_64",
       "2025-01-01T00:00:00.000Z"},
      {"ami-0123456789abcdef3", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20250101",
       "Canonical, Ubuntu, 22.04 LTS, amd64 jammy image", "099720109477", "amazon", "x86_64",
       "2025-01-01T00:00:00.000Z"}};
  return all;
}

const std::map<std::string, std::string>& public_image_parameters() {
  static const std::map<std::string, std::string> all = [] {
    const std::string amazon_linux = "/aws/service/ami-amazon-linux-latest/";
    const std::string ubuntu = "/aws/service/canonical/ubuntu/server/";
    const std::string current = "/stable/current/amd64/hvm/";
    return std::map<std::string, std::string>{
        {amazon_linux + "al2023-ami-kernel-default-x86_64", images()[0].ImageId},
        {amazon_linux + "al2023-ami-kernel-6.1-x86_64", images()[0].ImageId},
        {amazon_linux + "amzn2-ami-kernel-5.10-hvm-x86_64-gp2", images()[1].ImageId},
        {amazon_linux + "amzn2-ami-hvm-x86_64-gp2", images()[1].ImageId},
        {ubuntu + "24.04" + current + "ebs-gp3/ami-id", images()[2].ImageId},
        {ubuntu + "22.04" + current + "ebs-gp2/ami-id", images()[3].ImageId}};
  }();
  return all;
}

const std::vector<InstanceTypeInfo>& instance_types() {
  static const std::vector<InstanceTypeInfo> all = {
      {"t2.micro", 1, 1024, true, true},     {"t2.small", 1, 2048, true, false},
      {"t2.medium", 2, 4096, true, false},   {"t3.nano", 2, 512, true, false},
      {"t3.micro", 2, 1024, true, true},     {"t3.small", 2, 2048, true, false},
      {"t3.medium", 2, 4096, true, false},   {"t3.large", 2, 8192, true, false},
      {"t3.xlarge", 4, 16384, true, false},  {"m5.large", 2, 8192, false, false},
      {"m5.xlarge", 4, 16384, false, false}, {"c5.large", 2, 4096, false, false},
      {"r5.large", 2, 16384, false, false}};
  return all;
}

}  // namespace greenroom::ec2
