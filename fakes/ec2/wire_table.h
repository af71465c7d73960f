// The parts of the table (wire_table.cpp joins them).
#pragma once

namespace greenroom::ec2 {

extern const char* const k_table_instances;
extern const char* const k_table_instance_types;
extern const char* const k_table_changes;
extern const char* const k_table_templates;
extern const char* const k_table_network;
extern const char* const k_table_catalogue;

}  // namespace greenroom::ec2
