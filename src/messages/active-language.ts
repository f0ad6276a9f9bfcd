/** @file The language of this page or worker: chosen once, before any text is defined, by `?lang=` in the address. */
import { askedLanguage, english, LANGUAGES, type Language } from './language'

const load = LANGUAGES[askedLanguage()]

/** Modules that define text wait for it, so no text is ever read in another language. */
export const language: Language = load ? (await load()).language : english

/** The name of a worker: what it does, and the language it is to write in. */
export function workerName(job: string): string {
  return `${job} ${language.id}`
}
