/** @file Bad deploy: a model that should never have been deployed answers the requests. */
import { choice, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { termsText } from '../../../messages/en/operate/terms'
import { BAD_MODELS, defineEvent } from '../define-event'

const text = scenarioEventsText.deploy

export const deploy = defineEvent({
  kind: 'deploy',
  track: 'faults',
  loggedAs: 'Bad deploy', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    model: choice({ ...text.model, options: BAD_MODELS, labels: termsText.badModel, default: 'wrong scaling' }),
    slice: textParam({
      ...text.slice,
      maxLength: 200,
      default: '',
    }),
  },
  effect: ({ model, slice }) => ({ fault: { kind: 'deploy', model, slice } }),
})
