// Reading the files of /proc fast: they stay open and are read again from offset 0, which makes the
// kernel produce them anew.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace greenroom::real {

using ProcBuffer = std::array<char, 1024>;

// Empty when the file cannot be read: its thread is gone.
[[nodiscard]] std::string_view read_again(int file, ProcBuffer& buffer);
// The n-th blank-separated word as a decimal number, counted from 0; 0 when there is none.
[[nodiscard]] std::uint64_t number_at(std::string_view text, std::size_t index);
// The entries of an open directory that are numbers, in its order.
[[nodiscard]] std::vector<pid_t> numbered_entries(int directory);
// Opens a file below a directory for reading; -1 when there is none.
[[nodiscard]] int open_below(int directory, const std::string& path, int more_flags = 0);

}  // namespace greenroom::real
