// The AWS SDK for JavaScript v3 speaks to every service of `greenroom serve`.
//   AWS_ENDPOINT_URL=http://127.0.0.1:4566 SDK=folder/with/node_modules node smoke.mjs
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const sdk = createRequire(`${process.env.SDK}/`);
const settings = {
  endpoint: process.env.AWS_ENDPOINT_URL,
  region: 'us-east-1',
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
  },
};

// send(<Command>, input) of one service.
function speak(name, more = {}) {
  const module = sdk(`@aws-sdk/client-${name}`);
  const client = new (module[Object.keys(module).find((each) => /^[A-Z].*Client$/.test(each))])({ ...settings, ...more });
  return Object.assign((command, input = {}) => client.send(new module[`${command}Command`](input)), { client, module });
}

const stories = {
  async 's3: objects, an upload in parts, a presigned address'() {
    const s3 = speak('s3', { forcePathStyle: true });
    await s3('CreateBucket', { Bucket: 'js-sdk' });
    const key = 'a b/ü?.txt';
    const put = await s3('PutObject', { Bucket: 'js-sdk', Key: key, Body: 'hello', ContentType: 'text/plain', Metadata: { x: 'y' } });
    assert.equal(put.ETag, '"5d41402abc4b2a76b9719d911017c592"');
    const got = await s3('GetObject', { Bucket: 'js-sdk', Key: key });
    assert.deepEqual([await got.Body.transformToString(), got.ContentType, got.Metadata], ['hello', 'text/plain', { x: 'y' }]);
    const { Upload } = sdk('@aws-sdk/lib-storage');
    const upload = await new Upload({ client: s3.client, params: { Bucket: 'js-sdk', Key: 'big', Body: Buffer.alloc(12 << 20, 7) } }).done();
    assert.match(upload.ETag, /-3"$/);
    const { getSignedUrl } = sdk('@aws-sdk/s3-request-presigner');
    const address = await getSignedUrl(s3.client, new s3.module.GetObjectCommand({ Bucket: 'js-sdk', Key: 'big' }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() + s3.client.config.systemClockOffset), // of the cloud's clock, which the SDK found out
    });
    assert.equal((await (await fetch(address)).arrayBuffer()).byteLength, 12 << 20);
    await assert.rejects(s3('GetObject', { Bucket: 'js-sdk', Key: 'none' }), { name: 'NoSuchKey' });
    const deleted = await s3('DeleteObjects', { Bucket: 'js-sdk', Delete: { Objects: [{ Key: 'big' }, { Key: 'none' }] } });
    assert.deepEqual(deleted.Deleted.map((each) => each.Key).sort(), ['big', 'none']);
    const listed = await s3('ListObjectsV2', { Bucket: 'js-sdk' });
    assert.deepEqual(listed.Contents.map((each) => [each.Key, each.Size]), [[key, 5]]);
  },
  async 'ssm and secretsmanager: what is put is got'() {
    const ssm = speak('ssm');
    await ssm('PutParameter', { Name: '/js', Value: 'v', Type: 'String' });
    assert.equal((await ssm('GetParameter', { Name: '/js' })).Parameter.Value, 'v');
    await assert.rejects(ssm('GetParameter', { Name: '/none' }), { name: 'ParameterNotFound' });
    const secrets = speak('secrets-manager');
    await secrets('CreateSecret', { Name: 'js', SecretString: 'x' });
    assert.equal((await secrets('GetSecretValue', { SecretId: 'js' })).SecretString, 'x');
  },
  async 'sns and eventbridge reach a queue of sqs'() {
    const sqs = speak('sqs');
    const { QueueUrl } = await sqs('CreateQueue', { QueueName: 'js' });
    const arn = (await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] })).Attributes.QueueArn;
    const take = async () => {
      const { Messages: [message] } = await sqs('ReceiveMessage', { QueueUrl });
      await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
      return message.Body;
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{
      Effect: 'Allow', Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] }, Action: 'sqs:SendMessage', Resource: arn }] });
    await sqs('SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'own' });
    assert.equal(await take(), 'own');
    const sns = speak('sns');
    const { TopicArn } = await sns('CreateTopic', { Name: 'js' });
    await sns('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: arn });
    await sns('Publish', { TopicArn, Message: 'by topic' });
    assert.equal(JSON.parse(await take()).Message, 'by topic');
    const events = speak('eventbridge');
    await events('PutRule', { Name: 'js', EventPattern: '{"source": ["js"]}' });
    await events('PutTargets', { Rule: 'js', Targets: [{ Id: '1', Arn: arn }] });
    const put = await events('PutEvents', { Entries: [{ Source: 'js', DetailType: 'tried', Detail: '{"by": "rule"}' }] });
    assert.equal(put.FailedEntryCount, 0);
    assert.deepEqual(JSON.parse(await take()).detail, { by: 'rule' });
  },
  async 'cloudwatch: metrics, an alarm, logs'() {
    const metrics = speak('cloudwatch');
    await metrics('PutMetricData', { Namespace: 'js', MetricData: [{ MetricName: 'm', Value: 1.5 }] });
    assert.equal((await metrics('ListMetrics', { Namespace: 'js' })).Metrics[0].MetricName, 'm');
    await metrics('PutMetricAlarm', { AlarmName: 'js', MetricName: 'm', Namespace: 'js', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 3, ComparisonOperator: 'GreaterThanThreshold' });
    assert.equal((await metrics('DescribeAlarms', { AlarmNames: ['js'] })).MetricAlarms[0].Threshold, 3);
    const logs = speak('cloudwatch-logs');
    await logs('CreateLogGroup', { logGroupName: 'js' });
    await logs('CreateLogStream', { logGroupName: 'js', logStreamName: 's' });
    await logs('PutLogEvents', { logGroupName: 'js', logStreamName: 's', logEvents: [{ timestamp: Date.parse('2026-01-01T00:00:01Z'), message: 'hey' }] });
    assert.equal((await logs('FilterLogEvents', { logGroupName: 'js' })).events[0].message, 'hey');
  },
  async 'codedeploy, codebuild, codepipeline'() {
    const deploy = speak('codedeploy');
    await deploy('CreateApplication', { applicationName: 'js' });
    assert.equal((await deploy('GetApplication', { applicationName: 'js' })).application.computePlatform, 'Server');
    await assert.rejects(deploy('GetApplication', { applicationName: 'none' }), { name: 'ApplicationDoesNotExistException' });
    assert.deepEqual((await speak('codebuild')('ListProjects')).projects, []);
    assert.deepEqual((await speak('codepipeline')('ListPipelines')).pipelines, []);
  },
  async 'ec2, auto scaling, load balancing, iam, sts'() {
    assert.equal((await speak('ec2')('DescribeSubnets')).Subnets.length, 2);
    assert.deepEqual((await speak('auto-scaling')('DescribeAutoScalingGroups')).AutoScalingGroups, []);
    assert.deepEqual((await speak('elastic-load-balancing-v2')('DescribeLoadBalancers')).LoadBalancers, []);
    assert.equal((await speak('iam')('GetUser')).User.UserName, 'student');
    assert.match((await speak('sts')('GetCallerIdentity')).Arn, /:user\/student$/);
  },
};

let failed = 0;
for (const [name, story] of Object.entries(stories)) {
  try {
    await story();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${error.name}: ${error.message}`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
