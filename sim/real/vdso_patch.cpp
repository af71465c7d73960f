#include "sim/real/vdso_patch.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "sim/real/clock_code.h"
#include "sim/real/proc_text.h"

namespace greenroom::real {
namespace {

constexpr std::string_view k_clock_gettime = "__vdso_clock_gettime";
constexpr std::string_view k_gettimeofday = "__vdso_gettimeofday";
constexpr std::string_view k_time = "__vdso_time";
constexpr std::string_view k_getrandom = "__vdso_getrandom";

std::string little_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>(number >> shift & 0xff);
  }
  return bytes;
}

// endbr64; mov eax, number; syscall; ret. The arguments already are where the call wants them.
std::string plain_call(std::uint32_t number) {
  return "\xf3\x0f\x1e\xfa\xb8" + little_endian(number) + "\x0f\x05\xc3";
}

constexpr std::uint64_t k_alignment = 16;  // of the code, and more than a jump is long

// endbr64; jmp to `to`, both counted from the beginning of the vDSO.
std::string jump(std::uint64_t from, std::uint64_t to) {
  constexpr std::uint64_t k_length = 9;
  return "\xf3\x0f\x1e\xfa\xe9" + little_endian(static_cast<std::uint32_t>(to - from - k_length));
}

struct Symbol {
  std::uint64_t offset = 0;  // 0: there is none
  std::uint64_t size = 0;
};

// The dynamic symbols of a mapped ELF image whose addresses begin at 0.
class Symbols {
 public:
  explicit Symbols(const char* image) : image_(image) {
    const auto* header = reinterpret_cast<const Elf64_Ehdr*>(image);
    const auto* sections = reinterpret_cast<const Elf64_Shdr*>(image + header->e_shoff);
    for (int i = 0; i < header->e_shnum; ++i) {
      if (sections[i].sh_type == SHT_DYNSYM) {
        symbols_ = reinterpret_cast<const Elf64_Sym*>(image + sections[i].sh_offset);
        count_ = sections[i].sh_size / sizeof(Elf64_Sym);
        names_ = image + sections[sections[i].sh_link].sh_offset;
      }
    }
  }

  [[nodiscard]] Symbol find(std::string_view name) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (names_ + symbols_[i].st_name == name) {
        return {symbols_[i].st_value, symbols_[i].st_size};
      }
    }
    return {};
  }

 private:
  const char* image_;
  const Elf64_Sym* symbols_ = nullptr;
  std::size_t count_ = 0;
  const char* names_ = nullptr;
};

}  // namespace

ClockWords clock_words(const GuestClock& clock) {
  const timespec day = clock.read(CLOCK_REALTIME);
  const timespec up = clock.read(CLOCK_MONOTONIC);
  return {day.tv_sec, day.tv_nsec, up.tv_sec, up.tv_nsec, day.tv_nsec / 1'000};
}

GuestVdso::~GuestVdso() {
  if (memory_ >= 0) {
    close(memory_);
  }
}

GuestVdso::GuestVdso(GuestVdso&& other) noexcept
    : memory_(std::exchange(other.memory_, -1)),
      address_(other.address_),
      random_bytes_(other.random_bytes_) {}

GuestVdso& GuestVdso::operator=(GuestVdso&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(address_, other.address_);
  std::swap(random_bytes_, other.random_bytes_);
  return *this;
}

// /proc/<pid>/mem may write where the process itself may not: it gets copies of the pages.
GuestVdso GuestVdso::of(int proc_directory, pid_t pid) {
  const std::string own = std::to_string(pid);
  const int auxv = open_below(proc_directory, own + "/auxv");
  std::array<Elf64_auxv_t, 64> entries{};
  const ssize_t got = auxv < 0 ? -1 : ::read(auxv, entries.data(), sizeof entries);
  const std::size_t count = got < 0 ? 0 : static_cast<std::size_t>(got) / sizeof(Elf64_auxv_t);
  if (auxv >= 0) {
    close(auxv);
  }
  GuestVdso found(openat(proc_directory, (own + "/mem").c_str(), O_RDWR | O_CLOEXEC));
  for (std::size_t i = 0; i < count; ++i) {
    if (entries.at(i).a_type == AT_SYSINFO_EHDR) {
      found.address_ = entries.at(i).a_un.a_val;
    } else if (entries.at(i).a_type == AT_RANDOM) {
      found.random_bytes_ = entries.at(i).a_un.a_val;
    }
  }
  return found;
}

bool GuestVdso::set_random_bytes(const std::array<unsigned char, 16>& bytes) const {
  return random_bytes_ == 0 ||
         pwrite(memory_, bytes.data(), bytes.size(), static_cast<off_t>(random_bytes_)) ==
             static_cast<ssize_t>(bytes.size());
}

bool GuestVdso::write(std::uint64_t offset, const void* bytes, std::size_t count) const {
  return pwrite(memory_, bytes, count, static_cast<off_t>(address_ + offset)) ==
         static_cast<ssize_t>(count);
}

bool GuestVdso::read(std::uint64_t offset, void* bytes, std::size_t count) const {
  return pread(memory_, bytes, count, static_cast<off_t>(address_ + offset)) ==
         static_cast<ssize_t>(count);
}

VdsoPatch::VdsoPatch() {
  const unsigned long own = getauxval(AT_SYSINFO_EHDR);
  if (own == 0) {
    return;  // the kernel offers none: every clock read is a system call already
  }
  const Symbols symbols(reinterpret_cast<const char*>(own));
  const Symbol clock = symbols.find(k_clock_gettime);
  const Symbol day = symbols.find(k_gettimeofday);
  const Symbol second = symbols.find(k_time);
  const Symbol random = symbols.find(k_getrandom);
  const ClockCode code = clock_code();
  const std::uint64_t begin = clock.offset % k_alignment == 0
                                  ? clock.offset
                                  : (clock.offset / k_alignment + 2) * k_alignment;
  if (clock.offset != 0 && begin - clock.offset + code.bytes.size() <= clock.size) {
    replacements_.push_back({begin, std::string(code.bytes)});
    if (begin != clock.offset) {
      replacements_.push_back({clock.offset, jump(clock.offset, begin)});
    }
    words_offset_ = begin + code.words;
    if (day.offset != 0) {
      replacements_.push_back({day.offset, jump(day.offset, begin + code.gettimeofday)});
    }
    if (second.offset != 0) {
      replacements_.push_back({second.offset, jump(second.offset, begin + code.time)});
    }
  } else {
    for (const auto& [symbol, number] :
         {std::pair(clock, SYS_clock_gettime), std::pair(day, SYS_gettimeofday),
          std::pair(second, SYS_time)}) {
      if (symbol.offset != 0) {
        replacements_.push_back({symbol.offset, plain_call(static_cast<std::uint32_t>(number))});
      }
    }
  }
  if (random.offset != 0) {
    replacements_.push_back({random.offset, plain_call(SYS_getrandom)});
  }
}

bool VdsoPatch::apply(const GuestVdso& process, const ClockWords& now) const {
  if (!process.reachable()) {
    return false;
  }
  if (!process.exists()) {
    return true;  // it has no vDSO: every clock read is a call
  }
  const auto written = [&](const Replacement& one) {
    return process.write(one.offset, one.code.data(), one.code.size());
  };
  return std::all_of(replacements_.begin(), replacements_.end(), written) &&
         (words_offset_ == 0 || set(process, now));
}

bool VdsoPatch::is_applied_to(const GuestVdso& process) const {
  if (words_offset_ == 0 || !process.exists()) {
    return false;
  }
  const Replacement& code = replacements_.front();
  std::string there(words_offset_ - code.offset, '\0');  // all but the words
  return process.read(code.offset, there.data(), there.size()) && code.code.starts_with(there);
}

bool VdsoPatch::set(const GuestVdso& process, const ClockWords& now) const {
  return process.write(words_offset_, &now, sizeof now);
}

}  // namespace greenroom::real
