/** @file whoWords: who did something, as people read it beside it. */

/** Whoever did it in this browser is one person, whichever button it was. */
export function whoWords(by: string): string {
  return by === 'a person' ? 'you' : by
}
