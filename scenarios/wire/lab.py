#!/usr/bin/env python3
"""The whole lab by boto3: the twin of lab.sh, with waiters and paginators.

    greenroom serve &
    scenarios/wire/lab.py                  (AWS_ENDPOINT_URL, if not http://127.0.0.1:4566)
"""
import io
import json
import os
import pathlib
import unittest
import urllib.request
import zipfile

import boto3

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
APP = pathlib.Path(__file__).resolve().parent.parent / "apps" / "instant"
SOURCES = "code-build-source-boto3"
ARTIFACTS = "code-build-artifacts-boto3"


def client(service):
    """A client of the served cloud; nothing of this computer's AWS configuration counts."""
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1",
                        aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID", "test"),
                        aws_secret_access_key=os.environ.get("AWS_SECRET_ACCESS_KEY", "test"))


def source_zip(overlay):
    """The app as the lab's SCM uploads it: its folder, with the overlay of a version."""
    files = {}
    for folder in [APP] + ([APP / "commits" / overlay] if overlay else []):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and name.parts[0] != "commits":
                files[str(name)] = path
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in files.items():
            archive.write(path, name)
    return packed.getvalue()


def role(iam, name, service, actions):
    """A role that the service may assume, with one inline policy; its ARN."""
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}
    policy = {"Version": "2012-10-17",
              "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName="lab", PolicyDocument=json.dumps(policy))
    return arn


class Lab(unittest.TestCase):
    """The steps of the lab, in order; each goes on from the one before."""

    @classmethod
    def setUpClass(cls):
        for name in ("s3", "iam", "ec2", "elbv2", "autoscaling", "codebuild", "codedeploy",
                     "codepipeline", "logs"):
            setattr(cls, name, client(name))

    def newest_deployments(self):
        pages = self.codedeploy.get_paginator("list_deployments").paginate()
        return [one for page in pages for one in page["deployments"]]

    def execution(self):
        pages = self.codepipeline.get_paginator("list_pipeline_executions").paginate(
            pipelineName="boto-app")
        return next(iter(pages))["pipelineExecutionSummaries"][0]

    def page(self):
        with urllib.request.urlopen(f"{ENDPOINT}/_greenroom/health") as answer:
            listeners = json.load(answer)["listeners"]
        url = next(each["url"] for each in listeners if each["loadBalancer"] == "boto-alb")
        with urllib.request.urlopen(url) as answer:
            return answer.headers["X-App-Version"]

    def put(self, overlay):
        self.s3.put_object(Bucket=SOURCES, Key="source.zip", Body=source_zip(overlay))

    def test_1_buckets(self):
        for bucket in (SOURCES, ARTIFACTS):
            self.s3.create_bucket(Bucket=bucket)
            self.s3.get_waiter("bucket_exists").wait(Bucket=bucket)
        self.s3.put_bucket_versioning(Bucket=SOURCES, VersioningConfiguration={"Status": "Enabled"})
        self.assertEqual(self.s3.get_bucket_versioning(Bucket=SOURCES)["Status"], "Enabled")

    def test_2_roles(self):
        cls = type(self)
        cls.pipeline_role = role(self.iam, "boto-codepipeline", "codepipeline.amazonaws.com",
                                 ["s3:*", "codebuild:*", "codedeploy:*"])
        cls.build_role = role(self.iam, "boto-codebuild", "codebuild.amazonaws.com",
                              ["s3:*", "logs:*", "ssm:GetParameters"])
        cls.deploy_role = role(self.iam, "boto-codedeploy", "codedeploy.amazonaws.com",
                               ["ec2:*", "autoscaling:*", "elasticloadbalancing:*", "iam:PassRole"])
        role(self.iam, "boto-instance", "ec2.amazonaws.com", ["s3:Get*", "s3:List*"])
        self.iam.create_instance_profile(InstanceProfileName="boto-instance")
        self.iam.add_role_to_instance_profile(InstanceProfileName="boto-instance",
                                              RoleName="boto-instance")
        names = [one["RoleName"] for page in self.iam.get_paginator("list_roles").paginate()
                 for one in page["Roles"]]
        self.assertIn("boto-instance", names)

    def test_3_fleet(self):
        cls = type(self)
        vpc = self.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        pages = self.ec2.get_paginator("describe_subnets").paginate(
            Filters=[{"Name": "vpc-id", "Values": [vpc]}])
        subnets = [one["SubnetId"] for page in pages for one in page["Subnets"]]
        group = self.ec2.create_security_group(GroupName="boto", Description="the lab", VpcId=vpc)
        self.ec2.create_launch_template(LaunchTemplateName="boto-app", LaunchTemplateData={
            "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro",
            "IamInstanceProfile": {"Name": "boto-instance"},
            "SecurityGroupIds": [group["GroupId"]]})
        cls.target_group = self.elbv2.create_target_group(
            Name="boto-tg", Protocol="HTTP", Port=8080, VpcId=vpc, HealthCheckPath="/",
            HealthCheckIntervalSeconds=10, HealthCheckTimeoutSeconds=5,
            HealthyThresholdCount=2)["TargetGroups"][0]["TargetGroupArn"]
        balancer = self.elbv2.create_load_balancer(
            Name="boto-alb", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
        self.elbv2.get_waiter("load_balancer_available").wait(LoadBalancerArns=[balancer])
        self.elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[
            {"Type": "forward", "TargetGroupArn": self.target_group}])
        self.autoscaling.create_auto_scaling_group(
            AutoScalingGroupName="boto-asg", MinSize=2, MaxSize=4, DesiredCapacity=2,
            LaunchTemplate={"LaunchTemplateName": "boto-app"}, VPCZoneIdentifier=",".join(subnets),
            TargetGroupARNs=[self.target_group])
        groups = self.autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["boto-asg"])
        instances = groups["AutoScalingGroups"][0]["Instances"]
        self.assertEqual([one["LifecycleState"] for one in instances], ["InService"] * 2)
        self.ec2.get_waiter("instance_running").wait(
            InstanceIds=[one["InstanceId"] for one in instances])

    def test_4_build_project(self):
        project = self.codebuild.create_project(
            name="boto-app", source={"type": "CODEPIPELINE"}, artifacts={"type": "CODEPIPELINE"},
            serviceRole=self.build_role, environment={
                "type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL",
                "image": "aws/codebuild/amazonlinux2-x86_64-standard:5.0"})["project"]
        self.assertEqual(project["name"], "boto-app")

    def test_5_deployment_groups(self):
        self.codedeploy.create_application(applicationName="boto-app", computePlatform="Server")
        common = {"applicationName": "boto-app", "serviceRoleArn": self.deploy_role,
                  "autoScalingGroups": ["boto-asg"],
                  "loadBalancerInfo": {"targetGroupInfoList": [{"name": "boto-tg"}]}}
        self.codedeploy.create_deployment_group(
            deploymentGroupName="in-place", deploymentConfigName="CodeDeployDefault.OneAtATime",
            deploymentStyle={"deploymentType": "IN_PLACE",
                             "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}, **common)
        self.codedeploy.create_deployment_group(
            deploymentGroupName="blue-green", deploymentConfigName="CodeDeployDefault.AllAtOnce",
            deploymentStyle={"deploymentType": "BLUE_GREEN",
                             "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            blueGreenDeploymentConfiguration={
                "terminateBlueInstancesOnDeploymentSuccess": {"action": "KEEP_ALIVE"},
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
                "greenFleetProvisioningOption": {"action": "COPY_AUTO_SCALING_GROUP"}}, **common)
        pages = self.codedeploy.get_paginator("list_deployment_groups").paginate(
            applicationName="boto-app")
        names = sorted(name for page in pages for name in page["deploymentGroups"])
        self.assertEqual(names, ["blue-green", "in-place"])

    def pipeline(self, deployment_group):
        def action(name, category, provider, configuration, inputs, outputs):
            return {"name": name, "actions": [{
                "name": name, "runOrder": 1, "configuration": configuration,
                "actionTypeId": {"category": category, "owner": "AWS", "provider": provider,
                                 "version": "1"},
                "inputArtifacts": [{"name": each} for each in inputs],
                "outputArtifacts": [{"name": each} for each in outputs]}]}
        return {"name": "boto-app", "roleArn": self.pipeline_role,
                "artifactStore": {"type": "S3", "location": ARTIFACTS}, "stages": [
                    action("Source", "Source", "S3", {"S3Bucket": SOURCES, "S3ObjectKey": "source.zip",
                                                      "PollForSourceChanges": "true"}, [], ["Source"]),
                    action("Build", "Build", "CodeBuild", {"ProjectName": "boto-app"}, ["Source"],
                           ["Build"]),
                    action("Production", "Deploy", "CodeDeploy",
                           {"ApplicationName": "boto-app", "DeploymentGroupName": deployment_group},
                           ["Build"], [])]}

    def test_6_first_version(self):
        self.put(None)
        self.codepipeline.create_pipeline(pipeline=self.pipeline("in-place"))
        self.assertEqual(self.execution()["status"], "Succeeded")
        deployment = self.newest_deployments()[0]
        self.codedeploy.get_waiter("deployment_successful").wait(deploymentId=deployment)
        self.assertEqual(self.page(), "v1.0")
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName="/aws/codebuild/boto-app")
        lines = [one["message"] for page in pages for one in page["events"]]
        self.assertTrue(any("Phase complete: BUILD State: SUCCEEDED" in line for line in lines))

    def test_7_rollback(self):
        self.put("v1_1")
        self.assertEqual(self.execution()["status"], "Failed")
        rollback, failed = self.newest_deployments()[:2]
        info = self.codedeploy.get_deployment(deploymentId=failed)["deploymentInfo"]
        self.assertEqual(info["status"], "Failed")
        self.assertEqual(info["errorInformation"]["code"], "HEALTH_CONSTRAINTS")
        self.assertEqual(info["rollbackInfo"]["rollbackDeploymentId"], rollback)
        targets = self.codedeploy.list_deployment_targets(deploymentId=failed)["targetIds"]
        details = self.codedeploy.batch_get_deployment_targets(deploymentId=failed, targetIds=targets)
        events = [event for target in details["deploymentTargets"]
                  for event in target["instanceTarget"]["lifecycleEvents"]
                  if event["status"] == "Failed"]
        self.assertEqual(events[0]["lifecycleEventName"], "ValidateService")
        self.assertEqual(events[0]["diagnostics"]["errorCode"], "ScriptFailed")
        again = self.codedeploy.get_deployment(deploymentId=rollback)["deploymentInfo"]
        self.assertEqual((again["creator"], again["status"]), ("codeDeployRollback", "Succeeded"))
        self.assertEqual(self.page(), "v1.0")

    def test_8_blue_green(self):
        self.codepipeline.update_pipeline(pipeline=self.pipeline("blue-green"))
        self.put("v1_2")
        self.assertEqual(self.execution()["status"], "Succeeded")
        self.assertEqual(self.page(), "v1.2")
        health = self.elbv2.describe_target_health(TargetGroupArn=self.target_group)
        states = [one["TargetHealth"]["State"] for one in health["TargetHealthDescriptions"]]
        self.assertEqual(states, ["healthy"] * 2)


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)
