import { describe, expect, it } from 'vitest';
import { textOfHtml } from '../../src/remote/html-text.ts';

const textOf = (html: string) => textOfHtml(html, 10_000);

describe('the text of a fragment', () => {
  it.each([
    [
      '<p>Title: Mail</p><p>Current status: We&rsquo;re on it.</p>',
      'Title: Mail\n\nCurrent status: We’re on it.',
    ],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<ul><li>a</li><li>b</li></ul>', '• a\n\n• b'],
    ['a &amp; b &lt; c &#8211; d &#x2013; e&nbsp;f', 'a & b < c – d – e f'],
    ['a < b and 3 <4', 'a < b and 3 <4'],
    ['<a href="https://evil.example">click</a> here', 'click here'],
    ['<img src=x onerror="alert(1)">text', 'text'],
    ['<script>alert("x")</script>after', 'after'],
    ['<script>a<b</script>after<style>p{}</style> end', 'after end'],
    ['before<script>never ends <p>really', 'before'],
    ['before<!-- <p>hidden</p> -->after', 'beforeafter'],
    ['before<!-- > never ends </p>', 'before'],
    ['<script><!-- a --></script>after', 'after'],
    ['a tag without <b end', 'a tag without'],
    // Decoded once: what looks like markup then is text.
    ['&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;', '<script>alert(1)</script> &lt;b&gt;'],
    ['&lt;at&gt;all&lt;/at&gt;', '‹at>all‹/at>'],
    ['&#0;&#1114112;&#xD800;&unknown;', '\ufffd&unknown;'],
    ['right\u202eto left\u0007', 'rightto left'],
    ['', ''],
  ])('%j', (html, expected) => {
    expect(textOf(html)).toBe(expected);
  });

  it('is read so far and no further', () => {
    expect(textOfHtml(`${'a'.repeat(50)}bbb`, 50)).toBe('a'.repeat(50));
  });

  it.each([
    ['unclosed tags', '<'.repeat(100_000)],
    ['opened tags', '<b'.repeat(50_000)],
    ['comments', '<!--'.repeat(25_000)],
    ['scripts', '<script>'.repeat(12_500)],
    ['entities', '&'.repeat(100_000)],
    ['line ends', '<br>'.repeat(25_000)],
    ['spaces', ' \n'.repeat(50_000)],
  ])('of nothing but %s comes at once', (_name, html) => {
    // Work that grows with the square would not end within the test's time.
    expect(textOfHtml(html.repeat(3), 300_000).length).toBeLessThanOrEqual(300_000);
  });
});
