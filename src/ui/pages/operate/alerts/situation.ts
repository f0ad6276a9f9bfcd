/** @file situationOf: the state of the open service, as runbook steps need it. */
import type { Incident } from '../../../../ops/alerts/incidents'
import type { RingState } from '../../../../ops/retraining-loop'
import { wayBack } from '../../../../storage/aliases'
import type { ModelRow } from '../../../../storage/records'
import type { Desk } from '../../../../studio/operate/controller'
import type { ModelLine } from '../../../../studio/operate/registry'
import type { Situation } from './runbook-steps'

export interface Known {
  readonly incident: Incident
  /** Models in the registry. */
  readonly lines: readonly ModelLine[]
  readonly models: readonly Pick<ModelRow, 'name' | 'version'>[]
}

/** The current state. */
export function situationOf(desk: Desk, { incident, lines, models }: Known): Situation {
  const log = desk.log()
  const deploy = log.deploy()
  // Cast: only the retraining loop stores data under this name.
  const ring = log.beside('ring') as RingState | undefined
  return {
    incident,
    serving: desk.store.getState().serving.tag === 'on',
    canary: desk.canary.kept() !== undefined,
    share: shareOf(desk),
    deployed: deploy?.places ?? [],
    takenBack: deploy?.places.length === 0,
    turn: ring?.turn !== undefined,
    wayBack(name, alias) {
      const { moves = [], now = {}, versions = [] } = lines.find(({ model }) => model === name) ?? {}
      const here = new Set(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
      return wayBack(moves, alias).find((to): to is number => to !== null && to !== now[alias] && here.has(to))
    },
    hasVersion: ({ model, version }) => models.some((one) => one.name === model && one.version === version),
  }
}

/** Undefined where the service diagram has no split for a canary, or has problems. */
function shareOf(desk: Desk): number | undefined {
  try {
    return desk.canary.split().percent
  } catch {
    return undefined
  }
}
