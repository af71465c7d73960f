// C programs, linked in each way this computer can: no library stands between them and the kernel.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

// The program's bytes; "" when this computer cannot build it.
std::string compiled(const std::string& compiler) {
  std::string folder = "/tmp/greenroom-waits-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return "";
  }
  const std::string source = GREENROOM_SOURCE_DIR "/tests/real/virtual_time/rows/waits.c";
  const std::string command = compiler + " -o " + folder + "/waits " + source + " 2>/dev/null";
  std::string program;
  if (std::system(command.c_str()) == 0) {
    std::ifstream file(folder + "/waits", std::ios::binary);
    program.assign(std::istreambuf_iterator<char>(file), {});
  }
  std::filesystem::remove_all(folder);
  return program;
}

}  // namespace

Group c_group() {
  Group group{"c", {}};
  for (const std::string compiler : {"gcc -static", "gcc -no-pie", "musl-gcc -static"}) {
    std::string program = compiled(compiler);
    if (program.empty()) {
      group.skipped.push_back(compiler);
      continue;
    }
    std::string path = "/srv/" + compiler;
    path.replace(path.find(' '), 1, "");
    group.rows.push_back({compiler + ": every wait and every clock", path,
                          seconds(10 + 5 + 3 + 2 + 4 + 6 + 7 + 8 + 9), "8 1\n54 54 54\n"});
    group.files[path] = std::move(program);
  }
  return group;
}

}  // namespace greenroom::real
