// Starts the server: development mode on port 3000, production mode (NODE_ENV=production) on 8080.
const debug = require('debug')('aws-code-services:server');

const app = require('./app');
const config = require('./config');
const identity = require('./identity');

const port = config.ports[identity.mode];
const server = app.listen(port, () => {
  console.log(`accumulator ${identity.version} (${identity.mode} mode) on http://localhost:${port}`);
  debug('listening on port %d as %s', port, identity.ip);
});

server.on('error', (error) => {
  console.error(`accumulator: cannot listen on port ${port}: ${error.message}`);
  process.exit(1);
});

// Longer than a load balancer keeps an idle connection (60 s), so that it is never the server that
// closes one just as a request arrives.
server.keepAliveTimeout = 65_000;
server.headersTimeout = 66_000;

// On SIGTERM and Ctrl+C, requests under way are answered before the process ends.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    debug('%s: closing', signal);
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
