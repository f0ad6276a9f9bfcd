/**
 * @file Deploys: during a deploy event of the scenario, a bad model derived from the champion takes over. The
 * event says whether it is a build of the challenger or of the champion. If it does not, the bad model replaces the
 * challenger if the challenger receives a share of the requests when the event begins, and the champion otherwise. A
 * build of the champion stays until the event ends or the user moves that alias.
 */
import type { Alias } from '../../catalog/lowered-stage'
import type { Fault } from '../../ops/scenario/define-event'
import type { Deployed, DeployTarget, ServiceRows } from '../../protocol/serving-messages'
import { badVersion, sliceFilter } from '../bad-models'
import type { Service } from '../open-service'
import { groundTruthReader } from '../request-rows'

type Deploy = Extract<Fault, { kind: 'deploy' }>

export interface Deploys {
  /** Whether these faults require a different deploy than the current one. */
  hasChanged(faults: readonly Fault[]): boolean
  apply(faults: readonly Fault[]): void
  /** Removes the deploy from the service; the next playback restores it at the same position. */
  close(): void
}

/** State that outlives both the playback and the worker: the deploy for the active event. */
export interface DeployState {
  deploy?: Deployed
}

/** Placeholder key for a deploy that began before this playback, used until its event is found. */
const UNKNOWN = '?'

/** Creates a Deploys object in which no deploy is active yet. */
export function openDeploys(service: Service, rows: ServiceRows, state: DeployState = {}): Deploys {
  const deploy = (faults: readonly Fault[]) => faults.findLast((fault): fault is Deploy => fault.kind === 'deploy')
  const keyOf = (fault: Deploy | undefined) =>
    fault ? `${fault.model} ${fault.slice}${fault.target === 'automatic' ? '' : ` ${fault.target}`}` : ''
  let deployed = state.deploy ? UNKNOWN : ''
  /** The models and aliases that the current deploy replaces. */
  let placed: readonly DeployTarget[] = []

  /** Returns the models and aliases that a deploy replaces. */
  function places({ target }: Deploy): readonly DeployTarget[] {
    const { stages } = service.spec
    const models = stages.flatMap((stage) => (stage.class_name === 'Model' ? [stage.config] : []))
    // A build of the challenger does not depend on whether the challenger gets requests or is in the diagram, so that
    // removing the challenger in advance never makes the build replace the champion.
    if (target === 'challenger')
      return [...new Set(models.map(({ model }) => model))].map((model) => ({ model, alias: target }))
    const of = (alias: Alias) => models.flatMap(({ model, alias: own }) => (own === alias ? [{ model, alias }] : []))
    const receives = stages.some((stage) => stage.class_name === 'Split' && stage.config.challenger > 0)
    return target === 'automatic' && receives ? of('challenger') : of('champion')
  }
  function put({ model, alias }: DeployTarget, { model: bad, slice }: Deploy): void {
    const of = service.versions[service.resolve(model, 'champion')]
    if (!of) return
    const inSlice = sliceFilter(rows, slice, groundTruthReader(of.pipeline, rows.dataset, service.output.classes))
    service.setOverride(model, alias, service.addVersion(badVersion({ bad, of, kind: service.kind, inSlice })))
  }
  function out(): void {
    for (const { model, alias } of placed) service.setOverride(model, alias, undefined)
    placed = []
  }

  return {
    hasChanged(faults) {
      // The alias may also have been moved by a canary.
      if (placed.some(({ model, alias }) => alias === 'champion' && !service.isOverridden(model, alias))) {
        endChampionDeploy(state)
        placed = []
      }
      return keyOf(deploy(faults)) !== deployed
    },
    apply(faults) {
      const fault = deploy(faults)
      deployed = keyOf(fault)
      out()
      if (!fault) {
        delete state.deploy
        return
      }
      // If a deploy continues, it keeps replacing the same models, even if the traffic shares have changed.
      if (state.deploy?.of !== deployed) state.deploy = { of: deployed, places: places(fault) }
      placed = state.deploy.places
      for (const place of placed) put(place, fault)
    },
    close() {
      out()
      deployed = state.deploy ? UNKNOWN : ''
    },
  }
}

/**
 * Called when an alias moves during a deploy's event: if the deploy had replaced a champion, ends it. Returns whether
 * it did.
 */
export function endChampionDeploy(state: DeployState): boolean {
  if (!state.deploy?.places.some(({ alias }) => alias === 'champion')) return false
  state.deploy = { of: state.deploy.of, places: [] }
  return true
}
