describe('the form', () => {
  let page;

  beforeEach(module('accumulator'));
  beforeEach(inject(($controller) => {
    page = $controller('AccumulatorController');
  }));

  it('adds the number typed and empties the field', () => {
    page.number = 4;
    page.add();
    expect(page.accumulator.total).toBe(4);
    expect(page.number).toBeNull();
  });

  it('adds nothing when no number was typed', () => {
    for (const nothing of [null, undefined, NaN]) {
      page.number = nothing;
      page.add();
    }
    expect(page.accumulator.messages).toEqual([]);
  });
});
