// Buckets, and what is set for them.
#include <catch2/catch.hpp>

#include "tests/fakes/s3/s3_lab.h"

using namespace greenroom;
using namespace greenroom::test;

namespace {

struct Heard final : s3::ObjectEvents {
  void object_created(Context, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view reason) override {
    told.push_back(bucket + "/" + version.Key + " " + std::string(reason));
  }
  void object_deleted(Context, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view deletion_type) override {
    told.push_back(bucket + "/" + version.Key + " " + std::string(deletion_type));
  }
  void object_changed(Context, const std::string& bucket, const s3::ObjectVersion& version,
                      std::string_view what) override {
    told.push_back(bucket + "/" + version.Key + " " + std::string(what));
  }
  std::vector<std::string> told;
};

}  // namespace

TEST_CASE("a bucket is created once, somewhere, and deleted when it is empty") {
  S3Lab lab;
  CHECK(header(lab.must("PUT", "/lab"), "Location") == "/lab");
  CHECK(refusal(lab.ask("PUT", "/lab")) == "409 BucketAlreadyOwnedByYou");
  CHECK(refusal(lab.ask("PUT", "/No_Bucket")) == "400 InvalidBucketName");
  lab.must("PUT", "/far",
           "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint>"
           "<Tags><Tag><Key>k</Key><Value>v</Value></Tag></Tags></CreateBucketConfiguration>");
  CHECK(lab.must("GET", "/far?location").body ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint "
        "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-central-1</LocationConstraint>");
  CHECK(says(lab.must("GET", "/lab?location"), "/\"></LocationConstraint>"));
  CHECK(header(lab.must("HEAD", "/far"), "x-amz-bucket-region") == "eu-central-1");
  CHECK(says(lab.must("GET", "/far?tagging"), "<TagSet><Tag><Key>k</Key><Value>v</Value>"));
  CHECK(refusal(lab.ask("PUT", "/bad",
                        "<CreateBucketConfiguration><LocationConstraint>mars"
                        "</LocationConstraint></CreateBucketConfiguration>")) ==
        "400 MalformedXML");
  CHECK(refusal(lab.ask("PUT", "/bad", "<CreateBucketConfiguration")) == "400 MalformedXML");
  CHECK(refusal(lab.ask("PUT", "/bad", "", {{"x-amz-bucket-object-lock-enabled", "true"}})) ==
        "501 NotImplemented");
  CHECK(refusal(lab.ask("PUT", "/bad", "", {{"x-amz-acl", "public-read"}})) ==
        "400 InvalidBucketAclWithObjectOwnership");
  CHECK(lab.s3.state().find("bad") == nullptr);
  lab.must("PUT", "/lab/k", "x");
  CHECK(refusal(lab.ask("DELETE", "/lab")) == "409 BucketNotEmpty");
  lab.must("DELETE", "/lab/k");
  CHECK(lab.must("DELETE", "/lab").status == 204);
  CHECK(refusal(lab.ask("DELETE", "/lab")) == "404 NoSuchBucket");
}

TEST_CASE("versioning is switched on and off") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  CHECK(element(lab.must("GET", "/lab?versioning"), "Status") == "Enabled");
  lab.must("PUT", "/lab?versioning",
           "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>");
  CHECK(element(lab.must("GET", "/lab?versioning"), "Status") == "Suspended");
  CHECK(lab.ask("PUT", "/lab?versioning",
                "<VersioningConfiguration><MfaDelete>Enabled</MfaDelete><Status>Enabled</Status>"
                "</VersioningConfiguration>")
            .status == 501);
  CHECK(
      refusal(lab.ask("PUT", "/lab?versioning",
                      "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>")) ==
      "400 MalformedXML");
  CHECK(refusal(lab.ask("PUT", "/lab?versioning")) == "400 MissingRequestBodyError");
}

TEST_CASE("what is set for a bucket is given back, and is gone when it is deleted") {
  struct Row {
    const char* what;
    const char* document;
    const char* shown;
    const char* absent;  // what is said without it; "": something else than that it is not there
  };
  S3Lab lab;
  lab.must("PUT", "/lab");
  for (
      const Row& row : std::vector<Row>{
          {"tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>",
           "<Tag><Key>k</Key><Value>v</Value></Tag>", "404 NoSuchTagSet"},
          {"policy", "{\"Statement\": []}", "{\"Statement\": []}", "404 NoSuchBucketPolicy"},
          {"cors",
           "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT"
           "</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
           "<AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>",
           "404 NoSuchCORSConfiguration"},
          {"encryption",
           "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
           "<SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault>"
           "<BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
           "<SSEAlgorithm>aws:kms</SSEAlgorithm>", ""},
          {"publicAccessBlock",
           "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
           "</PublicAccessBlockConfiguration>",
           "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls>",
           "404 NoSuchPublicAccessBlockConfiguration"},
          {"ownershipControls",
           "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerPreferred</ObjectOwnership></Rule>"
           "</OwnershipControls>",
           "<ObjectOwnership>BucketOwnerPreferred</ObjectOwnership>", ""}}) {
    CAPTURE(row.what);
    const std::string target = std::string("/lab?") + row.what;
    if (row.absent[0] != '\0') {
      CHECK(refusal(lab.ask("GET", target)) == row.absent);
    }
    lab.must("PUT", target, row.document);
    CHECK(says(lab.must("GET", target), row.shown));
    CHECK(lab.ask("PUT", target, "<nonsense").status == 400);
    CHECK(lab.must("DELETE", target).status == 204);
    CHECK_FALSE(says(lab.ask("GET", target), row.shown));
    if (row.absent[0] != '\0') {
      CHECK(refusal(lab.ask("GET", target)) == row.absent);
    }
    CHECK(refusal(lab.ask("GET", std::string("/none?") + row.what)) == "404 NoSuchBucket");
  }
  CHECK(says(lab.must("GET", "/lab?encryption"), "<SSEAlgorithm>AES256</SSEAlgorithm>"));
  CHECK(refusal(lab.ask("GET", "/lab?website")) == "404 NoSuchWebsiteConfiguration");
  CHECK(refusal(lab.ask("GET", "/lab?lifecycle")) == "404 NoSuchLifecycleConfiguration");
  CHECK(lab.ask("PUT", "/lab?website", "<WebsiteConfiguration/>").status == 501);
  CHECK(element(lab.must("GET", "/lab?requestPayment"), "Payer") == "BucketOwner");
}

TEST_CASE("a bucket that encrypts with a key does so for who does not say otherwise") {
  S3Lab lab;
  lab.must("PUT", "/lab");
  lab.must("PUT", "/lab?encryption",
           "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
           "<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID>"
           "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>");
  const HttpResponse put = lab.must("PUT", "/lab/k", "x");
  CHECK(header(put, "x-amz-server-side-encryption") == "aws:kms");
  CHECK(header(put, "x-amz-server-side-encryption-aws-kms-key-id") == "key-1");
  CHECK(header(put, "ETag") != "\"" + lab.digests.md5_hex("x") + "\"");
  CHECK(header(lab.must("PUT", "/lab/k", "x", {{"x-amz-server-side-encryption", "AES256"}}),
               "ETag") == "\"" + lab.digests.md5_hex("x") + "\"");
}

TEST_CASE("ACLs are canned, and listed as what they grant") {
  S3Lab lab;
  lab.must("PUT", "/lab", "", {{"x-amz-object-ownership", "ObjectWriter"}});
  lab.must("PUT", "/lab/k", "x");
  const HttpResponse own = lab.must("GET", "/lab/k?acl");
  CHECK(says(own,
             "<AccessControlList><Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/"
             "XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>"));
  CHECK_FALSE(says(own, "AllUsers"));
  lab.must("PUT", "/lab/k?acl", "", {{"x-amz-acl", "public-read"}});
  CHECK(says(lab.must("GET", "/lab/k?acl"),
             "groups/global/AllUsers</URI></Grantee><Permission>READ</Permission>"));
  lab.must("PUT", "/lab?acl", "", {{"x-amz-acl", "public-read-write"}});
  CHECK(says(lab.must("GET", "/lab?acl"), "<Permission>WRITE</Permission>"));
  CHECK(lab.ask("PUT", "/lab?acl",
                "<AccessControlPolicy><Owner><ID>x</ID></Owner></AccessControlPolicy>")
            .status == 501);
}

TEST_CASE("tags of an object are put, given back, and limited") {
  S3Lab lab;
  versioned_bucket(lab, "lab");
  const std::string version = header(lab.must("PUT", "/lab/k", "x"), "x-amz-version-id");
  const auto tags = [](int count) {
    std::string set;
    for (int i = 0; i < count; ++i) {
      set += "<Tag><Key>k" + std::to_string(i) + "</Key><Value>v</Value></Tag>";
    }
    return "<Tagging><TagSet>" + set + "</TagSet></Tagging>";
  };
  CHECK(header(lab.must("PUT", "/lab/k?tagging", tags(2)), "x-amz-version-id") == version);
  CHECK(says(lab.must("GET", "/lab/k?tagging&versionId=" + version), "<Key>k1</Key>"));
  CHECK(header(lab.must("HEAD", "/lab/k"), "x-amz-tagging-count") == "2");
  CHECK(refusal(lab.ask("PUT", "/lab/k?tagging", tags(11))) == "400 BadRequest");
  CHECK(refusal(lab.ask("PUT", "/lab/k?tagging",
                        "<Tagging><TagSet><Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/>"
                        "</Tag></TagSet></Tagging>")) == "400 InvalidTag");
  lab.must("DELETE", "/lab/k?tagging");
  CHECK(says(lab.must("GET", "/lab/k?tagging"), "<TagSet></TagSet>"));
  CHECK(refusal(lab.ask("GET", "/lab/none?tagging")) == "404 NoSuchKey");
}

TEST_CASE("whoever listens hears of buckets that tell EventBridge, and of no other") {
  S3Lab lab;
  Heard heard;
  lab.s3.connect(heard);
  versioned_bucket(lab, "lab");
  lab.must("PUT", "/lab/quiet", "x");
  CHECK(says(lab.must("GET", "/lab?notification"), "<NotificationConfiguration "));
  lab.must("PUT", "/lab?notification",
           "<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>");
  CHECK(says(lab.must("GET", "/lab?notification"),
             "<EventBridgeConfiguration></EventBridgeConfiguration>"));
  CHECK(lab.s3.state().find("lab")->eventbridge);
  const std::string version = header(lab.must("PUT", "/lab/a", "x"), "x-amz-version-id");
  lab.must("PUT", "/lab/b", "", {{"x-amz-copy-source", "lab/a"}});
  lab.must("PUT", "/lab/b?tagging", "<Tagging><TagSet/></Tagging>");
  lab.must("DELETE", "/lab/b?tagging");
  lab.must("DELETE", "/lab/a");
  lab.must("DELETE", "/lab/a?versionId=" + version);
  lab.must("PUT", "/lab?notification", "<NotificationConfiguration/>");
  lab.must("PUT", "/lab/a", "x");
  CHECK(heard.told ==
        std::vector<std::string>{"lab/a PutObject", "lab/b CopyObject", "lab/b Object Tags Added",
                                 "lab/b Object Tags Deleted", "lab/a Delete Marker Created",
                                 "lab/a Permanently Deleted"});
}
