// A child of this process that answers its questions: for a program that must stay as it is while
// something in namespaces of its own, with signals and a time zone of its own, works for it.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace greenroom::real {

// Questions and answers: texts of any bytes.
using Parts = std::vector<std::string>;

class Companion {
 public:
  // How the child gets questions: waits for the next, which `answer` answers. False at the end.
  using Next = std::function<bool(const std::function<Parts(const Parts&)>& answer)>;

  // Forks. `live` runs in the child, and the child ends when it returns: with _exit, so that
  // nothing of the parent's is flushed or destroyed twice. Of the parent's open files it keeps
  // standard output and error only. It ends with the thread that made it, however that ends.
  // Throws HarnessError.
  explicit Companion(const std::function<void(const Next&)>& live);
  ~Companion();  // kills the child and waits until it is gone
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;

  // Waits for the answer. Throws HarnessError when the child has ended instead.
  Parts ask(const Parts& question);

 private:
  pid_t child_ = -1;
  int socket_ = -1;
};

// In a child: nothing of the parent's environment may reach what runs in it. Time zone, language,
// umask, signals; and it dies with the thread that forked it.
void forget_the_callers_world();

}  // namespace greenroom::real
