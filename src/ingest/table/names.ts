/** @file Names of columns: each has one of its own, whatever the header says. */
import { type Message, message } from '../../messages/message'

const LONGEST = 120

/** Names as they are used, and what to know of those that are not as found. An empty one is called by its place. */
export function namesOf(header: readonly string[]): {
  readonly names: readonly string[]
  readonly notes: readonly Message[]
} {
  const taken = new Set<string>()
  const notes: Message[] = []
  const names = header.map((given, i) => {
    const clean = given
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, LONGEST)
    // No object keeps a key of this name.
    const base = clean === '' ? `column ${i + 1}` : clean === '__proto__' ? '__proto___1' : clean
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base} ${n}`
    taken.add(name)
    if (name !== given.trim()) notes.push(message('ingest-renamed', { column: name, from: given.slice(0, LONGEST) }))
    return name
  })
  return { names, notes }
}
