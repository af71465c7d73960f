#!/usr/bin/env bash
# The whole lab, built from nothing and run by the AWS CLI alone.
#
#   scenarios/wire/lab.sh     against a server of its own, or the one that AWS_ENDPOINT_URL names
#
# Each step says what it does and checks what it comes to; the first that does not ends the script.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
app=$here/../apps/instant
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

endpoint=${AWS_ENDPOINT_URL:-}
if [ -z "$endpoint" ]; then
  exec 3< <(exec "$here/../../build/greenroom" serve --port 0)
  server=$!
  read -r line <&3 # greenroom serves AWS at http://127.0.0.1:40123 (...)
  endpoint=http${line#*http}
  endpoint=${endpoint%% *}
fi
export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID:-test} AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY:-test}
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER="" AWS_EC2_METADATA_DISABLED=true

cli=${AWS_CLI:-aws}
aws() { command "$cli" --endpoint-url "$endpoint" "$@"; }
step() { printf '\n%s\n' "$1"; }
is() { # WHAT EXPECTED SEEN
  if [ "$2" != "$3" ]; then
    echo "  $1: expected $2, saw $3" >&2
    exit 1
  fi
  echo "  $1: $3"
}

step "1. Buckets for sources and artifacts"
account=$(aws sts get-caller-identity --query Account --output text)
source_bucket=code-build-source-$account
artifact_bucket=code-build-artifacts-$account
aws s3 mb "s3://$source_bucket" >"$work/out"
aws s3 mb "s3://$artifact_bucket" >"$work/out"
aws s3api put-bucket-versioning --bucket "$source_bucket" --versioning-configuration Status=Enabled
is "versioning of the source bucket" Enabled \
  "$(aws s3api get-bucket-versioning --bucket "$source_bucket" --query Status --output text)"

step "2. Roles"
role() { # NAME SERVICE ACTIONS...
  local name=$1 service=$2
  shift 2
  aws iam create-role --role-name "$name" --query Role.Arn --output text --assume-role-policy-document '{
    "Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"Service": "'"$service"'"}, "Action": "sts:AssumeRole"}]}'
  aws iam put-role-policy --role-name "$name" --policy-name lab --policy-document '{
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ['"$(printf '"%s",' "$@" | sed 's/,$//')"'], "Resource": "*"}]}'
}
pipeline_role=$(role lab-app-codepipeline codepipeline.amazonaws.com 's3:*' 'codebuild:*' 'codedeploy:*')
build_role=$(role lab-app-codebuild codebuild.amazonaws.com 's3:*' 'logs:*' 'ssm:GetParameters')
deploy_role=$(role lab-app-codedeploy codedeploy.amazonaws.com \
  'ec2:*' 'autoscaling:*' 'elasticloadbalancing:*' 'iam:PassRole')
role lab-app-instance ec2.amazonaws.com 's3:Get*' 's3:List*' >"$work/out"
aws iam create-instance-profile --instance-profile-name lab-app-instance >"$work/out"
aws iam add-role-to-instance-profile --instance-profile-name lab-app-instance --role-name lab-app-instance
echo "  $pipeline_role"

step "3. A launch template, a load balancer and an Auto Scaling group of two"
vpc=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
read -r -a subnets < <(aws ec2 describe-subnets --filters "Name=vpc-id,Values=$vpc" \
  --query 'Subnets[].SubnetId' --output text)
security_group=$(aws ec2 create-security-group --group-name lab-app --description "the lab" \
  --vpc-id "$vpc" --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id "$security_group" --protocol tcp --port 8080 \
  --cidr 0.0.0.0/0 >"$work/out"
aws ec2 create-launch-template --launch-template-name lab-app --launch-template-data '{
  "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro",
  "IamInstanceProfile": {"Name": "lab-app-instance"},
  "SecurityGroupIds": ["'"$security_group"'"]}' >"$work/out"
target_group=$(aws elbv2 create-target-group --name lab-app-tg --protocol HTTP --port 8080 \
  --vpc-id "$vpc" --health-check-path / --health-check-interval-seconds 10 \
  --health-check-timeout-seconds 5 --healthy-threshold-count 2 \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 modify-target-group-attributes --target-group-arn "$target_group" \
  --attributes Key=deregistration_delay.timeout_seconds,Value=30 >"$work/out"
balancer=$(aws elbv2 create-load-balancer --name lab-app-alb --subnets "${subnets[@]}" \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
aws elbv2 wait load-balancer-available --load-balancer-arns "$balancer"
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 80 \
  --default-actions "Type=forward,TargetGroupArn=$target_group" >"$work/out"
aws autoscaling create-auto-scaling-group --auto-scaling-group-name lab-app-prod-asg \
  --launch-template LaunchTemplateName=lab-app --min-size 2 --max-size 4 --desired-capacity 2 \
  --vpc-zone-identifier "$(IFS=,; echo "${subnets[*]}")" --target-group-arns "$target_group"
is "instances in service" "InService InService" "$(aws autoscaling describe-auto-scaling-groups \
  --auto-scaling-group-names lab-app-prod-asg \
  --query 'AutoScalingGroups[0].Instances[].LifecycleState' --output text | tr '\t' ' ')"

step "4. A build project"
aws codebuild create-project --name lab-app --source type=CODEPIPELINE \
  --artifacts type=CODEPIPELINE --service-role "$build_role" \
  --environment type=LINUX_CONTAINER,image=aws/codebuild/amazonlinux2-x86_64-standard:5.0,computeType=BUILD_GENERAL1_SMALL \
  --query project.name --output text

step "5. An application with two deployment groups"
aws deploy create-application --application-name lab-app --compute-platform Server >"$work/out"
aws deploy create-deployment-group --application-name lab-app --deployment-group-name in-place \
  --service-role-arn "$deploy_role" --auto-scaling-groups lab-app-prod-asg \
  --deployment-config-name CodeDeployDefault.OneAtATime \
  --deployment-style deploymentType=IN_PLACE,deploymentOption=WITH_TRAFFIC_CONTROL \
  --load-balancer-info 'targetGroupInfoList=[{name=lab-app-tg}]' \
  --auto-rollback-configuration enabled=true,events=DEPLOYMENT_FAILURE >"$work/out"
aws deploy create-deployment-group --application-name lab-app --deployment-group-name blue-green \
  --service-role-arn "$deploy_role" --auto-scaling-groups lab-app-prod-asg \
  --deployment-config-name CodeDeployDefault.AllAtOnce \
  --deployment-style deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL \
  --load-balancer-info 'targetGroupInfoList=[{name=lab-app-tg}]' \
  --blue-green-deployment-configuration '{
    "terminateBlueInstancesOnDeploymentSuccess": {"action": "KEEP_ALIVE"},
    "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
    "greenFleetProvisioningOption": {"action": "COPY_AUTO_SCALING_GROUP"}}' >"$work/out"
is "deployment groups" "blue-green in-place" "$(aws deploy list-deployment-groups \
  --application-name lab-app --query 'sort(deploymentGroups)' --output text | tr '\t' ' ')"

step "6. A pipeline"
cat >"$work/pipeline.json" <<JSON
{"name": "lab-app", "roleArn": "$pipeline_role", "version": 1,
 "artifactStore": {"type": "S3", "location": "$artifact_bucket"},
 "stages": [
  {"name": "Source", "actions": [{"name": "Source", "runOrder": 1,
    "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"},
    "configuration": {"S3Bucket": "$source_bucket", "S3ObjectKey": "source.zip",
                      "PollForSourceChanges": "true"},
    "outputArtifacts": [{"name": "SourceArtifact"}]}]},
  {"name": "Build", "actions": [{"name": "Build", "runOrder": 1,
    "actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"},
    "configuration": {"ProjectName": "lab-app"},
    "inputArtifacts": [{"name": "SourceArtifact"}], "outputArtifacts": [{"name": "BuildArtifact"}]}]},
  {"name": "Production", "actions": [{"name": "Production", "runOrder": 1,
    "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "CodeDeploy", "version": "1"},
    "configuration": {"ApplicationName": "lab-app", "DeploymentGroupName": "in-place"},
    "inputArtifacts": [{"name": "BuildArtifact"}]}]}]}
JSON

# The app as the lab's SCM uploads it: its folder, with the overlay of a version.
put_source() { # OVERLAY
  rm -rf "$work/source" "$work/source.zip"
  cp -R "$app" "$work/source"
  [ "$1" = v1_0 ] || cp -R "$app/commits/$1/." "$work/source/"
  rm -rf "$work/source/commits"
  (cd "$work/source" && python3 -m zipfile -c ../source.zip ./*)
  aws s3 cp "$work/source.zip" "s3://$source_bucket/source.zip" >"$work/out"
}
newest() { aws codepipeline list-pipeline-executions --pipeline-name lab-app \
  --query "pipelineExecutionSummaries[0].$1" --output text; }
deployment() { # NUMBER_FROM_THE_NEWEST QUERY
  local id
  id=$(aws deploy list-deployments --query "deployments[$1]" --output text)
  aws deploy get-deployment --deployment-id "$id" --query "deploymentInfo.$2" --output text
}
# No name server knows the load balancer's name: the server is its proxy.
name=$(aws elbv2 describe-load-balancers --query 'LoadBalancers[0].DNSName' --output text)
page() { curl --silent --proxy "$endpoint" --dump-header - --output "$work/page" "http://$name/" |
  tr -d '\r' | sed -n 's/^X-App-Version: //Ip'; }

put_source v1_0
aws codepipeline create-pipeline --pipeline "file://$work/pipeline.json" --query pipeline.name --output text
is "the first execution" Succeeded "$(newest status)"
is "its deployment" Succeeded "$(deployment 0 status)"
is "what users see" v1.0 "$(page)"
build=$(aws codebuild list-builds-for-project --project-name lab-app --query 'ids[0]' --output text)
is "its build" SUCCEEDED "$(aws codebuild batch-get-builds --ids "$build" \
  --query 'builds[0].buildStatus' --output text)"
is "what it logged last" "Phase complete: POST_BUILD State: SUCCEEDED" \
  "$(aws logs filter-log-events --log-group-name /aws/codebuild/lab-app \
    --filter-pattern POST_BUILD --query 'events[].message' --output text |
    grep -o 'Phase complete: .*')"

step "7. v1.1 listens on port 80: its validation fails, and the fleet rolls back"
put_source v1_1
is "the execution" Failed "$(newest status)"
is "the deployment" Failed "$(deployment 1 status)"
is "why" HEALTH_CONSTRAINTS "$(deployment 1 errorInformation.code)"
is "the rollback" "codeDeployRollback Succeeded" "$(deployment 0 creator) $(deployment 0 status)"
is "what users see" v1.0 "$(page)"

step "8. v1.2 goes blue/green"
sed -i 's/"in-place"/"blue-green"/' "$work/pipeline.json"
aws codepipeline update-pipeline --pipeline "file://$work/pipeline.json" --query pipeline.version --output text
put_source v1_2
is "the execution" Succeeded "$(newest status)"
is "the deployment" "BLUE_GREEN Succeeded" \
  "$(deployment 0 deploymentStyle.deploymentType) $(deployment 0 status)"
is "what users see" v1.2 "$(page)"
is "healthy targets" "healthy healthy" "$(aws elbv2 describe-target-health \
  --target-group-arn "$target_group" --query 'TargetHealthDescriptions[].TargetHealth.State' \
  --output text | tr '\t' ' ')"
printf '\nThe lab is done.\n'
