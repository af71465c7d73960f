// Secrets Manager needs nothing of others: whether somebody may is asked before it is
// (fakes/aws/rights.h of services, fakes/wire/rights.h of clients).
#pragma once
