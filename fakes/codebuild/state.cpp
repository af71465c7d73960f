#include "fakes/codebuild/state.h"

namespace greenroom::codebuild {

std::int64_t State::next_build_number(const std::string& project) {
  return ++build_numbers_[project];
}

}  // namespace greenroom::codebuild
