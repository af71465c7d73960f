// Which server answered: its address, its version and its mode.
angular.module('accumulator').controller('ServerController', [
  '$http',
  function ($http) {
    $http.get('api/server').then(
      (response) => {
        Object.assign(this, response.data);
      },
      () => {
        this.failed = true;
      }
    );

    this.inDevelopment = function () {
      return this.mode === 'development';
    };
  }
]);
