#include "sim/real/guest_ownership.h"

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>

#include "sim/core/machine.h"

namespace greenroom::real {
namespace {

constexpr std::uint32_t k_no_id = 0xffffffffu;
constexpr std::uint32_t k_acl_version = 2;

Failure system_failure(const std::string& path) {
  return {"FileError", std::string(std::strerror(errno)) + " - " + path};
}

// A user namespace without root on this computer knows one user: everybody else is refused.
Failure refused(const std::string& path, const std::string& what) {
  if (errno != EINVAL && errno != EPERM && errno != ENOTSUP) {
    return system_failure(path);
  }
  return {k_beyond_this_computer, "cannot " + what + " of " + path + ": " + std::strerror(errno) +
                                      "; without root on this computer a machine has one user "
                                      "only, so run greenroom as root"};
}

// The third field of the line of `name` in the machine's own /etc/passwd or /etc/group. The C
// library would load its name services from the machine's file system instead.
std::optional<std::uint32_t> id_in(const char* file, const std::string& name) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second != std::string::npos && line.compare(0, first, name) == 0) {
      return static_cast<std::uint32_t>(std::strtoul(line.c_str() + second + 1, nullptr, 10));
    }
  }
  return std::nullopt;
}

struct Entry {
  std::uint16_t tag = 0;
  std::uint16_t permissions = 0;
  std::uint32_t id = k_no_id;
};

// The kernel's numbers, which are also the order it wants.
std::uint16_t tag_of(const std::string& type, bool named) {
  if (type == "user") {
    return named ? 0x02 : 0x01;
  }
  if (type == "group") {
    return named ? 0x08 : 0x04;
  }
  return type == "mask" ? 0x10 : type == "other" ? 0x20 : 0;
}

// "user:bob:rw-".
std::optional<Entry> parse_entry(const std::string& text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
  if (second == std::string::npos) {
    return std::nullopt;
  }
  const std::string type = text.substr(0, first);
  const std::string name = text.substr(first + 1, second - first - 1);
  Entry entry;
  entry.tag = tag_of(type, !name.empty());
  const std::array<std::pair<char, int>, 3> bits = {{{'r', 4}, {'w', 2}, {'x', 1}}};
  for (const auto& [letter, bit] : bits) {
    if (text.find(letter, second) != std::string::npos) {
      entry.permissions = static_cast<std::uint16_t>(entry.permissions | bit);
    }
  }
  if (!name.empty()) {
    const bool numeric = name.find_first_not_of("0123456789") == std::string::npos;
    const auto found =
        numeric ? std::optional(static_cast<std::uint32_t>(std::strtoul(name.c_str(), nullptr, 10)))
                : id_in(type == "user" ? "/etc/passwd" : "/etc/group", name);
    if (!found) {
      return std::nullopt;
    }
    entry.id = *found;
  }
  return entry.tag == 0 ? std::nullopt : std::optional(entry);
}

void put(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) {
    bytes += static_cast<char>(value >> (8 * i) & 0xffu);
  }
}

using Entries = std::map<std::pair<std::uint16_t, std::uint32_t>, std::uint16_t>;

std::string encoded(const Entries& entries) {
  std::string bytes;
  put(bytes, k_acl_version, 4);
  for (const auto& [key, permissions] : entries) {
    put(bytes, key.first, 2);
    put(bytes, permissions, 2);
    put(bytes, key.second, 4);
  }
  return bytes;
}

}  // namespace

Status change_owner(const std::string& path, const std::string& owner_and_group) {
  const std::size_t colon = owner_and_group.find(':');
  const std::string owner = owner_and_group.substr(0, colon);
  const std::string group = colon == std::string::npos ? "" : owner_and_group.substr(colon + 1);
  std::uint32_t uid = k_no_id;
  std::uint32_t gid = k_no_id;
  if (!owner.empty()) {
    const auto found = id_in("/etc/passwd", owner);
    if (!found) {
      return Failure{k_unknown_user, "can't find user for " + owner};
    }
    uid = *found;
  }
  if (!group.empty()) {
    const auto found = id_in("/etc/group", group);
    if (!found) {
      return Failure{k_unknown_user, "can't find group for " + group};
    }
    gid = *found;
  }
  return chown(path.c_str(), uid, gid) == 0 ? success() : Status(refused(path, "change the owner"));
}

Status set_acl(const std::string& path, const std::string& list) {
  const std::string prefix = "default:";
  Entries access;
  Entries inherited;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    std::string text = list.substr(begin, end - begin);
    begin = end + 1;
    const bool is_default = text.rfind(prefix, 0) == 0;
    const std::optional<Entry> entry = parse_entry(is_default ? text.substr(prefix.size()) : text);
    if (!entry) {
      return Failure{k_invalid_acl, list + " " + path};
    }
    (is_default ? inherited : access)[{entry->tag, entry->id}] = entry->permissions;
  }
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return system_failure(path);
  }
  if (!inherited.empty() && !S_ISDIR(info.st_mode)) {
    return Failure{k_invalid_acl, list + " " + path};
  }
  const std::string bytes = encoded(access);
  if (setxattr(path.c_str(), "system.posix_acl_access", bytes.data(), bytes.size(), 0) != 0) {
    return refused(path, "set the access control list");
  }
  const std::string more = encoded(inherited);
  if (!inherited.empty() &&
      setxattr(path.c_str(), "system.posix_acl_default", more.data(), more.size(), 0) != 0) {
    return refused(path, "set the default access control list");
  }
  return success();
}

}  // namespace greenroom::real
