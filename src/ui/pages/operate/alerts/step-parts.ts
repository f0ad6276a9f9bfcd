/** @file Parts of a runbook step as they are shown; a command that cannot run gives a reason. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { RunbookPart } from '../../../../gallery/runbooks/runbook'
import { runbookStepsText as text } from '../../../../messages/en/operate/runbook-steps'
import { type IdleReason, idleStep, type RunbookContext } from './runbook-steps'

export type StepPart =
  | Exclude<RunbookPart, { readonly kind: 'unknown' }>
  /** A command that cannot run, with the reason. Without a text, the reason replaces it. */
  | { readonly kind: 'idle'; readonly text: string; readonly why: string }

/**
 * The parts of a step in the current situation. A command that cannot be run also leaves out what follows it after a colon, as the
 * runbooks are written.
 */
export function doable(parts: readonly RunbookPart[], now: RunbookContext): readonly StepPart[] {
  let isLeftOut = false
  return parts.map((part): StepPart => {
    const follows = isLeftOut
    isLeftOut = false
    if (typeof part === 'string') return follows && part.startsWith(':') ? (/[.!?].*$/s.exec(part)?.[0] ?? '') : part
    if (part.kind === 'unknown')
      return { kind: 'idle', text: part.text, why: text.idle[unknownReason(part.command, now)] }
    if (part.kind !== 'run') return part
    const reason = idleStep(part.command, part.args, now)
    if (reason === undefined) return { ...part, text: stepText(part, now) }
    if (reason !== 'noPreviousVersion') return { kind: 'idle', text: part.text, why: text.idle[reason] }
    isLeftOut = true
    const { model = '', alias = '' } = part.args as { readonly model?: string; readonly alias?: string }
    return { kind: 'idle', text: '', why: text.noWayBack({ alias, model }) }
  })
}

/** The text of a step; of a rollback, with the version that answers afterwards. */
function stepText({ text: step, command, args }: Extract<RunbookPart, { kind: 'run' }>, now: RunbookContext): string {
  const { model, alias } = args as { readonly model?: string; readonly alias?: Alias }
  if (command !== 'registry.rollback' || model === undefined || alias === undefined) return step
  const version = now.deployed.some((place) => place.model === model) ? undefined : now.rollbackVersion(model, alias)
  return version === undefined ? step : text.toVersion({ step, version })
}

function unknownReason(command: string, { deployed, isRolledBack: takenBack }: RunbookContext): IdleReason {
  return command === 'registry.open' && (deployed.length > 0 || takenBack) ? 'notInRegistry' : 'unknown'
}
