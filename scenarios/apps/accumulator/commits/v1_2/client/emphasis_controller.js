// The toggles above the messages.
angular.module('accumulator').controller('EmphasisController', [
  'emphasis',
  function (emphasis) {
    this.ways = Object.keys(emphasis);
    this.on = emphasis;
  }
]);
