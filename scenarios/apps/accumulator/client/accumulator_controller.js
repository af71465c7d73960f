// The form: adds what was typed, and empties the field for the next number.
angular.module('accumulator').controller('AccumulatorController', [
  'accumulator',
  function (accumulator) {
    this.accumulator = accumulator;
    this.number = 1;

    // A field that holds no number has the value null or undefined.
    this.add = function () {
      if (!Number.isFinite(this.number)) {
        return;
      }
      accumulator.add(this.number);
      this.number = null;
    };
  }
]);
