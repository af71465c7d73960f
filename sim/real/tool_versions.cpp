#include "sim/real/tool_versions.h"

#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
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

// What a command of ours writes; "" when it cannot be started.
std::string output_of_shell(const char* command) {
  std::string output;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return output;
  }
  const pid_t shell = fork();
  if (shell == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl("/bin/sh", "sh", "-c", command, static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  if (shell > 0) {
    waitpid(shell, nullptr, 0);
  }
  return output;
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
  return output_of_shell("echo \"node $(node --version)\"; echo \"npm $(npm --version)\"");
}

std::string programs_in(const std::string& path_variable) {
  static std::map<std::string, std::string> known;  // a run is short: it sees one computer
  std::string& digest = known[path_variable];
  if (digest.empty()) {
    std::string all;
    std::istringstream folders(path_variable);
    std::set<std::string> seen;  // /bin is /usr/bin
    for (std::string folder; std::getline(folders, folder, ':');) {
      std::error_code error;
      folder = fs::canonical(folder, error).string();
      if (error || !seen.insert(folder).second) {
        continue;
      }
      all += how_it_is(folder);
      // Packages replace programs by others of the same name, which changes the folder: no need to
      // look at thousands of files.
      if (folder != "/usr/bin" && folder != "/usr/sbin") {
        for (const std::string& path : entries_of(folder)) {
          all += how_it_is(path);
        }
      }
    }
    digest = Digests().sha256_hex(all);
  }
  return digest;
}

}  // namespace greenroom::real
