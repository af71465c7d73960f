// The page is the one list of the app's scripts: the build and the unit tests read it here.
const fs = require('node:fs');
const path = require('node:path');

const source = path.join(__dirname, '../client/index.html');
const block = /<!-- scripts:[\s\S]*<!-- end of scripts -->/;

// Where a script of the page lives in this folder: "lib/" is AngularJS, the rest is ours.
function fileOf(script) {
  return script.startsWith('lib/')
    ? script.replace('lib/', 'node_modules/angular/')
    : `client/${script}`;
}

// The files of all scripts, in the order in which the page loads them.
function scripts() {
  const [list] = fs.readFileSync(source, 'utf8').match(block);
  return [...list.matchAll(/ src="([^"]+)"/g)].map((match) => fileOf(match[1]));
}

// The page with one script in place of all.
function withOneScript(text, script) {
  return text.replace(block, `<script src="${script}"></script>`);
}

module.exports = { scripts, withOneScript };
