// Node: timers, clocks, connections, children, workers.
#include "tests/real/virtual_time/rows/rows.h"

namespace greenroom::real {
namespace {

std::vector<Row> timers() {
  return {
      {"setTimeout and Date agree",
       R"(node -e 'const t = Date.now();
                   setTimeout(() => console.log(Date.now() - t), 12000)')",
       seconds(12), "12000\n"},
      {"a day passes for Date",
       R"(node -e 'const tell = () => console.log(new Date().toISOString());
                   tell();
                   setTimeout(tell, 86400000)')",
       hours(24), "2026-01-01T00:00:00.000Z\n2026-01-02T00:00:00.000Z\n"},
      {"setInterval", R"(node -e 'let n = 0;
                   const i = setInterval(() => {
                     console.log(++n);
                     if (n == 3) clearInterval(i);
                   }, 4000)')",
       seconds(12), "1\n2\n3\n"},
      {"setTimeout and performance.now agree",
       R"(node -e 'const p = performance.now();
                   setTimeout(() => console.log(Math.round(performance.now() - p)), 700)')",
       milliseconds(700), "700\n"},
      {"promises of timers are kept in the order of their lengths",
       R"(node -e '
const {setTimeout: wait} = require("timers/promises");
const begin = process.hrtime.bigint();
Promise.all([3, 1, 2].map(async n => { await wait(n * 1000); console.log(n); }))
  .then(() => console.log(Number((process.hrtime.bigint() - begin) / 1000000n)))')",
       seconds(3), "1\n2\n3\n3000\n"},
      {"Atomics.wait gives up, and is notified by a worker",
       R"(node -e '
const {Worker} = require("worker_threads");
const cell = new Int32Array(new SharedArrayBuffer(4)), t = Date.now();
console.log(Atomics.wait(cell, 0, 0, 9000), Date.now() - t);
new Worker(`const cell = require("worker_threads").workerData;
            setTimeout(() => { Atomics.store(cell, 0, 1); Atomics.notify(cell, 0); }, 2500)`,
           {eval: true, workerData: cell});
console.log(Atomics.wait(cell, 0, 0, 20000), Date.now() - t)')",
       milliseconds(11500), "timed-out 9000\nok 11500\n"},
  };
}

std::vector<Row> connections() {
  return {
      // Later releases give a second of grace to keepAliveTimeout; the socket knows.
      {"an idle connection is closed exactly after keepAliveTimeout",
       R"(node -e '
let socket, answered, limit;
const server = require("http").createServer((request, response) => response.end("ok"));
server.keepAliveTimeout = 5000;
server.on("connection", each => socket = each);
server.listen(8080, () => {
  const client = require("net").connect(8080);
  client.on("data", () => { answered = Date.now(); limit = socket.timeout; });
  client.on("close", () => {
    console.log(limit >= 5000, Date.now() - answered - limit);
    server.close();
  });
  setTimeout(() => client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 2000);
  setTimeout(() => console.log("end"), 10000);
})')",
       seconds(10), "true 0\nend\n"},
      {"a request that never ends gets 408", R"(node -e '
const server = require("http").createServer(
    {headersTimeout: 4000, requestTimeout: 8000, connectionsCheckingInterval: 1000}, () => 0);
server.listen(8080, () => {
  const t = Date.now(), client = require("net").connect(8080);
  client.on("data", data => console.log(String(data).split("\r")[0], Date.now() - t));
  client.on("close", () => { console.log("closed", Date.now() - t); server.close(); });
  client.write("GET / HTTP/1.1\r\n");
})')",
       seconds(4), "HTTP/1.1 408 Request Timeout 4000\nclosed 4000\n"},
      {"a client's time-outs", R"(node -e '
const http = require("http"), t = Date.now();
http.createServer(() => 0).listen(8080, () => {
  const request = http.get({port: 8080, timeout: 4000});
  request.on("timeout", () => { console.log("timeout", Date.now() - t); request.destroy(); });
  request.on("error", async error => {
    console.log(error.code);
    try { await fetch("http://localhost:8080/", {signal: AbortSignal.timeout(3000)}); }
    catch (error) { console.log(error.name, Date.now() - t); process.exit(0); }
  });
})')",
       seconds(7), "timeout 4000\nECONNRESET\nTimeoutError 7000\n"},
  };
}

std::vector<Row> children() {
  return {
      {"spawnSync's time-out", R"(node -e '
const {spawnSync} = require("child_process");
console.log(spawnSync("sleep", ["100"], {timeout: 5000}).signal)')",
       seconds(5), "SIGTERM\n"},
      {"execFile's time-out, while an interval goes on", R"(node -e '
const t = performance.now(), took = () => Math.round(performance.now() - t);
const ticks = setInterval(() => console.log("tick", took()), 2000);
require("child_process").execFile("sleep", ["100"], {timeout: 5000}, error => {
  console.log(error.signal, error.killed, took());
  clearInterval(ticks);
})')",
       seconds(5), "tick 2000\ntick 4000\nSIGTERM true 5000\n"},
  };
}

}  // namespace

Group node_group() {
  Group group{"node", {}};
  if (!is_installed("node")) {
    group.skipped = {"node"};
    return group;
  }
  for (const std::vector<Row>& rows : {timers(), connections(), children()}) {
    group.rows.insert(group.rows.end(), rows.begin(), rows.end());
  }
  return group;
}

}  // namespace greenroom::real
