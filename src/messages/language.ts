/** @file Languages: what one is, which there are, and which one a page or worker is asked for. */

/** Text by key: strings, functions of typed arguments that return a string, and groups of both. */
export interface TextTree {
  // biome-ignore lint/suspicious/noExplicitAny: each entry types its own arguments; nothing is called through this type
  readonly [key: string]: string | ((args: any) => string) | TextTree
}

/** Text as its readers see it: the keys and arguments of the English, any string for each. */
export type Text<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Text<T[K]>
}

export interface Language {
  /** A BCP 47 tag: what `?lang=` takes and `<html lang>` says. */
  readonly id: string
  /** The locale that numbers, dates and plurals follow. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** The text of a namespace in this language; English where it has none. */
  translate<T extends TextTree>(namespace: string, english: T): Text<T>
}

export const english: Language = {
  id: 'en',
  locale: 'en-US',
  dir: 'ltr',
  translate: (_, text) => text as never,
}

/** Languages other than English, each one lazy module. */
export const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly language: Language }>>> = {
  'en-XA': () => import('./languages/en-xa'),
  'ar-XB': () => import('./languages/ar-xb'),
}

/** The language asked for: of a page by its address, of a worker by the name that `workerName` gave it. */
export function askedLanguage(): string {
  const { document, location, name } = globalThis as {
    document?: unknown
    location?: { readonly search?: string }
    name?: string
  }
  const tag = document ? new URLSearchParams(location?.search ?? '').get('lang') : name?.split(' ')[1]
  return tag ?? ''
}
