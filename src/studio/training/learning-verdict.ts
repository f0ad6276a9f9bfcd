/** @file learningVerdict: whether a finished run learned nothing, judged by its accuracy or by its loss. */
import { wilson } from '../../metrics/intervals'
import type { RunRecord } from '../../storage/records'

export type LearningVerdict =
  /** The accuracy is that of always predicting the most frequent class; with balanced classes, the mean recall. */
  | {
      readonly why: 'guesses'
      readonly accuracy: number
      readonly guess: number
      readonly label: string
      readonly examples: number
      readonly isBalanced: boolean
    }
  /** The training loss is still that of the start. */
  | { readonly why: 'loss-still'; readonly first: number; readonly last: number }

const MIN_EXAMPLES = 10
/** The loss has moved if it is below this share of the loss of the first steps. */
const MOVED = 0.98
/** Number of first losses to average, because single batches differ. */
const FIRST = 3

/** The verdict; undefined if the run learned something, is not over, or continues an earlier run. */
export function learningVerdict(
  run: Pick<RunRecord, 'tag' | 'metrics' | 'history' | 'curve' | 'from'> & Partial<Pick<RunRecord, 'content'>>,
): LearningVerdict | undefined {
  if (run.tag !== 'done') return undefined
  return guesses(run) ?? (run.from ? undefined : lossIsStill(run))
}

function guesses({ metrics, content }: Parameters<typeof learningVerdict>[0]): LearningVerdict | undefined {
  const [head, ...others] = metrics?.heads ?? []
  if (head?.kind !== 'classes' || others.length > 0) return undefined
  const { confusion, perClass } = head
  const supports = confusion.map((row) => row.reduce((sum, count) => sum + count, 0))
  const examples = supports.reduce((sum, count) => sum + count, 0)
  const most = Math.max(...supports)
  const right = confusion.map((row, i) => row[i] ?? 0)
  const accuracy = right.reduce((sum, count) => sum + count, 0) / examples
  const guess = most / examples
  if (!(examples >= MIN_EXAMPLES) || guess === 1) return undefined
  // With few examples, the interval of a good accuracy also contains that of guessing.
  if (wilson(accuracy, examples).low > guess || accuracy > (1 + guess) / 2) return undefined
  // A network that finds the rare classes has learned, even if its accuracy is below that of guessing.
  const recalls = right.flatMap((count, i) => (supports[i] ? [count / supports[i]] : []))
  const recall = recalls.reduce((sum, one) => sum + one, 0) / recalls.length
  if (wilson(recall, examples).low > 1 / recalls.length) return undefined
  const label = perClass[supports.indexOf(most)]?.label ?? ''
  // A run that balances the classes may be less accurate than guessing and still learn, so its accuracy is no measure.
  const isBalanced = (content?.plan.classWeights ?? content?.plan.balance?.sampling) !== undefined
  if (isBalanced) return { why: 'guesses', accuracy: recall, guess: 1 / recalls.length, label, examples, isBalanced } // not text: ids
  return { why: 'guesses', accuracy, guess, label, examples, isBalanced } // not text: ids
}

function lossIsStill({ history, curve }: Pick<RunRecord, 'history' | 'curve'>): LearningVerdict | undefined {
  const start = curve?.losses.slice(0, FIRST) ?? []
  const first = start.reduce((sum, loss) => sum + loss, 0) / start.length
  const last = history.at(-1)?.loss
  if (last === undefined || !(first > 0) || !(last >= MOVED * first)) return undefined
  return { why: 'loss-still', first, last } // not text: ids
}
