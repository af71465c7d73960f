// A descriptor of a process of a machine, ours too for as long as we look at it.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

namespace greenroom::real {

class BorrowedDescriptor {
 public:
  // `process_handle` is a pidfd. get() is negative when the process or its descriptor is gone.
  BorrowedDescriptor(int process_handle, int descriptor)
      : ours_(static_cast<int>(syscall(SYS_pidfd_getfd, process_handle, descriptor, 0))) {}
  ~BorrowedDescriptor() {
    if (ours_ >= 0) {
      close(ours_);
    }
  }
  BorrowedDescriptor(const BorrowedDescriptor&) = delete;
  BorrowedDescriptor& operator=(const BorrowedDescriptor&) = delete;
  BorrowedDescriptor(BorrowedDescriptor&& other) noexcept : ours_(other.ours_) { other.ours_ = -1; }
  BorrowedDescriptor& operator=(BorrowedDescriptor&&) = delete;

  [[nodiscard]] int get() const { return ours_; }

 private:
  int ours_;
};

}  // namespace greenroom::real
