/** @file Mix: one kind of request becomes more frequent. */
import { float, text } from '../../../catalog/params'
import { curveParams, levelAt } from '../curve'
import { defineNote } from '../define-event'

export const share = defineNote({
  kind: 'share',
  lane: 'mix',
  title: 'More of a slice',
  summary: 'Of all requests this share comes from one slice alone, and the rest as usual.',
  params: {
    slice: text({ label: 'Slice', maxLength: 200, default: '', help: 'Its name, or a condition such as age < 30.' }),
    share: float({ label: 'Share', min: 0, max: 1, step: 0.05, default: 0.5 }),
    ...curveParams,
  },
  needs: ['slice'],
  voice: ({ slice }) => `share of ${slice}`,
  sound: (params, place) => ({ mix: { slice: params.slice, share: params.share * levelAt(params, place) } }),
})
