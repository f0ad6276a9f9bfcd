/** @file Opened: what stands open below a line of the registry, and what another tab asks to see there. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { Desk } from '../../../../studio/operate/desk'

/** What is opened below a line. */
export type Opened =
  | { readonly kind: 'gate'; readonly model: string; readonly alias: Alias; readonly version: number | null }
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  | { readonly kind: 'moves'; readonly model: string }

const asked = new WeakMap<Desk, Opened>()

/** Shows the registry with this open. */
export function openInRegistry(desk: Desk, opened: Opened): void {
  asked.set(desk, opened)
  desk.show('registry')
}

/** What was asked for, which is asked for once. */
export function takeAsked(desk: Desk): Opened | null {
  const opened = asked.get(desk) ?? null
  asked.delete(desk)
  return opened
}
