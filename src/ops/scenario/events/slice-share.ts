/** @file More of a slice: the requests of one slice become more frequent. */
import { float, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { curveParams, defineEvent, levelAt } from '../define-event'

const text = scenarioEventsText.share

export const share = defineEvent({
  kind: 'share',
  track: 'mix',
  loggedAs: 'More of a slice', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    slice: textParam({ ...text.slice, maxLength: 200, default: '' }),
    share: float({ ...text.share, min: 0, max: 1, step: 0.05, default: 0.5 }),
    ...curveParams,
  },
  requires: ['slice'],
  conflictKey: ({ slice }) => `share of ${slice}`,
  effect: (params, moment) => ({ mix: { slice: params.slice, share: params.share * levelAt(params, moment) } }),
})
