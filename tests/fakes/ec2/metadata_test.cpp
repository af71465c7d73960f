// The instance metadata service, rule by rule (reference alb-ec2-asg 3.5).
#include "fakes/ec2/metadata.h"

#include <catch2/catch.hpp>

using namespace greenroom;
using namespace greenroom::ec2;

namespace {

constexpr const char* k_token = "X-aws-ec2-metadata-token";
constexpr const char* k_ttl = "X-aws-ec2-metadata-token-ttl-seconds";

Metadata lab() {
  Metadata metadata;
  metadata.seed = Seed{7};
  metadata.now = k_start + seconds(100);
  Instance& instance = metadata.instance;
  instance.InstanceId = "i-0123456789abcdef0";
  instance.ReservationId = "r-0123456789abcdef0";
  instance.PrivateIpAddress = "10.0.1.10";
  instance.PrivateDnsName = "ip-10-0-1-10.ec2.internal";
  instance.MacAddress = "0a:00:0a:00:01:0a";
  instance.subnet = {"subnet-1", "us-east-1a", "use1-az1", "10.0.1.0/24", {}};
  instance.VpcId = "vpc-1";
  instance.NetworkInterfaceId = "eni-1";
  instance.LaunchTime = k_start + seconds(5);
  instance.made_of.ImageId = "ami-1";
  instance.made_of.InstanceType = "t3.micro";
  instance.made_of.IamProfile = instance_profile({}, "web", "web-role");
  instance.made_of.SecurityGroups = {"web", "admin"};
  instance.target_lifecycle_state = "InService";
  return metadata;
}

HttpResponse get(const Metadata& metadata, const std::string& path, HttpHeaders headers = {}) {
  HttpRequest request;
  request.target = path;
  request.headers = std::move(headers);
  return answer(metadata, request);
}

HttpResponse put(const Metadata& metadata, HttpHeaders headers,
                 const std::string& path = "/latest/api/token") {
  HttpRequest request;
  request.method = "PUT";
  request.target = path;
  request.headers = std::move(headers);
  return answer(metadata, request);
}

InstanceMetadataOptions& options_of(Metadata& metadata) {
  metadata.instance.made_of.MetadataOptions = InstanceMetadataOptions{};
  return *metadata.instance.made_of.MetadataOptions;
}

}  // namespace

TEST_CASE("imds: a token is had by PUT, and its time to live is echoed") {
  // "PUT /latest/api/token with ...ttl-seconds: 1..21600; 200 with the token as text and the TTL
  // echoed"; "missing/invalid TTL: 400"; "PUT on a dated path: 403"; "PUT with X-Forwarded-For
  // rejected".
  struct Row {
    const char* what;
    const char* path;
    HttpHeaders headers;
    int status;
  };
  const Row rows[] = {
      {"the longest life", "/latest/api/token", {{k_ttl, "21600"}}, 200},
      {"the shortest", "/latest/api/token", {{k_ttl, "1"}}, 200},
      {"the header's name in other letters",
       "/latest/api/token",
       {{"x-AWS-EC2-metadata-TOKEN-ttl-seconds", "60"}},
       200},
      {"too long", "/latest/api/token", {{k_ttl, "21601"}}, 400},
      {"none", "/latest/api/token", {{k_ttl, "0"}}, 400},
      {"no number", "/latest/api/token", {{k_ttl, "soon"}}, 400},
      {"negative", "/latest/api/token", {{k_ttl, "-1"}}, 400},
      {"missing", "/latest/api/token", {}, 400},
      {"dated path", "/2021-03-23/api/token", {{k_ttl, "60"}}, 403},
      {"through a proxy",
       "/latest/api/token",
       {{k_ttl, "60"}, {"X-Forwarded-For", "1.2.3.4"}},
       403},
      {"elsewhere", "/latest/meta-data/", {{k_ttl, "60"}}, 404},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const HttpResponse response = put(lab(), row.headers, row.path);
    CHECK(response.status == row.status);
    if (row.status == 200) {
      CHECK(response.body.size() == 56);
      CHECK(find_header(response.headers, k_ttl) == row.headers[0].second);
    }
  }
}

TEST_CASE("imds: who must show a token, and which tokens are good") {
  Metadata metadata = lab();
  const std::string token = put(metadata, {{k_ttl, "60"}}).body;
  const std::string path = "/latest/meta-data/instance-id";
  CHECK(get(metadata, path).status == 200);  // version 1
  CHECK(get(metadata, path, {{k_token, token}}).body == "i-0123456789abcdef0");
  CHECK(get(metadata, path, {{k_token, token}}).status == 200);  // "survives many uses"
  CHECK(get(metadata, path, {{k_token, "AQAEforged"}}).status == 401);
  std::string altered = token;
  altered[15] = altered[15] == '9' ? '8' : '9';  // it would live longer
  CHECK(get(metadata, path, {{k_token, altered}}).status == 401);

  Metadata other = lab();
  other.instance.InstanceId = "i-0fedcba9876543210";
  CHECK(get(other, path, {{k_token, token}}).status == 401);  // "only valid on its own instance"

  metadata.now = metadata.now + seconds(59);
  CHECK(get(metadata, path, {{k_token, token}}).status == 200);
  metadata.now = metadata.now + seconds(1);
  CHECK(get(metadata, path, {{k_token, token}}).status == 401);  // expired

  options_of(metadata).HttpTokens = HttpTokensState::required;
  CHECK(get(metadata, path).status == 401);  // "tokens required and none sent: 401"
  const std::string fresh = put(metadata, {{k_ttl, "60"}}).body;
  CHECK(get(metadata, path, {{k_token, fresh}}).status == 200);
}

TEST_CASE("imds: a disabled endpoint, other methods, unknown paths, and the page they give") {
  Metadata metadata = lab();
  HttpRequest request;
  request.method = "HEAD";
  request.target = "/latest/meta-data/instance-id";
  CHECK(answer(metadata, request).status == 200);
  CHECK(answer(metadata, request).body.empty());
  request.method = "POST";
  CHECK(answer(metadata, request).status == 405);
  const HttpResponse missing = get(metadata, "/latest/meta-data/no-such-thing");
  CHECK(missing.status == 404);
  CHECK(missing.body.find("<title>404 - Not Found</title>") != std::string::npos);
  CHECK(missing.body.find("<h1>404 - Not Found</h1>") != std::string::npos);
  CHECK(get(metadata, "/newest/meta-data/").status == 404);
  CHECK(get(metadata, "/latest/meta-datum").status == 404);
  options_of(metadata).HttpEndpoint = InstanceMetadataEndpointState::disabled;
  CHECK(get(metadata, "/latest/meta-data/instance-id").status == 403);
  CHECK(put(metadata, {{k_ttl, "60"}}).status == 403);
}

TEST_CASE("imds: what is at each path") {
  const std::string mac = "network/interfaces/macs/0a:00:0a:00:01:0a/";
  const std::pair<std::string, std::string> rows[] = {
      {"ami-id", "ami-1"},
      {"ami-launch-index", "0"},
      {"ami-manifest-path", "(unknown)"},
      {"autoscaling/target-lifecycle-state", "InService"},
      {"block-device-mapping/root", "/dev/xvda"},
      {"hostname", "ip-10-0-1-10.ec2.internal"},
      {"iam/security-credentials/", "web-role"},
      {"instance-action", "none"},
      {"instance-id", "i-0123456789abcdef0"},
      {"instance-id/", "i-0123456789abcdef0"},  // "trailing slash tolerated on leaves"
      {"instance-life-cycle", "on-demand"},
      {"instance-type", "t3.micro"},
      {"local-hostname", "ip-10-0-1-10.ec2.internal"},
      {"local-ipv4", "10.0.1.10"},
      {"mac", "0a:00:0a:00:01:0a"},
      {mac + "device-number", "0"},
      {mac + "interface-id", "eni-1"},
      {mac + "local-ipv4s", "10.0.1.10"},
      {mac + "owner-id", "123456789012"},
      {mac + "security-groups", "web\nadmin"},
      {mac + "subnet-id", "subnet-1"},
      {mac + "subnet-ipv4-cidr-block", "10.0.1.0/24"},
      {mac + "vpc-id", "vpc-1"},
      {mac + "vpc-ipv4-cidr-block", "10.0.0.0/16"},
      {"placement/availability-zone", "us-east-1a"},
      {"placement/availability-zone-id", "use1-az1"},
      {"placement/region", "us-east-1"},
      {"placement/", "availability-zone\navailability-zone-id\nregion"},
      {"reservation-id", "r-0123456789abcdef0"},
      {"security-groups", "web\nadmin"},
      {"services/domain", "amazonaws.com"},
      {"services/partition", "aws"},
  };
  const Metadata metadata = lab();
  for (const auto& [path, text] : rows) {
    CAPTURE(path);
    const HttpResponse response = get(metadata, "/latest/meta-data/" + path);
    CHECK(response.status == 200);
    CHECK(find_header(response.headers, "Content-Type") == "text/plain");
    CHECK(response.body == text);
    CHECK(get(metadata, "/2021-03-23/meta-data/" + path).body == text);
  }
  CHECK(get(metadata, "/").body == "latest");
  CHECK(get(metadata, "/latest/").body == "dynamic/\nmeta-data/");  // no user data, no entry
  CHECK(get(metadata, "/latest/meta-data").body.find("iam/\ninstance-action\n") !=
        std::string::npos);
  CHECK(get(metadata, "/latest/dynamic/fws/instance-monitoring").body == "disabled");
}

TEST_CASE("imds: what there is only sometimes") {
  Metadata metadata = lab();
  const std::string at = "/latest/meta-data/";
  CHECK(get(metadata, "/latest/user-data").status == 404);
  CHECK(get(metadata, at + "public-ipv4").status == 404);
  CHECK(get(metadata, at + "public-keys/").status == 404);
  CHECK(get(metadata, at + "tags/instance/").status == 404);  // disabled by default
  metadata.instance.made_of.UserData = "#!/bin/sh\n";
  metadata.instance.PublicIpAddress = "198.18.0.1";
  metadata.instance.made_of.KeyName = "my-key";
  metadata.instance.tags = {{"Name", "web"}, {"aws:autoscaling:groupName", "asg"}};
  options_of(metadata).InstanceMetadataTags = InstanceMetadataTagsState::enabled;
  CHECK(get(metadata, "/latest/user-data").body == "#!/bin/sh\n");
  CHECK(get(metadata, at + "public-ipv4").body == "198.18.0.1");
  CHECK(get(metadata, at + "public-keys/").body == "0=my-key");
  CHECK(get(metadata, at + "public-keys/0/").body == "openssh-key");
  CHECK(get(metadata, at + "tags/instance/Name").body == "web");
  metadata.instance.made_of.IamProfile->role.clear();  // a profile that has lost its role
  CHECK(get(metadata, at + "iam/security-credentials/").status == 404);
  CHECK(get(metadata, at + "iam/info").status == 200);
  metadata.instance.made_of.IamProfile.reset();
  CHECK(get(metadata, at + "iam/security-credentials/").status == 404);
}

TEST_CASE("imds: the identity document has one key per line, as scripts cut it apart") {
  const std::string document = get(lab(), "/latest/dynamic/instance-identity/document").body;
  CHECK(document ==
        "{\n"
        "  \"accountId\" : \"123456789012\",\n"
        "  \"architecture\" : \"x86_64\",\n"
        "  \"availabilityZone\" : \"us-east-1a\",\n"
        "  \"billingProducts\" : null,\n"
        "  \"devpayProductCodes\" : null,\n"
        "  \"imageId\" : \"ami-1\",\n"
        "  \"instanceId\" : \"i-0123456789abcdef0\",\n"
        "  \"instanceType\" : \"t3.micro\",\n"
        "  \"kernelId\" : null,\n"
        "  \"marketplaceProductCodes\" : null,\n"
        "  \"pendingTime\" : \"2026-01-01T00:00:05Z\",\n"
        "  \"privateIp\" : \"10.0.1.10\",\n"
        "  \"ramdiskId\" : null,\n"
        "  \"region\" : \"us-east-1\",\n"
        "  \"version\" : \"2017-09-30\"\n"
        "}");
  CHECK(get(lab(), "/latest/dynamic/instance-identity/signature").body.size() == 172);
}

TEST_CASE("imds: credentials of the role, the same for the same time, renewed before they expire") {
  Metadata metadata = lab();
  const std::string path = "/latest/meta-data/iam/security-credentials/web-role";
  const Credentials first =
      credentials_of(metadata.seed, metadata.instance.InstanceId, "web-role", metadata.now);
  CHECK(first.AccessKeyId.rfind("ASIA", 0) == 0);
  CHECK(first.AccessKeyId.size() == 20);
  CHECK(first.SecretAccessKey.size() == 40);
  CHECK(get(metadata, path).body ==
        "{\n  \"Code\" : \"Success\",\n  \"LastUpdated\" : \"2026-01-01T00:00:00Z\",\n"
        "  \"Type\" : \"AWS-HMAC\",\n  \"AccessKeyId\" : \"" +
            first.AccessKeyId + "\",\n  \"SecretAccessKey\" : \"" + first.SecretAccessKey +
            "\",\n  \"Token\" : \"" + first.Token +
            "\",\n  \"Expiration\" : \"2026-01-01T06:00:00Z\"\n}");
  CHECK(get(metadata, "/latest/meta-data/iam/info")
            .body.find(
                "\"InstanceProfileArn\" : \"arn:aws:iam::123456789012:instance-profile/web\"") !=
        std::string::npos);
  CHECK(get(metadata, "/latest/meta-data/iam/security-credentials/other").status == 404);

  // "New ones appear at least 5 minutes before the old expire."
  const Credentials later = credentials_of(metadata.seed, metadata.instance.InstanceId, "web-role",
                                           k_start + (hours(6) - minutes(5)));
  CHECK(later.AccessKeyId != first.AccessKeyId);
  CHECK(first.Expiration - later.LastUpdated >= minutes(5));
  const Credentials elsewhere = credentials_of(metadata.seed, "i-2", "web-role", metadata.now);
  CHECK(elsewhere.SecretAccessKey != first.SecretAccessKey);
}
