// A revision for scripted machines: one file, and a script each to stop, start and validate.
#pragma once

#include <string>

#include "tests/support/scripted_machine.h"

namespace greenroom::test {

inline const char* const k_lab_appspec = R"(version: 0.0
os: linux
files: [{ source: /app.txt, destination: /srv }]
hooks:
  ApplicationStop: [{ location: stop.sh, timeout: 60 }]
  ApplicationStart: [{ location: start.sh, timeout: 60 }]
  ValidateService: [{ location: validate.sh, timeout: 120 }]
)";

inline std::string lab_bundle(const std::string& version) {
  return scripted_archive({{"appspec.yml", k_lab_appspec},
                           {"app.txt", version},
                           {"stop.sh", "stop " + version},
                           {"start.sh", "start " + version},
                           {"validate.sh", "validate " + version}});
}

}  // namespace greenroom::test
