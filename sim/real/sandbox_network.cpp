#include "sim/real/sandbox_network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "fakes/ec2/metadata.h"
#include "sim/core/harness_error.h"
#include "sim/real/sandbox_root.h"

namespace greenroom::real {
namespace {

constexpr const char* k_interface = "eth0";
constexpr std::uint32_t k_mtu_bytes = 9001;  // EC2's jumbo frames

void must(bool good, const std::string& step) {
  if (!good) {
    throw HarnessError("cannot set a machine's network up: " + step + ": " + std::strerror(errno));
  }
}

void set_address(int socket_fd, const char* interface, const char* ip) {
  ifreq request{};
  std::strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  must(inet_pton(AF_INET, ip, &address.sin_addr) == 1, std::string("read the address ") + ip);
  std::memcpy(&request.ifr_addr, &address, sizeof address);
  must(ioctl(socket_fd, SIOCSIFADDR, &request) == 0, std::string("give ") + interface + " " + ip);
  // One address alone: there is no way to anybody else, and whoever tries learns it at once.
  inet_pton(AF_INET, "255.255.255.255", &address.sin_addr);
  std::memcpy(&request.ifr_netmask, &address, sizeof address);
  must(ioctl(socket_fd, SIOCSIFNETMASK, &request) == 0, std::string("set the mask of ") + ip);
}

void bring_up(int socket_fd, const char* interface) {
  ifreq request{};
  std::strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  must(ioctl(socket_fd, SIOCSIFFLAGS, &request) == 0, std::string("bring up ") + interface);
}

// A netlink request that grows attribute by attribute.
class NetlinkRequest {
 public:
  template <typename Body>
  NetlinkRequest(std::uint16_t type, unsigned flags, const Body& body) {
    header_.nlmsg_type = type;
    header_.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    std::memcpy(bytes_.data() + NLMSG_HDRLEN, &body, sizeof body);
    size_ = NLMSG_SPACE(sizeof body);
  }
  void add(int type, std::string_view value) {
    rtattr attribute{};
    attribute.rta_type = static_cast<unsigned short>(type);
    attribute.rta_len = static_cast<unsigned short>(RTA_LENGTH(value.size()));
    std::memcpy(bytes_.data() + size_, &attribute, sizeof attribute);
    std::memcpy(bytes_.data() + size_ + RTA_LENGTH(0), value.data(), value.size());
    size_ += RTA_SPACE(value.size());
  }
  // What is added by `fill` lies inside of one attribute.
  template <typename Fill>
  void add_nested(int type, const Fill& fill) {
    const std::size_t begin = size_;
    add(type, "");
    fill();
    const auto length = static_cast<unsigned short>(size_ - begin);
    std::memcpy(bytes_.data() + begin + offsetof(rtattr, rta_len), &length, sizeof length);
  }
  template <typename Number>
  void add_number(int type, Number number) {
    std::array<char, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, bytes.size());
    add(type, {bytes.data(), bytes.size()});
  }
  // Whether the kernel has done it; errno says why not.
  bool send() {
    header_.nlmsg_len = static_cast<std::uint32_t>(size_);
    std::memcpy(bytes_.data(), &header_, sizeof header_);
    const int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    must(netlink >= 0, "open a netlink socket");
    alignas(nlmsghdr) std::array<char, 1024> answer{};
    const bool asked = ::send(netlink, bytes_.data(), size_, 0) >= 0;
    const ssize_t got = asked ? recv(netlink, answer.data(), answer.size(), 0) : -1;
    close(netlink);
    if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(nlmsgerr)))) {
      return false;
    }
    nlmsgerr result{};
    std::memcpy(&result, answer.data() + NLMSG_HDRLEN, sizeof result);
    errno = -result.error;
    return result.error == 0;
  }

 private:
  nlmsghdr header_{};
  std::size_t size_ = 0;
  alignas(nlmsghdr) std::array<char, 512> bytes_{};
};

// Whether the kernel has made an interface of that kind.
bool make_interface(std::string_view kind, std::string_view hardware_address) {
  // An ifinfomsg of zeros: any index, no flags.
  NetlinkRequest request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, ifinfomsg{});
  request.add(IFLA_IFNAME, std::string_view(k_interface, std::strlen(k_interface) + 1));
  request.add(IFLA_ADDRESS, hardware_address);
  request.add_number(IFLA_MTU, k_mtu_bytes);
  request.add_nested(IFLA_LINKINFO, [&] { request.add(IFLA_INFO_KIND, kind); });
  return request.send();
}

// Receivers acknowledge at once. By default they wait up to 40 ms of real time for something to
// send along, and bytes that are not acknowledged keep virtual time from moving.
void acknowledge_at_once(const std::string& ip, std::uint8_t prefix_bits, const char* interface) {
  rtmsg route{};
  route.rtm_family = AF_INET;
  route.rtm_dst_len = prefix_bits;
  route.rtm_table = RT_TABLE_LOCAL;
  route.rtm_protocol = RTPROT_KERNEL;
  route.rtm_scope = RT_SCOPE_HOST;
  route.rtm_type = RTN_LOCAL;
  NetlinkRequest request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, route);
  in_addr address{};
  inet_pton(AF_INET, ip.c_str(), &address);
  request.add_number(RTA_DST, address);
  if (prefix_bits < 32) {
    inet_pton(AF_INET, "127.0.0.1", &address);
  }
  request.add_number(RTA_PREFSRC, address);
  request.add_number(RTA_OIF, if_nametoindex(interface));
  request.add_nested(RTA_METRICS, [&] { request.add_number(RTAX_QUICKACK, std::uint32_t{1}); });
  must(request.send(), "change the route to " + ip);
}

// "10.0.1.10" is 02:00:0a:00:01:0a: a locally administered address, the same every run.
std::string hardware_address_of(const std::string& ip) {
  in_addr address{};
  inet_pton(AF_INET, ip.c_str(), &address);
  std::string bytes("\x02\x00", 2);
  bytes.append(reinterpret_cast<const char*>(&address), sizeof address);
  return bytes;
}

// Its IPv6 address would come up seconds of real time later. Without IPv6 there is nothing to do.
void turn_ipv6_off(const std::string& proc) {
  const std::string path = proc + "/sys/net/ipv6/conf/" + k_interface + "/disable_ipv6";
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    const ssize_t wrote = write(file, "1", 1);
    (void)wrote;
    close(file);
  }
}

}  // namespace

void set_up_network(const std::string& private_ip, const std::string& proc) {
  const int socket_fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  must(socket_fd >= 0, "open a socket in the new network");
  bring_up(socket_fd, "lo");
  acknowledge_at_once("127.0.0.0", 8, "lo");
  acknowledge_at_once("127.0.0.1", 32, "lo");
  if (!private_ip.empty()) {
    const std::string hardware_address = hardware_address_of(private_ip);
    if (make_interface("dummy", hardware_address) || make_interface("ifb", hardware_address)) {
      turn_ipv6_off(proc);
      set_address(socket_fd, k_interface, private_ip.c_str());
      bring_up(socket_fd, k_interface);
      acknowledge_at_once(private_ip, 32, k_interface);
    } else {
      set_address(socket_fd, "lo:1", private_ip.c_str());
      acknowledge_at_once(private_ip, 32, "lo");
    }
    set_address(socket_fd, "lo:2", k_load_balancer_ip);
    acknowledge_at_once(k_load_balancer_ip, 32, "lo");
    set_address(socket_fd, "lo:3", ec2::k_metadata_ip);
    acknowledge_at_once(ec2::k_metadata_ip, 32, "lo");
  }
  close(socket_fd);
}

}  // namespace greenroom::real
