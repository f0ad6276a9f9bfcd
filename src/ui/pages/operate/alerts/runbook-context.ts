/** @file runbookContext: the state of the open service that runbook steps depend on. */
import type { Incident } from '../../../../ops/alerts/incidents'
import type { RetrainingState } from '../../../../ops/retraining-loop'
import { rollbackTarget } from '../../../../storage/aliases'
import type { ModelRow } from '../../../../storage/records'
import type { OperateController } from '../../../../studio/operate/controller'
import type { RegistryModel } from '../../../../studio/operate/registry'
import type { RunbookContext } from './runbook-steps'

export interface ContextSources {
  readonly incident: Incident
  /** The models in the registry. */
  readonly lines: readonly RegistryModel[]
  readonly models: readonly Pick<ModelRow, 'name' | 'version'>[]
}

/** Collects the current state. */
export function runbookContext(
  controller: OperateController,
  { incident, lines, models }: ContextSources,
): RunbookContext {
  const log = controller.log()
  const deploy = log.deploy()
  // The cast is safe because only the retraining loop stores data under this name.
  const retraining = log.annotation('ring') as RetrainingState | undefined
  return {
    incident,
    serving: controller.store.getState().serving.tag === 'on',
    canary: controller.canary.saved() !== undefined,
    share: shareOf(controller),
    deployed: deploy?.places ?? [],
    isRolledBack: deploy?.places.length === 0,
    isRetraining: retraining?.turn !== undefined,
    rollbackVersion(name, alias) {
      const { moves = [], now = {}, versions = [] } = lines.find(({ model }) => model === name) ?? {}
      const here = new Set(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
      return rollbackTarget(moves, alias).find((to): to is number => to !== null && to !== now[alias] && here.has(to))
    },
    hasVersion: ({ model, version }) => models.some((one) => one.name === model && one.version === version),
  }
}

/** The challenger's traffic share; undefined if the service diagram has no split for a canary, or has problems. */
function shareOf(controller: OperateController): number | undefined {
  try {
    return controller.canary.split().percent
  } catch {
    return undefined
  }
}
