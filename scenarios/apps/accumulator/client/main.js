// The module that everything else belongs to.
angular.module('accumulator', []);
