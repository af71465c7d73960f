// Browser-style uploads to S3: a form with an object in it (multipart/form-data, "presigned POST").
//
// AWS: docs.aws.amazon.com/AmazonS3, "Browser-based uploads using POST", "POST policy".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "sim/core/context.h"
#include "sim/core/http.h"
#include "sim/core/result.h"

namespace greenroom::wire {

struct FormUpload {
  HttpRequest put;  // what would store the same object
  std::string bucket;
  std::string key;
  std::string success_action_status;    // "200", "201", or anything else for 204
  std::string success_action_redirect;  // "" for none
};

[[nodiscard]] bool is_form_upload(const HttpRequest& request);
// What the form says besides the file, by names in lower case; nothing when it cannot be read.
[[nodiscard]] std::optional<std::map<std::string, std::string>> form_fields(
    const HttpRequest& request);

// ${filename} in the key is the file's name. MalformedPOSTRequest, InvalidArgument: no form, no
// file, no key. NotImplemented: tags in it. AccessDenied, EntityTooLarge, EntityTooSmall,
// InvalidPolicyDocument: its policy does not allow it, in virtual time. Simplified: nobody verifies
// the signature.
[[nodiscard]] Result<FormUpload> read_form_upload(Context cx, const HttpRequest& request);

// What the form is answered with, of the answer that its PUT got.
[[nodiscard]] HttpResponse write_form_answer(const FormUpload& form, const HttpResponse& stored);

}  // namespace greenroom::wire
