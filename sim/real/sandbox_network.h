// The network a machine wakes up with: its own, with nobody else in it.
#pragma once

#include <string>

namespace greenroom::real {

// Brings the loopback up. With a `private_ip`: that address on an interface eth0, as on EC2, where
// programs look for it; the load balancer's and the metadata service's on the loopback. A kernel
// that has neither dummy nor ifb devices gets the private address on the loopback, too: programs
// then take it for an internal one. `proc`: a mounted /proc of the machine.
// Throws HarnessError naming the step.
void set_up_network(const std::string& private_ip, const std::string& proc);

}  // namespace greenroom::real
