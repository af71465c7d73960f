// ARNs as the services spell them.
#pragma once

#include <string>

#include "fakes/aws/ids.h"

namespace greenroom::aws {

// arn:aws:s3:::bucket/key
[[nodiscard]] inline std::string s3_object_arn(const std::string& bucket, const std::string& key) {
  return "arn:aws:s3:::" + bucket + "/" + key;
}
// arn:aws:codebuild:<region>:<account>:build/<project>:<uuid>
[[nodiscard]] inline std::string build_arn(const Account& account, const std::string& build_id) {
  return "arn:aws:codebuild:" + account.region + ":" + account.id + ":build/" + build_id;
}
// arn:aws:iam::<account>:role/<name>
[[nodiscard]] inline std::string role_arn(const Account& account, const std::string& name) {
  return "arn:aws:iam::" + account.id + ":role/" + name;
}
// arn:aws:ec2:<region>:<account>:instance/<id>
[[nodiscard]] inline std::string instance_arn(const Account& account, const std::string& id) {
  return "arn:aws:ec2:" + account.region + ":" + account.id + ":instance/" + id;
}
// arn:aws:sns:<region>:<account>:<name>
[[nodiscard]] inline std::string topic_arn(const Account& account, const std::string& name) {
  return "arn:aws:sns:" + account.region + ":" + account.id + ":" + name;
}

}  // namespace greenroom::aws
