// Settings of the Git side.
#pragma once

#include <string>

#include "sim/core/time.h"

namespace greenroom::scm {

struct Settings {
  std::string repository = "student/app-repo";
  std::string source_key = "source.zip";
  Duration webhook_delay = seconds(1);  // push received -> source.zip uploaded
};

}  // namespace greenroom::scm
