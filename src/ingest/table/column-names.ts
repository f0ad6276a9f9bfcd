/** @file Column names: makes names unique and valid, regardless of the header's contents. */
import { type Message, message } from '../../messages/message'

const MAX_LENGTH = 120

/** Returns the names to use, with notes about changed names. An empty name is replaced by the column's position. */
export function uniqueNames(header: readonly string[]): {
  readonly names: readonly string[]
  readonly notes: readonly Message[]
} {
  const taken = new Set<string>()
  const notes: Message[] = []
  const names = header.map((given, i) => {
    const clean = given
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, MAX_LENGTH)
    // Replace this name, because an object cannot have a plain key called __proto__.
    const base = clean === '' ? `column ${i + 1}` : clean === '__proto__' ? '__proto___1' : clean
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base} ${n}`
    taken.add(name)
    if (name !== given.trim()) notes.push(message('ingest-renamed', { column: name, from: given.slice(0, MAX_LENGTH) }))
    return name
  })
  return { names, notes }
}
