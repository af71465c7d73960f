describe('the accumulator', () => {
  let accumulator;

  beforeEach(module('accumulator'));
  beforeEach(inject((_accumulator_) => {
    accumulator = _accumulator_;
  }));

  it('starts at zero, with no messages', () => {
    expect(accumulator.total).toBe(0);
    expect(accumulator.messages).toEqual([]);
  });

  it('adds numbers up', () => {
    accumulator.add(5);
    accumulator.add(-2);
    expect(accumulator.total).toBe(3);
  });

  it('says what it did, the newest first', () => {
    accumulator.add(5);
    accumulator.add(7);
    expect(accumulator.messages.map((message) => message.text)).toEqual([
      'Added 7: the total is 12.',
      'Added 5: the total is 5.'
    ]);
    expect(accumulator.messages.map((message) => message.number)).toEqual([2, 1]);
  });

  it('goes back to zero and keeps its messages', () => {
    accumulator.add(5);
    accumulator.reset();
    expect(accumulator.total).toBe(0);
    expect(accumulator.messages.length).toBe(2);
  });
});
