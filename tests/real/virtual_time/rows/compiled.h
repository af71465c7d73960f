// Programs for machines, compiled on this computer.
#pragma once

#include <string>

namespace greenroom::real {

// The bytes of the file `made` that "<compiler> <folder>[/made] <source>" makes from a source of
// this folder; "" when it cannot. `compiler` ends in "-o" when it takes the file, in "-d" when it
// takes the folder.
[[nodiscard]] std::string compiled(const std::string& compiler, const std::string& source,
                                   const std::string& made);

}  // namespace greenroom::real
