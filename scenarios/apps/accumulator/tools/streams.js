// The two things the build does to a stream of files.
const path = require('node:path');
const { Transform } = require('node:stream');

// Changes the text of each file. `change` gets the text and the file, and may be asynchronous.
function changed(change) {
  return new Transform({
    objectMode: true,
    transform(file, _encoding, done) {
      Promise.resolve(change(file.contents.toString(), file)).then((text) => {
        file.contents = Buffer.from(text);
        done(null, file);
      }, done);
    }
  });
}

// Joins the files into one called `name`, in the order of `paths`: a stream has an order of its own.
function joined(name, paths) {
  const files = new Map();
  return new Transform({
    objectMode: true,
    transform(file, _encoding, done) {
      files.set(path.relative(file.cwd, file.path), file);
      done();
    },
    flush(done) {
      const inOrder = paths.map((wanted) => files.get(path.normalize(wanted)));
      const missing = paths.filter((_, place) => !inOrder[place]);
      if (missing.length > 0) {
        done(new Error(`the page names scripts that do not exist: ${missing.join(', ')}`));
        return;
      }
      const [first] = inOrder;
      const whole = first.clone({ contents: false });
      whole.path = path.join(first.base, name);
      whole.contents = Buffer.concat(inOrder.map((file) => file.contents));
      done(null, whole);
    }
  });
}

module.exports = { changed, joined };
