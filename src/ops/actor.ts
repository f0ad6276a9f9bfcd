/** @file Actors: who changed a service or moved an alias, as stored in logs and the registry. */

/**
 * Who made a change: the user of this browser; a canary that rolls back or advances automatically; or Netloom itself
 * when it repairs or updates something.
 */
export type Actor = 'user' | 'canary' | 'netloom' | 'studio'

/**
 * The value that logs, projects and the registry store for each actor. These values must never change, because log
 * hashes include them.
 */
export const STORED_ACTOR = {
  user: 'a person', // not text: an id in logs
  canary: 'canary',
  netloom: 'Netloom', // not text: an id in the registry
  studio: 'the studio', // not text: an id in logs
} as const satisfies Readonly<Record<Actor, string>>

/** The name under which the registry stores the user if a command does not specify its caller. */
export const STORED_CALLER = 'you'

const ACTORS: ReadonlyMap<string, Actor> = new Map([
  ...(Object.keys(STORED_ACTOR) as Actor[]).map((actor) => [STORED_ACTOR[actor], actor] as const),
  [STORED_CALLER, 'user'],
])

/** The actor for a stored value; undefined for a custom name specified by the caller of a command. */
export function actorOf(stored: string): Actor | undefined {
  return ACTORS.get(stored)
}
