#include "sim/real/tool_versions.h"

#include <link.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <sstream>
#include <vector>

#include "sim/real/digests.h"

namespace greenroom::real {
namespace {

namespace fs = std::filesystem;

std::string how_it_is(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0) {
    return path + " missing\n";
  }
  return path + " " + std::to_string(found.st_size) + " " + std::to_string(found.st_mtim.tv_sec) +
         "." + std::to_string(found.st_mtim.tv_nsec) + " " + std::to_string(found.st_mode) + "\n";
}

// The linker's own digest of this program; "" when it was linked without one.
std::string build_id() {
  std::string id;
  const auto look = [](dl_phdr_info* program, std::size_t, void* out) {
    for (int i = 0; i < program->dlpi_phnum; ++i) {
      const ElfW(Phdr)& part = program->dlpi_phdr[i];
      const char* at = reinterpret_cast<const char*>(program->dlpi_addr + part.p_vaddr);
      ElfW(Nhdr) note{};
      if (part.p_type == PT_NOTE && part.p_memsz >= sizeof note) {
        std::memcpy(&note, at, sizeof note);
        if (note.n_type == NT_GNU_BUILD_ID) {
          const std::size_t name = (note.n_namesz + 3u) & ~3u;
          static_cast<std::string*>(out)->assign(at + sizeof note + name, note.n_descsz);
        }
      }
    }
    return 1;  // only the first one, which is the program itself
  };
  dl_iterate_phdr(look, &id);
  return id;
}

// Entries of a folder, sorted by name.
std::vector<std::string> entries_of(const std::string& directory) {
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    paths.push_back(at->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::string versions_of_this_computer() {
  utsname kernel{};
  uname(&kernel);
  std::string all = build_id();
  if (all.empty()) {
    all = how_it_is("/proc/self/exe");
  }
  all += std::string(kernel.release) + kernel.machine + std::to_string(geteuid()) + "\n";
  // What packages bring changes with the list of packages; what npm brings lies in its folders.
  for (const char* path :
       {"/var/lib/dpkg/status", "/opt", "/usr/local/lib", "/usr/lib/node_modules",
        "/usr/lib/node_modules/npm/package.json", "/usr/local/lib/node_modules",
        "/usr/local/lib/node_modules/npm/package.json"}) {
    all += how_it_is(path);
  }
  return Digests().sha256_hex(all);
}

std::string node_and_npm_versions() {
  std::string versions;
  const char* ask = "echo \"node $(node --version)\"; echo \"npm $(npm --version)\"";
  FILE* out = popen(ask, "r");
  if (out != nullptr) {
    std::array<char, 256> buffer{};
    for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), out)) > 0;) {
      versions.append(buffer.data(), got);
    }
    pclose(out);
  }
  return versions;
}

std::string programs_in(const std::string& path_variable) {
  static std::map<std::string, std::string> known;  // a run is short: it sees one computer
  std::string& digest = known[path_variable];
  if (digest.empty()) {
    std::string all;
    std::istringstream folders(path_variable);
    for (std::string folder; std::getline(folders, folder, ':');) {
      for (const std::string& path : entries_of(folder)) {
        all += how_it_is(path);
      }
    }
    digest = Digests().sha256_hex(all);
  }
  return digest;
}

}  // namespace greenroom::real
