/** @file The language of this page or worker. It is chosen once by `?lang=` in the URL, before any text is defined. */
// Imported before the `await` below, so that messages that reach a worker meanwhile are not lost.
import '../base/early-worker-messages'
import { english, type Language } from './language'

/** Languages other than English, each in a lazily loaded module. */
const LANGUAGES: Readonly<Record<string, () => Promise<Language>>> = {
  'en-XA': async () => (await import('./languages/pseudo')).enXa,
  'ar-XB': async () => (await import('./languages/pseudo')).arXb,
}

/**
 * The tag of the requested language: a page reads it from its URL, a worker from the name that `workerName` gave it.
 */
function requestedLanguage(): string {
  const { document, location, name } = globalThis as {
    document?: unknown
    location?: { readonly search?: string }
    name?: string
  }
  const tag = document ? new URLSearchParams(location?.search ?? '').get('lang') : name?.split(' ')[1]
  return tag ?? ''
}

const load = LANGUAGES[requestedLanguage()]

/**
 * The language in use. Modules that define text wait until it has loaded, so no text is ever read in another language.
 */
export const language: Language = load ? await load() : english

/** The name of a worker: its job, the language in which it writes text, and a number that no other worker has. */
export function workerName(job: string): string {
  const [number] = globalThis.crypto.getRandomValues(new Uint32Array(1))
  return `${job} ${language.id} ${number}`
}
