// Builds the three versions of the accumulator as the lab's buildspec does, runs each directly, in
// development and in production mode, and tests its page. For a network namespace of its own
// (tools/test-browser makes it): the ports are the app's, and there is nothing but loopback.
//   node versions_test.mjs APP_FOLDER REGISTRY_FOLDER WORK_FOLDER SERVER_IP
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openBrowser, report, testPage } from './page_test.mjs';

const [app, registry, work, ip] = process.argv.slice(2).map((argument, place) =>
  place < 3 ? path.resolve(argument) : argument
);
const built = path.join(work, 'app');
const registryPort = 4873;

const rows = [
  { version: 'v1.0', mode: 'development', port: 3000, expect: { banner: true, toggles: false } },
  { version: 'v1.0', mode: 'production', port: 8080, expect: { banner: false, toggles: false } },
  { version: 'v1.1', mode: 'production', port: 80, expect: { banner: false, toggles: false } },
  { version: 'v1.2', mode: 'development', port: 3000, expect: { banner: true, toggles: true } },
  { version: 'v1.2', mode: 'production', port: 8080, expect: { banner: false, toggles: true } }
];

// Nothing of this computer's settings reaches a build, but for the path.
const environment = {
  PATH: process.env.PATH,
  HOME: path.join(work, 'home'),
  npm_config_registry: `http://127.0.0.1:${registryPort}/`
};

function run(command) {
  const [program, ...options] = command.split(' ');
  const done = spawnSync(program, options, { cwd: built, env: environment, encoding: 'utf8' });
  if (done.status !== 0) {
    console.error(`${command} failed:\n${done.stdout}${done.stderr}`);
    process.exit(1);
  }
}

// Starts a server of ours and waits until it says that it listens.
function started(program, options, extra) {
  const env = { ...environment, ...extra };
  const child = spawn(program, options, { cwd: built, env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`${options[0]} ended with ${code}`)));
  });
}

async function stopped(child) {
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return gone;
}

async function installed() {
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(environment.HOME, { recursive: true });
  fs.cpSync(app, built, { recursive: true });
  const script = fileURLToPath(new URL('registry.mjs', import.meta.url));
  const server = await started('node', [script, registry, String(registryPort)]);
  run('npm install');
  run('npm test');
  run('npm prune --production');
  await stopped(server);
}

async function testRow(context, { version, mode, port, expect }) {
  const overlay = path.join(app, 'commits', version.replace('.', '_'));
  if (fs.existsSync(overlay)) {
    fs.cpSync(overlay, built, { recursive: true });
  }
  run('npm run build');
  const server = await started('node', ['server/index.js'], { NODE_ENV: mode });
  const name = `${version} in ${mode} mode`;
  const checks = await testPage(context, {
    address: `http://127.0.0.1:${port}`,
    expect: { ...expect, version, ip },
    screenshot: path.join(work, `${version} ${mode}.png`)
  });
  const code = await stopped(server);
  checks.push({ what: 'SIGTERM ends it well', expected: 0, seen: code, passed: code === 0 });
  return report(name, checks);
}

await installed();
const browser = await openBrowser();
let passed = 0;
let failed = 0;
for (const row of rows) {
  const counts = await testRow(browser.context, row);
  passed += counts.passed;
  failed += counts.failed;
}
await browser.close();
console.log(`browser tests: ${passed} passed, ${failed} failed`);
if (process.env.GREENROOM_TALLY) {
  fs.appendFileSync(process.env.GREENROOM_TALLY, `${passed} ${failed}\n`);
}
process.exitCode = failed ? 1 : 0;
