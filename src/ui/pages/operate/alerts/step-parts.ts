/** @file Runbook words: what a step says where its command has nothing to do now, or lacks what nobody knows. */
import type { Alias } from '../../../../catalog/lowered-stage'
import type { RunbookPart } from '../../../../gallery/runbooks/runbook'
import { idleStep, NOWHERE_ELSE, type Situation } from './runbook-steps'

export type StepPart =
  | Exclude<RunbookPart, { readonly kind: 'unknown' }>
  /** Nothing to press: what it would do, and why it does not; without a text the reason stands in its place. */
  | { readonly kind: 'idle'; readonly text: string; readonly why: string }

/** The parts of a step as the service stands. What would follow from a command that cannot be done is left out. */
export function doable(parts: readonly RunbookPart[], now: Situation): readonly StepPart[] {
  let isLeftOut = false
  return parts.map((part): StepPart => {
    const follows = isLeftOut
    isLeftOut = false
    if (typeof part === 'string') return follows && part.startsWith(':') ? (/[.!?].*$/s.exec(part)?.[0] ?? '') : part
    if (part.kind === 'unknown') return { kind: 'idle', text: part.text, why: unknownWhy(part.command, now) }
    if (part.kind !== 'run') return part
    const why = idleStep(part.command, part.args, now)
    if (why === undefined) return { ...part, text: `${part.text}${toWords(part, now)}` }
    if (why !== NOWHERE_ELSE) return { kind: 'idle', text: part.text, why }
    isLeftOut = true
    const { model, alias } = part.args as { readonly model?: string; readonly alias?: string }
    return {
      ...{ kind: 'idle', text: '' },
      why: `there is nothing to put back: the ${alias} of ${model} stood at no other version before`,
    }
  })
}

/** Of what is put back, the version that then answers. */
function toWords({ command, args }: Extract<RunbookPart, { kind: 'run' }>, now: Situation): string {
  const { model, alias } = args as { readonly model?: string; readonly alias?: Alias }
  if (command !== 'registry.rollback' || model === undefined || alias === undefined) return ''
  const to = now.deployed.some((place) => place.model === model) ? undefined : now.wayBack(model, alias)
  return to === undefined ? '' : ` to version ${to}`
}

function unknownWhy(command: string, { deployed, takenBack }: Situation): string {
  return command === 'registry.open' && (deployed.length > 0 || takenBack)
    ? 'it was deployed past the registry, which has no version of it'
    : 'nobody knows which that is'
}
