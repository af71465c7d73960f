// Members of objects as they arrive, of which one name may come more than once.
#pragma once

#include <vector>

#include "fakes/aws/json.h"

namespace greenroom::aws {

// Of several members with one name only the last stays, where it stands. Its time does not grow
// with the square of their number: clients decide how many there are.
void keep_last_of_each_name(std::vector<JsonMember>& members);

}  // namespace greenroom::aws
