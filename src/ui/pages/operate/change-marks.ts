/** @file Marks: changes to a service, shown as vertical lines on every chart with a time axis, each with a description. */
import type { Alias } from '../../../catalog/lowered-stage'
import { liveText } from '../../../messages/en/operate/live'
import { termsText } from '../../../messages/en/operate/terms'
import { byText, reasonText, serviceChangeText } from '../../../ops/change-text'
import type { Change } from '../../../ops/log-entry'
import { loggedEventTitle } from '../../../ops/scenario/events'

export interface Mark {
  readonly at: number
  readonly text: string
  /** The name of the design token that defines the line color. */
  readonly token: string
  /**
   * Whether the change was caused by the scenario or the diagram rather than by a decision; such marks are drawn
   * lighter.
   */
  readonly isSoft: boolean
}

/** A mark for each change. */
export function marksOf(changes: readonly Change[]): readonly Mark[] {
  return changes.map(({ at, what }): Mark => {
    switch (what.type) {
      case 'alias':
        return { at, text: aliasText(what), token: 'accent', isSoft: false }
      case 'share':
        return { at, text: liveText.changes.share(what), token: 'data-2', isSoft: false }
      case 'canary':
        return { at, text: liveText.changes.canary[what.did](what), token: 'data-2', isSoft: false }
      case 'note': {
        const event = { title: loggedEventTitle(what.title) }
        return {
          at,
          text: what.on ? liveText.changes.eventStarts(event) : liveText.changes.eventEnds(event),
          token: what.lane === 'faults' ? 'bad' : 'warn',
          isSoft: true,
        }
      }
      case 'service':
        return { at, text: serviceChangeText(what), token: 'faint', isSoft: true }
      default:
        return what satisfies never
    }
  })
}

interface AliasMove {
  readonly model: string
  readonly alias: Alias
  readonly to?: number
}

function aliasText({ model, alias, to }: AliasMove): string {
  const of = { model, alias: termsText.alias[alias] }
  return to === undefined ? liveText.changes.aliasRemoved(of) : liveText.changes.aliasSet({ ...of, version: to })
}

/** Describes a change, with its author and reason. */
export function changeText(of: Change): string {
  const change = marksOf([of])[0]?.text ?? ''
  const { what } = of
  return 'by' in what ? liveText.changes.byWhom({ change, by: byText(what.by), why: reasonText(what.why) }) : change
}
