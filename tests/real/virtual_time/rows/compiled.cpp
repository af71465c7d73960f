#include "tests/real/virtual_time/rows/compiled.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace greenroom::real {

std::string compiled(const std::string& compiler, const std::string& source,
                     const std::string& made) {
  std::string folder = "/tmp/greenroom-rows-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    return "";
  }
  const std::string file = folder + "/" + made;
  const std::string to = compiler.ends_with("-d") ? folder : file;
  const std::string from = GREENROOM_SOURCE_DIR "/tests/real/virtual_time/rows/" + source;
  std::string bytes;
  if (std::system((compiler + " " + to + " " + from + " > /dev/null 2>&1").c_str()) == 0) {
    std::ifstream program(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(program), {});
  }
  std::filesystem::remove_all(folder);
  return bytes;
}

}  // namespace greenroom::real
