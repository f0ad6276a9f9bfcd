/** @file Weekly wave: working days and weekends. */
import { cosTurn } from '../../../base/exact'
import { WEEKDAYS } from '../../../catalog/datasets/streams/calendar'
import { choice, float } from '../../../catalog/params'
import { defineNote } from '../define-event'
import { DAY } from '../scenario'

export const weekly = defineNote({
  kind: 'weekly',
  lane: 'traffic',
  title: 'Weekly wave',
  summary: 'More requests around one day of the week and fewer half a week from it.',
  params: {
    depth: float({
      label: 'Depth',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.3,
      help: 'At its highest so much more than usual, at its lowest so much less.',
    }),
    peak: choice({ label: 'Busiest day', options: WEEKDAYS, default: 'Wed' }),
  },
  sound({ depth, peak }, { atMs }) {
    // Highest at noon of that day; time 0 is a Monday.
    const turns = (atMs / DAY - WEEKDAYS.indexOf(peak) - 0.5) / 7
    return { times: 1 + depth * cosTurn(turns - Math.floor(turns)) }
  },
})
