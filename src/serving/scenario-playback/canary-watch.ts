/**
 * @file CanaryWatch: runs a canary in the worker, reading the log as it is written. After a simulated minute in which a
 * check failed or the last gate passed, it changes the traffic share and the aliases together, before the next request,
 * at any simulation speed.
 */

import { canary, decideCanary } from '../../ops/canary/canary-track'
import type { CanaryCheck, CanaryPlan } from '../../ops/canary-plan'
import { STORED_ACTOR, STORED_REASON, storedBreach, storedLastGate } from '../../ops/change'
import { type Fold, MINUTE_MS, openFold } from '../../ops/log/fold-log'
import { makeRequestBuffer } from '../../ops/log/request-buffer'
import type { CanaryDid } from '../../ops/log-entry'
import { withChallengerShare } from '../../ops/service-spec'
import type { ServingChange } from '../../protocol/serving-messages'
import type { LogWriter } from '../log-writer'
import type { Service } from '../open-service'

/** A step of a canary, which is either requested by the page or taken automatically. */
export type CanaryStep = Extract<ServingChange, { type: 'canary' }>

export interface CanaryWatch {
  turn(input: CanaryStep): Promise<void>
  /** The check to run at the end of each simulated minute; undefined if there is no canary. */
  minute(): ((through: number) => Promise<void>) | undefined
  /** Leaves promotions to the planned changes of a replay: in logs of earlier versions, the page promoted. */
  leavePromotions(): void
}

/** The actor that the log stores for automatic actions of a canary. */
export const CANARY = STORED_ACTOR.canary

/** Creates a watch that does nothing until a canary begins. `change` applies a change to the service and logs it. */
export function openCanaryWatch(
  service: Service,
  logWriter: LogWriter,
  change: (input: ServingChange) => Promise<void>,
): CanaryWatch {
  let fold: Fold<{ canary: typeof canary }> | undefined
  let promotes = true

  async function applyStep(input: CanaryStep): Promise<void> {
    const { did, plan, step, percent, by, why } = input
    if (did === 'began' || did === 'resumed') {
      // In a replay, the step was not interrupted and has no stored track, so it continues with the current track.
      const track = input.track ?? (did === 'resumed' ? fold?.states.canary.track : undefined)
      logWriter.setWatched('on')
      const widths = { width: service.width, stages: service.book().stages.length }
      // The canary reducer itself stores the requests that labels refer to, so the fold needs to buffer only one
      // request.
      fold = openFold(
        { canary },
        {
          ...{ ring: makeRequestBuffer(widths, 1), minute: Math.floor(logWriter.at / MINUTE_MS) },
          states: { canary: track ? { track } : {} },
        },
      )
    }
    if (input.movesAliases) {
      const { challenger: _, ...others } = service.aliases[plan.model] ?? {}
      const flags = did === 'promoted' ? { ...others, champion: plan.to } : others
      await change({ type: 'aliases', aliases: { ...service.aliases, [plan.model]: flags }, by, why })
    }
    await change({ type: 'spec', spec: withChallengerShare(service.spec, plan.stage, percent), by, why })
    logWriter.addChange({ type: 'canary', did, plan, step, percent, by, why })
    if (did === 'began' || did === 'resumed' || did === 'advanced') return
    fold = undefined
    logWriter.setWatched('off')
  }

  async function check(through: number): Promise<void> {
    fold?.push(logWriter.readUnread(), through, service.book())
    const track = fold?.states.canary.track
    if (!track || track.over) return
    const { plan } = track
    const decision = decideCanary(track)
    if (decision.do === 'roll back') {
      const why = breachReason(decision.breach, service.book().slices)
      await applyStep({ ...turnOf('rolled back', plan, -1, 0, why), movesAliases: true })
    } else if (decision.do === 'promote' && plan.automatic && promotes) {
      const why = storedLastGate(100 * plan.limits.margin)
      await applyStep({ ...turnOf('promoted', plan, -1, 0, why), movesAliases: true })
    } else if (decision.do === 'advance' && plan.automatic) {
      const { step, percent } = decision
      await applyStep(turnOf('advanced', plan, step, percent, STORED_REASON.gatePassed))
    }
  }

  return {
    turn: applyStep,
    minute: () => (fold ? check : undefined),
    leavePromotions() {
      promotes = false
    },
  }
}

function turnOf(did: CanaryDid, plan: CanaryPlan, step: number, percent: number, why: string): CanaryStep {
  return { type: 'canary', did, plan, step, percent, by: CANARY, why }
}

/**
 * The text that describes a failed check in the log and the alias history. Log hashes include it, so it does not depend
 * on the language.
 */
function breachReason({ what, slice, champion, challenger, p }: CanaryCheck, slices: readonly string[]): string {
  const named = slice === undefined ? {} : { slice: slices[slice] ?? 'a slice' }
  return storedBreach({ what: what === 'slice' ? 'right' : what, ...named, challenger, champion, p: storedP(p) })
}

/** A p-value in the form stored in logs, with three decimals: 0.049, or < 0.001. */
function storedP(p: number): string {
  return p < 0.001 ? '< 0.001' : p >= 0.9995 ? '1' : p.toFixed(3)
}
