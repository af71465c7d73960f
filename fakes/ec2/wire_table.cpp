#include "fakes/ec2/wire_table.h"

#include <string>

#include "fakes/ec2/wire.h"

namespace greenroom::ec2 {

wire::Table wire_table() {
  std::string table;
  for (const char* part : {k_table_instances, k_table_instance_types, k_table_changes,
                           k_table_templates, k_table_network, k_table_catalogue}) {
    table += part;
  }
  return wire::Table(table);
}

}  // namespace greenroom::ec2
