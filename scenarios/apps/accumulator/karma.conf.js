// `npm test`: the specs of spec/, in jsdom, once. Prints nothing that differs from run to run but
// the time it took.
const { JSDOM, ResourceLoader } = require('jsdom');
const { version } = require('jsdom/package.json');

const page = require('./tools/page');

// Karma knows how to start real browsers; this one is a library.
function JsdomBrowser(baseBrowserDecorator) {
  baseBrowserDecorator(this);
  let dom;
  this._start = async (address) => {
    dom = await JSDOM.fromURL(address, {
      resources: new ResourceLoader({ userAgent: `jsdom ${version}` }),
      runScripts: 'dangerously',
      pretendToBeVisual: true
    });
  };
  this.on('kill', (done) => {
    dom?.window.close();
    this._done();
    process.nextTick(done);
  });
}
JsdomBrowser.$inject = ['baseBrowserDecorator'];

module.exports = (config) => {
  config.set({
    frameworks: ['jasmine'],
    plugins: ['karma-jasmine', { 'launcher:jsdom': ['type', JsdomBrowser] }],
    browsers: ['jsdom'],
    files: [...page.scripts(), 'node_modules/angular-mocks/angular-mocks.js', 'spec/*_spec.js'],
    reporters: ['dots'],
    client: { jasmine: { random: false } },
    hostname: '127.0.0.1',
    listenAddress: '127.0.0.1',
    logLevel: config.LOG_WARN,
    colors: false,
    autoWatch: false
  });
};
