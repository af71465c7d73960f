#include "fakes/wire/signature_check.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "fakes/wire/chunks.h"
#include "fakes/wire/signature_version_2.h"
#include "fakes/wire/values.h"

namespace greenroom::wire {
namespace {

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

// "20260101T000000Z": such texts are in the order of the times.
std::string compact(Epoch epoch, Instant instant) {
  const CivilTime time = civil_time(epoch, instant);
  return std::to_string(time.year) + two_digits(time.month) + two_digits(time.day) + "T" +
         two_digits(time.hour) + two_digits(time.minute) + two_digits(time.second) + "Z";
}

Status check_scope(const SignatureRules& rules, const Signature& signature) {
  if (signature.region != rules.region) {
    return Failure{"WrongScope", rules.style == SignedStyle::S3
                                     ? "The authorization header is malformed; the region '" +
                                           signature.region + "' is wrong; expecting '" +
                                           rules.region + "'"
                                     : "Credential should be scoped to a valid region. "};
  }
  if (signature.service != rules.service) {
    return Failure{
        "WrongScope",
        rules.style == SignedStyle::S3
            ? "The authorization header is malformed; incorrect service \"" + signature.service +
                  "\". This endpoint belongs to \"s3\"."
            : "Credential should be scoped to correct service: '" + rules.service + "'. "};
  }
  return success();
}

Status check_presigned_time(const SignatureRules& rules, const Signature& signature) {
  std::int64_t expires = 0;
  const std::string& told = signature.expires_seconds;
  const auto [end, error] = std::from_chars(told.data(), told.data() + told.size(), expires);
  if (error != std::errc() || end != told.data() + told.size()) {
    return Failure{"InvalidExpires", "X-Amz-Expires should be a number"};
  }
  if (expires < 0) {
    return Failure{"InvalidExpires", "X-Amz-Expires must be non-negative"};
  }
  if (expires > k_expires_seconds_max) {
    return Failure{"InvalidExpires",
                   "X-Amz-Expires must be less than a week (in seconds); that is, the given "
                   "X-Amz-Expires must be less than 604800 seconds"};
  }
  if (!rules.judges_time) {
    return success();
  }
  const Instant begins{rules.now.microseconds - seconds(expires).microseconds};
  if (signature.time < compact(rules.epoch, begins)) {
    return Failure{"PresignedUrlExpired", "Request has expired"};
  }
  if (signature.time > compact(rules.epoch, rules.now + k_skew_of_s3)) {
    return Failure{"PresignedUrlExpired", "Request is not valid yet"};  // the text is UNVERIFIED
  }
  return success();
}

Status check_time(const SignatureRules& rules, const Signature& signature) {
  if (signature.where == SignedIn::Form) {
    return success();  // its policy says until when it is good
  }
  const bool is_s3 = rules.style == SignedStyle::S3;
  if (signature.where == SignedIn::Address && (is_s3 || !signature.expires_seconds.empty())) {
    return check_presigned_time(rules, signature);
  }
  if (!rules.judges_time) {
    return success();
  }
  const Duration skew = is_s3 ? k_skew_of_s3 : k_skew;
  const std::string now = compact(rules.epoch, rules.now);
  const std::string earliest =
      compact(rules.epoch, Instant{rules.now.microseconds - skew.microseconds});
  const std::string latest = compact(rules.epoch, rules.now + skew);
  const std::string& time = signature.time;
  if (time < earliest) {
    return Failure{"RequestTimeTooSkewed", "Signature expired: " + time + " is now earlier than " +
                                               earliest + " (" + now + " - 5 min.)"};
  }
  if (time > latest) {
    return Failure{"RequestTimeTooSkewed", "Signature not yet current: " + time +
                                               " is still later than " + latest + " (" + now +
                                               " + 5 min.)"};
  }
  return success();
}

bool is_signed(const Signature& signature, std::string_view name) {
  const auto& names = signature.signed_headers;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& each) { return same_header_name(each, name); });
}

// The host, and of S3 all headers of AWS's own.
Status check_what_is_signed(const SignatureRules& rules, const HttpRequest& request,
                            const Signature& signature) {
  if (!is_signed(signature, "host")) {
    return Failure{"HeadersNotSigned", "'Host' must be a 'SignedHeader' in the AWS Authorization."};
  }
  if (rules.style == SignedStyle::Other) {
    return success();
  }
  for (const auto& [name, value] : request.headers) {
    if (lower(name).rfind("x-amz-", 0) == 0 && !is_signed(signature, name)) {
      return Failure{"HeadersNotSigned",
                     "There were headers present in the request which were not signed"};
    }
  }
  if (signature.where == SignedIn::Header &&
      find_header(request.headers, "x-amz-content-sha256").empty()) {
    return Failure{"MissingContentHash",
                   "Missing required header for this request: x-amz-content-sha256"};
  }
  return success();
}

Failure mismatch(const SignatureRules& rules, const std::string& canonical,
                 const std::string& signed_text) {
  if (rules.style == SignedStyle::S3) {
    return {"SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check "
            "your key and signing method."};
  }
  return {"SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check "
          "your AWS Secret Access Key and signing method. Consult the service documentation for "
          "details.\n\nThe Canonical String for this request should have been\n'" +
              canonical + "'\n\nThe String-to-Sign should have been\n'" + signed_text + "'\n"};
}

// Each chunk is signed with the signature of the one before it, the first with the request's.
class ChunkSignatures {
 public:
  ChunkSignatures(const SignatureRules& rules, const Signature& signature, std::string key)
      : digests_(rules.digests),
        times_("\n" + signature.time + "\n" + scope_of(signature) + "\n"),
        key_(std::move(key)),
        last_(signature.hex) {}

  bool is_next(const Chunk& chunk) {
    constexpr std::string_view k_beginning = "chunk-signature=";
    const std::string expected =
        sign(digests_, key_,
             "AWS4-HMAC-SHA256-PAYLOAD" + times_ + last_ + "\n" + digests_.sha256_hex("") + "\n" +
                 digests_.sha256_hex(chunk.bytes));
    last_ = expected;
    return chunk.extension.rfind(k_beginning, 0) == 0 &&
           chunk.extension.substr(k_beginning.size()) == expected;
  }

  // `rest` is what follows the last chunk.
  bool are_trailers(std::string_view rest) {
    std::string lines;
    std::string_view given;
    while (const std::optional<std::string_view> line = take_trailer(rest)) {
      const std::size_t colon = std::min(line->find(':'), line->size());
      const std::string name = lower(trimmed(line->substr(0, colon)));
      const std::string_view value = trimmed(line->substr(std::min(colon + 1, line->size())));
      if (name == "x-amz-trailer-signature") {
        given = value;
      } else {
        lines += name + ":" + std::string(value) + "\n";
      }
    }
    return given ==
           sign(digests_, key_,
                "AWS4-HMAC-SHA256-TRAILER" + times_ + last_ + "\n" + digests_.sha256_hex(lines));
  }

 private:
  const SignatureDigests& digests_;
  std::string times_;
  std::string key_;
  std::string last_;
};

Status check_chunks(const SignatureRules& rules, const HttpRequest& request,
                    const Signature& signature, const std::string& key) {
  const std::string_view kind = find_header(request.headers, "x-amz-content-sha256");
  if (rules.style != SignedStyle::S3 || kind.rfind("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 0) != 0) {
    return success();
  }
  ChunkSignatures signatures(rules, signature, key);
  std::string_view rest = request.body;
  while (true) {
    const Result<Chunk> chunk = take_chunk(rest);
    if (!chunk) {
      return success();  // plain_request() says what is wrong with it
    }
    if (!signatures.is_next(chunk.value())) {
      return mismatch(rules, "", "");
    }
    if (chunk.value().bytes.empty()) {
      break;
    }
  }
  // Trailers that are in no signature would become headers all the same.
  const bool signs_trailers = kind.find("-TRAILER") != std::string_view::npos;
  const bool good = signs_trailers ? signatures.are_trailers(rest) : !take_trailer(rest);
  return good ? success() : Status(mismatch(rules, "", ""));
}

}  // namespace

Status check_signature(const SignatureRules& rules, const HttpRequest& request,
                       const Signature& signature, const std::string& secret_access_key) {
  if (signature.is_version_2) {
    return check_version_2(rules, request, signature, secret_access_key);
  }
  if (const Status scoped = check_scope(rules, signature); !scoped) {
    return scoped;
  }
  if (const Status timely = check_time(rules, signature); !timely) {
    return timely;
  }
  const std::string key = signing_key(rules.digests, signature, secret_access_key);
  if (signature.where == SignedIn::Form) {
    return sign(rules.digests, key, signature.policy) == signature.hex
               ? success()
               : Status(mismatch(rules, "", ""));
  }
  if (const Status all = check_what_is_signed(rules, request, signature); !all) {
    return all;
  }
  const std::string canonical = canonical_request(rules.digests, rules.style, request, signature);
  const std::string text = string_to_sign(rules.digests, signature, canonical);
  if (sign(rules.digests, key, text) != signature.hex) {
    return mismatch(rules, canonical, text);
  }
  return check_chunks(rules, request, signature, key);
}

}  // namespace greenroom::wire
