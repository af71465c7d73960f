// What a run leaves for people as files: its log streams and its mails.
#pragma once

#include <string>
#include <vector>

#include "fakes/logs/service.h"
#include "sim/app/mail.h"
#include "sim/core/time.h"

namespace greenroom::app {

// "<directory>/logs/<group>/<stream>.log", each line a time and a message. Slashes of a group's
// name are folders; what a file name should not have is written as %XX. Throws HarnessError.
void write_logs(const std::string& directory, const logs::Logs& logs, Epoch epoch);
// "<directory>/mail/0001-ops@example.com.txt", in the order in which they came: header fields, an
// empty line, the body; an email-json mail is a ".json" file, the body alone. Throws HarnessError.
void write_mails(const std::string& directory, const std::vector<Mail>& mails);

}  // namespace greenroom::app
