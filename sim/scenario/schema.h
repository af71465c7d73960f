// The JSON Schema of a scenario file, for editors that complete and check while one types.
#pragma once

#include <string>

namespace greenroom::scenario {

// A schema of draft 2020-12, on one line. The loader remains the judge: it knows more (folders that
// must exist, time-outs shorter than intervals), and says it better.
[[nodiscard]] std::string json_schema();

}  // namespace greenroom::scenario
