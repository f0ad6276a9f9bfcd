/** @file Actors: who changes a service or moves an alias, as logs and registries store it. */

/** The user of this browser; a canary that rolls back or advances automatically; Netloom's own repairs and updates. */
export type Actor = 'user' | 'canary' | 'netloom' | 'studio'

/** What logs, projects and the registry store for each actor. Logs are hashed over it, so these values never change. */
export const STORED_ACTOR = {
  user: 'a person', // not text: an id in logs
  canary: 'canary',
  netloom: 'Netloom', // not text: an id in the registry
  studio: 'the studio', // not text: an id in logs
} as const satisfies Readonly<Record<Actor, string>>

/** The registry stores the user under this name where a command does not say who it is. */
export const STORED_CALLER = 'you'

const ACTORS: ReadonlyMap<string, Actor> = new Map([
  ...(Object.keys(STORED_ACTOR) as Actor[]).map((actor) => [STORED_ACTOR[actor], actor] as const),
  [STORED_CALLER, 'user'],
])

/** The actor that a stored value names; undefined for a name that a caller gave itself. */
export function actorOf(stored: string): Actor | undefined {
  return ACTORS.get(stored)
}
