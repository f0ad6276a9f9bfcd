/** @file Pseudo-languages, generated from English: they make text visible that is not in the catalog or that does not fit. */
import type { Text, TextTree } from '../language'

/** A mark on both sides of every argument in a text, so that a test can distinguish names and values from untranslated words. */
export const INPUT_MARK = '\u2060'

/** Rewrites every string of a tree and every string that its functions return. Arguments of the functions do not change. */
export function rewriteTree<T extends TextTree>(english: T, rewrite: (text: string) => string): Text<T> {
  const entry = (value: TextTree[string]): unknown => {
    if (typeof value === 'string') return rewrite(value)
    if (typeof value === 'function')
      return (args: unknown) => rewriteExceptInputs(value(args), inputStrings(args), rewrite)
    return rewriteTree(value, rewrite)
  }
  return Object.fromEntries(Object.entries(english).map(([key, value]) => [key, entry(value)])) as Text<T>
}

/** Rewrites a text except for its arguments: names, values, and text that is rewritten already. */
function rewriteExceptInputs(text: string, inputs: readonly string[], rewrite: (text: string) => string): string {
  let parts: readonly { readonly text: string; readonly isInput: boolean }[] = [{ text, isInput: false }]
  for (const input of inputs) {
    parts = parts.flatMap((part) => {
      if (part.isInput || !part.text.includes(input)) return [part]
      return part.text
        .split(input)
        .flatMap((piece, i) => [...(i > 0 ? [{ text: input, isInput: true }] : []), { text: piece, isInput: false }])
    })
  }
  return parts
    .map((part) =>
      part.isInput ? INPUT_MARK + part.text + INPUT_MARK : /\p{L}/u.test(part.text) ? rewrite(part.text) : part.text,
    )
    .join('')
}

/**
 * Every string in the arguments that contains a letter, longest first. The argument `noun` is an ID that selects a sentence, not a value.
 */
function inputStrings(args: unknown): readonly string[] {
  const strings = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length > 1 && /\p{L}/u.test(value)) strings.add(value)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) if (name !== 'noun') collect(one)
  }
  collect(args)
  return [...strings].sort((a, b) => b.length - a.length)
}

/** Rewrites a text except for its markup, such as `<b>`. */
export function rewriteOutsideTags(text: string, rewrite: (plain: string) => string): string {
  return text.replace(/<[^>]+>|[^<]+/g, (part) => (part.startsWith('<') ? part : rewrite(part)))
}
