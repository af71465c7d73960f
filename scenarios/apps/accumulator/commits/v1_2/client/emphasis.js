// How messages are emphasised: each way is on or off.
angular.module('accumulator').factory('emphasis', function () {
  return { bold: false, italic: false, highlight: false };
});
