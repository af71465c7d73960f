describe('the corner that names the server', () => {
  let server;
  let backend;

  beforeEach(module('accumulator'));
  beforeEach(inject(($controller, $httpBackend) => {
    backend = $httpBackend;
    server = () => $controller('ServerController');
  }));

  function answers(mode) {
    backend.whenGET('api/server').respond({ ip: '10.0.1.17', version: 'v1.0', mode });
    const corner = server();
    backend.flush();
    return corner;
  }

  it('shows the address and the version of the server that answered', () => {
    const corner = answers('production');
    expect(corner.ip).toBe('10.0.1.17');
    expect(corner.version).toBe('v1.0');
  });

  it('asks for the banner in development mode', () => {
    expect(answers('development').inDevelopment()).toBe(true);
  });

  it('asks for no banner in production mode', () => {
    expect(answers('production').inDevelopment()).toBe(false);
  });

  it('says so when the server does not answer', () => {
    backend.whenGET('api/server').respond(503);
    const corner = server();
    backend.flush();
    expect(corner.failed).toBe(true);
    expect(corner.inDevelopment()).toBe(false);
  });
});
