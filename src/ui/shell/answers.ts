/** @file Answers to questions that people ask in the command palette, each with what leads to it. */
import MiniSearch from 'minisearch'
import { answersText, questionWords } from '../../messages/en/glossary/answers'
import type { PageId } from '../../messages/en/shell/pages'
import { type CommandCall, callOf } from '../../studio/run-command'
import type { DataTab, EvaluateTab } from '../../studio/state'
import type { OperateTab } from '../../studio/operate/state'
import type { DialogName } from './dialogs-context'

type AnswerId = keyof typeof answersText

/** What an answer leads to: a command, a dialog, or an image of the canvas. */
type Go = CommandCall | { readonly dialog: DialogName } | { readonly picture: 'png' }

interface Answer {
  readonly id: AnswerId
  readonly question: string
  /** Other words for it. */
  readonly also: string
  readonly answer: string
  readonly go: Go
}

const page = (room: PageId) => callOf('room.open', { room })
const data = (tab: DataTab) => callOf('room.open', { room: 'data', tab })
const evaluate = (tab: EvaluateTab) => callOf('room.open', { room: 'evaluate', tab })
const operate = (tab: OperateTab) => callOf('room.open', { room: 'operate', tab })

const LEADS_TO: Readonly<Record<AnswerId, Go>> = {
  lossNaN: page('train'),
  lossFlat: callOf('run.sanity'),
  lossJumps: page('train'),
  overfitting: data('augment'),
  sameClass: data('split'),
  lowAccuracy: evaluate('failures'),
  suspicious: data('report'),
  slow: page('machine'),
  memory: page('machine'),
  learningRates: page('train'),
  howLong: page('train'),
  whichLayers: { dialog: 'examples' },
  needNetwork: callOf('run.baselines'),
  enoughData: data('report'),
  wrongLabels: evaluate('failures'),
  missing: data('report'),
  ownData: data('overview'),
  camera: callOf('data.collect'),
  predictOwn: page('build'),
  why: evaluate('explanations'),
  sure: evaluate('certainty'),
  fair: evaluate('groups'),
  fooled: evaluate('robustness'),
  better: evaluate('comparison'),
  threshold: evaluate('results'),
  testSet: evaluate('results'),
  repeat: page('build'),
  back: callOf('canvas.history'),
  saved: page('machine'),
  share: { dialog: 'export' },
  exportModel: { dialog: 'models' },
  print: { picture: 'png' },
  present: callOf('theme.present', { on: true }),
  lesson: { dialog: 'lesson' },
  offline: page('machine'),
  drift: operate('drift'),
  rollOut: operate('canary'),
  alerts: operate('objectives'),
}

/** Every answer, by topic. */
export const answers: readonly Answer[] = (Object.keys(answersText) as AnswerId[]).map((id) => ({
  id,
  ...answersText[id],
  go: LEADS_TO[id],
}))

/** An answer whose match is below this share of the best one is not shown. */
const CLOSE = 0.5
const MOST = 4

const stopWords = new Set(questionWords.ignored.split(' '))
let index: MiniSearch<Answer> | undefined

/**
 * The answers to a question in free words, best first: at least two words that mean something, or one that nothing else
 * has to match. Typing errors and word endings do not matter.
 */
export function findAnswers(question: string): readonly AnswerId[] {
  if (!/\S\s+\S/.test(question.trim())) return []
  if (!index) {
    index = new MiniSearch<Answer>({
      fields: ['question', 'also', 'answer'],
      processTerm: (word) => (stopWords.has(word.toLowerCase()) ? null : word.toLowerCase()),
    })
    index.addAll(answers)
  }
  const found = index.search(question, {
    boost: { question: 3, also: 2 },
    prefix: (word) => word.length > 2,
    fuzzy: (word) => (word.length > 4 ? 0.2 : false),
  })
  const best = found[0]?.score ?? 0
  return found
    .filter(({ score }) => score >= CLOSE * best)
    .flatMap(({ id }) => (isAnswer(id) ? id : []))
    .slice(0, MOST)
}

function isAnswer(id: unknown): id is AnswerId {
  return typeof id === 'string' && Object.hasOwn(answersText, id)
}
