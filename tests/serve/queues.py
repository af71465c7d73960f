"""One of AWS's clients and a queue: made, fed, read, and subscribed to a topic and a rule.

    AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... python3 queues.py

Clients of before November 2023 ask SQS in the query protocol, newer ones in JSON. With AWS_CLI the
AWS CLI at that path asks, and otherwise this Python's boto3.
"""
import base64
import functools
import hashlib
import json
import os
import re
import subprocess
import unittest
import urllib.error
import urllib.parse
import urllib.request

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
CLI = os.environ.get("AWS_CLI", "")
KEYS = (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
BYTES = b"\x00\xff<&"
NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue"


class Refused(Exception):
    """With the code that the client tells."""


def ask_by_cli(service, operation, given):
    done = subprocess.run([CLI, service, operation.replace("_", "-"), "--endpoint-url", ENDPOINT, "--region",
                           "us-east-1", "--output", "json", "--cli-input-json", json.dumps(given)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        code = re.search(r"An error occurred \(([^)]*)\)", done.stderr)
        raise Refused(code[1] if code else done.stderr)
    return json.loads(done.stdout or "{}")


@functools.lru_cache
def client_of(service):
    import boto3
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id=KEYS[0],
                        aws_secret_access_key=KEYS[1])


def ask_by_boto3(service, operation, given):
    from botocore.exceptions import ClientError
    client = client_of(service)
    try:
        return getattr(client, operation)(**given)
    except ClientError as refused:
        if refused.response["Error"]["Code"] == NO_QUEUE:
            assert isinstance(refused, client.exceptions.QueueDoesNotExist), type(refused)
        raise Refused(refused.response["Error"]["Code"]) from refused


def ask(service, operation, **given):
    return (ask_by_cli if CLI else ask_by_boto3)(service, operation, given)


def sqs(operation, **given):
    return ask("sqs", operation, **given)


def base64_of(data):
    return base64.b64encode(data).decode()


def attribute(url, name):
    return sqs("get_queue_attributes", QueueUrl=url, AttributeNames=[name])["Attributes"][name]


class Queues(unittest.TestCase):
    def setUp(self):
        self.name = self.id().rsplit(".", 1)[-1]
        self.url = sqs("create_queue", QueueName=self.name)["QueueUrl"]

    def receive(self, **given):
        return sqs("receive_message", QueueUrl=self.url, MaxNumberOfMessages=10, **given).get("Messages", [])

    def delivered(self):
        """What others put there, in the cloud's time."""
        urllib.request.urlopen(ENDPOINT + "/_greenroom/clock", b'{"advance": "1m"}').close()
        return [json.loads(message["Body"]) for message in self.receive()]

    def let_in(self, service, source):
        """As the console does when a topic or a rule is given a queue."""
        arn = attribute(self.url, "QueueArn")
        policy = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": service}, "Action": "sqs:SendMessage", "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": source}}}]}
        sqs("set_queue_attributes", QueueUrl=self.url, Attributes={"Policy": json.dumps(policy)})
        return arn

    def refused(self, operation, **given):
        with self.assertRaises(Refused) as refused:
            sqs(operation, **given)
        return str(refused.exception)

    def test_a_queue_has_attributes_and_tags_and_is_found(self):
        made = sqs("create_queue", QueueName="made", Attributes={"DelaySeconds": "5", "VisibilityTimeout": "7"},
                   tags={"a b": "&"})["QueueUrl"]
        self.assertEqual(sqs("get_queue_url", QueueName="made")["QueueUrl"], made)
        self.assertEqual(sqs("list_queues", QueueNamePrefix="ma")["QueueUrls"], [made])
        self.assertEqual(sqs("get_queue_attributes", QueueUrl=made, AttributeNames=["DelaySeconds", "QueueArn"])
                         ["Attributes"], {"DelaySeconds": "5", "QueueArn": "arn:aws:sqs:us-east-1:123456789012:made"})
        self.assertGreater(len(sqs("get_queue_attributes", QueueUrl=made, AttributeNames=["All"])["Attributes"]), 8)
        sqs("set_queue_attributes", QueueUrl=made, Attributes={"VisibilityTimeout": "9"})
        self.assertEqual(attribute(made, "VisibilityTimeout"), "9")
        sqs("tag_queue", QueueUrl=made, Tags={"k": "v"})
        sqs("untag_queue", QueueUrl=made, TagKeys=["a b"])
        self.assertEqual(sqs("list_queue_tags", QueueUrl=made)["Tags"], {"k": "v"})
        sqs("delete_queue", QueueUrl=made)
        self.assertEqual(self.refused("create_queue", QueueName="made"),
                         "AWS.SimpleQueueService.QueueDeletedRecently")

    def test_a_message_with_attributes_goes_through(self):
        body = "caf\u00e9 <&> \r\n+%"
        given = {"text": {"DataType": "String", "StringValue": "a & b"},
                 "number": {"DataType": "Number.int", "StringValue": "7"},
                 "bytes": {"DataType": "Binary", "BinaryValue": base64_of(BYTES) if CLI else BYTES}}
        sent = sqs("send_message", QueueUrl=self.url, MessageBody=body, MessageAttributes=given)
        self.assertEqual(attribute(self.url, "ApproximateNumberOfMessages"), "1")
        [message] = self.receive(MessageAttributeNames=["All"], AttributeNames=["ApproximateReceiveCount"])
        self.assertEqual(message["Body"], body)
        self.assertEqual(message["MD5OfBody"], hashlib.md5(body.encode()).hexdigest())
        self.assertEqual(message["MessageId"], sent["MessageId"])
        self.assertEqual(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        if CLI and message["MessageAttributes"] != given:  # that of version 1 takes bytes as they are
            given["bytes"]["BinaryValue"] = base64_of(base64_of(BYTES).encode())
        self.assertEqual(message["MessageAttributes"], given)
        self.assertEqual(message["Attributes"], {"ApproximateReceiveCount": "1"})
        self.assertEqual(self.receive(), [])
        handle = {"QueueUrl": self.url, "ReceiptHandle": message["ReceiptHandle"]}
        sqs("change_message_visibility", VisibilityTimeout=0, **handle)
        [again] = self.receive()
        self.assertNotIn("MessageAttributes", again)
        sqs("delete_message", QueueUrl=self.url, ReceiptHandle=again["ReceiptHandle"])
        self.assertEqual(attribute(self.url, "ApproximateNumberOfMessagesNotVisible"), "0")

    def test_of_a_batch_each_entry_fails_by_itself(self):
        done = sqs("send_message_batch", QueueUrl=self.url, Entries=[
            {"Id": "a", "MessageBody": "one", "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "1"}}},
            {"Id": "b", "MessageBody": "two", "DelaySeconds": 901}, {"Id": "c", "MessageBody": "three"}])
        self.assertEqual([each["Id"] for each in done["Successful"]], ["a", "c"])
        self.assertEqual([(each["Id"], each["Code"], each["SenderFault"]) for each in done["Failed"]],
                         [("b", "InvalidParameterValue", True)])
        got = self.receive(MessageAttributeNames=["n"])
        self.assertEqual([each["Body"] for each in got], ["one", "three"])
        self.assertEqual(got[0]["MessageAttributes"]["n"]["StringValue"], "1")
        deleted = sqs("delete_message_batch", QueueUrl=self.url, Entries=[
            {"Id": str(at), "ReceiptHandle": each["ReceiptHandle"]} for at, each in enumerate(got)])
        self.assertEqual([each["Id"] for each in deleted["Successful"]], ["0", "1"])
        self.assertEqual(self.refused("send_message_batch", QueueUrl=self.url, Entries=[]),
                         "AWS.SimpleQueueService.EmptyBatchRequest")
        sqs("purge_queue", QueueUrl=self.url)
        self.assertEqual(self.refused("purge_queue", QueueUrl=self.url),
                         "AWS.SimpleQueueService.PurgeQueueInProgress")

    def test_refusals_have_the_codes_of_query_in_both_protocols(self):
        self.assertEqual(self.refused("get_queue_url", QueueName="none"), NO_QUEUE)
        self.assertEqual(self.refused("create_queue", QueueName=self.name, Attributes={"DelaySeconds": "5"}),
                         "QueueAlreadyExists")
        self.assertEqual(self.refused("delete_message", QueueUrl=self.url, ReceiptHandle="x"),
                         "ReceiptHandleIsInvalid")

    def test_a_receiver_waits_in_the_cloud_s_time(self):
        def passed():
            with urllib.request.urlopen(ENDPOINT + "/_greenroom/clock") as clock:
                now = json.load(clock)["microseconds"] // 1000000
            before, passed.last = getattr(passed, "last", now), now
            return now - before

        passed()
        self.assertEqual((self.receive(WaitTimeSeconds=7), passed()), ([], 7))
        sqs("send_message", QueueUrl=self.url, MessageBody="delayed", DelaySeconds=3)
        [message] = self.receive(WaitTimeSeconds=20, VisibilityTimeout=9)
        self.assertEqual((message["Body"], passed()), ("delayed", 3))
        [again] = self.receive(WaitTimeSeconds=20)
        self.assertEqual((again["Body"], passed()), ("delayed", 9))
        sqs("delete_message", QueueUrl=self.url, ReceiptHandle=again["ReceiptHandle"])
        sqs("set_queue_attributes", QueueUrl=self.url, Attributes={"ReceiveMessageWaitTimeSeconds": "5"})
        self.assertEqual((self.receive(), passed()), ([], 5))
        self.assertEqual((self.receive(WaitTimeSeconds=0), passed()), ([], 0))

    def test_a_topic_delivers_to_it(self):
        topic = ask("sns", "create_topic", Name="news")["TopicArn"]
        ask("sns", "subscribe", TopicArn=topic, Protocol="sqs", Endpoint=attribute(self.url, "QueueArn"))
        ask("sns", "publish", TopicArn=topic, Message="lost: nobody has let the topic in")
        self.assertEqual(self.delivered(), [])
        self.let_in("sns.amazonaws.com", topic + "-not")
        ask("sns", "publish", TopicArn=topic, Message="lost: another topic is let in")
        self.assertEqual(self.delivered(), [])
        self.let_in("sns.amazonaws.com", topic)
        ask("sns", "publish", TopicArn=topic, Message="hello <world>")
        self.assertEqual([(each["TopicArn"], each["Message"]) for each in self.delivered()],
                         [(topic, "hello <world>")])

    def test_a_rule_delivers_to_it(self):
        rule = ask("events", "put_rule", Name="orders", EventPattern=json.dumps({"source": ["shop"]}))["RuleArn"]
        ask("events", "put_targets", Rule="orders", Targets=[{"Id": "q", "Arn": attribute(self.url, "QueueArn")}])
        ask("events", "put_events", Entries=[{"Source": "shop", "DetailType": "order", "Detail": '{"n": 0}'}])
        self.assertEqual(self.delivered(), [])
        self.let_in("events.amazonaws.com", rule)
        ask("events", "put_events", Entries=[{"Source": source, "DetailType": "order", "Detail": '{"n": 1}'}
                                             for source in ("shop", "other")])
        self.assertEqual([(each["source"], each["detail"]) for each in self.delivered()], [("shop", {"n": 1})])


@unittest.skipIf(CLI, "the CLI asks at no address but the endpoint's")
class Addresses(unittest.TestCase):
    """What clients do that ask at a queue's own address, which AWS's for Java did: by hand."""

    def status(self, method, target, form, signer, **more):
        from botocore.auth import SigV4Auth, SigV4QueryAuth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        request = AWSRequest(method, ENDPOINT + target, data=form and form.encode(), headers={
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"} if form else {})
        scope = (Credentials(*KEYS), "sqs", "us-east-1")
        (SigV4Auth(*scope) if signer == "header" else SigV4QueryAuth(*scope, expires=60)).add_auth(request)
        prepared = request.prepare()
        asked = urllib.request.Request(prepared.url.replace(*more.get("change", ("", ""))), prepared.body,
                                       dict(prepared.headers.items()), method=method)
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def test_a_form_at_the_address_of_a_queue_is_for_it(self):
        address = urllib.parse.urlsplit(sqs("create_queue", QueueName="addressed")["QueueUrl"]).path
        self.assertEqual(address, "/123456789012/addressed")
        code, text = self.status("POST", address, "Action=SendMessage&Version=2012-11-05&MessageBody=hi", "header")
        self.assertEqual((code, "<SendMessageResult>" in text), (200, True), text)
        receive = address + "/?Action=ReceiveMessage&Version=2012-11-05&VisibilityTimeout=0"
        code, text = self.status("GET", receive, None, "address")
        self.assertEqual((code, "<Body>hi</Body>" in text), (200, True), text)
        code, text = self.status("POST", "/123456789012/none", "Action=PurgeQueue&Version=2012-11-05", "header")
        self.assertEqual((code, NO_QUEUE in text), (400, True), text)

    @unittest.skipIf(KEYS[0] == "test", "nobody looks at signatures")
    def test_what_is_presigned_may_not_be_changed(self):
        sqs("create_queue", QueueName="presigned")
        receive = "/123456789012/presigned?Action=ReceiveMessage&Version=2012-11-05"
        self.assertEqual(self.status("GET", receive, None, "address")[0], 200)
        code, text = self.status("GET", receive, None, "address", change=("ReceiveMessage", "PurgeQueue"))
        self.assertEqual((code, "<Code>SignatureDoesNotMatch</Code>" in text), (403, True), text)


if __name__ == "__main__":
    unittest.main()
