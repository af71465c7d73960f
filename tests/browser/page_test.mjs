// Loads the accumulator's page in headless Chromium, uses it as a person would, and checks it.
//   node page_test.mjs --address http://HOST:PORT --expect '{"banner": false, "toggles": true}'
//                      [--attempts N] [--screenshot FILE.png]
// What `expect` may hold:
//   banner    whether the page says that it is in development mode
//   toggles   whether it has message emphasis toggles; if so, each is clicked on and off again
//   version   of the server that answered, such as "v1.2"
//   ip        of the server that answered; a list when any of several may answer
// The accumulator is always used, and the page may report no error and load nothing from elsewhere.
// --attempts: while servers of two versions answer, one page may get its parts from both; it is
// loaded anew, N times at most, until all holds.
// Exit code 0: all held. 1: something did not. 2: wrong usage. 6: Chromium does not start.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

// tools/test-browser installs it there: nothing that is fetched lies among the sources.
const fetched = createRequire(new URL('../../build/browser/', import.meta.url));
const { chromium } = fetched('playwright-core');

const mostMilliseconds = 15_000;

// How a message looks in the browser when a toggle is on.
const looks = {
  bold: ['font-weight', '700'],
  italic: ['font-style', 'italic'],
  highlight: ['background-color', 'rgb(255, 242, 179)']
};

// Chromium with a profile of its own, which is gone when `close` has been called.
export async function openBrowser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'page-test-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    viewport: { width: 1000, height: 720 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  });
  const close = async () => {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}

// Collects what is wrong with a page that nobody looks at: errors, and requests to other servers.
function watchFor(page, address, troubles) {
  page.on('pageerror', (error) => troubles.push(error.message.split('\n')[0]));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      troubles.push(message.text().split('\n')[0]);
    }
  });
  page.on('requestfailed', (request) => troubles.push(`${request.url()} failed`));
  page.on('request', (request) => {
    const wanted = new URL(request.url());
    if (wanted.protocol !== 'data:' && wanted.origin !== new URL(address).origin) {
      troubles.push(`${request.url()} is another server`);
    }
  });
}

async function add(page, number) {
  await page.getByLabel('Number').fill(String(number));
  await page.getByRole('button', { name: 'Add' }).click();
}

async function messages(page) {
  return page.locator('.message').allInnerTexts();
}

async function useAccumulator(page, check) {
  await add(page, 5);
  await add(page, 7);
  check('5 and 7 are added up', '12', await page.locator('.total').innerText());
  const said = ['Added 7: the total is 12.', 'Added 5: the total is 5.'];
  check('the newest message is first', said, await messages(page));
  await page.getByRole('button', { name: 'Reset' }).click();
  check('reset goes back to zero', '0', await page.locator('.total').innerText());
  check('reset says so', 'Back to zero.', (await messages(page))[0]);
}

async function useToggles(page, check) {
  const message = page.locator('.message').first();
  for (const [name, [property, whenOn]] of Object.entries(looks)) {
    const look = () =>
      message.evaluate((element, of) => getComputedStyle(element).getPropertyValue(of), property);
    const before = await look();
    await page.getByLabel(name).check();
    check(`${name} on changes ${property}`, whenOn, await look());
    await page.getByLabel(name).uncheck();
    check(`${name} off changes it back`, before, await look());
  }
}

async function usePage(page, { address, expect, screenshot }, check) {
  const answer = await page.goto(address, { waitUntil: 'networkidle' });
  check('the page is found', 200, answer.status());
  await page.locator('.server .ip').waitFor();
  if ('banner' in expect) {
    check('the banner', expect.banner, await page.getByText('development mode').isVisible());
  }
  if ('version' in expect) {
    const corner = await page.locator('.server').innerText();
    check('the version in the corner', expect.version, corner.split(' ')[0]);
  }
  if ('ip' in expect) {
    check('the IP in the corner', expect.ip, await page.locator('.server .ip').innerText());
  }
  await useAccumulator(page, check);
  const toggles = await page.locator('.toggles input[type=checkbox]').count();
  if ('toggles' in expect) {
    check('the number of toggles', expect.toggles ? 3 : 0, toggles);
  }
  if (expect.toggles && toggles > 0) {
    await useToggles(page, check);
    await page.getByLabel('bold').check();
  }
  if (screenshot) {
    await page.screenshot({ path: screenshot });
  }
}

function isAsExpected(expected, seen) {
  const same = (one) => JSON.stringify(one) === JSON.stringify(seen);
  return same(expected) || (Array.isArray(expected) && expected.some(same));
}

// Tests one page, once. Gives {what, expected, seen, passed} for each check; what breaks the test
// off is a failed check like any other.
export async function testPage(context, options) {
  const checks = [];
  const check = (what, expected, seen) =>
    checks.push({ what, expected, seen, passed: isAsExpected(expected, seen) });
  const page = await context.newPage();
  page.setDefaultTimeout(mostMilliseconds);
  const troubles = [];
  watchFor(page, options.address, troubles);
  try {
    await usePage(page, options, check);
  } catch (error) {
    check('the page can be used', 'nothing', error.message.split('\n')[0]);
  }
  check('errors the page reports', [], troubles);
  await page.close();
  return checks;
}

// The checks of the first attempt in which all held, or of the last.
export async function testUntilItHolds(context, options, attempts) {
  for (let attempt = 1; ; ++attempt) {
    const checks = await testPage(context, options);
    if (attempt >= attempts || checks.every(({ passed }) => passed)) {
      return checks;
    }
  }
}

// Prints what failed. Gives how many passed and failed.
export function report(name, checks) {
  const failed = checks.filter(({ passed }) => !passed);
  const passed = checks.length - failed.length;
  console.log(`${failed.length ? '✗' : '✓'} ${name}: ${passed} of ${checks.length}`);
  for (const { what, expected, seen } of failed) {
    console.log(`    ${what}: expected ${JSON.stringify(expected)}, saw ${JSON.stringify(seen)}`);
  }
  return { passed, failed: failed.length };
}

function usage(message) {
  console.error(`page_test: ${message}`);
  console.error(`  page_test.mjs --address http://HOST:PORT --expect '{"banner": false}'`);
  process.exit(2);
}

function readOptions() {
  const string = { type: 'string' };
  const options = { address: string, expect: string, attempts: string, screenshot: string };
  try {
    const { values } = parseArgs({ options });
    const { address, screenshot } = values;
    new URL(address);
    const expect = JSON.parse(values.expect ?? '{}');
    const unknown = Object.keys(expect).find(
      (key) => !['banner', 'toggles', 'version', 'ip'].includes(key)
    );
    const attempts = Number(values.attempts ?? 1);
    if (unknown || !(attempts >= 1)) {
      usage(unknown ? `--expect knows no "${unknown}"` : '--attempts is a number, 1 or more');
    }
    return { address, expect, screenshot, attempts };
  } catch (error) {
    return usage(error.message);
  }
}

async function main() {
  const options = readOptions();
  let browser;
  try {
    browser = await openBrowser();
  } catch (error) {
    console.error(`page_test: Chromium does not start: ${error.message}`);
    process.exit(6);
  }
  const checks = await testUntilItHolds(browser.context, options, options.attempts);
  await browser.close();
  process.exitCode = report(options.address, checks).failed ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main();
}
