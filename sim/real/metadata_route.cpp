#include "sim/real/metadata_route.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "fakes/ec2/metadata.h"
#include "sim/real/borrowed_descriptor.h"
#include "sim/real/guest_memory.h"

namespace greenroom::real {
namespace {

in_addr metadata_address() {
  in_addr address{};
  inet_pton(AF_INET, ec2::k_metadata_ip, &address);
  return address;
}

bool is_metadata(const in_addr& address, in_port_t port) {
  return address.s_addr == metadata_address().s_addr && port == htons(ec2::k_metadata_port);
}

// ::ffff:169.254.169.254, as programs with one kind of socket for both families write it.
bool is_metadata(const in6_addr& address, in_port_t port) {
  in_addr inner{};
  std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
  return IN6_IS_ADDR_V4MAPPED(&address) && is_metadata(inner, port);
}

// The same destination at the port where the service listens; nothing for another destination.
template <typename Address>
std::optional<Address> led(pid_t tid, std::uint64_t at) {
  std::optional<Address> address = read_guest<Address>(tid, at);
  if (!address) {
    return std::nullopt;
  }
  if constexpr (std::is_same_v<Address, sockaddr_in>) {
    if (address->sin_family != AF_INET || !is_metadata(address->sin_addr, address->sin_port)) {
      return std::nullopt;
    }
    address->sin_port = htons(k_metadata_listener_port);
  } else {
    if (address->sin6_family != AF_INET6 || !is_metadata(address->sin6_addr, address->sin6_port)) {
      return std::nullopt;
    }
    address->sin6_port = htons(k_metadata_listener_port);
  }
  return address;
}

template <typename Address>
std::optional<Answer> connect_as(const HeldCall& call, int process_handle) {
  const std::optional<Address> address = led<Address>(call.tid, call.arguments[1]);
  if (!address) {
    return std::nullopt;
  }
  const BorrowedDescriptor ours(process_handle, static_cast<int>(call.arguments[0]));
  if (ours.get() < 0) {
    return std::nullopt;  // the kernel tells why
  }
  // The listener is in the same network: this never waits.
  const int done = connect(ours.get(), reinterpret_cast<const sockaddr*>(&*address),
                           static_cast<socklen_t>(sizeof *address));
  return returns(done == 0 ? 0 : -errno);
}

}  // namespace

std::optional<Answer> connect_to_metadata(const HeldCall& call, int process_handle) {
  return call.arguments[2] == sizeof(sockaddr_in) ? connect_as<sockaddr_in>(call, process_handle)
                                                  : connect_as<sockaddr_in6>(call, process_handle);
}

}  // namespace greenroom::real
