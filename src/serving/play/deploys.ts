/**
 * @file Deploys: while the score says so, a bad model made of the champion answers: as the challenger where that has a share of the
 * requests, else in the champion's place until a person moves that flag.
 */
import type { Alias } from '../../catalog/lowered-stage'
import type { Fault } from '../../ops/scenario/conditions'
import type { Deployed, DeployPlace, ServiceRows } from '../../protocol/serving-messages'
import { truthReader } from '../rows'
import type { Service } from '../service'
import { badVersion } from './bad-models'
import { sliceOf } from './slice-of'

type Deploy = Extract<Fault, { kind: 'deploy' }>

export interface Deploys {
  /** Whether another model is deployed than now. */
  differ(faults: readonly Fault[]): boolean
  follow(faults: readonly Fault[]): void
  /** Takes it out of what serves; whoever plays on puts it back to where it was. */
  close(): void
}

/** What outlives a play, and a worker: the deploy whose note sounds. */
export interface Carried {
  deploy?: Deployed
}

/** A deploy that was begun before is not yet looked for. */
const UNSEEN = '?'

/** Nothing is deployed yet. */
export function openDeploys(service: Service, rows: ServiceRows, carry: Carried = {}): Deploys {
  const deploy = (faults: readonly Fault[]) => faults.findLast((fault): fault is Deploy => fault.kind === 'deploy')
  const keyOf = (fault: Deploy | undefined) => (fault ? `${fault.model} ${fault.slice}` : '')
  let deployed = carry.deploy ? UNSEEN : ''
  /** Where the present one was put. */
  let placed: readonly DeployPlace[] = []

  /** The stages that a deploy would reach: those of a challenger that is asked, else those of the champion. */
  function places(): readonly DeployPlace[] {
    const { stages } = service.spec
    const asked = stages.some((stage) => stage.class_name === 'Split' && stage.config.challenger > 0)
    const of = (alias: Alias) =>
      stages.flatMap((stage) =>
        stage.class_name === 'Model' && stage.config.alias === alias ? [{ model: stage.config.model, alias }] : [],
      )
    return asked ? of('challenger') : of('champion')
  }
  function put({ model, alias }: DeployPlace, { model: bad, slice }: Deploy): void {
    const of = service.versions[service.resolve(model, 'champion')]
    if (!of) return
    const inSlice = sliceOf(rows, slice, truthReader(of.pipeline, rows.dataset, service.answers.classes))
    service.override(model, alias, service.make(badVersion({ bad, of, kind: service.kind, inSlice })))
  }
  function out(): void {
    for (const { model, alias } of placed) service.override(model, alias, undefined)
    placed = []
  }

  return {
    differ(faults) {
      // A canary moves flags here, too.
      if (placed.some(({ model, alias }) => alias === 'champion' && !service.overridden(model, alias))) {
        takenBack(carry)
        placed = []
      }
      return keyOf(deploy(faults)) !== deployed
    },
    follow(faults) {
      const fault = deploy(faults)
      deployed = keyOf(fault)
      out()
      if (!fault) {
        delete carry.deploy
        return
      }
      // What goes on stays where it was put, whatever the shares are by now.
      if (carry.deploy?.of !== deployed) carry.deploy = { of: deployed, places: places() }
      placed = carry.deploy.places
      for (const place of placed) put(place, fault)
    },
    close() {
      out()
      deployed = carry.deploy ? UNSEEN : ''
    },
  }
}

/** A person has moved flags: whether a deploy that stood in a champion's place is over by that, while its note still sounds. */
export function takenBack(carry: Carried): boolean {
  if (!carry.deploy?.places.some(({ alias }) => alias === 'champion')) return false
  carry.deploy = { of: carry.deploy.of, places: [] }
  return true
}
