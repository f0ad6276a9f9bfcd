/** @file Pseudo-languages: made from the English, so that text which is not in the catalog, or does not fit, is seen at once. */
import type { Text, TextTree } from '../language'

/** Stands on both sides of what was given to a text, so that a test knows names and values from words that are not translated. */
export const GIVEN = '\u2060'

/** The text of a tree with every string, and every result of a function, rewritten; what was passed in stays as it was. */
export function rewritten<T extends TextTree>(english: T, rewrite: (text: string) => string): Text<T> {
  const entry = (value: TextTree[string]): unknown => {
    if (typeof value === 'string') return rewrite(value)
    if (typeof value === 'function') return (args: unknown) => around(value(args), given(args), rewrite)
    return rewritten(value, rewrite)
  }
  return Object.fromEntries(Object.entries(english).map(([key, value]) => [key, entry(value)])) as Text<T>
}

/** Rewrites a text but for the parts that were given to it: names of users, values, text that is rewritten already. */
function around(text: string, kept: readonly string[], rewrite: (text: string) => string): string {
  let parts: readonly { readonly text: string; readonly isKept: boolean }[] = [{ text, isKept: false }]
  for (const keep of kept) {
    parts = parts.flatMap((part) => {
      if (part.isKept || !part.text.includes(keep)) return [part]
      return part.text
        .split(keep)
        .flatMap((piece, i) => [...(i > 0 ? [{ text: keep, isKept: true }] : []), { text: piece, isKept: false }])
    })
  }
  return parts
    .map((part) =>
      part.isKept ? GIVEN + part.text + GIVEN : /\p{L}/u.test(part.text) ? rewrite(part.text) : part.text,
    )
    .join('')
}

/** Every string among the arguments that holds a letter, longest first; nouns that choose a sentence are ids, not values. */
function given(args: unknown): readonly string[] {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length > 1 && /\p{L}/u.test(value)) found.add(value)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) if (name !== 'noun') look(one)
  }
  look(args)
  return [...found].sort((a, b) => b.length - a.length)
}

/** Markup within a text, as `<b>`, stays. */
export function outsideTags(text: string, rewrite: (plain: string) => string): string {
  return text.replace(/<[^>]+>|[^<]+/g, (part) => (part.startsWith('<') ? part : rewrite(part)))
}
