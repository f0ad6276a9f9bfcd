/** @file Defining text: every sentence a person reads is defined here once, by namespace and key, with typed arguments. */
import { language } from './active-language'
import type { Text, TextTree } from './language'

/** Messages that travel as `{code, args}`, by code. A part loaded later adds its own when it is imported. */
export const byCode: Record<string, string | ((args: never) => string)> = {}

/** The text of one page or feature, in the language of this page. */
export function defineText<T extends TextTree>(namespace: string, english: T): Text<T> {
  return language.translate(namespace, english)
}

/** Text whose keys are message codes: what the check, a refusal or a notice says, passed around as a value. */
export function defineMessages<T extends { readonly [code: string]: string | ((args: never) => string) }>(
  namespace: string,
  english: T,
): Text<T> {
  const text = language.translate(namespace, english as unknown as TextTree) as Text<T>
  Object.assign(byCode, text)
  return text
}
