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
  return isolateNames(language.translate(namespace, english)) as Text<T>
}

/** Defines text whose keys are message codes: the sentences for problems, refusals, and notices. */
export function defineMessages<T extends { readonly [code: string]: string | ((args: never) => string) }>(
  namespace: string,
  english: T,
): Text<T> {
  const text = isolateNames(language.translate(namespace, english as unknown as TextTree)) as Text<T>
  Object.assign(textByCode, text)
  return text
}

/** Characters that are written from right to left, and controls of the writing direction. */
const DIRECTIONAL =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/
const [ISOLATE, END] = ['\u2068', '\u2069']

/** Makes each function of a text tree isolate the names in its arguments. */
function isolateNames(text: TextTree): TextTree {
  const entry = (value: TextTree[string]): TextTree[string] => {
    if (typeof value === 'function') return (args: unknown) => value(isolated(args))
    return typeof value === 'string' ? value : isolateNames(value)
  }
  return Object.fromEntries(Object.entries(text).map(([key, value]) => [key, entry(value)]))
}

/**
 * Surrounds each string that could change the writing direction with Unicode isolates, so that a name from right to
 * left, or one with a control character, does not turn the sentence around it.
 */
function isolated(value: unknown): unknown {
  if (typeof value === 'string') return DIRECTIONAL.test(value) ? ISOLATE + balanced(value) + END : value
  if (Array.isArray(value)) return value.some(isDirectional) ? value.map(isolated) : value
  if (!isPlain(value) || !isDirectional(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isolated(one)]))
}

function isDirectional(value: unknown): boolean {
  if (typeof value === 'string') return DIRECTIONAL.test(value)
  if (Array.isArray(value)) return value.some(isDirectional)
  return isPlain(value) && Object.values(value).some(isDirectional)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** The text without ends of isolates that it does not begin, and with the ends of those that it does. */
function balanced(text: string): string {
  let open = 0
  const kept = text.replace(/[\u2066-\u2069]/g, (control) => {
    if (control !== END) open++
    else if (open > 0) open--
    else return ''
    return control
  })
  return kept + END.repeat(open)
}

const INVISIBLE = /[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]/g

/**
 * The text with what cannot be seen: characters of no width as escapes, and a note if letters and their accents are
 * separate characters.
 */
export function visible(text: string): string {
  const shown = text.replace(INVISIBLE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return text === text.normalize('NFC') ? shown : `${shown} (decomposed)`
}
