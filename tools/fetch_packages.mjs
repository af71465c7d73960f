// Fetches what an app's package-lock.json names into a folder that a read-only registry can serve:
//   <name>/-/<name without scope>-<version>.tgz   a package, checked against the lock's integrity
//   index.json   by name and version what npm wants to know of a package; see indexOf
//   complete     the SHA-256 of the lock file; written last. Without it the folder is worth nothing
// Made aside and renamed when whole: whatever interrupts it, the folder is the old one or the new.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

// What a registry tells of a version, as the lock has it.
const toldOfAVersion = [
  'license',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bundleDependencies',
  'bin',
  'engines',
  'os',
  'cpu',
  'libc',
  'hasInstallScript',
  'hasShrinkwrap',
  'funding',
  'deprecated'
];

const networkErrors = new RegExp(
  '\\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|' +
    'EIDLETIMEOUT|ERR_SOCKET_TIMEOUT)\\b'
);

const patienceMilliseconds = 30_000;

class Failure extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

// The packages of a lock, each once, by name and then by version.
function packagesOf(lock) {
  const packages = new Map();
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (!entry.integrity) {
      continue; // the app itself
    }
    const name = entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 13);
    packages.set(`${name}@${entry.version}`, { name, ...entry });
  }
  return [...packages.keys()].sort().map((key) => packages.get(key));
}

function tarballOf({ name, version }) {
  return `${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}

function digestOf(content, algorithm, encoding) {
  return createHash(algorithm).update(content).digest(encoding);
}

// An integrity may name several digests; one that is right is enough, as for npm.
function isWhole(content, integrity) {
  return integrity.split(/\s+/).some((one) => {
    const [algorithm, digest] = one.split(/-(.*)/);
    return digestOf(content, algorithm, 'base64') === digest;
  });
}

// Where npm's cache keeps the content with this integrity.
function placeInCache(cache, integrity) {
  const [algorithm, digest] = integrity.split(/\s+/)[0].split(/-(.*)/);
  const hex = Buffer.from(digest, 'base64').toString('hex');
  const parts = [algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4)];
  return path.join(cache, '_cacache/content-v2', ...parts);
}

// By major, minor and patch; a version with a suffix comes before the one without.
function isLater(one, other) {
  const [a, b] = [one, other].map((version) => version.split('-')[0].split('.').map(Number));
  const place = [0, 1, 2].find((i) => a[i] !== b[i]);
  return place === undefined ? !one.includes('-') : a[place] > b[place];
}

// By name, the documents a registry answers with:
//   {"name", "dist-tags": {"latest"}, "versions": {"<version>": {..., "dist": {"integrity", "tarball"}}}}
// But `tarball` is relative to the folder; the server puts its own address before it.
function indexOf(packages) {
  const index = {};
  for (const entry of packages) {
    const { name, version, integrity } = entry;
    const document = (index[name] ??= { name, 'dist-tags': { latest: version }, versions: {} });
    if (isLater(version, document['dist-tags'].latest)) {
      document['dist-tags'].latest = version;
    }
    const told = toldOfAVersion.filter((key) => key in entry).map((key) => [key, entry[key]]);
    const dist = { integrity, tarball: tarballOf(entry) };
    document.versions[version] = { name, version, ...Object.fromEntries(told), dist };
  }
  return index;
}

// Whether the folder holds all that this lock names, byte for byte.
function isComplete(folder, lockDigest) {
  try {
    if (fs.readFileSync(path.join(folder, 'complete'), 'utf8').trim() !== lockDigest) {
      return false;
    }
    const index = JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8'));
    return Object.values(index).every((document) =>
      Object.values(document.versions).every(({ dist }) =>
        isWhole(fs.readFileSync(path.join(folder, dist.tarball)), dist.integrity)
      )
    );
  } catch {
    return false;
  }
}

function unreachable(cause) {
  return new Failure(
    `the npm registry cannot be reached (${cause}); nothing was changed.\n` +
      '  Next: connect this computer to the network, or point npm to a mirror\n' +
      '  (npm config set registry ADDRESS), and run `make apps` again.\n' +
      '  Only what plays the accumulator app waits for it.',
    3
  );
}

// Asks the registry whether it is there: without one, `npm ci` tries for minutes before it says so.
// A registry that does not know the question is there.
function mustBeReachable(cache) {
  const options = ['ping', `--cache=${cache}`, '--fetch-retries=0', '--offline=false'];
  const npm = spawnSync('npm', options, { encoding: 'utf8', timeout: patienceMilliseconds });
  if (npm.error?.code === 'ENOENT') {
    throw new Failure('npm is not installed', 1);
  }
  const cause = npm.error?.code ?? npm.stderr.match(networkErrors)?.[1];
  if (npm.status !== 0 && cause) {
    throw unreachable(cause);
  }
}

// Lets npm fetch everything into a cache of its own. Runs no script of any package.
function fetchInto(cache, app, scratch) {
  fs.mkdirSync(scratch, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(app, file), path.join(scratch, file));
  }
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'];
  const npm = spawnSync('npm', ['ci', `--cache=${cache}`, '--offline=false', ...options], {
    cwd: scratch,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe']
  });
  if (npm.status === 0) {
    return;
  }
  const said = npm.error?.message ?? npm.stderr;
  const cause = said.match(networkErrors);
  if (cause) {
    throw unreachable(cause[1]);
  }
  throw new Failure(`npm ci failed:\n${said}`, 1);
}

// The packages that npm fetched, copied out of its cache. It leaves out optional packages that are
// for other systems only, and nothing else may be missing.
function copied(packages, cache, folder) {
  return packages.filter((entry) => {
    const source = placeInCache(cache, entry.integrity);
    if (!fs.existsSync(source)) {
      if (entry.optional && (entry.os || entry.cpu)) {
        return false;
      }
      throw new Failure(`npm did not fetch ${entry.name}@${entry.version}`, 1);
    }
    const content = fs.readFileSync(source);
    if (!isWhole(content, entry.integrity)) {
      throw new Failure(`${entry.name}@${entry.version} is not what the lock names`, 1);
    }
    const target = path.join(folder, tarballOf(entry));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
    return true;
  });
}

// Folders of fetches that were killed: their process is gone.
function removeLeftovers(folder) {
  for (const name of fs.readdirSync(folder)) {
    const pid = name.match(/^fetching-(\d+)$/)?.[1];
    if (pid && !fs.existsSync(`/proc/${pid}`)) {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
  }
}

function main(app, registry) {
  const lockText = fs.readFileSync(path.join(app, 'package-lock.json'));
  const lockDigest = digestOf(lockText, 'sha256', 'hex');
  if (isComplete(registry, lockDigest)) {
    return;
  }
  const packages = packagesOf(JSON.parse(lockText));
  console.log(`Fetching the ${packages.length} npm packages of ${app}, once ...`);
  fs.mkdirSync(path.dirname(registry), { recursive: true });
  removeLeftovers(path.dirname(registry));
  const aside = path.join(path.dirname(registry), `fetching-${process.pid}`);
  fs.mkdirSync(aside);
  try {
    const cache = path.resolve(aside, 'cache');
    mustBeReachable(cache);
    const made = path.join(aside, 'registry');
    fetchInto(cache, app, path.join(aside, 'app'));
    const fetched = copied(packages, cache, made);
    const index = JSON.stringify(indexOf(fetched), null, 1);
    fs.writeFileSync(path.join(made, 'index.json'), index + '\n');
    fs.writeFileSync(path.join(made, 'complete'), lockDigest + '\n');
    fs.rmSync(registry, { recursive: true, force: true });
    fs.renameSync(made, registry);
    console.log(`${fetched.length} packages are in ${registry}; builds need no network now.`);
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

const [app, registry] = process.argv.slice(2);
if (!app || !registry) {
  console.error('usage: fetch_packages.mjs APP_FOLDER REGISTRY_FOLDER');
  process.exit(2);
}
try {
  main(app, registry);
} catch (error) {
  console.error(`tools/apps: ${error instanceof Failure ? error.message : error.stack}`);
  process.exit(error.exitCode ?? 1);
}
