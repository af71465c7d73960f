// The parts of the table (wire_table.cpp joins them).
#pragma once

namespace greenroom::iam {

extern const char* const k_table_roles;
extern const char* const k_table_policies;
extern const char* const k_table_profiles;

}  // namespace greenroom::iam
