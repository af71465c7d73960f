// The port of each mode. The load balancer and the smoke test expect production on 8080.
module.exports = {
  ports: {
    development: 3000,
    production: 8080
  }
};
