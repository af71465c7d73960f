// The parts of the table in wire_table.cpp.
#pragma once

namespace greenroom::codebuild {

extern const char* const k_builds_table;

}  // namespace greenroom::codebuild
