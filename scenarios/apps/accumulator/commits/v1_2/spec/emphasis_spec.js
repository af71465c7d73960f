describe('the message emphasis toggles', () => {
  let toggles;
  let messages;

  beforeEach(module('accumulator'));
  beforeEach(inject(($compile, $rootScope, $controller) => {
    const scope = $rootScope.$new();
    toggles = $controller('EmphasisController');
    scope.emphasis = toggles;
    messages = $compile('<ol ng-class="emphasis.on"></ol>')(scope);
    scope.$digest();
  }));

  it('are three, all off', () => {
    expect(toggles.ways).toEqual(['bold', 'italic', 'highlight']);
    expect(toggles.ways.some((way) => toggles.on[way])).toBe(false);
  });

  it('change how messages look, each by itself', () => {
    toggles.on.bold = true;
    toggles.on.highlight = true;
    messages.scope().$digest();
    expect(messages.hasClass('bold')).toBe(true);
    expect(messages.hasClass('italic')).toBe(false);
    expect(messages.hasClass('highlight')).toBe(true);

    toggles.on.bold = false;
    messages.scope().$digest();
    expect(messages.hasClass('bold')).toBe(false);
  });
});
