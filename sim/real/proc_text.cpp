#include "sim/real/proc_text.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace greenroom::real {

std::string_view read_again(int file, ProcBuffer& buffer) {
  const ssize_t got = file < 0 ? -1 : pread(file, buffer.data(), buffer.size(), 0);
  return got <= 0 ? std::string_view{}
                  : std::string_view(buffer.data(), static_cast<std::size_t>(got));
}

std::uint64_t number_at(std::string_view text, std::size_t index) {
  std::size_t begin = 0;
  for (; index > 0 && begin != std::string_view::npos; --index) {
    begin = text.find(' ', begin);
    begin = begin == std::string_view::npos ? begin : begin + 1;
  }
  std::uint64_t value = 0;
  if (begin != std::string_view::npos) {
    std::from_chars(text.data() + begin, text.data() + text.size(), value);
  }
  return value;
}

std::vector<pid_t> numbered_entries(int directory) {
  std::vector<pid_t> numbers;
  lseek(directory, 0, SEEK_SET);
  alignas(8) std::array<char, 8192> buffer{};
  constexpr long k_longest_entry = 300;
  for (;;) {
    const long got = syscall(SYS_getdents64, directory, buffer.data(), buffer.size());
    for (long at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer.data() + at);
      if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') {
        numbers.push_back(static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10)));
      }
      at += entry->d_reclen;
    }
    // With room left the list is at its end; asking once more would only cost time.
    if (got < static_cast<long>(buffer.size()) - k_longest_entry) {
      return numbers;
    }
  }
}

int open_below(int directory, const std::string& path, int more_flags) {
  return openat(directory, path.c_str(), O_RDONLY | O_CLOEXEC | more_flags);
}

}  // namespace greenroom::real
