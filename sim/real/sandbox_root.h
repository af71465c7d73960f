// The file system, network and names a machine wakes up with. Runs inside the new namespaces, as
// their root, before anything else of the machine exists.
#pragma once

#include <string>

namespace greenroom::real {

struct SandboxPlan {
  std::string host_name;
  std::string private_ip;      // "" for build containers: loopback only
  std::string instance_id;     // "" for build containers
  std::string keep_directory;  // "" = the file system lives in memory and vanishes with the machine
  bool user_namespace = false;  // not root on this computer: overlay needs `userxattr`
  std::size_t disk_bytes = 0;   // what the machine may write when its file system lives in memory
  int network_template = -1;  // descriptor of the network namespace to make the machine's own from
};

// The address the load balancer connects from, present in every machine's own network.
inline constexpr const char* k_load_balancer_ip = "10.0.0.4";

// Builds the root file system (host's /usr, /etc, /opt below, read-only; private above), own /proc,
// minimal /dev, private /tmp, /home, /root, /var; its network (sandbox_network.h); sets the host
// name; makes it the root. Throws HarnessError naming the step. Gives a descriptor of a /proc of
// the machine's own for looking at its processes: where the kernel can (Linux 5.8), one that shows
// nothing else, which makes listing it cheap.
[[nodiscard]] int build_sandbox_root(const SandboxPlan& plan);

}  // namespace greenroom::real
