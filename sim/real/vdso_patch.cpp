#include "sim/real/vdso_patch.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace greenroom::real {
namespace {

struct Clock {
  std::string_view function;
  std::uint32_t system_call;
};
constexpr std::array<Clock, 4> k_clocks = {{{"__vdso_clock_gettime", SYS_clock_gettime},
                                            {"__vdso_gettimeofday", SYS_gettimeofday},
                                            {"__vdso_time", SYS_time},
                                            {"__vdso_getrandom", SYS_getrandom}}};

// endbr64; mov eax, number; syscall; ret. The arguments already are where the call wants them.
std::string plain_call(std::uint32_t number) {
  std::string code = "\xf3\x0f\x1e\xfa\xb8";
  for (int shift = 0; shift < 32; shift += 8) {
    code += static_cast<char>(number >> shift & 0xff);
  }
  return code + "\x0f\x05\xc3";
}

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

  // 0 when there is none.
  [[nodiscard]] std::uint64_t offset_of(std::string_view name) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (names_ + symbols_[i].st_name == name) {
        return symbols_[i].st_value;
      }
    }
    return 0;
  }

 private:
  const char* image_;
  const Elf64_Sym* symbols_ = nullptr;
  std::size_t count_ = 0;
  const char* names_ = nullptr;
};

// Where the vDSO of a process is; 0 when it has none.
std::uint64_t vdso_of(pid_t pid) {
  const int file = open(("/proc/" + std::to_string(pid) + "/auxv").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return 0;
  }
  std::array<Elf64_auxv_t, 64> entries{};
  const ssize_t got = read(file, entries.data(), sizeof entries);
  close(file);
  const std::size_t count = got < 0 ? 0 : static_cast<std::size_t>(got) / sizeof(Elf64_auxv_t);
  for (std::size_t i = 0; i < count; ++i) {
    if (entries.at(i).a_type == AT_SYSINFO_EHDR) {
      return entries.at(i).a_un.a_val;
    }
  }
  return 0;
}

}  // namespace

VdsoPatch::VdsoPatch() {
  const unsigned long own = getauxval(AT_SYSINFO_EHDR);
  if (own == 0) {
    return;  // the kernel offers none: every clock read is a system call already
  }
  const Symbols symbols(reinterpret_cast<const char*>(own));
  for (const Clock& clock : k_clocks) {
    const std::uint64_t offset = symbols.offset_of(clock.function);
    if (offset != 0) {
      replacements_.push_back({offset, plain_call(clock.system_call)});
    }
  }
}

// Written through /proc/<pid>/mem, which may write where the process itself may not: it gets copies
// of the pages.
bool VdsoPatch::apply(pid_t pid) const {
  const std::uint64_t vdso = vdso_of(pid);
  if (vdso == 0 || replacements_.empty()) {
    return true;
  }
  const int memory = open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_WRONLY | O_CLOEXEC);
  bool ok = memory >= 0;
  for (const Replacement& replacement : replacements_) {
    const auto bytes = static_cast<ssize_t>(replacement.code.size());
    ok = ok && pwrite(memory, replacement.code.data(), replacement.code.size(),
                      static_cast<off_t>(vdso + replacement.offset)) == bytes;
  }
  if (memory >= 0) {
    close(memory);
  }
  return ok;
}

}  // namespace greenroom::real
