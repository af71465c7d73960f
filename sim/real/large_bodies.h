// Large objects on the disk instead of in memory: one file without a name, which ends with this
// process, however it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "fakes/s3/body.h"

namespace greenroom::real {

class LargeBodiesOnDisk final : public s3::LargeBodies {
 public:
  // In a folder that is on a disk: TMPDIR, or /var/tmp. The file is made when it is needed.
  LargeBodiesOnDisk();
  ~LargeBodiesOnDisk() override;
  LargeBodiesOnDisk(const LargeBodiesOnDisk&) = delete;
  LargeBodiesOnDisk& operator=(const LargeBodiesOnDisk&) = delete;

  // HarnessError: the disk is full, or cannot be written.
  std::uint64_t keep(const std::string& bytes) override;
  [[nodiscard]] std::string read(std::uint64_t kept, std::size_t first,
                                 std::size_t size) const override;
  // Its room on the disk is free again.
  void forget(std::uint64_t kept) override;

  // What is kept now.
  [[nodiscard]] std::size_t bytes_kept() const;

 private:
  struct Place {
    std::uint64_t begin = 0;
    std::size_t size = 0;
  };
  [[noreturn]] void fail(const char* what) const;
  std::string folder_;
  int file_ = -1;
  std::uint64_t end_ = 0;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, Place> places_;
};

}  // namespace greenroom::real
