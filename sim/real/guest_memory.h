// The memory of a process inside a machine, from outside. `tid` is its number on this computer.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace greenroom::real {

// False when the process is gone or the address is not mapped: EFAULT for whoever asked.
[[nodiscard]] bool read_guest(pid_t tid, std::uint64_t address, void* to, std::size_t bytes);
[[nodiscard]] bool write_guest(pid_t tid, std::uint64_t address, const void* from,
                               std::size_t bytes);

template <typename T>
[[nodiscard]] std::optional<T> read_guest(pid_t tid, std::uint64_t address) {
  T value;
  return read_guest(tid, address, &value, sizeof value) ? std::optional<T>(value) : std::nullopt;
}
template <typename T>
[[nodiscard]] bool write_guest(pid_t tid, std::uint64_t address, const T& value) {
  return write_guest(tid, address, &value, sizeof value);
}

}  // namespace greenroom::real
