// Who answers: this server's address, version and mode, and the instance it runs on.
const fs = require('node:fs');
const os = require('node:os');

const { version } = require('../package.json');

// The first address that others can reach. SERVER_IP wins, for a server that others reach by
// another address than its own.
function ownAddress(environment, interfaces) {
  if (environment.SERVER_IP) {
    return environment.SERVER_IP;
  }
  const addresses = Object.values(interfaces).flat();
  const outer = addresses.find((address) => address.family === 'IPv4' && !address.internal);
  return outer ? outer.address : '127.0.0.1';
}

// Where cloud-init writes the id of an EC2 instance. Empty on any other computer.
function instanceId() {
  try {
    return fs.readFileSync('/var/lib/cloud/data/instance-id', 'utf8').trim();
  } catch {
    return '';
  }
}

module.exports = {
  ip: ownAddress(process.env, os.networkInterfaces()),
  version: 'v' + version.replace(/\.0$/, ''),
  mode: process.env.NODE_ENV === 'production' ? 'production' : 'development',
  instance: instanceId()
};
