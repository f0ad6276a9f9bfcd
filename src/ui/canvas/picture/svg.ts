/** @file SVG text: elements from plain values, everything a user wrote escaped; and how wide words are taken to be. */

type Attributes = Readonly<Record<string, string | number>>

/** One element; `inner` is SVG already. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`
}

/** Text as XML takes it: no markup, and none of the letters that XML 1.0 has no way to write. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Widths of letters as shares of the type's size, in a plain sans serif: what a picture must know before anyone draws it. */
const NARROW = /[iljtfrI.,:;|!'()[\]{}]/
const WIDE = /[mwMW@%]/
const FULL =
  /[\u1100-\u11FF\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

/** About how many pixels words take at a size; rather too many than too few. */
export function widthOf(words: string, size: number): number {
  let em = 0
  for (const letter of words) {
    em += FULL.test(letter)
      ? 1.05
      : NARROW.test(letter)
        ? 0.36
        : WIDE.test(letter)
          ? 0.92
          : /[A-Z]/.test(letter)
            ? 0.72
            : 0.6
  }
  return em * size
}

/** The words as far as they fit, with an ellipsis where they do not. */
export function fitted(words: string, size: number, room: number): string {
  if (widthOf(words, size) <= room) return words
  const letters = [...words]
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Text in lines that fit, up to a number of lines; the last ends in an ellipsis where text is left out. */
export function wrapped(words: string, size: number, room: number, most: number): readonly string[] {
  const lines: string[] = []
  for (const paragraph of words.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line === '' || widthOf(longer, size) <= room) line = longer
      else {
        lines.push(line)
        line = word
      }
    }
    lines.push(line)
  }
  const shown = lines.slice(0, most)
  if (lines.length > most) shown[most - 1] = `${shown[most - 1]} …`
  return shown.map((line) => fitted(line, size, room))
}
