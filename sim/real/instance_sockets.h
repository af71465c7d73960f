// Sockets inside an instance's own network: how the load balancer reaches real servers.
#pragma once

#include <string>

#include "sim/real/settlement.h"

namespace greenroom::real {

class InstanceSockets {
 public:
  virtual ~InstanceSockets() = default;
  // A fresh non-blocking, close-on-exec IPv4 TCP socket created inside the network of the instance,
  // ready to connect() to the instance's private IP. -1 when the instance is not powered on.
  virtual int open_tcp_socket(const std::string& instance_id) = 0;
  // The machine to name in tickets; nullptr when the instance is not powered on.
  virtual Watched* watched(const std::string& instance_id) = 0;
};

}  // namespace greenroom::real
