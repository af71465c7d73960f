// `gulp build`: client/ becomes dist/, a page with one script and one style sheet, all minified.
// Same sources, same bytes: nothing in dist/ knows when or where it was built.
const fs = require('node:fs/promises');

const CleanCSS = require('clean-css');
const { dest, series, src } = require('gulp');
const terser = require('terser');

const page = require('./tools/page');
const { changed, joined } = require('./tools/streams');

function clean() {
  return fs.rm('dist', { recursive: true, force: true });
}

// AngularJS brings its minified form along; ours is made here.
function scripts() {
  const files = page.scripts().map((file) => file.replace(/angular\.js$/, 'angular.min.js'));
  const minified = async (text, file) =>
    file.basename === 'angular.min.js'
      ? text.replace(/^\/\/# sourceMappingURL=.*\n?/m, '')
      : (await terser.minify(text)).code + '\n';
  return src(files).pipe(changed(minified)).pipe(joined('app.js', files)).pipe(dest('dist'));
}

function styles() {
  const minified = (text) => new CleanCSS({ returnPromise: true }).minify(text);
  return src('client/*.css')
    .pipe(changed(async (text) => (await minified(text)).styles + '\n'))
    .pipe(dest('dist'));
}

function html() {
  return src('client/index.html')
    .pipe(changed((text) => page.withOneScript(text, 'app.js')))
    .pipe(dest('dist'));
}

// One after the other: in parallel, which is done first would be a matter of luck.
exports.build = series(clean, scripts, styles, html);
exports.default = exports.build;
