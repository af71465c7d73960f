// The parts of the table in wire_table.cpp.
#pragma once

namespace greenroom::codepipeline {

extern const char* const k_executions_table;

}  // namespace greenroom::codepipeline
