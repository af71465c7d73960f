// IAM needs nothing of others. What others need of it: sim/app joins their ports to
// Iam::authorize, Iam::may_assume and the store.
#pragma once
