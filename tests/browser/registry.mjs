// A read-only npm registry on loopback, served from the folder that `make apps` fills.
//   node registry.mjs REGISTRY_FOLDER PORT [LOG_FILE]
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [folder, port, log] = process.argv.slice(2);
const index = JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8'));
const address = `http://127.0.0.1:${port}/`;

// The document npm asks for, with the tarballs at this registry's own address.
function documentOf(name) {
  const versions = Object.entries(index[name].versions).map(([version, told]) => {
    const dist = { ...told.dist, tarball: address + told.dist.tarball };
    return [version, { ...told, dist }];
  });
  return { ...index[name], versions: Object.fromEntries(versions) };
}

const tarballs = new Set(
  Object.values(index).flatMap(({ versions }) =>
    Object.values(versions).map(({ dist }) => dist.tarball)
  )
);

const server = http.createServer((request, response) => {
  const wanted = decodeURIComponent(new URL(request.url, address).pathname.slice(1));
  const answer = (status, type, body) => {
    if (log) {
      fs.appendFileSync(log, `${request.method} ${request.url} ${status}\n`);
    }
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  };
  if (request.method !== 'GET') {
    answer(404, 'application/json', '{"error":"this registry is read-only"}');
  } else if (Object.hasOwn(index, wanted)) {
    answer(200, 'application/vnd.npm.install-v1+json', JSON.stringify(documentOf(wanted)));
  } else if (tarballs.has(wanted)) {
    answer(200, 'application/octet-stream', fs.readFileSync(path.join(folder, wanted)));
  } else {
    answer(404, 'application/json', `{"error":"${wanted} is not in this registry"}`);
  }
});
server.listen(Number(port), '127.0.0.1', () => console.log(`registry at ${address}`));
