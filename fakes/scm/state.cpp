#include "fakes/scm/state.h"

namespace greenroom::scm {

std::string State::head() const {
  return commits_.empty() ? std::string() : commits_.back();
}

}  // namespace greenroom::scm
