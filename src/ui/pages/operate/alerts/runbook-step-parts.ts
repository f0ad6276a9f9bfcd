/** @file The displayed parts of a runbook step; a command that cannot run shows the reason. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { RunbookPart } from '../../../../gallery/runbooks/runbook'
import { runbookStepsText as text } from '../../../../messages/en/operate/alerts'
import { aliasName } from '../../../../messages/en/operate/terms'
import { type IdleReason, idleStep, type RunbookContext } from './runbook-steps'

export type StepPart =
  | Exclude<RunbookPart, { readonly kind: 'unknown' }>
  /** A command that cannot run, with the reason. If `text` is empty, the reason is shown instead. */
  | { readonly kind: 'idle'; readonly text: string; readonly why: string }

/**
 * The parts of a step as they apply right now. If a command cannot run, the clause introduced by a colon after it is
 * omitted too.
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
    return { kind: 'idle', text: '', why: text.noWayBack({ alias: aliasName(alias), model }) }
  })
}

/** The text of a step; for a rollback, the text includes the version to be restored. */
function stepText({ text: step, command, args }: Extract<RunbookPart, { kind: 'run' }>, now: RunbookContext): string {
  const { model, alias } = args as { readonly model?: string; readonly alias?: Alias }
  if (command !== 'registry.rollback' || model === undefined || alias === undefined) return step
  const version = now.deployed.some((place) => place.model === model) ? undefined : now.rollbackVersion(model, alias)
  return version === undefined ? step : text.toVersion({ step, version })
}

function unknownReason(command: string, { deployed, isRolledBack: takenBack }: RunbookContext): IdleReason {
  return command === 'registry.open' && (deployed.length > 0 || takenBack) ? 'notInRegistry' : 'unknown'
}
