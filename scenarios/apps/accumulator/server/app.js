// What the server answers: the page, its parts, and who it is.
const path = require('node:path');

const debug = require('debug')('aws-code-services:request');
const express = require('express');

const identity = require('./identity');

const root = path.join(__dirname, '..');
const app = express();
app.disable('x-powered-by');

app.use((request, response, next) => {
  response.set('X-App-Version', identity.version);
  if (identity.instance) {
    response.set('X-Instance-Id', identity.instance);
  }
  response.on('finish', () => debug('%s %s %d', request.method, request.url, response.statusCode));
  next();
});

app.get('/api/server', (request, response) => {
  response.set('Cache-Control', 'no-store');
  response.json({ ip: identity.ip, version: identity.version, mode: identity.mode });
});

// Production serves what gulp built; development serves the sources as they are.
if (identity.mode === 'production') {
  app.use(express.static(path.join(root, 'dist')));
} else {
  app.use('/lib', express.static(path.join(root, 'node_modules/angular')));
  app.use(express.static(path.join(root, 'client')));
}

module.exports = app;
