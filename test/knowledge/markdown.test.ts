import { describe, expect, it } from 'vitest';
import { plainWords, readMarkdown } from '../../src/knowledge/markdown.ts';

const blocks = (source: string) =>
  readMarkdown(source).blocks.map(({ kind, texts }) => `${kind}: ${texts.join(' / ')}`);

describe('plain words', () => {
  it.each([
    ['Open **Settings** and *wait* a _moment_', 'Open Settings and wait a moment'],
    ['See [the portal](https://example.com/a?b=c "title") now', 'See the portal now'],
    ['See [the portal][ref], or [that][]', 'See the portal, or that'],
    ['Click ![gear](media/gear.png) Settings', 'Click Settings'],
    ['Run `gpupdate /force` twice', 'Run gpupdate /force twice'],
    ['One<br/>two &amp; three&nbsp;four', 'One two & three four'],
    ['Go to https://vpn.example.com/start?id=7.', 'Go to vpn.example.com/start.'],
    ['Go to <https://vpn.example.com>', 'Go to vpn.example.com'],
    ['Go to https://partner.microsoft.com/dashboard now', 'Go to now'],
    ['Read https://learn.microsoft.com/ru-ru/partner-center/billing today', 'Read today'],
    ['a \\* b \\_c\\_ file_name.txt', 'a b c file_name.txt'],
    ['[x](javascript:alert(1)) <script>x</script> <at>All</at>', 'x x All'],
    ['a\u202eb\u200bc', 'abc'],
    ['Sign in to partner.microsoft.com/dashboard now', 'Sign in to now'],
    [
      'See [partner.microsoft.com](https://partner.microsoft.com./x) or admin.microsoft.com',
      'See or admin.microsoft.com',
    ],
    ['Select :::image type="icon" source="a.png" alt-text="a: b"::: **Save**', 'Select Save'],
    ['First [!INCLUDE [name](../x.md)] then [!UICONTROL Save]', 'First then Save'],
    ['![a [nested] one](x.png) [wiki](https://e.example/a_(b)) y[^1]', 'wiki y'],
    ['Title {#anchor} {: .note} {% x %} {{ y }}', 'Title'],
    ['file:///c/x and ftp://host', 'c/x and host'],
  ])('%s', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });

  it.each([
    '[',
    '![',
    '<a',
    '](',
    '<!--',
    '`',
    '_',
    '*',
    '\\',
    '[a](',
    ' 1. ',
    'www.',
    ':::image ',
    '[!INCLUDE ',
    '{#',
    'a.',
  ])(
    // A pattern that goes wrong takes longer than a test may.
    'come from a page full of %s',
    (piece) => {
      const page = piece.repeat(200_000 / piece.length);
      expect(readMarkdown(`Words\n\n${page}\n${page}`).blocks[0]).toMatchObject({ texts: ['Words'] });
    },
  );
});

describe('blocks', () => {
  it('are headings, paragraphs, lists and what stands aside', () => {
    expect(
      blocks(
        [
          '# Title #1',
          'First line',
          'second line',
          '',
          'Setext',
          '------',
          '- a',
          '- b',
          '> a note',
          '',
          '| x | y |',
          '|---|---|',
          '| 1 | 2 |',
        ].join('\n'),
      ),
    ).toEqual([
      'heading: Title #1',
      'paragraph: First line second line',
      'heading: Setext',
      'aside: a note',
      'aside: x y',
      'aside: 1 2',
      'bullets: a / b',
    ]);
  });

  it('keep steps together over blank lines, pictures, code, notes and lists inside', () => {
    expect(
      blocks(
        [
          '1. Open the menu',
          '   and wait.',
          '',
          '   More about the menu.',
          '',
          '   ```sh',
          '   5. no step',
          '   ```',
          '1. Choose one:',
          '    - this',
          '    - that',
          '',
          '   :::image type="content" source="a.png":::',
          '',
          '> [!NOTE]',
          '> A note',
          '',
          '3) Close it',
          '',
          'After the list.',
        ].join('\n'),
      ),
    ).toEqual([
      'aside: More about the menu.',
      'aside: this',
      'aside: that',
      'aside: A note',
      'numbers: Open the menu and wait. / Choose one: / Close it',
      'paragraph: After the list.',
    ]);
  });

  it('leave out comments, includes, directives and definitions of links', () => {
    expect(
      blocks(
        [
          '<!-- hidden',
          'still -->shown',
          '[!INCLUDE [name](../includes/name.md)]',
          '::: moniker range="x"',
          '[ref]: https://example.com',
          '{% include x %}',
        ].join('\n'),
      ),
    ).toEqual(['paragraph: shown']);
  });

  it('keep what stands beside an include or a mark of a note', () => {
    expect(
      blocks('1. [!INCLUDE [x](y.md)]\n2. Open it\n> [!TIP] Wait\n\n[!INCLUDE [x](y.md)] Then close it'),
    ).toEqual(['aside: Wait', 'numbers: Open it', 'paragraph: Then close it']);
  });

  it('begin after the front matter', () => {
    expect(readMarkdown('---\r\ntitle: A\r\n---\r\nText')).toMatchObject({
      front: 'title: A',
      blocks: [{ texts: ['Text'] }],
    });
    expect(readMarkdown('Text').front).toBeUndefined();
    expect(readMarkdown('---\n---\nText').blocks).toHaveLength(1);
  });
});
