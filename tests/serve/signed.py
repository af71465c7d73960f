"""boto3 speaks to `greenroom serve --auth signed`: what it signs is admitted, whatever else is not.

    AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... python3 signed.py
"""
import json
import os
import unittest
import urllib.error
import urllib.parse
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
STUDENT = {
    "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
    "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"],
}
KEY = "a b/\u00fc+~'()*!&=.txt"

# One operation of each protocol, and how it says: a wrong secret, a key that nobody has.
PROTOCOLS = {
    "s3": ("list_buckets", "SignatureDoesNotMatch", "InvalidAccessKeyId"),
    "ssm": ("describe_parameters", "InvalidSignatureException", "UnrecognizedClientException"),
    "iam": ("list_roles", "SignatureDoesNotMatch", "InvalidClientTokenId"),
    "ec2": ("describe_instances", "AuthFailure", "AuthFailure"),
    "cloudwatch": ("list_metrics", None, None),  # JSON, CBOR or query: as the client is old
}


def client(service, signature_version=None, **other):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1",
                        config=Config(signature_version=signature_version, retries={"max_attempts": 1}),
                        **{**STUDENT, **other})


def status(request):
    """Of the answer to what no client of AWS's asks."""
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def form(address, fields, name, body):
    """A browser's upload."""
    edge = "edge-of-the-form"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'
             for each, value in fields.items()]
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
                 f"{body}\r\n--{edge}--\r\n")
    return urllib.request.Request(address, "".join(parts).encode(),
                                  {"Content-Type": f"multipart/form-data; boundary={edge}"})


class Signed(unittest.TestCase):
    def refused(self, call, **input):
        with self.assertRaises(ClientError) as refused:
            call(**input)
        return refused.exception.response["Error"]["Code"]

    def test_every_protocol_verifies(self):
        for service, (operation, wrong_secret, no_key) in PROTOCOLS.items():
            with self.subTest(service):
                getattr(client(service), operation)()
                self.assertIn(self.refused(getattr(client(service, aws_secret_access_key="no"), operation)),
                              {wrong_secret} if wrong_secret else
                              {"InvalidSignatureException", "SignatureDoesNotMatch"})
                self.assertIn(self.refused(getattr(client(service, aws_access_key_id="AKIANOBODY"), operation)),
                              {no_key} if no_key else {"UnrecognizedClientException", "InvalidClientTokenId"})

    def test_s3_tells_what_was_wrong_with_a_signature(self):
        with self.assertRaises(ClientError) as refused:
            client("s3", aws_secret_access_key="no").list_buckets()
        told = refused.exception.response["Error"]
        self.assertEqual(told["AWSAccessKeyId"], STUDENT["aws_access_key_id"])
        self.assertRegex(told["StringToSign"], r"\AAWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}/us-east-1/s3/aws4_request\n")
        self.assertTrue(told["CanonicalRequest"].startswith("GET\n/\n"), told)

    def test_boto3_finds_the_region_of_a_bucket(self):
        client("s3").create_bucket(Bucket="signed-elsewhere")
        elsewhere = boto3.client("s3", endpoint_url=ENDPOINT, region_name="eu-west-1", **STUDENT)
        self.assertEqual(elsewhere.list_objects_v2(Bucket="signed-elsewhere")["KeyCount"], 0)

    def test_objects_with_any_name_and_presigned_addresses_of_both_versions(self):
        s3 = client("s3")
        s3.create_bucket(Bucket="signed-objects")
        s3.put_object(Bucket="signed-objects", Key=KEY, Body=b"hello", Metadata={"spaces": "a    b"})
        self.assertEqual(s3.get_object(Bucket="signed-objects", Key=KEY)["Body"].read(), b"hello")
        listed = s3.list_objects_v2(Bucket="signed-objects", Prefix="a b/", Delimiter="/", StartAfter="\u00e9+ ")
        self.assertEqual(listed["KeyCount"], 0)
        what = {"Bucket": "signed-objects", "Key": KEY, "ResponseContentType": "text/x y"}
        for version in ("s3", "s3v4"):
            with self.subTest(version):
                address = client("s3", version).generate_presigned_url("get_object", what)
                self.assertEqual(status(address), (200, b"hello"))
                changed = address.replace("text%2Fx", "text%2Fy")
                self.assertNotEqual(changed, address)
                code, text = status(changed)
                self.assertEqual(code, 403)
                self.assertIn(b"SignatureDoesNotMatch", text)

    def test_forms_of_both_versions(self):
        client("s3").create_bucket(Bucket="signed-forms")
        for version, signature in (("s3", "signature"), ("s3v4", "x-amz-signature")):
            with self.subTest(version):
                post = client("s3", version).generate_presigned_post("signed-forms", "up/${filename}")
                self.assertEqual(status(form(post["url"], post["fields"], "f.txt", "xyz"))[0], 204)
                post["fields"][signature] = "0" * 64
                code, text = status(form(post["url"], post["fields"], "f.txt", "xyz"))
                self.assertEqual(code, 403)
                self.assertIn(b"SignatureDoesNotMatch", text)

    def test_who_does_not_sign_is_refused(self):
        code, text = status(ENDPOINT + "/signed-objects")
        self.assertEqual((code, b"<Code>AccessDenied</Code>" in text), (403, True))
        code, text = status(urllib.request.Request(ENDPOINT, b"{}", {"X-Amz-Target": "AmazonSSM.DescribeParameters"}))
        self.assertEqual((code, json.loads(text)["__type"]), (400, "MissingAuthenticationTokenException"))

    def test_keys_of_a_session_need_their_token_and_expire(self):
        client("iam").create_role(RoleName="signed", AssumeRolePolicyDocument=json.dumps({
            "Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                          "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}}))
        lent = client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/signed", RoleSessionName="me",
                                         DurationSeconds=900)["Credentials"]
        keys = {"aws_access_key_id": lent["AccessKeyId"], "aws_secret_access_key": lent["SecretAccessKey"],
                "aws_session_token": lent["SessionToken"]}
        who = client("sts", **keys).get_caller_identity
        self.assertEqual(who()["Arn"], "arn:aws:sts::123456789012:assumed-role/signed/me")
        self.assertEqual(self.refused(client("sts", **{**keys, "aws_session_token": "other"}).get_caller_identity),
                         "InvalidClientTokenId")
        urllib.request.urlopen(ENDPOINT + "/_greenroom/clock", b'{"advance": "15m"}').close()
        self.assertEqual(self.refused(who), "ExpiredToken")


if __name__ == "__main__":
    unittest.main()
