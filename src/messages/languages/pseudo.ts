/** @file Pseudo-languages, generated from English: they reveal text that is not in the catalog or that does not fit. */
import type { Language, Text, TextTree } from '../language'

/**
 * Unicode bidi isolates that surround the arguments in a string, so that a test can tell names and values from words
 * that are not translated.
 */
const [START, END] = ['\u2068', '\u2069']

/**
 * Rewrites every string of a text tree and every string that its functions return. Arguments of the functions do not
 * change.
 */
function rewriteTree<T extends TextTree>(english: T, rewrite: (text: string) => string): Text<T> {
  const entry = (value: TextTree[string]): unknown => {
    if (typeof value === 'string') return rewrite(value)
    if (typeof value === 'function')
      return (args: unknown) => rewriteExceptInputs(value(args), inputStrings(args), rewrite)
    return rewriteTree(value, rewrite)
  }
  return Object.fromEntries(Object.entries(english).map(([key, value]) => [key, entry(value)])) as Text<T>
}

/** Rewrites a string except for its arguments, which are names, values, and text that has already been rewritten. */
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
    .map((part) => (part.isInput ? START + part.text + END : /\p{L}/u.test(part.text) ? rewrite(part.text) : part.text))
    .join('')
}

/** Names of arguments that select a string and are not shown as part of it. */
const IDS = /^(noun|kind|tag|status|split)$/

/** All strings in the arguments that contain at least one letter, longest first. */
function inputStrings(args: unknown): readonly string[] {
  const strings = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length > 1 && /\p{L}/u.test(value)) strings.add(value)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) if (!IDS.test(name)) collect(one)
  }
  collect(args)
  return [...strings].sort((a, b) => b.length - a.length)
}

/** Rewrites a string except for its markup, such as `<b>`. */
function rewriteOutsideTags(text: string, rewrite: (plain: string) => string): string {
  return text.replace(/<[^>]+>|[^<]+/g, (part) => (part.startsWith('<') ? part : rewrite(part)))
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'àƀçđéƒĝĥîĵķļɱñôþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞɊŔŠŢÛṼŴẊÝŽ'

function accented(text: string): string {
  return rewriteOutsideTags(text, (plain) => {
    const letters = plain.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] as string)
    // Make text longer by repeating vowels, so that words remain words and wrap like words.
    let missing = Math.ceil(0.4 * (plain.match(/[A-Za-z]/g)?.length ?? 0))
    const longer = letters.replace(/[àéîôûýÀÉÎÔÛÝ]/g, (vowel) => (missing-- > 0 ? vowel + vowel : vowel))
    return missing > 0 ? longer.replace(/\p{L}(?!.*\p{L})/u, (last) => last + last.repeat(missing)) : longer
  })
}

/**
 * en-XA, a pseudo-language: text with accented letters that is 40% longer, which reveals text that is not translated
 * or does not fit.
 */
export const enXa: Language = {
  id: 'en-XA',
  locale: 'en-US',
  dir: 'ltr',
  translate: (_, english) => rewriteTree(english, accented),
}

const [OVERRIDE, POP] = ['\u202e', '\u202c']

/**
 * ar-XB, a pseudo-language: English text written from right to left, which reveals parts of the page that are not
 * mirrored.
 */
export const arXb: Language = {
  id: 'ar-XB',
  locale: 'en-US',
  dir: 'rtl',
  // Reverse each word separately, so that lines break in the usual positions. Numbers do not change.
  translate: (_, english) =>
    rewriteTree(english, (text) =>
      rewriteOutsideTags(text, (plain) => plain.replace(/\p{L}[\p{L}’'-]*/gu, (word) => OVERRIDE + word + POP)),
    ),
}
