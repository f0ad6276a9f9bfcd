/**
 * @file Defining text: every sentence that a user reads is defined once, by namespace and key, with typed arguments.
 */
import { language } from './active-language'
import type { Text, TextTree } from './language'

/**
 * Message text, keyed by code; messages themselves are passed around as `{code, args}`. A module that loads later adds
 * its text when it is imported.
 */
export const textByCode: Record<string, string | ((args: never) => string)> = {}

/** Defines the text of a page or feature, and returns it in the language of this page. */
export function defineText<T extends TextTree>(namespace: string, english: T): Text<T> {
  return language.translate(namespace, english)
}

/** Defines text whose keys are message codes: the sentences for problems, refusals, and notices. */
export function defineMessages<T extends { readonly [code: string]: string | ((args: never) => string) }>(
  namespace: string,
  english: T,
): Text<T> {
  const text = language.translate(namespace, english as unknown as TextTree) as Text<T>
  Object.assign(textByCode, text)
  return text
}
