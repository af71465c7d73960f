// A running total, and a message about each number added to it. The newest message is first.
angular.module('accumulator').factory('accumulator', function () {
  const accumulator = {
    total: 0,
    messages: [],

    add(number) {
      accumulator.total += number;
      say('Added ' + number + ': the total is ' + accumulator.total + '.');
    },

    reset() {
      accumulator.total = 0;
      say('Back to zero.');
    }
  };

  function say(text) {
    accumulator.messages.unshift({ number: accumulator.messages.length + 1, text });
  }

  return accumulator;
});
