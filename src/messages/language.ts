/** @file Languages: the types of a language and of its text, and English, which is the source. */

/** Text by key: strings, functions that take typed arguments and return a string, and groups of both. */
export interface TextTree {
  // biome-ignore lint/suspicious/noExplicitAny: each entry types its own arguments; nothing is called through this type
  readonly [key: string]: string | ((args: any) => string) | TextTree
}

/** The type of text in any language: the same keys and arguments as the English text, with any strings. */
export type Text<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Text<T[K]>
}

export interface Language {
  /** The BCP 47 tag, used in `?lang=` and `<html lang>`. */
  readonly id: string
  /** The locale of numbers, dates and plurals. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** Returns the text of a namespace in this language, or the English text if there is no translation. */
  translate<T extends TextTree>(namespace: string, english: T): Text<T>
}

export const english: Language = {
  id: 'en',
  locale: 'en-US',
  dir: 'ltr',
  translate: (_, text) => text as never,
}
