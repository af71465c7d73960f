// User data: what cloud-init does with it at the first boot (reference alb-ec2-asg 3.3).
#pragma once

#include <string>

#include "sim/core/context.h"
#include "sim/core/machine.h"

namespace greenroom::ec2 {

inline constexpr const char* k_user_data_script = "/var/lib/cloud/instance/scripts/part-001";
inline constexpr const char* k_cloud_init_log = "/var/log/cloud-init-output.log";
inline constexpr std::size_t k_user_data_bytes_max = 16384;  // before base64

enum class UserDataKind { None, Script, Unsupported };
// A script begins with "#!". Simplified: cloud-config, MIME parts and boothooks are Unsupported.
[[nodiscard]] UserDataKind kind_of_user_data(const std::string& user_data);

// How the script ended; "" when all is well, else a sentence as cloud-init logs it.
// Runs it as root, its output going to k_cloud_init_log; returns when it has ended, or when the
// machine is gone.
[[nodiscard]] Task<std::string> run_user_data(Context cx, Machine* machine, std::string user_data);

}  // namespace greenroom::ec2
