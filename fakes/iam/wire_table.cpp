#include "fakes/iam/wire_table.h"

#include <string>

#include "fakes/iam/wire.h"

namespace greenroom::iam {

wire::Table wire_table() {
  return wire::Table(std::string(k_table_roles) + k_table_policies + k_table_profiles);
}

}  // namespace greenroom::iam
